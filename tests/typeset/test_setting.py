"""`reader.typeset.setting`: a long text is known piece by piece."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from reader.typeset import Span, Style, break_text, linebreak, lines_from, setting
from reader.typeset.setting import Setting, pieces_of, setting_of

from .conftest import CLAUSES, JOINED

RANDOM = random.Random(7)


def paragraph(size: int, *languages: str) -> str:
    clauses = [clause for language in languages for clause in CLAUSES[language]]
    text = ""
    while len(text) < size:
        text += "".join(RANDOM.choices(clauses, k=100))
    return text


LONG = {
    "Chinese": paragraph(60_000, "zh"),
    "English": paragraph(60_000, "en"),
    "Japanese": paragraph(60_000, "ja"),
    "mixed": paragraph(60_000, "zh", "en", "ja", "ko", "any"),
    "straight quotes": 'He said"好"，又说"很好"。中国"" ' * 2_000,
    "one word": "x" * 60_000,
    "characters of several": "".join(JOINED) * 3_000,
}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("by_phrases", [False, True])
def test_a_text_in_pieces_has_the_lines_it_has_in_one(
    name: str, by_phrases: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, style = LONG[name], Style(hang=2, by_phrases=by_phrases)
    in_pieces = {measure: break_text(text, measure, style=style) for measure in (20, 71, 110)}
    assert len(list(pieces_of(text))) > 1
    monkeypatch.setattr(setting, "_PIECE", 1_000_000)
    assert len(list(pieces_of(text))) == 1
    for measure, lines in in_pieces.items():
        assert break_text(text, measure, style=style) == lines


@pytest.mark.parametrize("name", LONG)
def test_the_pieces_are_the_text_and_tear_no_character(name: str) -> None:
    text = LONG[name]
    pieces = list(pieces_of(text))
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces[:-1])]
    assert pieces[-1].end == len(text)
    whole = setting_of(text)
    bounds = set(range(len(text) + 1) if whole.bounds is None else whole.bounds)
    assert all(piece.end in bounds for piece in pieces)


def test_lines_can_be_had_from_where_one_begins() -> None:
    text = LONG["Chinese"] + "\n" + LONG["English"]
    lines = break_text(text, 72, first_indent=4)
    for n in (1, 40, len(lines) // 2, len(lines) - 3):
        begin = lines[n].start
        assert list(lines_from(text, 72, start=begin, first_indent=4))[:3] == lines[n : n + 3]
    assert next(lines_from(text, 72, start=0, first_indent=4)) == lines[0]
    assert list(lines_from("ab\ncd", 9, start=3)) == [Span(3, 5)]


@pytest.mark.parametrize(
    "style",
    [Style(), Style(language="zh", is_justified=True, is_hyphenated=True, hang=2)],
    ids=["ragged", "justified"],
)
def test_the_first_lines_of_a_million_characters_do_not_wait_for_the_last(
    style: Style, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def counted(text: str, phrases_of: str) -> Setting:
        seen.append(len(text))
        return setting_of(text, phrases_of)

    monkeypatch.setattr(linebreak, "setting_of", counted)
    clauses = paragraph(1_000_000, "zh")
    assert len(list(islice(lines_from(clauses, 72, style=style), 50))) == 50
    assert sum(seen) < 20_000
