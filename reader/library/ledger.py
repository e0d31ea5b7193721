"""What came of everything that an issue's paper lists.

An article that is here says so itself. Kept beside the articles is only what is none: pages and
articles that failed, are empty or still awaited, what went into another story, and the copies of
stored articles that were not taken. Together they are the issue's ledger.

A line stays until something better is known: a page that could not be read this time says nothing
about what it listed last time, one that was read does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import assert_never

from reader.library import codec
from reader.library.codec import storable
from reader.library.issues import HAS_CONTENT, day_number, moment, number_of_issue
from reader.model import Listing, Role, State

_MISSING = "('failed', 'waiting')"
"""States of what the paper printed and of which there is no article here, not even a bare one."""

_COLUMNS = "is_page, name, place, state, title, page, url, part_of, reason, tried_at"
_Key = tuple[bool, str]
_Row = tuple[int, str, int, str, str, str, str, str, str, str]


def _line(row: _Row) -> Listing:
    return Listing(
        is_page=bool(row[0]),
        name=row[1],
        state=State(row[3]),
        title=row[4],
        page=row[5],
        url=row[6],
        part_of=row[7],
        reason=row[8],
        tried_at=datetime.fromisoformat(row[9]) if row[9] else None,
    )


# -- storing -------------------------------------------------------------------


def store(
    sql: sqlite3.Connection,
    issue: int,
    arriving: Sequence[Listing],
    refused: Mapping[str, str],
    at: datetime,
) -> bool:
    """Bring the ledger's lines up to date after the articles; whether what is missing is another
    now.

    `refused` gives, by the name that the source gave them, why copies of articles were not taken.
    """
    rows: dict[_Key, _Row] = {
        (bool(row[0]), row[1]): row
        for row in sql.execute(
            f"SELECT {_COLUMNS} FROM listing WHERE issue = ?",  # noqa: S608
            (issue,),
        )
    }
    here = _Here(sql, issue)
    wanted = dict(rows)
    listed = {(line.is_page, storable(line.name)) for line in arriving}
    read = {line.page for line in arriving if line.is_page and line.state is State.STORED}
    for key, row in rows.items():
        if key not in listed and _is_settled(row, read, here):
            del wanted[key]
    for place, line in enumerate(arriving):
        key = (line.is_page, storable(line.name))
        kept = _row_of(line, place, at, wanted.get(key), is_here=here.has(line))
        if kept is None:
            wanted.pop(key, None)
        else:
            wanted[key] = kept
    for name, reason in refused.items():
        line = Listing(name=name, state=State.STORED, reason=reason)
        wanted[False, storable(name)] = _as_row(line, 0, at)
    sql.executemany(
        "DELETE FROM listing WHERE issue = ? AND is_page = ? AND name = ?",
        [(issue, *key) for key in rows if key not in wanted],
    )
    sql.executemany(
        f"""INSERT OR REPLACE INTO listing (issue, {_COLUMNS})
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",  # noqa: S608
        [(issue, *row) for key, row in wanted.items() if rows.get(key) != row],
    )
    return _missing(rows) != _missing(wanted)


class _Here:
    """What the issue has: articles by the source's name, pages with articles on them."""

    def __init__(self, sql: sqlite3.Connection, issue: int) -> None:
        rows = sql.execute(
            """SELECT a.source_slug, s.page, s.url FROM article AS a
               JOIN section AS s ON s.issue = a.issue AND s.number = a.section
               WHERE a.issue = ?""",
            (issue,),
        ).fetchall()
        self.articles = {row[0] for row in rows}
        self.pages = {word for row in rows for word in row[1:] if word}

    def has(self, line: Listing) -> bool:
        """Whether that is here."""
        if line.is_page:
            return bool(self.pages & {storable(line.page), storable(line.url)})
        return storable(line.name) in self.articles


def _is_settled(row: _Row, read: Collection[str], here: _Here) -> bool:
    """Whether a line of before, of something that is not listed now, has nothing to say any more:
    the page that listed it was read again, or what it misses came by another way."""
    if not State(row[3]).is_missing:
        return row[3] == State.STORED and row[1] not in here.articles
    return bool(read) if row[0] else row[5] in read or row[1] in here.articles


