"""The story is found by what its lines gain, and neighbours are left out."""

from __future__ import annotations

import pytest

from reader.model import Image, Items, Paragraph
from reader.parse import parse_page

TEXT = [
    f"The {what} of the old bridge came on a morning in spring, and the town, which had waited for "
    "it since the flood, stood on both banks and said nothing."
    for what in ("closing", "opening", "painting", "naming", "lighting")
]
HAN = [
    f"{what}那天是个晴朗的早晨，全镇的人都站在河的两岸，谁也没有说话，只听见江水在桥下缓缓流过。"
    for what in ("开工", "通车", "命名", "点灯")
]
TEASER = "A short word on another matter, which a reader of this story has not asked for at all."


def read(body: str, head: str = "") -> list[str]:
    """The lines of a page's story."""
    markup = f"<html><head><title>The Bridge - Daily</title>{head}</head><body>{body}</body></html>"
    return parse_page(markup.encode()).articles[0].text.split("\n\n")


def paragraphs(lines: list[str] = TEXT) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_the_element_whose_lines_gain_most_is_the_story() -> None:
    links = "".join(f"<li><a href=/{n}>Another story of the day, number {n}</a>" for n in range(30))
    body = f"<div><ul>{links}</ul></div><div><h1>The Bridge</h1><div>{paragraphs()}</div></div>"
    assert read(body) == TEXT


def test_a_han_character_weighs_as_much_as_two_letters() -> None:
    cookies = "".join(
        f"<p>We use what we use, item {n}, and so on and so on.</p>" for n in range(5)
    )
    body = f"<div>{paragraphs(HAN)}</div><div><div>{cookies}</div></div>"
    assert read(body)[: len(HAN)] == HAN


@pytest.mark.parametrize(
    "name",
    [
        "related-posts",
        "relatedStories",
        "c-newsletter__box",
        "comment_list",
        "share-buttons",
        "author-bio",
        "verwandte-artikel",
        "noticias-relacionadas",
        "tin-lien-quan",
        "xiangguan",
        "pinglun-list",
    ],
)
def test_furniture_is_known_by_the_words_of_its_name(name: str) -> None:
    box = f'<div class="{name}"><p>{TEASER}</p></div>'
    assert read(f"<h1>The Bridge</h1><div>{paragraphs(TEXT[:3])}{box}</div>") == TEXT[:3]


@pytest.mark.parametrize("name", ["no-comments", "has-sidebar", "without-related", "not-shared"])
def test_a_name_that_says_what_is_not_there_is_no_furniture(name: str) -> None:
    assert read(f'<h1>The Bridge</h1><div class="{name}">{paragraphs()}</div>') == TEXT


def test_what_holds_most_of_the_text_is_the_story_whatever_it_is_called() -> None:
    assert read(f'<div class="sidebar related">{paragraphs()}</div><p>Foot</p>') == TEXT


def test_a_headline_that_is_a_link_makes_a_card_of_what_goes_with_it() -> None:
    card = f'<div><h3><a href="/2">Another story of the same day</a></h3><p>{TEASER}</p></div>'
    body = f"<h1>The Bridge</h1><div>{paragraphs(TEXT[:2])}{card}{paragraphs(TEXT[2:])}</div>"
    assert read(body) == TEXT


def test_a_list_of_cards_longer_than_the_story_does_not_win() -> None:
    cards = "".join(
        f'<li><div><h4 class=t><a href="/{n}">Another story of the day {n}</a></h4>'
        f"<p>{TEASER} {TEASER} {TEASER} {TEASER}</p></div></li>"
        for n in range(9)
    )
    body = f"<div><h1>The Bridge</h1><div>{paragraphs(TEXT[:2])}</div></div><ul>{cards}</ul>"
    assert read(body) == TEXT[:2]


@pytest.mark.parametrize(
    "line", ["Related stories", "Mehr zum Thema", "相关阅读", "관련기사", "Leia também"]
)
def test_a_line_that_announces_other_things_takes_its_section_along(line: str) -> None:
    box = f"<section><h2>{line}</h2><p>{TEASER}</p><p>{TEASER} 2</p></section>"
    assert read(f"<h1>The Bridge</h1><div>{paragraphs()}{box}</div>") == TEXT


