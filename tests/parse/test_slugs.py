"""An article keeps its name when its words, its page or its parser change a little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Paragraph
from reader.parse.slugs import slug_of, slug_of_words


def test_the_number_in_an_address_names_the_article() -> None:
    assert slug_of("http://h/html/2024-07/06/content_12.htm?div=-1", "Title") == "content_12"


def test_a_query_does_not_change_the_name() -> None:
    assert slug_of("http://h/c_1.htm?div=0", "A") == slug_of("http://h/c_1.htm?div=-1", "B")


@pytest.mark.parametrize("url", ["", "http://h/", "http://h/index.html", "http://h/about.htm"])
def test_an_address_without_a_number_leaves_it_to_the_words(url: str) -> None:
    assert slug_of(url, "Ways to Advance") == slug_of_words("Ways to Advance")


def test_a_name_holds_nothing_a_file_system_minds() -> None:
    assert slug_of("http://h/..%2f..%2f12 x;y.htm", "A") == "2f-2f12-x-y"


def test_a_name_is_at_most_sixty_four_characters() -> None:
    assert len(slug_of("http://h/" + "1" * 500, "A")) == 64


def test_spaces_and_punctuation_do_not_change_the_name() -> None:
    assert slug_of_words("科技 日报，要闻！") == slug_of_words("科技日报要闻")


def test_capitals_do_not_change_the_name() -> None:
    assert slug_of_words("Ways To Advance") == slug_of_words("ways to advance")


def test_two_short_headlines_are_told_apart_by_their_text() -> None:
    one, other = (Paragraph(text="first"),), (Paragraph(text="second"),)
    assert slug_of_words("简讯", one) != slug_of_words("简讯", other)


def test_the_text_does_not_matter_under_a_long_headline() -> None:
    text = (Paragraph(text="corrected"),)
    assert slug_of_words("Ways to Advance", text) == slug_of_words("Ways to Advance")


@given(st.text(max_size=60), st.text(max_size=60))
def test_every_name_is_of_plain_characters(url: str, headline: str) -> None:
    slug = slug_of(url, headline)
    assert slug.isascii()
    assert slug.replace("-", "").replace("_", "").isalnum()
