"""An issue in one straight line, for screen readers, pipes and printers.

Nothing is said by place, colour or drawing: no columns, no rules, no letter-spaced nameplate, which
a voice would spell out. What print shows is named instead: where a page begins, which article this
is and of how many, that something is a sub-heading, a quotation, a picture. Lines are broken as the
article view breaks them; blocks are parted by a blank line in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from reader.dates import masthead_date
from reader.export import Printed, is_exported, origin_words, printed_in, without_controls
from reader.export.text import paragraph
from reader.lang import say, say_n
from reader.model import Block, Heading, Image, Items, Listing, Paragraph, Quote, Table, label_of

if TYPE_CHECKING:
    from reader.model import Article, Issue, Newspaper, Section


def issue_in_line(
    newspaper: Newspaper, issue: Issue, measure: int, sections: Sequence[Section] | None = None
) -> Iterator[str]:
    """The issue, or some sections of it, piece by piece: its name and date, its contents, its
    articles in print order, and what is missing of it. Each piece ends with a line feed."""
    chosen = issue.sections if sections is None else tuple(sections)
    told = [printed for section in chosen for printed in _stories(newspaper, issue, section)]
    tally = say("{pages}, {articles}", pages=_pages(len(chosen)), articles=_articles(len(told)))
    day = masthead_date(issue.date, newspaper.language)
    yield from _rows(measure, newspaper.name, day, tally, origin_words(issue.url))
    yield "\n" + _row(say("Contents"), measure)
    number = 0
    for section in chosen:
        stories = _stories(newspaper, issue, section)
        yield "\n" + _row(_page_words(section, len(stories)), measure)
        for printed in stories:
            number += 1
            yield _row(f"{number}. {_name_of(printed.article)}", measure)
    number = 0
    for section in chosen:
        stories = _stories(newspaper, issue, section)
        yield "\n\n" + _row(_page_words(section, len(stories)), measure)
        for printed in stories:
            number += 1
            yield "\n\n" + _row(say("Article {n} of {all}", n=number, all=len(told)), measure)
            yield "\n" + article_in_line(printed, measure)
        others = [a.headline for a in section.articles if not is_exported(a) and a.headline]
        if others:
            yield "\n\n" + _row(say("Notices and advertisements:"), measure)
            yield from (_row(headline, measure) for headline in others)
    if sections is None and issue.gaps:
        yield "\n\n" + _row(say("Not here:"), measure)
        yield from (_row(_gap_words(gap), measure) for gap in issue.gaps)
    yield "\n\n" + _row(say("The end of this issue."), measure)


def articles_in_line(articles: Iterable[Printed], measure: int) -> Iterator[str]:
    """Articles that make no issue together, each with where it stood in print."""
    for n, printed in enumerate(articles):
        yield "\n\n" if n else ""
        yield article_in_line(printed, measure, is_placed=True)


def article_in_line(printed: Printed, measure: int, *, is_placed: bool = False) -> str:
    """One article, ended by a line feed; `is_placed` where it is to say what paper and page it is
    from."""
    article = printed.article
    below = [article.byline, "" if _opens_with(article) else article.dateline]
    head = [article.kicker, article.headline, article.deck, *below]
    if is_placed:
        head.append(printed.place)
    if len(article.printed_on) > 1:
        head.append(say("Printed on pages {pages}", pages=say(", ").join(article.printed_on)))
    parts = ["".join(_rows(measure, *head))]
    parts += ["".join(_rows(measure, *_said(block))) for block in article.blocks]
    if printed.note:
        parts.append(_row(say("Your note: {note}", note=printed.note), measure))
    return "\n".join(part for part in parts if part)


def _said(block: Block) -> Iterator[str]:
    """What is said of a block, a row each."""
    match block:
        case Paragraph(text=text):
            yield text
        case Heading(text=text):
            yield say("Heading: {text}", text=text)
        case Quote(text=text):
            yield say("Quotation: {text}", text=text)
        case Items(items=items, is_ordered=is_ordered):
            for n, item in enumerate(items, 1):
                yield f"{n}. {item}" if is_ordered else f"- {item}"
        case Table():
            yield from _table(block)
        case Image(caption=caption, credit=credit):
            words = [caption, credit if credit not in caption else ""]
            told = " ".join(word for word in words if word)
            yield say("Picture: {text}", text=told) if told else say("A picture without words.")
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    """A row a line, each cell behind the name of its column where there are names."""
    header = table.rows[0] if table.has_header and len(table.rows) > 1 else ()
    for row in table.rows[1:] if header else table.rows:
        cells = [
            f"{header[c]}: {cell}" if c < len(header) and header[c] else cell
            for c, cell in enumerate(row)
            if cell
        ]
        yield say("Row: {cells}", cells="; ".join(cells))


def _stories(newspaper: Newspaper, issue: Issue, section: Section) -> list[Printed]:
    return [
        printed
        for printed in printed_in(replace(issue, sections=(section,)), newspaper)
        if is_exported(printed.article)
    ]


def _name_of(article: Article) -> str:
    return article.headline or say("An article without a headline")


def _opens_with(article: Article) -> bool:
    """Whether the text begins with the dateline, so that it is not said twice."""
    return article.text.startswith(article.dateline)


def _page_words(section: Section, stories: int) -> str:
    name = label_of(section)
    if section.page:
        return say("Page {name}: {articles}", name=name, articles=_articles(stories))
    return f"{name}: {_articles(stories)}" if name else _articles(stories)


def _gap_words(gap: Listing) -> str:
    why = gap.reason or say("not asked for yet")
    return f"{gap.title or gap.url} ({why})"


def _pages(count: int) -> str:
    return say_n("{n} page", "{n} pages", count)


def _articles(count: int) -> str:
    return say_n("{n} article", "{n} articles", count)


def _rows(measure: int, *texts: str) -> Iterator[str]:
    return (_row(text, measure) for text in texts if text)


def _row(text: str, measure: int) -> str:
    """A text in as many lines as it needs, ended by a line feed."""
    return without_controls(paragraph(text, measure)) + "\n"
