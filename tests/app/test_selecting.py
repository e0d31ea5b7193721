"""What is selected is counted in words: whatever two cells of a set article one drags between, the
words between them are copied as the newspaper wrote them."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Offset
from textual.selection import Selection

from reader.app.widgets.selecting import (
    Passages,
    Spot,
    ends_of,
    offset_in,
    rank_of,
    selection_of,
    spans_lit,
)
from reader.model import Article, Heading, Image, Items, Mark, MarkKind, Paragraph, Quote, Table
from reader.text.cells import cluster_spans, width_in_cells
from reader.typeset import Line, set_article

_PATH = Path(__file__).parents[1] / "typeset" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("setting_strategies", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
_STRATEGIES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_STRATEGIES)

words = _STRATEGIES.running_text.map(lambda text: " ".join(text.split()))
marks = st.lists(
    st.builds(
        Mark,
        start=st.integers(0, 40),
        end=st.integers(0, 60),
        kind=st.sampled_from(list(MarkKind)),
    ),
    max_size=3,
).map(tuple)
blocks = st.lists(
    st.one_of(
        st.builds(Paragraph, text=words, marks=marks),
        st.builds(Heading, text=words),
        st.builds(Quote, text=words),
        st.builds(Items, items=st.lists(words, max_size=3).map(tuple), is_ordered=st.booleans()),
        st.builds(Image, url=st.just(""), caption=words, credit=words),
    ),
    max_size=5,
).map(tuple)
articles = st.builds(
    Article,
    slug=st.just("a"),
    headline=words,
    kicker=words,
    deck=words,
    byline=words,
    blocks=blocks,
    language=st.sampled_from(["zh", "en", "ja", "ko"]),
)
META = "2024年7月6日 · 4 min"


def shown(line: Line, first: int, last: int) -> str:
    """The newspaper's own characters in a part of a line, both cells included."""
    out, at = "", line.indent
    for run in line.runs:
        for start, end in cluster_spans(run.text):
            width = width_in_cells(run.text[start:end])
            is_in = at + width > first and at <= last if width else first < at <= last
            out += run.text[start:end] if is_in and run.start >= 0 else ""
            at += width
    return out


@given(articles, st.integers(4, 90), st.data())
def test_what_is_copied_is_what_is_shown_from_one_cell_to_another(
    article: Article, measure: int, data: st.DataObject
) -> None:
    lines = [line for line in set_article(article, measure, meta=META) if rank_of(line) >= 0]
    if not lines:
        return
    passages = Passages(article, META)
    cell = st.tuples(st.integers(0, len(lines) - 1), st.integers(0, measure + 4))
    (top, left), (bottom, right) = sorted([data.draw(cell), data.draw(cell)])
    first, last = offset_in(lines[top], left), offset_in(lines[bottom], right)
    assert first is not None
    assert last is not None
    if last.transpose < first.transpose:
        first, last = last, first
    ends = ends_of(Selection(first, last + Offset(1, 0)), passages)
    copied = passages.copied(*ends)
    if top == bottom:
        expected = shown(lines[top], left, right)
    else:
        expected = shown(lines[top], left, measure)
        expected += "".join(shown(line, 0, measure) for line in lines[top + 1 : bottom])
        expected += shown(lines[bottom], -1, right)
    # Between two lines of facts their dot is white.
    assert "".join(copied.replace("·", "").split()) == "".join(expected.replace("·", "").split())
    # What is lit is what is copied.
    lit = "".join(
        passages.words(rank)[start : min(end, passages.bounds(rank)[1])][
            max(0, passages.bounds(rank)[0] - start) :
        ]
        for rank in range(passages.count)
        for start, end in spans_lit(rank, ends)
    )
    assert "".join(lit.split()) == "".join(copied.split())


@given(articles, st.data())
def test_running_text_is_copied_as_a_slice_of_it(article: Article, data: st.DataObject) -> None:
    blocks = tuple(block for block in article.blocks if not isinstance(block, Image))
    article = replace(article, blocks=blocks)
    passages = Passages(article)
    texts = [rank for rank in range(5, passages.count) if passages.bounds(rank)[1]]
    if not texts:
        return
    begin = Spot(texts[0], data.draw(st.integers(*passages.bounds(texts[0]))))
    end = Spot(texts[-1], data.draw(st.integers(*passages.bounds(texts[-1]))))
    if begin <= end:
        copied = passages.copied(begin, end)
        assert copied == article.text[begin.at : end.at].strip("\n")


def test_a_table_is_copied_cell_by_cell() -> None:
    table = Table(rows=(("年份", "Papers"), ("2024", "120")), has_header=True)
    article = Article(slug="a", headline="", blocks=(table,))
    lines = [line for line in set_article(article, 40) if rank_of(line) >= 0]
    first, last = offset_in(lines[0], 6), offset_in(lines[1], 1)
    assert first is not None
    assert last is not None
    ends = ends_of(Selection(first, last + Offset(1, 0)), Passages(article))
    assert Passages(article).copied(*ends) == "Papers\n20"


def test_captions_are_copied_where_they_stand() -> None:
    image = Image(url="", caption="桥")
    blocks = (Paragraph(text="一。"), image, Paragraph(text="二。"))
    passages = Passages(Article(slug="a", headline="题", blocks=blocks))
    everything = ends_of(Selection(None, None), passages)
    assert passages.copied(*everything) == "题\n\n一。\n\n桥\n\n二。"


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [("我们在中国", 0, "我们"), ("we don't go", 4, "don't"), ("𠀀𠀁 word", 4, "word")],
)
def test_a_word_is_found_around_a_place(text: str, at: int, word: str) -> None:
    article = Article(slug="a", headline="h", blocks=(Paragraph(text=text),))
    first, last = Passages(article).word_at(Spot(5, at))
    assert text[first.at : last.at] == word


def test_what_a_reader_sees_as_one_character_is_taken_whole() -> None:
    family = "👨\u200d👩\u200d👧"
    passages = Passages(Article(slug="a", headline="", blocks=(Paragraph(text=f"a{family}b"),)))
    ends = ends_of(Selection(Offset(2, 5), Offset(3, 5)), passages)
    assert passages.copied(*ends) == family
    for one, two in pairwise(range(1, len(family) + 2)):
        assert passages.snapped(Spot(5, two)) >= Spot(5, one)


def test_a_selection_comes_back_from_its_ends() -> None:
    passages = Passages(Article(slug="a", headline="abc", blocks=(Paragraph(text="defg"),)))
    ends = Spot(1, 1), Spot(5, 3)
    assert ends_of(selection_of(*ends), passages) == ends