def _row_of(
    line: Listing, place: int, at: datetime, before: _Row | None, *, is_here: bool
) -> _Row | None:
    """The line to be kept of a listing; None where what is here says all."""
    known = State(before[3]) if before is not None else None
    match line.state:
        case State.STORED | State.NO_STORY:
            has_more = line.reason and is_here
            return _as_row(replace(line, state=State.STORED), place, at) if has_more else None
        case State.REMOVED:
            return None
        case State.ABSORBED:
            return _as_row(line, place, at)
        case State.WAITING:
            # Not having been tried is no news of something that was.
            if is_here or known is State.ABSORBED or (known is not None and known.is_missing):
                return before
            return _as_row(line, place, at)
        case State.FAILED | State.EMPTY:
            if known is State.ABSORBED:
                return before
            # In vain at something that is here already: it is not missing.
            return _as_row(replace(line, state=State.STORED) if is_here else line, place, at)
        case _:
            assert_never(line.state)


def _as_row(line: Listing, place: int, at: datetime) -> _Row:
    return (
        int(line.is_page),
        storable(line.name),
        place,
        line.state.value,
        storable(line.title),
        storable(line.page),
        storable(line.url),
        storable(line.part_of),
        storable(line.reason),
        moment(at) if line.reason else "",
    )


def _missing(rows: Mapping[_Key, _Row]) -> dict[_Key, str]:
    return {key: row[8] for key, row in rows.items() if State(row[3]).is_missing}


# -- reading -------------------------------------------------------------------


def gaps(sql: sqlite3.Connection, issue: int) -> tuple[Listing, ...]:
    """What the paper printed and of which there is no article here, in print order."""
    rows = sql.execute(
        f"SELECT {_COLUMNS} FROM listing WHERE issue = ? AND state IN {_MISSING} "  # noqa: S608
        "ORDER BY place",
        (issue,),
    )
    return tuple(map(_line, rows))


def ledger(sql: sqlite3.Connection, newspaper_id: str, day: date) -> tuple[Listing, ...]:
    """Everything the issue's paper lists, page by page; () where there is no such issue."""
    number = number_of_issue(sql, newspaper_id, day)
    if number is None:
        return tuple(_removed(sql, newspaper_id, day))
    beside = [
        _line(row)
        for row in sql.execute(
            f"SELECT {_COLUMNS} FROM listing WHERE issue = ? ORDER BY place",  # noqa: S608
            (number,),
        )
    ]
    pages = [line for line in beside if line.is_page]
    lines: list[Listing] = []
    for section, page, name, url in sql.execute(
        "SELECT number, page, name, url FROM section WHERE issue = ? ORDER BY place", (number,)
    ).fetchall():
        own = next((p for p in pages if (page and p.page == page) or (url and p.url == url)), None)
        if own is not None:
            pages.remove(own)
        lines.append(
            own
            or Listing(
                name=url or page or name,
                state=State.STORED,
                is_page=True,
                title=name,
                page=page,
                url=url,
            )
        )
        lines += _articles(sql, number, section, page, beside)
        lines += [line for line in beside if not line.is_page and line.page == page != ""]
    told = set(map(id, lines))
    lines += [line for line in beside if id(line) not in told]
    # A copy that was not taken is told with the article that is here.
    lines = [line for line in lines if line.slug or line.is_page or line.state is not State.STORED]
    return (*lines, *_removed(sql, newspaper_id, day))


def _articles(
    sql: sqlite3.Connection, issue: int, section: int, page: str, beside: Iterable[Listing]
) -> Iterator[Listing]:
    refused = {line.name: line for line in beside if line.state is State.STORED}
    for source_slug, slug, headline, url, role_name, has_content in sql.execute(
        f"""SELECT source_slug, slug, headline, url, role, {HAS_CONTENT} FROM article AS a
           WHERE issue = ? AND section = ? ORDER BY place""",  # noqa: S608
        (issue, section),
    ).fetchall():
        role: Role = codec.role_of(role_name)
        state = State.STORED if role.is_story else State.NO_STORY
        if role.is_story and not has_content:
            state = State.EMPTY
        copy = refused.get(source_slug)
        yield Listing(
            name=source_slug,
            state=state,
            title=headline,
            page=page,
            url=url,
            role=role,
            reason=copy.reason if copy else "",
            tried_at=copy.tried_at if copy else None,
            slug=slug,
        )


def _removed(sql: sqlite3.Connection, newspaper_id: str, day: date) -> Iterator[Listing]:
    for source_slug, slug, url, headline, page, at in sql.execute(
        """SELECT source_slug, slug, url, headline, page, removed_at FROM removal
           WHERE newspaper_id = ? AND day = ? AND slug <> '' ORDER BY page, slug""",
        (newspaper_id, day_number(day)),
    ).fetchall():
        yield Listing(
            name=source_slug,
            state=State.REMOVED,
            title=headline,
            page=page,
            url=url,
            tried_at=datetime.fromisoformat(at),
            slug=slug,
        )
