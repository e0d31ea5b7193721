"""What is taken away together: an article, a page, an issue, a range of issues, bookmarks.

A volume is read as it is written: its parts come one after the other, so that a year of a newspaper
is never held whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from reader.dates import masthead_date
from reader.export import Printed, is_exported, printed_in, printed_of
from reader.export.terms import terms_of
from reader.text.folding import fold, has_words, words_of
from reader.typeset.meta import page_label

if TYPE_CHECKING:
    from reader.model import Bookmark, Issue, Newspaper, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A page or section, or whatever articles stand under one heading."""

    label: str = ""
    """`第01版 要闻`; "" for articles without a heading of their own."""
    articles: tuple[Printed, ...] = ()
    others: tuple[str, ...] = ()
    """Headlines of notices and advertisements, which are named and not printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An issue, or all of what is no issue."""

    id: str
    """`kjrb/2024-07-06`."""
    title: str
    """In the newspaper's own language."""
    chapters: tuple[Chapter, ...] = ()
    day: date | None = None
    issue_url: str = ""
    """Where the issue is on the web, which says where its pictures are asked for."""

    @property
    def articles(self) -> Iterator[Printed]:
        """Every article in order."""
        for chapter in self.chapters:
            yield from chapter.articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """What makes one file."""

    id: str
    """Stable: the same articles have the same one in every year and on every machine."""
    title: str
    nameplate: str
    """What stands largest on its cover: the newspaper's name."""
    subtitle: str
    """The line under it: the date, the days from one to another, how many articles."""
    language: str
    """The newspaper's, or that of most of it."""
    words: str
    """What its file is called."""
    first: date | None = None
    last: date | None = None
    is_many: bool = False
    """Whether its parts are to be told from each other."""
    is_single: bool = False
    """Whether it is one article and nothing else."""
    parts: Callable[[], Iterable[Part]]
    """Reads them, one by one, each time anew."""

    @property
    def publisher(self) -> str:
        """The newspaper; of a selection of several the first named."""
        return self.nameplate


def of_article(printed: Printed, *, issue_url: str = "") -> Volume:
    """One article."""
    part = Part(
        id=printed.id,
        title=_titled(printed.newspaper, printed.date, printed.language),
        chapters=(Chapter(articles=(printed,)),),
        day=printed.date,
        issue_url=issue_url,
    )
    headline = printed.article.headline or printed.id
    return Volume(
        id=printed.id,
        title=headline,
        nameplate=printed.newspaper,
        subtitle=masthead_date(printed.date, printed.language) if printed.date else "",
        language=printed.article.language or printed.language or "und",
        words=_joined(printed.newspaper, printed.date, headline),
        first=printed.date,
        last=printed.date,
        is_single=True,
        parts=lambda: (part,),
    )


def of_issue(newspaper: Newspaper, issue: Issue, section: Section | None = None) -> Volume:
    """An issue, or one page of it."""
    sections = issue.sections if section is None else (section,)
    part = part_of(newspaper, issue, sections)
    label = part.chapters[0].label if section is not None and part.chapters else ""
    page = f"/{section.page or section.name}" if section is not None else ""
    return Volume(
        id=issue.id + page,
        title=" ".join(filter(None, (part.title, label))),
        nameplate=newspaper.name,
        subtitle=" · ".join(filter(None, (masthead_date(issue.date, newspaper.language), label))),
        language=newspaper.language,
        words=_joined(newspaper.name, issue.date, label),
        first=issue.date,
        last=issue.date,
        parts=lambda: (part,),
    )


def of_range(
    newspaper: Newspaper, days: Sequence[date], issue_of: Callable[[date], Issue | None]
) -> Volume:
    """Several issues, the first day first; each is asked for when its turn has come, and one that
    has gone meanwhile is left out."""
    first, last = days[0], days[-1]
    terms = terms_of(newspaper.language)

    def parts() -> Iterator[Part]:
        for day in days:
            issue = issue_of(day)
            if issue is not None:
                yield part_of(newspaper, issue, issue.sections)

    ends = [masthead_date(day, newspaper.language) for day in (first, last)]
    return Volume(
        id=f"{newspaper.id}/{first.isoformat()}..{last.isoformat()}",
        title=f"{newspaper.name} {first.isoformat()} {terms.to} {last.isoformat()}",
        nameplate=newspaper.name,
        subtitle=f" {terms.to} ".join(ends),
        language=newspaper.language,
        words=f"{_joined(newspaper.name, first)}_{last.isoformat()}",
        first=first,
        last=last,
        is_many=True,
        parts=parts,
    )


