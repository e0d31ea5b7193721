"""Finding articles by their words.

Issues are gone through from the newest on. Of each it is known from the index which clumps may have
what is looked for; an issue that is not indexed yet may have it anywhere. Every article that may
have it is read and looked at before it counts, so the index need only never miss one.

How the index is asked depends on how often the words occur: of rare ones all places are taken at
once; of frequent ones the places in one issue after another, until enough are found. A single sign,
or the beginning of a word, is costly to ask the index for and mostly stands in any few articles: so
some hundred are read first, and the index is asked only where that finds too little.

A search has a connection of its own, so that nothing else that needs the library waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeAlias

from reader.lang import say
from reader.library.connection import Connection, Door
from reader.library.query import Filter, Query, Sort, query_of
from reader.library.stock import Stock
from reader.library.walking import Walk
from reader.model import Found, Hit, Order, Scope
from reader.text import shown

if TYPE_CHECKING:
    from reader.library.hits import Match

PATIENCE_S = 5.0

Cancelled: TypeAlias = Callable[[], bool]


class Search(Door):
    """A door to the library for searching, with a connection of its own; a context manager that
    any thread may use, one at a time."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._stock: Stock | None = None

    @classmethod
    def open(cls, path: Path) -> Self:
        """The library at `path`, which is only read; raises `LibraryError` or one of its kinds."""
        return cls(Connection.open(path, create=False, read_only=True, patience_s=PATIENCE_S))

    def find(
        self,
        words: str,
        *,
        today: date,
        scope: Scope = Scope(),  # noqa: B008 - a frozen value
        order: Order = Order.BEST,
        limit: int | None = 50,
        is_cancelled: Cancelled = lambda: False,
    ) -> Found:
        """The first articles that answer what was typed; all of them with a `limit` of None.

        Best are those that say it in their headline, the newest of them, and then the newest of
        the others; among those given the ones that say it more often come first. Broken off, it
        answers with what it has. Raises
        `LibraryError` or one of its kinds.
        """
        query = query_of(words, today=today)
        with self._walking(query, scope, is_cancelled) as walk:
            if walk is None or (limit is not None and limit < 1):
                return Found(remarks=query.remarks, is_all=walk is None)
            matches = walk.everywhere()
            found: list[Match] = []
            if order is Order.BEST and query.terms:
                in_headlines = walk.in_headlines()
                found += islice(in_headlines, limit)
                first = {match.key for match in found}
                matches = (
                    match for match in chain(in_headlines, matches) if match.key not in first
                )
            found += islice(matches, None if limit is None else limit - len(found))
            is_all = next(matches, None) is None and not is_cancelled()
            terms = query.terms
            if order is Order.BEST and terms:
                found.sort(key=lambda match: match.worth(terms), reverse=True)
            return Found(
                hits=tuple(match.hit(terms) for match in found),
                is_all=is_all,
                remarks=(*query.remarks, *_remarks(query, walk)),
            )

    def stream(
        self,
        words: str,
        *,
        today: date,
        scope: Scope = Scope(),  # noqa: B008 - a frozen value
        order: Order = Order.NEWEST,
        is_cancelled: Cancelled = lambda: False,
    ) -> Iterator[Hit]:
        """Every article that answers, one as soon as it is found: the newest first, or with BEST
        those first that say it in their headline. The library is seen as it was at the first."""
        query = query_of(words, today=today)
        terms = query.terms
        with self._walking(query, scope, is_cancelled) as walk:
            if walk is None:
                return
            seen = set()
            if order is Order.BEST and terms:
                for match in walk.in_headlines():
                    seen.add(match.key)
                    yield match.hit(terms)
            for match in walk.everywhere():
                if match.key not in seen:
                    yield match.hit(terms)

    @contextmanager
    def _walking(
        self, query: Query, scope: Scope, is_cancelled: Cancelled
    ) -> Iterator[Walk | None]:
        """None where nothing was asked."""
        if not query.clauses:
            yield None
            return
        with self._connection.reading() as sql:
            self._stock = Stock.of(sql, self._stock)
            yield Walk(sql, self._stock, query, scope, is_cancelled)


def _remarks(query: Query, walk: Walk) -> Iterator[str]:
    for clause in query.clauses:
        for atom in clause:
            asked = atom.asked
            if (
                isinstance(asked, Filter)
                and asked.sort is Sort.PAPER
                and not walk.papers_called(asked.value)
            ):
                yield say(
                    "No newspaper in the library is called {name}.", name=shown(asked.value, 40)
                )
