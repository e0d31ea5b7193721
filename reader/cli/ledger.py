"""What came of everything that an issue's paper lists, and what a text was before: printed; and
taking out of the library what one does not want."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from reader.cli import terminal
from reader.cli.names import chosen_in, day_in, newspaper_in
from reader.cli.running import DONE, FAILED, library_file
from reader.errors import LibraryError, UsageError
from reader.lang import say, say_n
from reader.library import Library
from reader.model import Listing, Role, State
from reader.text import shown
from reader.text.cells import width_in_cells

if TYPE_CHECKING:
    from reader.model import Article, Issue, Newspaper, Version

_WIDTH = 13
"""Cells of the column with the state."""


def print_ledger(lines: Sequence[Listing], options: argparse.Namespace) -> None:
    """The ledger of an issue: page by page a line for everything listed, then how much is here."""
    if options.format in ("json", "jsonl"):
        from reader.cli.printing import print_records

        print_records(map(_record, lines), options.format)
        return
    titles = {line.name: line.title for line in lines if not line.is_page}
    for line in lines:
        if line.is_page:
            label = " ".join(part for part in (line.page, line.title) if part) or line.url
            said = "" if line.state is State.STORED else _word(line)
            words = "  ".join(part for part in (shown(label, 120), said) if part)
            terminal.write(f"{words}{_why(line)}\n")
        else:
            state = _word(line)
            state += " " * (_WIDTH - width_in_cells(state))
            title = shown(line.title or line.url or line.name, 200)
            into = f" → {shown(titles.get(line.part_of) or line.part_of, 80)}"
            part = into if line.state is State.ABSORBED else ""
            terminal.write(f"  {state} {title}{part}{_why(line)}\n")
    terminal.write(f"{summary(lines)}\n")


def summary(lines: Sequence[Listing]) -> str:
    """`60/61 · 1 failed · 2 notices`: how much is here, and what the rest is."""
    counts = Counter(
        line.role.value if line.state is State.NO_STORY else line.state.value
        for line in lines
        if not line.is_page
    )
    pages = Counter(line.state.value for line in lines if line.is_page and line.state.is_missing)
    here = counts[State.STORED.value]
    whole = here + sum(line.state.is_missing for line in lines)
    names = {
        State.FAILED.value: say("failed"),
        State.EMPTY.value: say("empty"),
        State.WAITING.value: say("not asked for yet"),
        State.ABSORBED.value: say("part of another story"),
        State.REMOVED.value: say("removed"),
    }
    parts = [f"{here}/{whole}"]
    parts += [f"{counts[state]} {words}" for state, words in names.items() if counts[state]]
    if count := counts[Role.NOTICE.value]:
        parts.append(say_n("{n} notice", "{n} notices", count))
    if count := counts[Role.ADVERTISEMENT.value]:
        parts.append(say_n("{n} advertisement", "{n} advertisements", count))
    if count := pages.total():
        parts.append(say_n("{n} page missing", "{n} pages missing", count))
    return " · ".join(parts)


def _state(line: Listing) -> str:
    return line.role.value if line.state is State.NO_STORY else line.state.value


def _word(line: Listing) -> str:
    """The state as it is said; what stories are not by what else they are."""
    words = {
        State.STORED.value: say("stored"),
        State.FAILED.value: say("failed"),
        State.EMPTY.value: say("empty"),
        State.WAITING.value: say("waiting"),
        State.ABSORBED.value: say("absorbed"),
        State.REMOVED.value: say("removed"),
        Role.NOTICE.value: say("notice"),
        Role.ADVERTISEMENT.value: say("advertisement"),
    }
    return words.get(_state(line), _state(line))


def _why(line: Listing) -> str:
    if not line.reason:
        return ""
    tried = (
        say(", tried {time} UTC", time=f"{line.tried_at:%Y-%m-%d %H:%M}") if line.tried_at else ""
    )
    return f" ({shown(line.reason, 200)}{tried})"


def _record(line: Listing) -> dict[str, Any]:
    return {
        "kind": "page" if line.is_page else "article",
        "page": line.page,
        "title": line.title,
        "state": _state(line),
        "reason": line.reason,
        "tried_at": line.tried_at.isoformat() if line.tried_at else "",
        "part_of": line.part_of,
        "slug": line.slug or line.name,
        "url": line.url,
    }


def print_versions(
    newspaper: Newspaper,
    issue: Issue,
    article: Article,
    earlier: Sequence[Version],
    options: argparse.Namespace,
) -> None:
    """Every text that an article had, the first one first, and when the next took its place."""
    from dataclasses import replace

    from reader.cli.printing import print_articles, printed_article

    if not earlier:
        terminal.tell(say("The paper has not changed this text since it was first stored."))
    now = printed_article(newspaper, issue, article)
    texts = [
        replace(
            now,
            article=version.article,
            note=say("until {time} UTC", time=f"{version.replaced_at:%Y-%m-%d %H:%M}"),
        )
        for version in earlier
    ]
    print_articles([*texts, now], options)


# -- taking out ----------------------------------------------------------------


def remove(options: argparse.Namespace) -> int:
    """`reader remove PAPER DATE [ARTICLE]`: a later fetch leaves it out until it is restored."""
    with Library.open(library_file(options)) as library:
        newspaper = newspaper_in(library, options.paper)
        day = day_in(library, newspaper, options.when)
        article = _article(library, newspaper, day, options.what)
        what = say("the whole issue") if article is None else f"“{shown(article.headline, 80)}”"
        question = say("Remove {what} of {name} {day}?", what=what, name=newspaper.name, day=day)
        if not _is_confirmed(question, options):
            terminal.tell(say("Nothing was removed."))
            return FAILED
        at = datetime.now(UTC)
        if article is None:
            library.remove_issue(newspaper.id, day, at=at)
        else:
            library.remove_article(f"{newspaper.id}/{day.isoformat()}/{article.slug}", at=at)
    terminal.tell(
        say(
            "Removed {what}; bookmarks and read marks stay. `reader fetch {id} {day} --restore` "
            "brings it back.",
            what=what,
            id=newspaper.id,
            day=day,
        )
    )
    return DONE


def _article(library: Library, newspaper: Newspaper, day: date, words: str) -> Article | None:
    if not words.strip():
        return None
    issue = library.issue(newspaper.id, day)
    if issue is None:
        raise LibraryError(say("The issue of {day} went out of the library just now.", day=day))
    chosen = chosen_in(issue, words)
    if chosen.article is None:
        raise UsageError(
            say("A page cannot be removed by itself; name an article, or the issue alone.")
        )
    return chosen.article


def _is_confirmed(question: str, options: argparse.Namespace) -> bool:
    if options.yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError(
            say("{question} Say so with --yes where nobody can be asked.", question=question)
        )
    terminal.tell(f"{question} [y/N]")
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "是")