def of_bookmarks(bookmarks: Sequence[Bookmark], *, language: str, chosen: str = "") -> Volume:
    """Bookmarks in the order given; `language` is that of their common title, `chosen` the words
    and tags by which they were."""
    terms = terms_of(language)
    title = f"{terms.bookmarks}: {chosen}" if chosen else terms.bookmarks
    days = sorted(bookmark.date for bookmark in bookmarks)
    part = Part(
        id="bookmarks",
        title=title,
        chapters=(Chapter(articles=tuple(printed_of(bookmarks))),),
    )
    spans = [day.isoformat() for day in (days[:1] + days[-1:])]
    return Volume(
        id="bookmarks/" + "\n".join(bookmark.key for bookmark in bookmarks),
        title=title,
        nameplate=title,
        subtitle=f" {terms.to} ".join(dict.fromkeys(spans)),
        language=language,
        words=_joined(title),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        parts=lambda: (part,),
    )


def chosen_bookmarks(
    bookmarks: Sequence[Bookmark], *, words: str = "", tags: Sequence[str] = ()
) -> tuple[Bookmark, ...]:
    """Those that have all the words in paper, text, note or tags, and all the tags."""
    wanted, folded_tags = words_of(words), set(map(fold, tags))
    return tuple(
        one
        for one in bookmarks
        if folded_tags <= set(map(fold, one.tags))
        and (not wanted or has_words(wanted, fold(_all_words(one))))
    )


def _all_words(one: Bookmark) -> str:
    article, paper = one.article, one.newspaper
    heads = (article.headline, article.kicker, article.deck, article.byline)
    place = (paper.name, paper.english_name, one.section.name, one.date.isoformat())
    return "\n".join((*heads, *place, one.note, *one.tags, article.text))


def common_language(bookmarks: Iterable[Bookmark]) -> str:
    """The language of most of their newspapers; "" of none."""
    counts = Counter(one.newspaper.language for one in bookmarks)
    return counts.most_common(1)[0][0] if counts else ""


def with_bookmark(printed: Printed, kept: Bookmark) -> Printed:
    """The article with what a person made of it."""
    return replace(
        printed,
        note=kept.note,
        tags=kept.tags,
        highlights=kept.highlights if kept.article.text == printed.article.text else (),
        kept_at=kept.made_at,
    )


def split_by_issue(volume: Volume) -> Iterator[Volume]:
    """A volume a part, each read when its turn has come."""
    for part in volume.parts():
        subtitle = masthead_date(part.day, volume.language) if part.day else volume.subtitle
        yield replace(
            volume,
            id=part.id,
            title=part.title,
            subtitle=subtitle,
            words=_joined(volume.nameplate, part.day),
            first=part.day,
            last=part.day,
            is_many=False,
            parts=lambda part=part: (part,),  # type: ignore[misc]
        )


def split_by_article(volume: Volume) -> Iterator[Volume]:
    """A volume an article."""
    for part in volume.parts():
        for printed in part.articles:
            yield of_article(printed, issue_url=part.issue_url)


def part_of(newspaper: Newspaper, issue: Issue, sections: Sequence[Section]) -> Part:
    """The issue, or these sections of it; sections with nothing in them are left out."""
    chapters = []
    for section in sections:
        whole = list(printed_in(replace(issue, sections=(section,)), newspaper))
        others = [p.article.headline for p in whole if not is_exported(p.article)]
        chapter = Chapter(
            label=section_label(section, newspaper.language),
            articles=tuple(printed for printed in whole if is_exported(printed.article)),
            others=tuple(headline for headline in others if headline),
        )
        if chapter.articles or chapter.others:
            chapters.append(chapter)
    return Part(
        id=issue.id,
        title=_titled(newspaper.name, issue.date, newspaper.language),
        chapters=tuple(chapters),
        day=issue.date,
        issue_url=issue.url,
    )


def section_label(section: Section, language: str) -> str:
    """`第01版 要闻`, `Page A3 · Opinion`: in the newspaper's language, whoever reads it."""
    if section.page and not language.startswith(("zh", "ja")):
        page = terms_of(language).page.format(n=section.page)
        return " · ".join(part for part in (page, section.name) if part)
    return page_label(section.page, section.name, language)


def _titled(name: str, day: date | None, language: str) -> str:
    return " ".join(filter(None, (name, masthead_date(day, language) if day else "")))


def _joined(*parts: object) -> str:
    words = (part.isoformat() if isinstance(part, date) else part for part in parts)
    return "-".join(str(part).strip() for part in words if part)
