"""A tree from any markup, with everything in it that was there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.parse.tree import (
    SelectorError,
    inner_strings,
    is_hidden,
    parsed,
    select,
    select_one,
    text_before,
)


@pytest.mark.parametrize("depth", [10, 250, 2000, 2100, 20_000])
def test_text_survives_however_deep_it_stands(depth: int) -> None:
    source = "a" + "<div>" * depth + "deep" + "</div>" * depth + "<p>after</p>"
    assert inner_strings(parsed(source)) == "adeepafter"


def test_what_is_too_deep_stays_in_order() -> None:
    inner = "<b>1</b>2<i>3<u>4</u>5</i>6"
    source = "<div>" * 3000 + inner + "</div>" * 3000
    assert inner_strings(parsed(source)) == "123456"


def test_what_is_too_deep_keeps_its_attributes() -> None:
    source = "<div>" * 3000 + '<a href="http://x.example/1" class="p q">w</a>' + "</div>" * 3000
    assert [a.get("href") for a in select(parsed(source), "a.q")] == ["http://x.example/1"]


def test_a_long_text_is_whole() -> None:
    words = "字" * 4_000_000
    assert inner_strings(parsed(f"<p>{words}</p>")) == words


def test_a_document_within_a_document_loses_nothing() -> None:
    source = "<html><body><div>one</body></html> two <html><body>three</div></body></html>four"
    assert inner_strings(parsed(source)).split() == ["one", "two", "threefour"]


def test_comments_and_instructions_are_no_text() -> None:
    assert inner_strings(parsed("<p>a<!-- no --><?php no ?>b</p>")) == "ab"


def test_an_xml_declaration_changes_nothing() -> None:
    source = '<?xml version="1.0" encoding="gb2312"?><html><p>中文</p></html>'
    assert inner_strings(parsed(source)) == "中文"


def test_a_charset_in_the_markup_changes_nothing() -> None:
    assert inner_strings(parsed('<meta charset="gb2312"><p>中文</p>')) == "中文"


@pytest.mark.parametrize("source", ["", "   ", "<!-- only -->", "\x00", "<"])
def test_nothing_is_an_empty_page(source: str) -> None:
    assert parsed(source).tag == "html"


def test_plain_text_is_a_page_too() -> None:
    assert inner_strings(parsed("words &amp; more")) == "words & more"


def test_the_text_before_an_element() -> None:
    tree = parsed("<p>第01版：<strong>要闻</strong>，<em>x</em></p>")
    found = [text_before(el) for name in ("strong", "em") for el in select(tree, name)]
    assert found == ["第01版：", "，"]


def test_the_first_of_several_is_the_first_in_the_page() -> None:
    tree = parsed("<p class=b>1</p><p class=a>2</p>")
    found = select_one(tree, ".a, .b")
    assert found is not None
    assert found.text == "1"


def test_a_bad_selector_is_refused() -> None:
    with pytest.raises(SelectorError):
        select(parsed("<p>"), "p[")


@pytest.mark.parametrize("attributes", ["hidden", 'style="color:red;display : none"'])
def test_hidden_elements_are_known(attributes: str) -> None:
    element = select_one(parsed(f"<p {attributes}>x</p>"), "p")
    assert element is not None
    assert is_hidden(element)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_makes_a_tree(source: str) -> None:
    assert parsed(source).tag == "html"


@given(st.lists(st.sampled_from(["<div>", "</div>", "<b>", "</p>", "<table><tr>", "x", "</b"])))
def test_any_tags_make_a_tree(pieces: list[str]) -> None:
    assert parsed("".join(pieces)).tag == "html"
