"""The order of an issue while it grows: its sections, and the articles in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from reader.library.codec import storable

if TYPE_CHECKING:
    from reader.model import Section

_T = TypeVar("_T")


def merged(now: Sequence[_T], before: Sequence[_T]) -> list[_T]:
    """The order of now, with what only was there before behind what it stood behind then."""
    order = list(now)
    present = set(now)
    last: _T | None = None
    for each in before:
        if each not in present:
            order.insert(0 if last is None else order.index(last) + 1, each)
            present.add(each)
        last = each
    return order


def store_sections(
    sql: sqlite3.Connection,
    issue: int,
    sections: Sequence[Section],
) -> list[tuple[int, int]]:
    """Section numbers in order, each with its index in the issue that arrives or -1."""
    rows = sql.execute(
        """SELECT number, name, page, url, page_image_url, page_pdf_url, place FROM section
           WHERE issue = ? ORDER BY place""",
        (issue,),
    ).fetchall()
    known = {row[0]: row for row in rows}
    free = list(known)
    tests: tuple[Callable[[Section, int], bool], ...] = (
        lambda s, n: (s.name, s.page) == known[n][1:3],
        lambda s, n: bool(s.page) and s.page == known[n][2],
        lambda s, n: bool(s.name) and s.name == known[n][1] and not (s.page and known[n][2]),
    )
    numbers: dict[int, int] = {}
    for test in tests:
        for s, section in enumerate(sections):
            if s not in numbers:
                match = next((n for n in free if test(section, n)), None)
                if match is not None:
                    numbers[s] = match
                    free.remove(match)
    fresh = max(known, default=0)
    for s in range(len(sections)):
        if s not in numbers:
            fresh += 1
            numbers[s] = fresh
    index = {n: s for s, n in numbers.items()}
    order = merged([numbers[s] for s in range(len(sections))], [row[0] for row in rows])
    for place, n in enumerate(order):
        old = known.get(n)
        row = tuple(old[1:6]) if old else ("",) * 5
        if n in index:
            new = sections[index[n]]
            now = (new.name, new.page, new.url, new.page_image_url, new.page_pdf_url)
            row = tuple(storable(text) or was for text, was in zip(now, row, strict=True))
        if old is None or (*row, place) != tuple(old[1:7]):
            sql.execute(
                """INSERT OR REPLACE INTO section (issue, number, name, page, url,
                       page_image_url, page_pdf_url, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                (issue, n, *row, place),
            )
    return [(n, index.get(n, -1)) for n in order]


def drop_empty_sections(
    sql: sqlite3.Connection, issue: int, numbers: list[tuple[int, int]], used: set[int]
) -> None:
    """Those that the paper no longer has and from which every article has moved away."""
    for n, s in numbers:
        if s < 0 and n not in used:
            sql.execute("DELETE FROM section WHERE issue = ? AND number = ?", (issue, n))


def places(
    numbers: Sequence[tuple[int, int]],
    arriving: Mapping[str, int],
    stored: Mapping[str, int],
) -> list[tuple[str, int]]:
    """Every slug of the issue with its section's number, in order.

    `arriving` gives the index of a slug's section in the issue that arrives, `stored` the number of
    the section it stood in, both in order.
    """
    now: dict[int, list[str]] = {}
    for slug, s in arriving.items():
        now.setdefault(s, []).append(slug)
    before: dict[int, list[str]] = {}
    for slug, n in stored.items():
        before.setdefault(n, []).append(slug)
    order: list[tuple[str, int]] = []
    for n, s in numbers:
        here = now.get(s, [])
        stood = [slug for slug in before.get(n, ()) if slug not in arriving or arriving[slug] == s]
        order += [(slug, n) for slug in merged(here, stood)]
    return order
