"""What the words of a command mean: a newspaper, a day, a place in an issue."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.errors import UsageError
from reader.export import is_exported
from reader.lang import aside, say, say_n
from reader.text import shown

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model import Article, Issue, Newspaper, Section
    from reader.papers import Paper


def typed(word: str) -> str:
    """A word of the command line as it was typed: under the C locale Python takes the bytes of a
    Chinese name for no characters at all."""
    try:
        return word.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return word


LATEST = ("latest", "newest", "最新")


def today_at(newspaper: Newspaper) -> date:
    """Today where the newspaper is printed."""
    from zoneinfo import ZoneInfo

    try:
        return datetime.now(ZoneInfo(newspaper.time_zone)).date()
    except (ValueError, OSError):  # no such zone, or a system without its table
        return datetime.now(UTC).date()


def known_papers() -> tuple[Paper, ...]:
    """The newspapers that come with the reader and a person's own, the one made of their feeds
    among them; what is wrong with one of those is said, and the others work."""
    from reader.config import papers_path
    from reader.papers import own_paper, own_papers, stand_of_papers

    own, faults = own_papers(papers_path())
    notes = terminal.Notes()
    for fault in faults:
        notes.add(fault)
    notes.close()
    *papers, sample = stand_of_papers(own)
    return (*papers, own_paper(), sample)


def own_ids() -> frozenset[str]:
    """The ids of a person's own newspapers."""
    from reader.config import papers_path
    from reader.papers import own_papers

    return frozenset(paper.id for paper in own_papers(papers_path())[0])


def newspaper_in(library: Library, name: str) -> Newspaper:
    """The newspaper of the library, or else of those that can be fetched, that is called so."""
    name = typed(name)
    stored = library.newspapers()
    if found := _called(name, stored):
        return found
    known = (*stored, *(paper.newspaper for paper in known_papers()))
    if found := _called(name, known):
        from reader.papers import SAMPLE

        if found.id == SAMPLE:
            # It comes with the program; a library that has not seen the app yet gets it now.
            from reader.delivery import deliver_sample

            deliver_sample(library)
        return found
    names = [word for newspaper in known for word in _names_of(newspaper)]
    hint = nearest(name, names)
    raise UsageError(
        say(
            "There is no newspaper {name}{hint}; `reader papers` lists what can be fetched.",
            name=shown(name, 60),
            hint=hint,
        )
    )


def none_of(newspaper: Newspaper) -> str:
    """The sentence for a newspaper no issue of which is in the library."""
    return say(
        "The library has no issue of {name}; `reader fetch {id}` brings in today's.",
        name=newspaper.name,
        id=newspaper.id,
    )


def day_in(library: Library, newspaper: Newspaper, words: str) -> date:
    """The day that is meant, an issue of which is in the library."""
    days = [tally.date for tally in library.days(newspaper.id)]
    if not days:
        raise UsageError(none_of(newspaper))
    words = typed(words)
    if words.strip().casefold() in LATEST:
        return days[-1]
    from reader.dates import parse_day

    day = parse_day(words, today=today_at(newspaper))
    if day in days:
        return day
    around = [max((d for d in days if d < day), default=None)]
    around.append(min((d for d in days if d > day), default=None))
    near = say(", ").join(d.isoformat() for d in around if d)
    raise UsageError(
        say(
            "The library has no issue of {name} for {day}; the nearest: {near}. "
            "`reader fetch {id} {day}` asks the paper for it.",
            name=newspaper.name,
            day=day,
            near=near,
            id=newspaper.id,
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The part of an issue that was asked for."""

    section: Section | None = None
    article: Article | None = None


def chosen_in(issue: Issue, what: str) -> Chosen:
    """The section or article meant by `what`.

    A page is meant by its number as printed (`01`, `A03`) or after a p (`p1`, `第1版`), a
    section by its name or a part of it that nothing else has; an article by its place in
    the issue (`3`), its slug, its key, or a part of its headline that no other headline
    has. Raises `UsageError` where it is none of these.
    """
    what = typed(what)
    words = _folded(what)
    stories = [article for article in issue.articles if is_exported(article)]
    if section := _section_called(issue.sections, words):
        return Chosen(section=section)
    if words.isascii() and words.isdigit() and len(words) < 6:
        number = int(words)
        if 1 <= number <= len(stories):
            return Chosen(article=stories[number - 1])
        if page := _page_numbered(issue.sections, words):
            return Chosen(section=page)
        raise UsageError(
            say_n(
                "The issue has {n} article; there is no number {number}.",
                "The issue has {n} articles; there is no number {number}.",
                len(stories),
                number=number,
            )
        )
    for article in issue.articles:
        if what in (article.slug, issue.key(article)):
            return Chosen(article=article)
    exact = [article for article in stories if _folded(article.headline) == words]
    like = exact or [article for article in stories if words in _folded(article.headline)]
    if len(like) == 1:
        return Chosen(article=like[0])
    if like:
        heads = say(", ").join(shown(article.headline, 40) for article in like[:3])
        raise UsageError(
            say(
                "{n} headlines have {words} in them: {heads}.",
                n=len(like),
                words=shown(what, 40),
                heads=heads,
            )
        )
    parts = [section for section in issue.sections if words in _folded(section.name)]
    if len(parts) == 1:
        return Chosen(section=parts[0])
    hint = nearest(
        what,
        [section.name for section in issue.sections] + [article.headline for article in stories],
    )
    raise UsageError(
        say(
            "The issue has no page, section or headline {words}{hint}.",
            words=shown(what, 60),
            hint=hint,
        )
    )


def nearest(word: str, words: Iterable[str]) -> str:
    """` (did you mean x?)`, or "" where nothing is like it."""
    import difflib

    folded = {_folded(other): other for other in words if other}
    close = difflib.get_close_matches(_folded(word)[:80], list(folded), n=1, cutoff=0.5)
    return aside(say("(did you mean {name}?)", name=shown(folded[close[0]], 60))) if close else ""


def _called(name: str, newspapers: Iterable[Newspaper]) -> Newspaper | None:
    wanted = _folded(name)
    for newspaper in newspapers:
        if wanted and wanted in map(_folded, _names_of(newspaper)):
            return newspaper
    return None


def _names_of(newspaper: Newspaper) -> tuple[str, ...]:
    return (newspaper.id, newspaper.name, newspaper.english_name)


def _section_called(sections: Sequence[Section], words: str) -> Section | None:
    for section in sections:
        # A bare number is a place in the issue, unless it is written as only a page's is.
        is_ordinal = words.isdigit() and not words.startswith("0")
        if words and words == _folded(section.page) and not is_ordinal:
            return section
    numbered = re.fullmatch(r"(?:p|page |第)?0*([a-z]?[0-9]+)版?", words)
    if numbered and not words.isdigit() and (page := _page_numbered(sections, numbered[1])):
        return page
    named = [section for section in sections if words and words == _folded(section.name)]
    if not named:
        whole = [f"{section.page} {section.name}" for section in sections]
        named = [s for s, label in zip(sections, whole, strict=True) if _folded(label) == words]
    return named[0] if named else None


def _page_numbered(sections: Sequence[Section], number: str) -> Section | None:
    for section in sections:
        if section.page and _bare(section.page) == _bare(number):
            return section
    return None


def _bare(page: str) -> str:
    return re.sub(r"^([a-z]?)0+(?=[0-9])", r"\1", _folded(page))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
