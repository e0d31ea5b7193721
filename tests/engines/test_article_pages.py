"""An article's own page: its fields by selectors, those within the text taken out of it."""

from __future__ import annotations

import pytest

from reader.engines.article_pages import Known, article_at, language_in
from reader.errors import ParseError
from reader.model import Article, Image, Response

KNOWN = Known(slug="a1", title="The bridge opens", byline="Staff", language="en")
TEXT = "<p>The bridge opened yesterday.</p><p>Many came.</p>"


def read(page: str, known: Known = KNOWN, **selectors: str) -> Article:
    url = "http://paper.example/a/1"
    return article_at(Response(url=url, body=page.encode()), selectors, known)


def test_what_stands_within_the_text_is_taken_out_of_it_and_nothing_else() -> None:
    article = read(
        "<div class=t><b class=k>CITY</b> <i class=d>After nine years</i>"
        "<span class=w>By A. Rao</span>"
        f"It is long.{TEXT}<div class=ad>Buy!</div>It is wide.</div>",
        body=".t",
        kicker=".k",
        deck=".d",
        byline=".w",
        drop=".ad",
    )
    assert (article.kicker, article.deck, article.byline) == (
        "CITY",
        "After nine years",
        "By A. Rao",
    )
    assert article.text.split("\n\n") == [
        "It is long.",
        "The bridge opened yesterday.",
        "Many came.",
        "It is wide.",
    ]


def test_the_first_selector_that_finds_something_is_the_one() -> None:
    page = f"<div class=old>{TEXT}</div><div class=new><p>New text.</p></div><div class=no> </div>"
    assert read(page, body=".no, .new, .old").text == "New text."


def test_the_headline_is_the_line_that_the_list_knows() -> None:
    page = f"<h1>The Paper</h1><h1>The bridge opens at last</h1><div class=t>{TEXT}</div>"
    assert read(page, body=".t", headline="h1").headline == "The bridge opens at last"


def test_a_headline_of_another_kind_stands_where_the_list_names_none() -> None:
    page = f"<h2>Bridge</h2><h1>Other</h1><div class=t>{TEXT}</div>"
    assert read(page, Known(slug="x"), body=".t", headline="h2, h1").headline == "Bridge"


def test_the_list_stands_in_for_what_the_page_does_not_say() -> None:
    article = read(f"<div class=t>{TEXT}</div>", body=".t", headline=".none")
    assert (article.headline, article.byline, article.slug) == ("The bridge opens", "Staff", "a1")


def test_a_headline_at_the_head_of_the_text_is_not_said_twice() -> None:
    article = read(f"<div class=t><h1>The bridge opens</h1>{TEXT}</div>", body=".t")
    assert article.text.startswith("The bridge opened yesterday.")


def test_names_are_said_once() -> None:
    page = f"<i>Kim</i><i>Kim kim@paper.example</i><i>Lee</i><i></i><div class=t>{TEXT}</div>"
    assert read(page, body=".t", byline="i").byline == "Kim, Lee"


@pytest.mark.parametrize(
    "pictures",
    ["<img src=/1.jpg><em class=c>The bridge</em>", "<img src=/1.jpg><p class=c>The bridge</p>"],
)
def test_the_words_behind_a_picture_are_its_caption(pictures: str) -> None:
    article = read(f"<div class=t>{pictures} in May{TEXT}</div>", body=".t", captions=".c")
    assert article.images == (Image(url="http://paper.example/1.jpg", caption="The bridge"),)
    assert article.text.startswith("in May\n\nThe bridge opened")


def test_a_caption_that_no_picture_stands_before_stays_in_the_text() -> None:
    article = read(f"<div class=t><p class=c>The bridge</p>{TEXT}</div>", body=".t", captions=".c")
    assert article.text.startswith("The bridge\n\n")


def test_pictures_outside_the_text_lead_it() -> None:
    article = read(
        f"<div class=p><img src=/1.jpg><h4>One</h4></div><img class=p src=/2.jpg alt=Two>"
        f"<div class=t>{TEXT}<img src=/2.jpg></div>",
        body=".t",
        pictures=".p",
        captions="h4",
    )
    assert [(i.url[-5:], i.caption) for i in article.images] == [("1.jpg", "One"), ("2.jpg", "Two")]


def test_a_text_in_pieces_is_whole() -> None:
    page = (
        f"<div class=t>{TEXT}<div class=t><p>Inner.</p></div></div><div class=t><p>End.</p></div>"
    )
    assert read(page, body=".t").text.split("\n\n")[2:] == ["Inner.", "End."]


def test_a_page_that_was_changed_is_read_as_any_page() -> None:
    page = f"<html><h1>The bridge opens</h1><article>{TEXT * 4}</article></html>"
    assert "Many came." in read(page, body=".gone").text


def test_a_page_of_nothing_is_a_sentence() -> None:
    with pytest.raises(ParseError):
        read("<html><body></body></html>", body=".t")


def test_a_page_too_large_for_a_tree_is_read_flat() -> None:
    page = "<html><h1>The bridge opens</h1>" + "<p>It <i>is</i> long.</p>" * 20_000
    assert read(page, body=".t").text.startswith("It is long.")


def test_a_wall_s_own_mark_can_be_named() -> None:
    with pytest.raises(ParseError, match="sign in"):
        read(f"<div class=t>{TEXT}</div><div class=gate>Members</div>", body=".t", wall=".gate")


@pytest.mark.parametrize(
    ("of_paper", "by_script", "language"),
    [
        ("es-MX", "en", "es-MX"),
        ("en-GB", "en", "en-GB"),
        ("zh", "en", "en"),
        ("ja", "zh", "ja"),
        ("ja", "ja", "ja"),
        ("zh-Hant", "zh", "zh-Hant"),
        ("en", "zh", "zh"),
        ("ko", "ko", "ko"),
        ("en", "ko", "ko"),
        ("fr", "", "fr"),
        ("", "en", "en"),
    ],
)
def test_the_language_is_the_paper_s_where_the_script_allows(
    of_paper: str, by_script: str, language: str
) -> None:
    assert language_in(of_paper, by_script) == language
