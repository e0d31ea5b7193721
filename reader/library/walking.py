"""Going through the library from the newest issue on, looking at what may answer a query."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.library import codec, faults, shelf
from reader.library.candidates import Candidates, question_of
from reader.library.hits import Match
from reader.library.issues import day_number, day_of
from reader.library.query import Atom, Clause, Filter, Query, Sort
from reader.library.terms import QUICK_CHARSET, Term, packed_pattern, searched
from reader.text.folding import fold

if TYPE_CHECKING:
    from reader.library.stock import Place, Stock
    from reader.model import Article, Newspaper, Scope, Section

_LOOKED_AT_FIRST = 300
"""Articles that are read before the index is asked something costly,"""
_OFTEN = 0.1
"""and so many of them have to be found for it to go on without the index."""

_ROW = """SELECT a.slug, a.section, a.headline, b.content FROM article AS a
    JOIN body AS b ON b.article = a.number"""
_OF_PAPER = (Sort.PAPER, Sort.DATE)
_OF_TEXT = (Sort.BYLINE,)


@dataclass(frozen=True, slots=True)
class _Row:
    """An article that may answer."""

    slug: str
    section: int
    headline: str
    content: bytes


class Walk:
    """One search, on one view of the library."""

    def __init__(
        self,
        sql: sqlite3.Connection,
        stock: Stock,
        query: Query,
        scope: Scope,
        is_cancelled: Callable[[], bool],
    ) -> None:
        self._sql = sql
        self._stock = stock
        self._query = query
        self._scope = scope
        self._is_cancelled = is_cancelled
        self._papers: dict[str, frozenset[str]] = {}
        self._of_place: list[Clause] = []
        self._of_row: list[Clause] = []
        self._of_text: list[Clause] = []
        for clause in query.clauses:
            sorts = {atom.asked.sort if isinstance(atom.asked, Filter) else None for atom in clause}
            if sorts <= {*_OF_PAPER}:
                self._of_place.append(clause)
            elif None in sorts or sorts & {*_OF_TEXT}:
                self._of_text.append(clause)
            else:
                self._of_row.append(clause)
        self._said = [
            clause
            for clause in self._of_text
            if all(isinstance(atom.asked, Term) and not atom.is_not for atom in clause)
        ]
        self._quick = [
            pattern
            for clause in self._said
            if (pattern := packed_pattern(_terms_of(clause))) is not None
        ]
        self._keys = self._chosen()
        self._sections = lru_cache(maxsize=64)(self._sections_of)

    # -- from place to place --

    def in_headlines(self) -> Iterator[Match]:
        """The articles that say all the words in their headlines, the newest first."""
        if not self._said or len(self._said) < len(self._of_text):
            return
        question = question_of(self._said, in_headline=True)
        yield from self._walk(
            None if question is None else Candidates(self._sql, question),
            is_costly=question is None or question.is_costly,
            is_headline=True,
        )

    def everywhere(self) -> Iterator[Match]:
        """Every article that answers, the newest first."""
        question = question_of(self._query.clauses)
        yield from self._walk(
            None if question is None else Candidates(self._sql, question),
            is_costly=question is not None and question.is_costly,
            is_headline=False,
        )

    def _walk(
        self, candidates: Candidates | None, *, is_costly: bool, is_headline: bool
    ) -> Iterator[Match]:
        looked = found = 0
        places = self._stock.places
        used = None if is_costly else candidates
        at = 0
        order = self._order(used, at)
        while (at := next(order, -1)) >= 0:
            if self._is_cancelled():
                return
            if (
                is_costly
                and used is not candidates
                and looked >= _LOOKED_AT_FIRST
                and found <= looked * _OFTEN
            ):
                used = candidates
                order = self._order(used, at)
                continue
            place = places[at]
            if not self._is_searched(place):
                continue
            for row in self._rows(place, used):
                if self._is_cancelled():
                    return
                looked += 1
                if is_headline and not self._says(fold(row.headline)):
                    continue
                match = self._match(place, row)
                if match is not None:
                    found += 1
                    yield match

    def _order(self, candidates: Candidates | None, start: int) -> Iterator[int]:
        """Where the places stand that may have something, from one on."""
        try:
            clumps = None if candidates is None else candidates.all
        except sqlite3.DatabaseError as error:
            if faults.primary(error) != sqlite3.SQLITE_CORRUPT:
                raise
            clumps = None
        if clumps is None:
            return iter(range(start, len(self._stock.places)))
        return (at for at in self._stock.places_of(clumps) if at >= start)

    def _is_searched(self, place: Place) -> bool:
        scope = self._scope
        return (
            (not scope.newspaper_id or place.newspaper_id == scope.newspaper_id)
            and (scope.date is None or place.day == day_number(scope.date))
            and (self._keys is None or (place.newspaper_id, place.day) in self._keys)
            and all(
                any(self._is_of_place(atom, place) for atom in clause) for clause in self._of_place
            )
        )

    # -- what of a place may answer --

    def _chosen(self) -> dict[tuple[str, int], set[str]] | None:
        """The articles by newspaper and day that alone can answer, where a person has chosen them;
        None where any can."""
        asked = [clause[0] for clause in self._of_row if len(clause) == 1 and not clause[0].is_not]
        filters = [atom.asked for atom in asked if isinstance(atom.asked, Filter)]
        chosen: set[str] | None = None
        if self._scope.is_bookmarks:
            filters.append(Filter(Sort.STATE, "bookmarked"))
        for each in filters:
            if each.sort is Sort.TAG:
                keys = {
                    key
                    for key, tag in self._sql.execute(
                        """SELECT b.key, t.tag FROM bookmark_tag AS t
                           JOIN bookmark AS b ON b.number = t.bookmark"""
                    )
                    if fold(tag) == each.value
                }
            elif each.sort is Sort.STATE and each.value != "unread":
                keys = {
                    key
                    for (key,) in self._sql.execute(
                        "SELECT key FROM bookmark"
                        if each.value == "bookmarked"
                        else "SELECT key FROM read_state WHERE read_at IS NOT NULL"
                    )
                }
            else:
                continue
            chosen = keys if chosen is None else chosen & keys
        if chosen is None:
            return None
        slugs: dict[tuple[str, int], set[str]] = defaultdict(set)
        for key in chosen:
            if (parts := shelf.parts_of(key)) is not None:
                slugs[parts[0], day_number(parts[1])].add(parts[2])
        return slugs

    def _rows(self, place: Place, candidates: Candidates | None) -> Iterator[_Row]:
        """The articles of a place that may answer; what is damaged of it is left out."""
        try:
            clumps = self._clumps(place, candidates)
            if place.bookmark:
                if clumps is None or clumps:
                    yield from self._lost(place)
            elif self._keys is not None:
                yield from self._chosen_rows(place, clumps)
            elif clumps is None:
                rows = self._sql.execute(
                    f"{_ROW} WHERE a.issue = ? ORDER BY a.number", (place.issue,)
                )
                for row in rows:
                    yield _Row(*row)
            else:
                for clump in clumps:
                    yield from self._clump(place, clump)
        except sqlite3.DatabaseError as error:
            if faults.primary(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR):
                raise

    def _clumps(self, place: Place, candidates: Candidates | None) -> list[int] | None:
        """None where the index cannot tell."""
        if candidates is None or not place.length:
            return None
        try:
            return candidates.within(place.first, place.length)
        except sqlite3.DatabaseError as error:
            if faults.primary(error) != sqlite3.SQLITE_CORRUPT:
                raise
            return None

    def _clump(self, place: Place, clump: int) -> Iterator[_Row]:
        if not place.starts:
            return
        rows = self._sql.execute(
            f"{_ROW} WHERE a.number BETWEEN ? AND ? AND a.issue = ? ORDER BY a.number",
            (*place.articles_of(clump), place.issue),
        ).fetchall()
        for row in rows:
            yield _Row(*row)

    def _chosen_rows(self, place: Place, clumps: list[int] | None) -> Iterator[_Row]:
        if self._keys is None or clumps == []:
            return
        numbers = []
        for slug in self._keys[place.newspaper_id, place.day]:
            found = self._sql.execute(
                "SELECT number FROM article WHERE issue = ? AND slug = ?", (place.issue, slug)
            ).fetchone()
            if found is not None:
                numbers.append(found[0])
        ranges = None if clumps is None else [place.articles_of(clump) for clump in clumps]
        for number in sorted(numbers):
            if ranges is None or any(first <= number <= last for first, last in ranges):
                row = self._sql.execute(f"{_ROW} WHERE a.number = ?", (number,)).fetchone()
                if row is not None:
                    yield _Row(*row)

    def _lost(self, place: Place) -> Iterator[_Row]:
        if self._keys is not None and (
            (parts := shelf.parts_of(place.key)) is None
            or parts[2] not in self._keys[place.newspaper_id, place.day]
        ):
            return
        row = self._sql.execute(
            "SELECT headline, copy FROM bookmark WHERE number = ?", (place.bookmark,)
        ).fetchone()
        if row is not None:
            yield _Row("", 0, *row)

    # -- whether it does --

    def _says(self, text: str) -> bool:
        """Whether a folded text has all the words."""
        return all(
            any(isinstance(atom.asked, Term) and atom.asked.is_in(text) for atom in clause)
            for clause in self._said
        )

    def _seems_to_say(self, data: bytes) -> bool:
        """Whether a text that is not decoded can have all the words; said of many that have not,
        never denied of one that has."""
        if all(pattern.search(data) for pattern in self._quick):
            return True
        # Controls fold to nothing, so that what stands around them stands together.
        return b"\x7f" in data or b"\\u" in data or b"\\b" in data

    def _may_say(self, raw: str) -> bool:
        """Whether a packed text can have all the words."""
        if not self._said or "\\u" in raw or "\\b" in raw:
            return True
        return self._has_needs(raw) or self._has_needs(fold(raw))

    def _has_needs(self, text: str) -> bool:
        return all(
            any(
                all(need in text for need in atom.asked.needs)
                for atom in clause
                if isinstance(atom.asked, Term)
            )
            for clause in self._said
        )

    def _match(self, place: Place, row: _Row) -> Match | None:
        """The article, where it answers."""
        key = place.key or f"{place.newspaper_id}/{day_of(place.day).isoformat()}/{row.slug}"
        if not place.bookmark and not self._holds(self._of_row, place, key, row, None, ""):
            return None
        try:
            charset, data = codec.inflated(row.content)
            if charset == QUICK_CHARSET and not self._seems_to_say(data):
                return None
            raw = codec.decoded(charset, data)
            if not self._may_say(raw):
                return None
            paper, section, article = self._read(place, row, raw)
        except (codec.Unreadable, TypeError, KeyError):
            return None
        text = searched(article)
        clauses = [*self._of_row, *self._of_text] if place.bookmark else self._of_text
        if not self._holds(clauses, place, key, section, article, text):
            return None
        return Match(
            key=key,
            newspaper=paper,
            date=day_of(place.day),
            section=section,
            article=article,
            text=text,
            is_read=self._is_read(key),
            is_bookmarked=bool(place.bookmark) or self._is_bookmarked(key),
        )

    def _read(self, place: Place, row: _Row, raw: str) -> tuple[Newspaper, Section, Article]:
        if place.bookmark:
            return codec.copy_from_json(codec.from_text(raw))
        paper = self._stock.papers[place.newspaper_id]
        section = self._sections(place.issue)[row.section]
        return paper, section, codec.article_from_json(codec.from_text(raw))

    def _holds(
        self,
        clauses: list[Clause],
        place: Place,
        key: str,
        where: _Row | Section,
        article: Article | None,
        text: str,
    ) -> bool:
        return all(
            any(self._is_so(atom, place, key, where, article, text) for atom in clause)
            for clause in clauses
        )

    def _is_so(
        self,
        atom: Atom,
        place: Place,
        key: str,
        where: _Row | Section,
        article: Article | None,
        text: str,
    ) -> bool:
        asked = atom.asked
        if isinstance(asked, Term):
            return asked.is_in(text) is not atom.is_not
        match asked.sort:
            case Sort.PAPER | Sort.DATE:
                return self._is_of_place(atom, place)
            case Sort.BYLINE:
                byline = "" if article is None else fold(article.byline)
                is_so = asked.term is not None and asked.term.is_in(byline)
            case Sort.SECTION:
                section = (
                    self._sections(place.issue).get(where.section)
                    if isinstance(where, _Row)
                    else where
                )
                is_so = section is not None and _is_section(asked.value, section)
            case Sort.TAG:
                tags = self._sql.execute(
                    """SELECT t.tag FROM bookmark AS b
                       JOIN bookmark_tag AS t ON t.bookmark = b.number WHERE b.key = ?""",
                    (key,),
                )
                is_so = any(fold(tag) == asked.value for (tag,) in tags)
            case Sort.STATE if asked.value == "bookmarked":
                is_so = self._is_bookmarked(key)
            case Sort.STATE:
                is_so = self._is_read(key) is (asked.value == "read")
        return is_so is not atom.is_not

    def _is_of_place(self, atom: Atom, place: Place) -> bool:
        asked = atom.asked
        if not isinstance(asked, Filter):
            return False
        if asked.sort is Sort.PAPER:
            is_so = place.newspaper_id in self.papers_called(asked.value)
        else:
            is_so = day_number(asked.first) <= place.day <= day_number(asked.last)
        return is_so is not atom.is_not

    def papers_called(self, name: str) -> frozenset[str]:
        """The newspapers that a name or the beginning of an id means."""
        if name not in self._papers:
            known = self._stock.papers
            ids = [name] if name in known else [each for each in known if each.startswith(name)]
            if ids != [name]:
                ids += [
                    paper.id
                    for paper in known.values()
                    if name in fold(paper.name) or name in fold(paper.english_name)
                ]
            self._papers[name] = frozenset(ids)
        return self._papers[name]

    def _is_read(self, key: str) -> bool:
        row = self._sql.execute("SELECT read_at FROM read_state WHERE key = ?", (key,)).fetchone()
        return row is not None and row[0] is not None

    def _is_bookmarked(self, key: str) -> bool:
        return bool(self._sql.execute("SELECT 1 FROM bookmark WHERE key = ?", (key,)).fetchone())

    def _sections_of(self, issue: int) -> dict[int, Section]:
        return shelf.sections_of(self._sql, issue)


def _terms_of(clause: Clause) -> list[Term]:
    return [atom.asked for atom in clause if isinstance(atom.asked, Term)]


def _is_section(value: str, section: Section) -> bool:
    """Whether a section is called so: by its number or by part of its name."""
    page = fold(section.page)
    return value in fold(section.name) or value.lstrip("0") == page.lstrip("0") != ""
