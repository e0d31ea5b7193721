"""What a person types to search, and what it means.

Words stand side by side, with `AND` or without, and all have to be found; `OR` between two lets
either do, `-` before one keeps out what has it, quotation marks hold a phrase together. `paper:`,
`section:`, `by:`, `date:`, `is:` and `tag:` say where instead of what. Nothing is ever wrong: what
is no operator is read as words, and where that is hardly meant a remark says so.
"""

from __future__ import annotations

import difflib
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from enum import Enum
from typing import TypeAlias

from reader.dates import parse_day
from reader.errors import UsageError
from reader.lang import say
from reader.library.terms import Term
from reader.text import shown
from reader.text.folding import fold

_LONGEST = 1000
"""Characters of a query that are read."""
_MOST = 64
"""Words of a query that are looked for."""
_OPENING = {'"': '"', "＂": "＂", "“": "”", "„": "“”", "「": "」", "『": "』"}
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
_OPERATOR = re.compile(r"([A-Za-z]{1,16})[:：](?=\S)")


class Sort(Enum):
    """What a filter looks at."""

    PAPER = "paper"
    SECTION = "section"
    BYLINE = "by"
    DATE = "date"
    STATE = "is"
    TAG = "tag"


_SORTS = {sort.value: sort for sort in Sort}
_STATES = ("unread", "read", "bookmarked")


@dataclass(frozen=True, slots=True)
class Filter:
    """Where or what an article has to be, whatever its words are."""

    sort: Sort
    value: str
    """Folded; of a state its name; "" for a date."""
    term: Term | None = None
    """A byline's name."""
    first: date = date.min
    last: date = date.max


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that is asked of an article."""

    asked: Term | Filter
    is_not: bool = False


Clause: TypeAlias = tuple[Atom, ...]
"""Of these one has to hold."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, understood."""

    clauses: tuple[Clause, ...]
    """All of them have to hold."""
    remarks: tuple[str, ...] = ()
    """A sentence each on what was hardly meant so."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words that an article which is found has, to be lit in it."""
        return tuple(
            dict.fromkeys(
                atom.asked
                for clause in self.clauses
                for atom in clause
                if isinstance(atom.asked, Term) and not atom.is_not
            )
        )


