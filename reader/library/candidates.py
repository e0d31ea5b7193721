"""Asking the index in which clumps something may be."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reader.library.query import Atom, Clause, Filter
from reader.library.terms import IN_HEADLINE, Term

_FEW = 20_000
"""Clumps that are all taken from the index at once."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the index is asked."""

    expression: str
    """In FTS5's words."""
    is_costly: bool
    """Whether something in it is only the beginning of marks, which are many."""


def question_of(clauses: Sequence[Clause], *, in_headline: bool = False) -> Question | None:
    """What to ask of the index; None where it can say nothing: it knows neither what an article
    lacks nor what stands beside it."""
    asked = [one for clause in clauses if (one := _clause(clause, in_headline)) is not None]
    if cheap := [one for one in asked if not one.is_costly]:
        asked = cheap
    if not asked:
        return None
    expression = " AND ".join(f"({one.expression})" for one in asked)
    return Question(expression, any(one.is_costly for one in asked))


def _clause(clause: Clause, in_headline: bool) -> Question | None:
    asked = [_atom(atom, in_headline) for atom in clause]
    if not all(asked):
        return None
    parts = [one for one in asked if one is not None]
    expression = " OR ".join(f"({one.expression})" for one in parts)
    return Question(expression, any(one.is_costly for one in parts))


def _atom(atom: Atom, in_headline: bool) -> Question | None:
    term = atom.asked.term if isinstance(atom.asked, Filter) else atom.asked
    if atom.is_not or not isinstance(term, Term) or (in_headline and term is not atom.asked):
        return None
    marks = term.marks
    whole = [(mark, False) for mark, is_beginning in marks if not is_beginning]
    before = IN_HEADLINE if in_headline else ""
    expression = " AND ".join(
        f'"{before}{mark}"' + "*" * is_beginning for mark, is_beginning in whole or marks
    )
    return Question(expression, not whole) if expression else None


class Candidates:
    """The clumps that may have what the index is asked for."""

    def __init__(self, sql: sqlite3.Connection, question: Question) -> None:
        self._sql = sql
        self._question = question

    @cached_property
    def all(self) -> list[int] | None:
        """Their numbers, ascending; None where they are too many to be taken at once."""
        limit = -1 if self._question.is_costly else _FEW + 1
        found = [
            number
            for (number,) in self._sql.execute(
                "SELECT rowid FROM posting WHERE posting MATCH ? LIMIT ?",
                (self._question.expression, limit),
            )
        ]
        if self._question.is_costly or len(found) <= _FEW:
            return found
        return None

    def within(self, first: int, length: int) -> list[int]:
        """Those of a run."""
        if (found := self.all) is not None:
            at = bisect_left(found, first)
            return found[at : bisect_left(found, first + length, at)]
        return [
            number
            for (number,) in self._sql.execute(
                "SELECT rowid FROM posting WHERE posting MATCH ? AND rowid BETWEEN ? AND ?",
                (self._question.expression, first, first + length - 1),
            )
        ]
