"""What is typed, and what is understood."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.query import Filter, Sort, query_of
from reader.library.terms import Term

TODAY = date(2024, 7, 10)


def told(words: str) -> list[list[str]]:
    """The clauses of a query in short."""
    query = query_of(words, today=TODAY)
    return [
        [("-" if atom.is_not else "") + _short(atom.asked) for atom in clause]
        for clause in query.clauses
    ]


def _short(asked: Term | Filter) -> str:
    if isinstance(asked, Term):
        return f'"{asked.words}"' if asked.is_whole else asked.words
    if asked.sort is Sort.DATE:
        return f"{asked.first.isoformat()}..{asked.last.isoformat()}"
    return f"{asked.sort.value}={asked.value}"


@pytest.mark.parametrize(
    ("words", "clauses"),
    [
        ("粮食 安全", [["粮食"], ["安全"]]),
        ("糧食　ＡＩ", [["粮食"], ["ai"]]),
        ('"new york" -小麦', [['"new york"'], ["-小麦"]]),
        ("“人工智能", [['"人工智能"']]),
        ("「人工」 智能", [['"人工"'], ["智能"]]),
        ("a OR b c", [["a", "b"], ["c"]]),
        ("a OR b OR -c", [["a", "b", "-c"]]),
        ("OR a OR", [["a"]]),
        ("a AND b OR c AND", [["a"], ["b", "c"]]),
        ('AND and "AND" -AND', [["and"], ["and"], ['"and"'], ["-and"]]),
        ("paper:kjrb section：要闻 by:张三", [["paper=kjrb"], ["section=要闻"], ["by=张三"]]),
        ('paper:"Science Daily"', [["paper=science daily"]]),
        ("-is:read TAG:农业", [["-is=read"], ["tag=农业"]]),
        ("is:happy", [["is:happy"]]),
        ("papr:kjrb", [["papr:kjrb"]]),
        ("https://a.example/b", [["https://a.example/b"]]),
        ("date:2024", [["2024-01-01..2024-12-31"]]),
        ("date:2024-07", [["2024-07-01..2024-07-31"]]),
        ("date:2024年7月", [["2024-07-01..2024-07-31"]]),
        ("date:2024-07..2024-08", [["2024-07-01..2024-08-31"]]),
        ("date:2024-07-05..", [["2024-07-05..9999-12-31"]]),
        ("date:..2023", [["0001-01-01..2023-12-31"]]),
        ("date:2024-08..2024-07", [["2024-07-01..2024-08-31"]]),
        ("date:yesterday", [["2024-07-09..2024-07-09"]]),
        ("date:昨天", [["2024-07-09..2024-07-09"]]),
        ('date:"6 July"', [["2024-07-06..2024-07-06"]]),
        ("date:soon", [["date:soon"]]),
        ("- -- a-b", [["-"], ["--"], ["a-b"]]),
        ("", []),
        ('""', []),
    ],
)
def test_it_is_understood_as_people_mean_it(words: str, clauses: list[list[str]]) -> None:
    assert told(words) == clauses


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ("papr:kjrb", "did you mean paper:?"),
        ("is:happy", "is: is followed by unread, read or bookmarked"),
        ("date:soon", "So date: was read as words."),
        ("x" * 2000, "Only the first 1,000 characters"),
        ("x " * 100, "Only the first 64 words"),
    ],
)
def test_what_was_hardly_meant_so_is_remarked_on(words: str, remark: str) -> None:
    (said,) = query_of(words, today=TODAY).remarks
    assert remark in said


@settings(deadline=None)
@given(st.text())
def test_anything_is_a_query(words: str) -> None:
    query = query_of(words, today=TODAY)
    assert len(query.remarks) <= len(words)
    for term in query.terms:
        assert term.words.strip()
