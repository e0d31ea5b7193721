"""Founder classic: what is followed, what is left out, and what is said to be missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines import Era, engine_for, read_page
from reader.engines.areas import corners_of
from reader.engines.pagelinks import slug_at
from reader.errors import NotPublished, ParseError
from reader.model import Newspaper, Request, Response, Role
from reader.parse.article import STAND_IN_HEADLINE

Site = Any
DATE = '<div class="paperdate">2024年07月05日 星期五</div>'


def node(*items: str, pages: str = "", more: str = "", stamp: str = DATE) -> str:
    listed = "".join(f"<li><a href={href}>{title}</a></li>" for href, _, title in map(_cut, items))
    return (
        f'<html><title>数字报</title>{stamp}<div class="bmname">{pages}</div>'
        f'<div class="zi-meat"><ul>{listed}</ul></div>{more}</html>'
    )


def _cut(item: str) -> tuple[str, str, str]:
    return item.partition(" ")


def article(title: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f'<html><div class="biaoti">{title}</div><div id="ozoom">{body}</div></html>'


def titles(site: Site) -> list[str]:
    return [found.headline for found in site.run().articles]


# -- what is followed


def test_every_page_and_article_is_asked_once(site: Site) -> None:
    pages = "<a href=node_2.htm>第01版：要闻</a><a href=node_3.htm>第02版：科普</a>"
    site.put("node_2.htm", node("content_1.htm?div=-1 桥", "content_1.htm?div=0 桥", pages=pages))
    site.put("node_3.htm", node("content_2.htm 江", "content_1.htm 桥", pages=pages))
    site.put("content_1.htm", article("桥", "大桥昨日通车。"))
    site.put("content_2.htm", article("江", "江水东流不回。"))
    site.run()
    assert sorted(site.asked) == ["content_1.htm", "content_2.htm", "node_2.htm", "node_3.htm"]


def test_another_day_s_stories_are_left_out(site: Site) -> None:
    site.put("node_2.htm", node("content_1.htm 桥", "../04/content_9.htm 旧", "/content_8.htm 别"))
    site.put("content_1.htm", article("桥", "大桥昨日通车。"))
    assert titles(site) == ["桥"]


def test_another_site_s_pages_are_left_out(site: Site) -> None:
    pages = "<a href=http://other.example/html/2024-07/05/node_3.htm>第02版</a>"
    site.put("node_2.htm", node("content_1.htm 桥", pages=pages))
    site.run()
    assert site.asked == ["node_2.htm", "content_1.htm"]


def test_an_article_keeps_its_name_when_the_page_number_in_its_address_changes() -> None:
    assert slug_at("http://h/content_2_12.htm") == slug_at("http://h/content_5_12.htm?div=-1")


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("http://h/html/2024-07/05/content_12.htm?div=-1", True),
        ("http://h/CONTENT_12.HTML", True),
        ("http://h/node_12.htm", False),
        ("http://h/content.htm", False),
        ("http://[", False),
    ],
)
def test_an_article_is_known_by_its_address(url: str, is_one: bool) -> None:
    assert bool(slug_at(url)) is is_one


def test_pages_are_known_by_their_words_where_nothing_names_them(site: Site) -> None:
    links = "<td><a href=node_3.htm>第02版：科普</a></td>"
    site.put("node_2.htm", node("content_1.htm 桥", more=links))
    site.put("node_3.htm", node("content_2.htm 江"))
    site.put("content_1.htm", article("桥", "大桥昨日通车。"))
    site.put("content_2.htm", article("江", "江水东流不回。"))
    assert titles(site) == ["桥", "江"]


def test_an_article_that_only_the_map_knows_is_brought(site: Site) -> None:
    area = '<map><area coords="0,0,350,550" href="content_7.htm?div=-1"></map>'
    site.put("node_2.htm", node("content_1.htm 桥", more=area))
    site.put("content_1.htm", article("桥", "大桥昨日通车。"))
    site.put("content_7.htm", article("图", "江水东流不回。"))
    assert titles(site) == ["桥", "图"]


def test_two_stories_of_one_title_are_both_there(site: Site) -> None:
    site.put("node_2.htm", node("content_1.htm 简讯", "content_2.htm 简讯"))
    site.put("content_1.htm", article("简讯", "大桥昨日通车了。"))
    site.put("content_2.htm", article("简讯", "江水东流不回头。"))
    assert titles(site) == ["简讯", "简讯"]


def test_an_advertisement_is_marked(site: Site) -> None:
    site.put("node_2.htm", node("content_1.htm 广告"))
    site.put("content_1.htm", article("广 告"))
    assert [found.role for found in site.run().articles] == [Role.ADVERTISEMENT]


def test_the_list_s_title_stands_in_for_an_empty_one(site: Site) -> None:
    site.put("node_2.htm", node("content_1.htm 大桥通车"))
    site.put("content_1.htm", article("", "大桥昨日通车。"))
    assert titles(site) == ["大桥通车"]


def test_a_story_without_any_title_gets_a_stand_in(site: Site) -> None:
    site.put("node_2.htm", node("content_1.htm "))
    site.put("content_1.htm", article("&nbsp;", "大桥昨日通车。"))
    assert titles(site) == [STAND_IN_HEADLINE]


# -- no issue that day


@pytest.mark.parametrize(
    "page",
    [
        "<html><title>科技网404错误跳转页面!</title><body>您访问的页面不存在</body></html>",
        "<html><title></title><body></body></html>",
        node("content_1.htm 桥", stamp='<div class="paperdate">2024年07月04日 星期四</div>'),
        "<html><title>x</title><p>closed</p>" + " " * 5000,
    ],
    ids=["error page answered 200", "empty page", "another day's issue", "no list and no date"],
)
def test_a_page_that_is_not_that_day_s_issue_means_none_was_published(
    site: Site, page: str
) -> None:
    site.put("node_2.htm", page)
    with pytest.raises(NotPublished, match="科技日报 has no issue on 2024-07-05"):
        site.run()


def test_a_dated_page_without_any_list_may_be_a_changed_site(site: Site) -> None:
    site.put("node_2.htm", f"<html><title>数字报</title>{DATE}<p>hello</p>{' ' * 5000}</html>")
    with pytest.raises(ParseError, match="may have changed"):
        site.run()


# -- what is missing


def test_a_missing_article_is_a_gap_with_title_and_page(site: Site) -> None:
    pages = "<a href=node_2.htm>第01版：要闻</a>"
    site.put("node_2.htm", node("content_1.htm 桥", "content_2.htm 江", pages=pages))
    site.put("content_1.htm", article("桥", "大桥昨日通车。"))
    gaps = [(gap.title, gap.page, gap.reason) for gap in site.run().gaps]
    assert gaps == [("江", "01", "the site answered 503")]


def test_a_missing_page_is_a_gap(site: Site) -> None:
    pages = "<a href=node_2.htm>第01版</a><a href=node_3.htm>第02版</a>"
    site.put("node_2.htm", node("content_1.htm 桥", pages=pages))
    site.put("content_1.htm", article("桥", "大桥昨日通车。"))
    assert [gap.url.rsplit("/", 1)[-1] for gap in site.run().gaps] == ["node_3.htm"]


def test_an_article_that_comes_after_all_closes_its_gap(site: Site) -> None:
    site.put("node_2.htm", node("content_1.htm 桥"))
    site.run()
    request = Request(url="http://paper.example/html/2024-07/05/content_1.htm")
    site.engine.read(request, Response(url=request.url, body=article("桥", "通车。").encode()))
    assert site.engine.issue().gaps == ()


@pytest.mark.parametrize("body", ["<html><p>hello</p></html>", '<div class="biaoti"></div>'])
def test_a_page_without_an_article_is_said_to_have_none(site: Site, body: str) -> None:
    site.put("node_2.htm", node("content_1.htm 桥"))
    site.put("content_1.htm", body)
    with pytest.raises(ParseError, match="holds no article"):
        site.run()


def test_an_inner_page_that_lists_nothing_is_an_error(site: Site) -> None:
    site.put("node_2.htm", node("content_1.htm 桥", pages="<a href=node_3.htm>第02版</a>"))
    site.put("content_1.htm", article("桥", "大桥昨日通车。"))
    site.put("node_3.htm", "<html><title>404</title></html>")
    with pytest.raises(ParseError, match="lists no articles"):
        site.run()


def test_the_tally_counts_what_is_listed_and_what_came(site: Site) -> None:
    site.put("node_2.htm", node("content_1.htm 桥", "content_2.htm 江"))
    site.put("content_1.htm", article("桥", "大桥昨日通车。"))
    site.run()
    tally = site.engine.tally()
    assert (tally.articles, tally.articles_done, tally.failed) == (2, 1, 1)


# -- places on the page

SIZE = (350.0, 550.0)


@pytest.mark.parametrize(
    ("coords", "corners"),
    [
        ("0,0,350,0,350,550,0,550", ((0, 0), (1, 0), (1, 1), (0, 1))),
        ("175,0,350,275", ((0.5, 0), (1, 0), (1, 0.5), (0.5, 0.5))),
        ("-2,0,352,275,", ((0, 0), (1, 0), (1, 0.5), (0, 0.5))),
        ("0 0 350 275", ((0, 0), (1, 0), (1, 0.5), (0, 0.5))),
        ("0,0,900,275", ()),
        ("10,10,10,10", ()),
        ("0,0", ()),
        ("a,b,c,d", ()),
        ("nan,nan,nan,nan", ()),
        ("", ()),
    ],
)
def test_an_area_s_corners_are_parts_of_the_page(
    coords: str, corners: tuple[tuple[float, float], ...]
) -> None:
    assert corners_of(coords, SIZE) == corners


@given(st.text(max_size=60))
def test_corners_always_lie_on_the_page(coords: str) -> None:
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in corners_of(coords, SIZE))


@pytest.mark.parametrize(
    ("setting", "area"), [("700x1100", 0.25), ("", 0.5), ("0x5", 0.5), ("wide", 0.5)]
)
def test_the_size_the_maps_were_drawn_on_is_a_setting(setting: str, area: float) -> None:
    era = Era(
        engine="founder-classic", entry="http://h/node_2.htm", settings={"area_size": setting}
    )
    engine = engine_for(Newspaper(id="x", name="x"), era, date(2024, 7, 5), era.entry)
    body = node("content_1.htm 桥", more='<area coords="0,0,175,275" href=content_1.htm>')
    [wanted] = engine.read(engine.start()[0], Response(url=era.entry, body=body.encode()))
    engine.read(wanted, Response(url=wanted.url, body=article("桥", "通车。").encode()))
    assert next(engine.issue().articles).area[1][0] == area


# -- one page alone


def test_a_saved_article_page_gives_its_own_place() -> None:
    page = read_page(
        '<html><div class=banci>第04版：科 普</div><div class="biaoti">桥</div>'
        f"{DATE}<div id=ozoom><p>通车。</p></div>京ICP备06005116号</html>".encode()
    )
    assert (page.date, page.page, page.section, page.icp) == (
        date(2024, 7, 5),
        "04",
        "科普",
        "京ICP备06005116号",
    )


def test_a_saved_article_page_without_a_date_is_dated_by_its_address() -> None:
    url = "http://paper.example/html/2024-07/05/content_1.htm"
    assert read_page(article("桥", "通车。").encode(), url).date == date(2024, 7, 5)


def test_a_saved_contents_page_is_refused_with_a_way_out() -> None:
    page = node("content_1.htm 桥", pages="<a id=pageLink href=node_3.htm>第02版</a>")
    with pytest.raises(ParseError, match="contents page"):
        read_page(page.encode())


def test_a_byline_printed_as_the_first_line_becomes_the_byline() -> None:
    page = read_page(article("桥", "本报记者 李明", "大桥昨日通车。").encode())
    assert (page.articles[0].byline, page.articles[0].text) == ("本报记者 李明", "大桥昨日通车。")


@pytest.mark.parametrize("line", ["编者按", "大桥通车了。", "核心提示", "“江水东流”"])
def test_a_first_line_that_is_no_name_stays_text(line: str) -> None:
    page = read_page(article("桥", line, "大桥昨日通车。").encode())
    assert page.articles[0].text.startswith(line)


def test_the_only_line_of_a_story_is_never_its_byline() -> None:
    assert read_page(article("桥", "李明 王芳").encode()).articles[0].text == "李明 王芳"


def test_a_damaged_page_says_so() -> None:
    body = article("桥", "大桥昨日通车。").encode().replace("昨".encode(), b"\xe6\x98")
    assert any("could not be read" in remark for remark in read_page(body).remarks)


def test_an_engine_nobody_wrote_is_refused() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        engine_for(
            Newspaper(id="x", name="x"), Era(engine="nonsense", entry=""), date(2024, 7, 5), ""
        )
