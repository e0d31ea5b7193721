"""Articles onto stdout, in the format that was asked for."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.cli import terminal
from reader.export import Printed, is_exported, origin_words, printed_in
from reader.lang import say, say_n
from reader.model import Article, Issue, Listing, Newspaper, Section, label_of

if TYPE_CHECKING:
    from reader.export.json import Record
    from reader.typeset import Column

NOT_PRINTED = {"zh": "启事、广告：", "ja": "お知らせ・広告：", "ko": "알림·광고:"}


def print_article(printed: Printed, options: argparse.Namespace) -> None:
    """One article that was asked for by name; as JSON an object."""
    match options.format:
        case "json":
            from reader.export.json import record_of, single

            terminal.write(single(record_of(printed)) + "\n")
        case _:
            print_articles([printed], options)


def print_articles(articles: Iterable[Printed], options: argparse.Namespace) -> None:
    """Articles one after another; as JSON a list."""
    match options.format:
        case "json" | "jsonl":
            from reader.export.json import record_of

            print_records((record_of(printed) for printed in articles), options.format)
        case "md":
            from reader.export.markdown import article

            for number, printed in enumerate(articles):
                terminal.write(("\n" if number else "") + article(printed))
        case "plain":
            from reader.export.linear import articles_in_line

            for piece in articles_in_line(articles, terminal.measure(options.width)):
                terminal.write(piece)
        case _:
            column = terminal.column(options.width)
            for number, printed in enumerate(articles):
                terminal.write(_parting(column.measure) if number else "")
                terminal.write(_set(printed, column))


def print_records(records: Iterable[Record], form: str) -> None:
    """Records as they come: a line each, or a list that is never held whole."""
    from reader.export.json import line

    if form == "jsonl":
        for record in records:
            terminal.write(line(record) + "\n")
        return
    opening = "[\n"
    for record in records:
        terminal.write(opening + line(record))
        opening = ",\n"
    terminal.write("[]\n" if opening == "[\n" else "\n]\n")


def print_issue(
    newspaper: Newspaper, issue: Issue, options: argparse.Namespace, section: Section | None = None
) -> None:
    """An issue in print order, or one section of it: its contents, then its articles."""
    sections = issue.sections if section is None else (section,)
    whole = list(printed_in(replace(issue, sections=tuple(sections)), newspaper))
    stories = [printed for printed in whole if is_exported(printed.article)]
    match options.format:
        case "json" | "jsonl":
            print_articles(stories, options)
        case "md":
            _markdown_issue(newspaper, issue, sections)
        case "plain":
            print_in_line(newspaper, issue, terminal.measure(options.width), section)
        case _:
            _text_issue(newspaper, issue, sections, terminal.column(options.width))


def print_in_line(
    newspaper: Newspaper, issue: Issue, measure: int, section: Section | None = None
) -> None:
    """An issue, or one section of it, for those who hear it or print it."""
    from reader.export.linear import issue_in_line

    chosen = None if section is None else (section,)
    for piece in issue_in_line(newspaper, issue, measure, chosen):
        terminal.write(piece)


def masthead(newspaper: Newspaper, issue: Issue, tally: str, measure: int) -> str:
    """The nameplate, the date line, where it was had from if from an archive, a double rule."""
    from reader.dates import masthead_date
    from reader.export.text import centred, letter_spaced, paragraph, rule

    line = masthead_date(issue.date, newspaper.language) + (f" · {tally}" if tally else "")
    name = paragraph(letter_spaced(newspaper.name), measure)
    rows = [*name.split("\n"), *paragraph(line, measure).split("\n")]
    if origin := origin_words(issue.url):
        rows += paragraph(origin, measure).split("\n")
    return "\n".join(centred(row, measure) for row in rows) + "\n" + rule(measure, "═") + "\n"


def tally_of(pages: int, articles: int, missing: int = 0) -> str:
    """`8 pages · 61 articles`, in the interface's language; `59/61 articles` where some are
    missing."""
    parts = [say_n("{n} page", "{n} pages", pages)] if pages else []
    count = f"{articles}/{articles + missing}" if missing else articles
    parts.append(say_n("{n} article", "{n} articles", articles + missing, n=count))
    return " · ".join(parts)


def _text_issue(
    newspaper: Newspaper, issue: Issue, sections: Sequence[Section], column: Column
) -> None:
    from reader.export.text import headline_list, numbered, paragraph, rule

    measure = column.measure
    told = [a for section in sections for a in section.articles if is_exported(a)]
    here = sum(bool(a.text or a.images) for a in told)
    missing = len(issue.gaps) if sections == issue.sections else 0
    terminal.write(masthead(newspaper, issue, tally_of(len(sections), here, missing), measure))
    number = 0
    for section in sections:
        terminal.write("\n" + paragraph(label_of(section), measure) + "\n")
        for article in section.articles:
            if is_exported(article):
                number += 1
                terminal.write(numbered(number, article.headline, measure) + "\n")
    for section in sections:
        label = label_of(section)
        terminal.write("\n" + rule(measure, "═") + "\n" + (paragraph(label, measure) + "\n\n"))
        only = replace(issue, sections=(section,))
        stories = list(printed_in(only, newspaper))
        shown_so_far = 0
        for printed in stories:
            if is_exported(printed.article):
                terminal.write(_parting(measure) if shown_so_far else "")
                terminal.write(_set(printed, column))
                shown_so_far += 1
        others = [p.article.headline for p in stories if not is_exported(p.article)]
        if any(others):
            title = NOT_PRINTED.get(newspaper.language[:2], "Notices and advertisements:")
            words = headline_list(title, [head for head in others if head], measure)
            terminal.write(("\n" if shown_so_far else "") + words + "\n")
    for gap in issue.gaps:
        terminal.write(
            "\n" + paragraph(f"✗ {gap.title or gap.url} ({why_of(gap)})", measure) + "\n"
        )


def why_of(gap: Listing) -> str:
    """Why something is missing."""
    return gap.reason or say("it was not asked for")


def _markdown_issue(newspaper: Newspaper, issue: Issue, sections: Sequence[Section]) -> None:
    from reader.export import markdown

    terminal.write(markdown.title(f"{newspaper.name}, {issue.date.isoformat()}"))
    for section in sections:
        if label := label_of(section):
            terminal.write("\n" + markdown.section_heading(label, ""))
        for printed in printed_in(replace(issue, sections=(section,)), newspaper):
            if is_exported(printed.article):
                terminal.write("\n" + markdown.article(printed, level=3))


def printed_article(newspaper: Newspaper, issue: Issue, article: Article) -> Printed:
    """The article with its place in the issue."""
    return next(p for p in printed_in(issue, newspaper) if p.article is article)


def _set(printed: Printed, column: Column) -> str:
    from reader.export.text import article

    return article(printed, column.measure, hang=column.hang)


def _parting(measure: int) -> str:
    from reader.export.text import centred

    return "\n" + centred("* * *", measure) + "\n\n"


def as_object(record: dict[str, Any]) -> None:
    """A record by itself."""
    from reader.export.json import single

    terminal.write(single(record) + "\n")
