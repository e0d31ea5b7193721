"""Commands that look into the library: `issues`, `show`, `cite`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.cli.names import chosen_in, day_in, newspaper_in, none_of, typed
from reader.cli.printing import print_article, print_issue, printed_article
from reader.cli.running import DONE, library_file
from reader.errors import LibraryError, UsageError
from reader.lang import say, say_n
from reader.library import Library

if TYPE_CHECKING:
    from reader.model import DayTally, Issue, Newspaper


def issues(options: argparse.Namespace) -> int:
    """`reader issues PAPER [DATE]`: a line a day, newest first; of one day its ledger."""
    if options.when:
        options.format = "text"
        return _ledger(options)
    with Library.open(library_file(options)) as library:
        newspaper = newspaper_in(library, options.paper)
        days = library.days(newspaper.id)
    if not days:
        terminal.tell(none_of(newspaper))
    for tally in reversed(days):
        terminal.write(_row(tally) + "\n")
    return DONE


def show(options: argparse.Namespace) -> int:
    """`reader show PAPER DATE [SECTION|ARTICLE]`."""
    if options.ledger:
        return _ledger(options)
    with Library.open(library_file(options)) as library:
        newspaper = newspaper_in(library, options.paper)
        day = day_in(library, newspaper, options.when)
        issue = library.issue(newspaper.id, day)
        if issue is None:
            raise LibraryError(say("The issue of {day} went out of the library just now.", day=day))
        if options.versions:
            return _versions(library, newspaper, issue, options)
    if not options.what.strip():
        print_issue(newspaper, issue, options)
        return DONE
    chosen = chosen_in(issue, options.what)
    if chosen.article is not None:
        print_article(printed_article(newspaper, issue, chosen.article), options)
    else:
        print_issue(newspaper, issue, options, chosen.section)
    return DONE


def cite(options: argparse.Namespace) -> int:
    """`reader cite PAPER DATE ARTICLE`: a reference to the article, as of today."""
    from reader.export.citation import CitationStyle, citation

    with Library.open(library_file(options)) as library:
        newspaper = newspaper_in(library, options.paper)
        day = day_in(library, newspaper, options.when)
        issue = library.issue(newspaper.id, day)
    if issue is None:
        raise LibraryError(say("The issue of {day} went out of the library just now.", day=day))
    wanted = typed(options.what).strip()
    article = next((one for one in issue.articles if wanted and one.url == wanted), None)
    article = article or chosen_in(issue, options.what).article
    if article is None:
        raise UsageError(say("Name one article: by its number, its slug or part of its headline."))
    printed = printed_article(newspaper, issue, article)
    today = datetime.now(UTC).astimezone().date()
    terminal.write(citation(printed, CitationStyle(options.style), accessed=today) + "\n")
    return DONE


def _ledger(options: argparse.Namespace) -> int:
    from reader.cli.ledger import print_ledger

    with Library.open(library_file(options)) as library:
        newspaper = newspaper_in(library, options.paper)
        day = day_in(library, newspaper, options.when)
        lines = library.ledger(newspaper.id, day)
    print_ledger(lines, options)
    return DONE


def _versions(
    library: Library, newspaper: Newspaper, issue: Issue, options: argparse.Namespace
) -> int:
    from reader.cli.ledger import print_versions

    article = chosen_in(issue, options.what).article if options.what.strip() else None
    if article is None:
        raise UsageError(say("Name the article whose earlier texts are to be shown."))
    print_versions(newspaper, issue, article, library.versions(issue.key(article)), options)
    return DONE


def _row(tally: DayTally) -> str:
    parts = [tally.date.isoformat()]
    whole = tally.articles + tally.gaps
    is_known = tally.is_listed or tally.gaps
    count = f"{tally.articles}/{whole}" if is_known else f"{tally.articles}"
    parts.append(say_n("{n} article", "{n} articles", whole, n=f"{count:>7}"))
    if tally.pages:
        parts.append(say_n("{n} page", "{n} pages", tally.pages, n=f"{tally.pages:>3}"))
    if tally.read:
        parts.append(say("{n} read", n=tally.read))
    return "  ".join(parts)
