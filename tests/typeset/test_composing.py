"""`reader.typeset.composing`: an article set piece by piece is the article set at once."""

from __future__ import annotations

import time
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Article, Heading, Items, Paragraph, Table
from reader.typeset import Line, Run, lines_of, set_article
from reader.typeset.composing import Composition

from .conftest import measures, running_text

TAIL = (Line(), Line((Run("next", "note"),)))
words = running_text.map(lambda text: " ".join(text.split()))
blocks = st.lists(
    st.one_of(
        st.builds(Paragraph, text=words),
        st.builds(Heading, text=words),
        st.builds(Items, items=st.lists(words, max_size=3).map(tuple)),
        st.builds(Table, rows=st.just((("a", "b"), ("c", "d")))),
    ),
    max_size=5,
).map(tuple)
articles = st.builds(
    Article,
    slug=st.just("a"),
    headline=words,
    blocks=blocks,
    language=st.sampled_from(["zh", "en"]),
)
steps = st.lists(
    st.tuples(st.sampled_from(["go_on", "extend_to", "open_at"]), st.integers(0, 40)), max_size=8
)


def composed(article: Article, measure: int, *, in_columns: bool = False) -> Composition:
    def make(start: int) -> object:
        return lines_of(article, measure, in_columns=in_columns, start=start)

    return Composition(make, TAIL)  # type: ignore[arg-type]


@given(articles, measures, steps, st.booleans())
def test_whatever_is_asked_for_meanwhile_the_whole_is_the_same(
    article: Article, measure: int, asked: list[tuple[str, int]], in_columns: bool
) -> None:
    composition = composed(article, measure, in_columns=in_columns)
    for what, number in asked:
        getattr(composition, what)(number)
        if composition.is_ended:
            assert tuple(composition.lines[-2:]) == TAIL
    while not composition.go_on(7):
        assert not composition.is_whole
    assert composition.begins_at == 0
    assert composition.is_ended
    expected = (*set_article(article, measure, in_columns=in_columns), *TAIL)
    assert tuple(composition.lines) == expected


@given(words, st.integers(4, 90))
def test_lines_from_where_one_begins_are_those_of_the_whole(text: str, measure: int) -> None:
    article = Article(slug="a", headline="h", blocks=(Paragraph(text=text),), language="zh")
    whole = [line for line in set_article(article, measure) if line.start >= 0]
    for n, line in enumerate(whole):
        # Where an address is cut depends on where it began.
        is_inside_address = "://" in text[: line.start].rpartition(" ")[2]
        if n and not is_inside_address:
            assert list(lines_of(article, measure, start=line.start)) == whole[n:]


@given(articles, measures, st.integers(1, 400))
def test_lines_from_anywhere_hold_the_rest_of_the_text(
    article: Article, measure: int, start: int
) -> None:
    shown = "".join(
        run.text
        for line in lines_of(article, measure, start=start)
        if line.start >= 0
        for run in line.runs
        if run.start >= start
    )
    tables = any(isinstance(block, Table | Items) for block in article.blocks)
    if not tables:
        assert "".join(shown.split()) == "".join(article.text[start:].split())


MILLION = {
    "zh": "记者从中国科学院获悉，“我们在2024年7月6日完成了第3次试验”，共行驶3.5公里。" * 24_000,
    "en": "The ninth South Korea-Japan-China Trilateral Summit isn't held in May. " * 14_000,
    "ja": "字" * 1_000_000,
}


@pytest.mark.parametrize("language", MILLION)
@pytest.mark.parametrize("start", [0, 900_000])
def test_a_screenful_of_a_million_characters_is_there_at_once(language: str, start: int) -> None:
    text = MILLION[language][:1_000_000]
    article = Article(slug="a", headline="h", blocks=(Paragraph(text=text),), language=language)
    make = partial(lines_of, article, 72)
    list(zip(range(60), make(start=start), strict=False))
    began = time.process_time()
    composition = Composition(lambda offset: make(start=offset), ())
    composition.open_at(start)
    composition.extend_to(60)
    assert len(composition.lines) == 60
    first = time.process_time() - began
    # The whole takes some twenty times as long at the least, and the machine may be busy.
    assert first < 2
