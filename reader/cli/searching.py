"""`reader search`: articles by their words."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.cli import terminal
from reader.cli.names import typed
from reader.cli.running import DONE, FAILED, library_file
from reader.errors import UsageError
from reader.lang import say
from reader.text import shown

if TYPE_CHECKING:
    from reader.model import Hit
    from reader.model.found import Span

_LIT, _PLAIN = "\x1b[1;4m", "\x1b[22;24m"


def search(options: argparse.Namespace) -> int:
    """`reader search QUERY`; as grep does, it fails where it finds nothing."""
    from reader.library import Library
    from reader.library.query import query_of
    from reader.library.search import Search
    from reader.model import Order

    query = typed(options.query)
    today = datetime.now(UTC).astimezone().date()
    if not query_of(query, today=today).clauses:
        raise UsageError(say("There is nothing to search for; give words, or paper:, date:, tag:…"))
    # Opening it for writing makes it where there is none, and brings an earlier one up to date.
    with Library.open(library_file(options)) as library, Search.open(library.path) as door:
        if not library.newspapers():
            # It comes with the program; a library that has not seen the app yet gets it now.
            from reader.delivery import deliver_sample

            deliver_sample(library)
        found = door.find(
            query, today=today, order=Order(options.order), limit=options.limit or None
        )
    for remark in found.remarks:
        terminal.tell(remark)
    if not found.hits:
        terminal.tell(say("Nothing in the library answers {words}.", words=shown(query, 60)))
        return FAILED
    if options.format == "jsonl":
        from reader.cli.printing import print_records

        print_records((_record(hit) for hit in found.hits), "jsonl")
    else:
        measure = terminal.measure(None)
        is_lit = terminal.stdout_is_terminal()
        terminal.write("\n".join(_entry(hit, measure, is_lit=is_lit) for hit in found.hits))
    if not found.is_all:
        terminal.tell(say("There is more; --limit shows it."))
    return DONE


def _record(hit: Hit) -> dict[str, Any]:
    return {
        "id": _safe(hit.key),
        "newspaper": _safe(hit.newspaper_id),
        "date": hit.date.isoformat(),
        "section": _safe(hit.section),
        "page": _safe(hit.page),
        "title": _safe(hit.headline),
        "title_lit": hit.headline_lit,
        "byline": _safe(hit.byline),
        "language": _safe(hit.language),
        "snippet": _safe(hit.snippet),
        "snippet_lit": hit.snippet_lit,
        "offset": hit.offset,
        "is_read": hit.is_read,
        "is_bookmarked": hit.is_bookmarked,
    }


def _entry(hit: Hit, measure: int, *, is_lit: bool) -> str:
    from reader.export.text import paragraph

    place = " ".join(part for part in (hit.page, hit.section) if part)
    about = " · ".join(
        part for part in (hit.newspaper, hit.date.isoformat(), _safe(place), hit.key) if part
    )
    headline, snippet = _safe(hit.headline), _safe(hit.snippet)
    rows = [_lit(paragraph(headline or hit.key, measure), headline, hit.headline_lit, is_lit)]
    rows.append(paragraph(_safe(about), measure, indent=2))
    if snippet:
        rows.append(_lit(paragraph(snippet, measure, indent=2), snippet, hit.snippet_lit, is_lit))
    return "\n".join(rows) + "\n"


def _safe(text: str) -> str:
    """The text without what a terminal acts on, each character where it was."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _lit(rows: str, text: str, spans: Sequence[Span], is_lit: bool) -> str:
    """Rows that a text was set in, with the text's spans lit."""
    if not is_lit or not spans:
        return rows
    return "".join(_with_light(rows, text, {at for a, b in spans for at in range(a, b)}))


def _with_light(rows: str, text: str, lit: set[int]) -> Iterator[str]:
    at, is_on = 0, False
    for sign in rows:
        if not sign.isspace():
            # Setting a text moves spaces and ends of rows only.
            at = text.find(sign, at)
            if (at in lit) is not is_on:
                is_on = not is_on
                yield _LIT if is_on else _PLAIN
            at += 1
        elif sign == "\n" and is_on:
            is_on = False
            yield _PLAIN
        yield sign
    if is_on:
        yield _PLAIN