def query_of(words: str, *, today: date) -> Query:
    """What was typed, understood; `today` is what `date:yesterday` goes by."""
    return _Reading(words, today).query()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something between two spaces, or between quotation marks."""

    text: str
    is_not: bool = False
    is_quoted: bool = False
    operator: str = ""


def _pieces(words: str) -> Iterator[_Piece]:
    at = 0
    while at < len(words):
        if space := _SPACES.match(words, at):
            at = space.end()
            continue
        is_not = words[at] in "-－" and at + 1 < len(words) and not words[at + 1].isspace()
        at += is_not
        operator = ""
        if found := _OPERATOR.match(words, at):
            operator, at = found[1], found.end()
        if (closing := _OPENING.get(words[at])) is not None:
            # One that is not closed yet goes to the end: it is still being typed.
            ends = [end for sign in closing if (end := words.find(sign, at + 1)) >= 0]
            end = min(ends, default=len(words))
            yield _Piece(words[at + 1 : end], is_not, is_quoted=True, operator=operator)
            at = end + 1
        elif found := _WORD.match(words, at):
            yield _Piece(found[0], is_not, operator=operator)
            at = found.end()


class _Reading:
    def __init__(self, words: str, today: date) -> None:
        self._remarks: list[str] = []
        self._today = today
        if len(words) > _LONGEST:
            words = words[:_LONGEST]
            self._remark(
                say("Only the first {n} characters of the query were read.", n=f"{_LONGEST:,}")
            )
        self._words = words

    def query(self) -> Query:
        clauses: list[Clause] = []
        count = 0
        is_or = False
        for piece in _pieces(self._words):
            is_bare = not (piece.is_not or piece.is_quoted or piece.operator)
            if piece.text == "OR" and is_bare:
                # Where nothing stands before or after it there is nothing to choose from.
                is_or = bool(clauses)
                continue
            if piece.text == "AND" and is_bare and clauses:
                # Both are wanted anyway; whoever writes it does not look for the word.
                continue
            atoms = list(self._atoms(piece))
            count += len(atoms)
            if count > _MOST:
                self._remark(say("Only the first {n} words of the query were read.", n=_MOST))
                break
            for atom in atoms:
                if is_or:
                    clauses[-1] = (*clauses[-1], atom)
                else:
                    clauses.append((atom,))
                is_or = False
        return Query(tuple(clauses), tuple(self._remarks))

    def _remark(self, sentence: str) -> None:
        if sentence not in self._remarks:
            self._remarks.append(sentence)

    def _atoms(self, piece: _Piece) -> Iterator[Atom]:
        text = piece.text
        if piece.operator:
            asked = self._filter(piece)
            if asked is not None:
                yield Atom(asked, piece.is_not)
                return
            if not piece.is_quoted:
                text = f"{piece.operator}:{text}"
            else:
                yield from self._words_in(piece.operator, piece)
        yield from self._words_in(text, piece)

    def _words_in(self, text: str, piece: _Piece) -> Iterator[Atom]:
        if words := " ".join(fold(text).split()):
            yield Atom(Term(words, piece.is_quoted), piece.is_not)

    def _filter(self, piece: _Piece) -> Filter | None:
        """None where it is to be read as words."""
        name = piece.operator.lower()
        sort = _SORTS.get(name)
        if sort is None:
            # An address has a colon too, and so has a name in a list of speakers.
            close = difflib.get_close_matches(name, _SORTS, n=1, cutoff=0.7)
            if close and not piece.text.startswith("//"):
                self._remark(
                    say(
                        "There is no operator {name}:, so it was read as words; did you mean "
                        "{other}:?",
                        name=name,
                        other=close[0],
                    )
                )
            return None
        value = " ".join(fold(piece.text).split())
        match sort:
            case Sort.DATE:
                return self._date(piece.text)
            case Sort.STATE if value not in _STATES:
                self._remark(
                    say(
                        "is: is followed by unread, read or bookmarked; “{words}” was read as "
                        "words.",
                        words=shown(f"{name}:{piece.text}", 40),
                    )
                )
                return None
            case _ if not value:
                return None
            case Sort.BYLINE:
                return Filter(sort, value, term=Term(value, piece.is_quoted))
            case _:
                return Filter(sort, value)

    def _date(self, words: str) -> Filter | None:
        first, dots, last = fold(words).replace("...", "..").partition("..")
        try:
            begin = self._days(first.strip()) if first.strip() else (date.min, date.min)
            end = self._days(last.strip()) if last.strip() else (date.max, date.max)
        except UsageError as error:
            self._remark(say("{reason} So date: was read as words.", reason=_sentence(str(error))))
            return None
        if not dots:
            return Filter(Sort.DATE, "", first=begin[0], last=begin[1])
        # Days have no direction: written the wrong way round they are still those between.
        return Filter(Sort.DATE, "", first=min(begin[0], end[0]), last=max(begin[1], end[1]))

    def _days(self, words: str) -> tuple[date, date]:
        """First and last of the days that a year, a month or a day is; raises `UsageError`."""
        found = re.fullmatch(r"([0-9]{4})(?:\s?[-/.年]\s?([0-9]{1,2})\s?月?|年)?", words)
        if found is not None:
            year, month = int(found[1]), int(found[2] or 0)
            if MINYEAR <= year <= MAXYEAR and month <= 12 and (month or not found[2]):
                return (
                    date(year, month or 1, 1),
                    date(year, month or 12, monthrange(year, month or 12)[1]),
                )
        day = parse_day(words, today=self._today)
        return day, day


def _sentence(words: str) -> str:
    return words if words.endswith((".", "。")) else words + "."