def test_another_article_on_the_page_is_another_story() -> None:
    other = f"<article><h1>Another Day</h1>{paragraphs([TEASER] * 6)}</article>"
    assert read(f"<article><h1>The Bridge</h1>{paragraphs()}</article>{other}") == TEXT


def test_the_text_may_be_an_article_inside_the_story_s() -> None:
    inner = f"<article><h2>Before</h2>{paragraphs()}</article>"
    body = f"<article><header><h1>The Bridge</h1><p>{TEASER} {TEASER}</p></header>{inner}</article>"
    assert read(body)[-len(TEXT) :] == TEXT


def test_a_line_that_announces_other_things_ends_no_story_in_its_middle() -> None:
    lines = [TEXT[0], TEXT[1], TEXT[2]]
    box = "<h3>Related stories</h3>"
    body = f"<h1>The Bridge</h1><div>{paragraphs(lines)}{box}{paragraphs(TEXT[3:])}</div>"
    assert read(body) == TEXT


def test_what_a_site_asks_of_its_readers_is_no_text() -> None:
    consent = (
        "<div><p>We and our partners store cookies and process personal data as our privacy policy "
        "says, for as long as you do not object.</p><p>You may change your cookies at any time in "
        "the terms of use, at the foot of every page.</p></div>"
    )
    assert read(f"<h1>The Bridge</h1><div>{paragraphs()}{consent}</div>") == TEXT


def test_one_line_paragraphs_are_kept_between_long_ones() -> None:
    lines = [TEXT[0], "No.", "Not yet,", "he said", TEXT[1]]
    assert read(f"<h1>The Bridge</h1><div>{paragraphs(lines)}</div>") == lines


@pytest.mark.parametrize(
    "line",
    [
        "Read more: The flood and what came of it",
        "Lesen Sie auch: Die Flut",
        "Advertisement",
        "延伸阅读：洪水之后",
        "https://paper.example/flood",
    ],
)
def test_a_line_that_leads_away_is_left_out_in_the_middle(line: str) -> None:
    lines = [TEXT[0], line, TEXT[1]]
    assert read(f"<h1>The Bridge</h1><div>{paragraphs(lines)}</div>") == TEXT[:2]


@pytest.mark.parametrize(
    "line",
    [
        "（责任编辑：王华）",
        "原标题：桥",
        "免责声明：本文仅代表作者个人观点。",
        "© 2026 The Daily. All rights reserved.",
        "Follow us on every network there is.",
        "Sign up for our newsletter.",
        "Quelle: dpa",
    ],
)
def test_notes_on_makers_and_rights_behind_the_text_are_left_out(line: str) -> None:
    assert read(f"<h1>The Bridge</h1><div>{paragraphs([*TEXT, line])}</div>") == TEXT


def test_the_author_s_own_paragraph_at_the_end_is_left_out() -> None:
    head = '<meta name="author" content="Jane Doering">'
    note = "Jane Doering is a reporter at the Daily and writes of rivers."
    assert read(f"<h1>The Bridge</h1><div>{paragraphs([*TEXT, note])}</div>", head) == TEXT


def test_author_and_date_above_the_text_are_no_text() -> None:
    top = "<p>By Jane Doering</p><p>6 July 2026</p>"
    assert read(f"<h1>The Bridge</h1><div>{top}{paragraphs()}</div>") == TEXT


def test_the_standfirst_above_the_text_s_element_begins_the_text() -> None:
    first = "Ten years after the flood the town has a bridge again, and nobody knows what to say."
    body = f'<h1>The Bridge</h1><p class="standfirst">{first}</p><div>{paragraphs()}</div>'
    assert read(body) == [first, *TEXT]


