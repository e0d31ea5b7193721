"""Any page with a story on it, and pages with none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ParseError
from reader.model import Image, Paragraph
from reader.parse import parse_page
from reader.parse.article import STAND_IN_HEADLINE

if TYPE_CHECKING:
    from reader.parse.page import Page

URL = "http://paper.example/2024/07/06/12345.html"
STORY = """<!DOCTYPE html><html><head><title>桥通车 - 日报网</title></head><body>
<nav><a href=/>首页</a> <a href=/2>要闻</a></nav>
<div class="date">2024年07月06日 星期六</div><div class="section">第04版：要 闻</div>
<h1>大桥昨日通车</h1><div class="kicker">十年建成</div><div class="deck">从渡船到大桥</div>
<p class="author">李明</p>
<div class="article-content"><p>大桥昨日通车。</p><p>人们站在桥上看江水东流。</p></div>
<div>京ICP备06005116号</div></body></html>"""
SENTENCE = "The bridge that the town had waited for since the flood was opened on Friday at last. "


def read(html: str, url: str = URL) -> Page:
    return parse_page(html.encode(), url)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "大桥昨日通车"),
        ("kicker", "十年建成"),
        ("deck", "从渡船到大桥"),
        ("byline", "李明"),
        ("text", "大桥昨日通车。\n\n人们站在桥上看江水东流。"),
        ("language", "zh"),
        ("slug", "12345"),
        ("url", URL),
    ],
)
def test_a_story_s_fields_are_read_where_sites_put_them(field: str, value: str) -> None:
    assert getattr(read(STORY).articles[0], field) == value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", date(2024, 7, 6)),
        ("section", "要闻"),
        ("page", "04"),
        ("icp", "京ICP备06005116号"),
        ("remarks", ()),
    ],
)
def test_a_page_says_where_its_story_stood(field: str, value: object) -> None:
    assert getattr(read(STORY), field) == value


def test_the_text_is_found_where_nothing_names_it() -> None:
    paragraphs = "".join(f"<p>{SENTENCE}{n}.</p>" for n in range(4))
    page = read(
        f"<html><title>T</title><body><div><ul><li><a href=/>Home page of ours</a></ul></div>"
        f"<div><div>{paragraphs}</div></div><footer><p>{SENTENCE}</p></footer></body></html>"
    )
    assert page.articles[0].text.count("The bridge") == 4


def test_the_headline_is_the_title_without_the_site_s_name() -> None:
    page = read(
        f"<title>A Bridge Opens at Last - The Daily</title><article><p>{SENTENCE}</article>"
    )
    assert page.articles[0].headline == "A Bridge Opens at Last"


def test_a_name_in_the_head_is_asked_before_the_title() -> None:
    page = read(
        f'<meta property="og:title" content="桥"><title>x</title><main><p>{SENTENCE}</main>'
    )
    assert page.articles[0].headline == "桥"


def test_the_date_of_a_page_may_stand_in_its_head() -> None:
    meta = '<meta property="article:published_time" content="2024-07-06T08:00:00+08:00">'
    assert read(f"{meta}<h1>桥</h1><article><p>{SENTENCE}</article>").date == date(2024, 7, 6)


def test_the_page_s_number_may_stand_beside_its_name() -> None:
    page = read(
        f"<div>第04版：<strong>科 普</strong></div><h1>T</h1><article><p>{SENTENCE}</article>"
    )
    assert (page.page, page.section) == ("04", "科普")


def test_a_byline_longer_than_any_is_text_of_another_kind() -> None:
    page = read(f"<h1>T</h1><p class=author>{SENTENCE * 4}</p><article><p>{SENTENCE}</article>")
    assert page.articles[0].byline == ""


def test_the_stamp_of_a_time_element_is_a_date() -> None:
    page = read(f'<h1>T</h1><time datetime="2024-07-06">Sat</time><article><p>{SENTENCE}</article>')
    assert page.date == date(2024, 7, 6)


def test_a_date_that_cannot_be_is_said_and_no_other_is_taken() -> None:
    page = read(STORY.replace("07月06日 星期六", "02月30日") + '<div class="date">2024-07-05</div>')
    assert (page.date, len(page.remarks)) == (None, 1)


def test_a_headline_nobody_would_see_gets_a_stand_in() -> None:
    page = read(f"<title>\u200b</title><h1>&nbsp;</h1><article><p>{SENTENCE}</p></article>")
    assert page.articles[0].headline == STAND_IN_HEADLINE


def test_a_picture_alone_is_a_story() -> None:
    page = read('<h1>一图</h1><article><img src="/p.jpg" alt="江边"></article>')
    assert page.articles[0].blocks == (Image(url="http://paper.example/p.jpg", caption="江边"),)


def test_a_picture_page_without_a_picture_is_a_headline_and_that_is_said() -> None:
    page = read("<title>快讯：大桥通车</title><body><nav>x</nav><script>y</script></body>")
    assert page.articles[0].headline == "快讯：大桥通车"


def test_two_documents_in_one_file_lose_no_words() -> None:
    page = read(
        "<html><body><h1>T</h1><article><p>first half of it</p></article></body></html>"
        "<html><body><article><p>second half of it</p></article></body></html>"
    )
    assert page.articles[0].text == "first half of it\n\nsecond half of it"


def test_a_line_that_only_repeats_the_headline_is_left_out() -> None:
    page = read(f"<h1>桥通车了</h1><article><p>桥通车了</p><p>{SENTENCE}</p></article>")
    assert page.articles[0].text == SENTENCE.strip()


@pytest.mark.parametrize(
    "html",
    [
        "<title>404 Not Found</title><h1>404 Not Found</h1><p>nginx</p>",
        "<title>科技网404错误跳转页面!</title><body><p>页面不存在</p></body>",
        "<title>503 Service Unavailable</title><body>later</body>",
        "<title>Sign in</title><h1>Sign in</h1><form><p>Name</p></form>",
        "<title>用户登录</title><h1>用户登录</h1><p>请登录</p>",
    ],
)
def test_an_error_or_a_login_page_is_no_story(html: str) -> None:
    with pytest.raises(ParseError, match="no article"):
        read(html)


def test_a_long_story_about_an_error_is_a_story() -> None:
    page = read(f"<h1>404 Not Found</h1><article><p>{SENTENCE * 5}</p></article>")
    assert page.articles[0].text.startswith("The bridge")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   \n",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"%PDF-1.4\n",
        b"GIF89a\x00\xff\xff",
        b"PK\x03\x04\x14\x00\x00\x00\xff",
        bytes(range(32)) * 40,
        b"<html><body></body></html>",
    ],
)
def test_what_is_no_page_is_refused_in_a_sentence(body: bytes) -> None:
    with pytest.raises(ParseError, match=r"^[A-Z][^\n\x1b]{10,140}\.$"):
        parse_page(body)


def test_a_file_larger_than_any_page_is_refused() -> None:
    with pytest.raises(ParseError, match="larger than any newspaper page"):
        parse_page(b"a" * (32 * 1024 * 1024 + 1))


def test_a_refusal_knows_the_address() -> None:
    with pytest.raises(ParseError) as caught:
        read("<title>404 Not Found</title>")
    assert caught.value.url == URL


# -- what a page hides


@pytest.mark.parametrize("how", ['style="visibility: hidden"', 'style="display:none"', "hidden"])
@pytest.mark.parametrize(
    "shown",
    ["", "<p>Scan this to follow us.</p>", f"<p>{SENTENCE.replace('bridge', 'app') * 5}</p>"],
)
def test_a_story_that_a_script_would_show_is_read(how: str, shown: str) -> None:
    page = read(
        f"<title>A bridge opens at last</title>{shown}"
        f"<div {how}><h1>A bridge opens at last</h1>{f'<p>{SENTENCE * 3}</p>' * 6}</div>"
    )
    assert page.articles[0].text.count(SENTENCE.strip()) == 18


def test_what_a_story_hides_within_itself_stays_hidden() -> None:
    story = f"<h1>A bridge opens at last</h1>{f'<p>{SENTENCE * 3}</p>' * 6}"
    page = read(f"<div hidden>{story}<p hidden>NEVER {SENTENCE}</p></div><p>Follow us.</p>")
    assert SENTENCE.strip() in page.articles[0].text
    assert "NEVER" not in page.articles[0].text


def test_data_for_a_script_is_no_story() -> None:
    data = "PGRpdiBjbGFzcz0ic3At" * 40
    page = read(f"<h1>A bridge</h1><div><p>{SENTENCE * 2}</p></div><div><p>{data}</p></div>")
    assert page.articles[0].text == (SENTENCE * 2).strip()


# -- too large for a tree

MANY = 60_001


def test_a_page_of_very_many_tags_keeps_its_first_and_last_words() -> None:
    page = read("<h1>BIG</h1><p>FIRST</p>" + "<br>" * MANY + "<p>LAST</p>")
    texts = [b.text for b in page.articles[0].blocks if isinstance(b, Paragraph)]
    assert (texts[-2:], page.articles[0].headline) == (["FIRST", "LAST"], "BIG")


def test_a_page_of_very_many_tags_shows_nothing_it_hides() -> None:
    hidden = "<script>NEVER()</script><!-- NEVER --><style>NEVER</style>"
    page = read("<title>BIG</title><p>FIRST</p>" + "<b>x</b>" * MANY + hidden + "<p>上一篇</p>")
    assert "NEVER" not in page.articles[0].text


def test_a_page_of_very_many_tags_loses_its_buttons() -> None:
    page = read("<title>BIG</title>" + "<b>x</b>" * MANY + "<p>上一篇</p><p>LAST</p>")
    assert [r.rule for r in page.removals] == ["button"]


def test_inline_tags_do_not_part_words_without_a_tree() -> None:
    page = read("<title>BIG</title><p>a<b>b</b>c</p>" + "<br>" * MANY)
    assert page.articles[0].text == "abc"


# -- anything

_TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class=article>",
        "<h1>",
        "</h1>",
        "<table><tr><td>",
        "<br>",
        "<!--",
        "-->",
    ]
)


@given(st.lists(st.one_of(_TAGS, st.text(max_size=12)), max_size=25).map("".join))
def test_any_markup_gives_a_page_or_a_parse_error(html: str) -> None:
    try:
        page = parse_page(b"<html>" + html.encode("utf-8", "replace"))
    except ParseError:
        return
    assert page.articles[0].headline