def test_a_paragraph_that_is_one_link_and_a_sentence_stays_among_its_like() -> None:
    linked = f'<p><a href="/x">{TEXT[1]}</a></p>'
    body = f"<h1>The Bridge</h1><div><p>{TEXT[0]}</p>{linked}<p>{TEXT[2]}</p></div>"
    assert read(body) == TEXT[:3]


def test_a_caption_goes_with_its_picture_and_not_with_the_text() -> None:
    figure = (
        '<div class="image-box"><img src="https://paper.example/b.jpg">'
        '<div class="caption">The bridge at dawn. Photo: J. Doering</div></div>'
    )
    body = f"<h1>The Bridge</h1><div><p>{TEXT[0]}</p>{figure}{paragraphs(TEXT[1:])}</div>"
    page = parse_page(f"<html><body>{body}</body></html>".encode())
    article = page.articles[0]
    picture = next(block for block in article.blocks if isinstance(block, Image))
    assert (article.text.split("\n\n"), picture.caption) == (
        TEXT,
        "The bridge at dawn. Photo: J. Doering",
    )


def test_the_picture_between_headline_and_text_opens_the_story() -> None:
    lead = '<figure><img src="https://paper.example/l.jpg"><figcaption>Dawn</figcaption></figure>'
    body = f"<div><h1>The Bridge</h1>{lead}<div class=x>{paragraphs()}</div></div>"
    block = parse_page(f"<html><body>{body}</body></html>".encode()).articles[0].blocks[0]
    assert block == Image(url="https://paper.example/l.jpg", caption="Dawn")


def test_lists_keep_their_items_and_lose_their_links_to_elsewhere() -> None:
    items = f"<ul><li>{TEXT[1]}</li><li><a href=/y>Another story altogether</a></li></ul>"
    body = f"<h1>The Bridge</h1><div><p>{TEXT[0]}</p>{items}<p>{TEXT[2]}</p></div>"
    blocks = parse_page(f"<html><body>{body}</body></html>".encode()).articles[0].blocks
    assert blocks == (
        Paragraph(text=TEXT[0]),
        Items(items=(TEXT[1],)),
        Paragraph(text=TEXT[2]),
    )


def test_what_a_page_hides_is_read_only_where_it_shows_nothing() -> None:
    hidden = f"<div hidden>{paragraphs()}</div>"
    assert (read(f"<h1>The Bridge</h1>{hidden}"), read(f"<h1>B</h1>{paragraphs(HAN)}{hidden}")) == (
        TEXT,
        HAN,
    )


def test_a_story_that_only_a_script_holds_is_read_from_it() -> None:
    held = "".join(f"\\u003cp\\u003e{line}\\u003c/p\\u003e" for line in TEXT)
    script = f'<script>window.page = {{"id": 7, "contentHtml": "{held}"}}</script>'
    assert read(f"<h1>The Bridge</h1><div id=app></div>{script}") == TEXT


def test_what_was_left_out_is_told_with_the_rule() -> None:
    box = f'<div class="newsletter"><p>{TEASER}</p></div>'
    markup = f"<html><body><h1>The Bridge</h1><div>{paragraphs()}{box}</div></body></html>"
    removals = parse_page(markup.encode()).removals
    assert ("furniture", TEASER[:40]) in [(one.rule, one.text[:40]) for one in removals]


def test_the_text_of_a_story_told_in_figures_is_text() -> None:
    figures = "".join(
        f"<figure><img src=https://paper.example/{n}.jpg><h2>Number {n}</h2><p>{line}</p></figure>"
        for n, line in enumerate(TEXT)
    )
    lines = read(f"<h1>The Bridge</h1><article>{figures}</article>")
    assert [line for line in lines if line in TEXT] == TEXT


def test_a_story_told_in_pictures_keeps_its_captions_with_them() -> None:
    figures = "".join(
        f"<figure><img src=https://paper.example/{n}.jpg><figcaption>{line}</figcaption></figure>"
        for n, line in enumerate(TEXT)
    )
    markup = f"<html><body><h1>The Bridge</h1><article>{figures}</article></body></html>"
    pictures = parse_page(markup.encode()).articles[0].images
    assert [picture.caption for picture in pictures] == TEXT
