"""The machine that follows links, on small sites made by hand: a family each, a trap each."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.engines import Era, engine_for
from reader.engines.places import filled
from reader.errors import Absence, NotPublished, ParseError
from reader.model import Image, Issue, Newspaper, Request, Response, Role

DAY = date(2026, 11, 24)
PAPER = Newspaper(id="jb", name="江报")
ENTRIES = {
    "founder": "http://h/pc/layout/{year}{month}/{day}/node_01.html",
    "founder-classic": "http://h/html/{year}-{month}/{day}/node_2.htm",
    "founder-nbs": "http://h/html/{year}-{month}/{day}/nbs.D110000jb_01.htm",
    "paper-index": "http://h/content/{year}{month}{day}/IssueIndex.htm",
    "cms-content": "http://h/jb/{year}-{month}-{day}/node_1.html",
    "one-page": "http://h/today",
}


def read(
    engine: str, site: Mapping[str, str], entry: str = "", **settings: str
) -> tuple[Issue, list[str]]:
    """The issue of a site of pages by address, and what was asked."""
    era = Era(engine=engine, entry=entry or ENTRIES[engine], settings=settings)
    machine = engine_for(PAPER, era, DAY, filled(era.entry, DAY))
    waiting, asked = list(machine.start()), []
    while waiting:
        request = waiting.pop(0)
        asked.append(request.url)
        page = site.get(request.url)
        if page is None:
            machine.miss(request, "the site answered 404")
            continue
        waiting += machine.read(request, Response(url=request.url, body=page.encode()))
    return machine.issue(), asked


def told(issue: Issue) -> list[tuple[str, str, list[str]]]:
    return [(s.page, s.name, [a.headline for a in s.articles]) for s in issue.sections]


def story(title: str, text: str = "大桥昨日通车。", head: str = "") -> str:
    return f"<html><body>{head}<h1>{title}</h1><div id=ozoom><p>{text}</p></div></body></html>"


def node(*links: str) -> str:
    return "<html><body>" + "\n".join(f"<li>{link}</li>" for link in links) + "</body></html>"


def link(href: str, text: str) -> str:
    return f"<a href={href}>{text}</a>"


# -- a family each -------------------------------------------------------------------


def test_founder_new() -> None:
    base = "http://h/pc/layout/202611/24/"
    pages = [link("node_01.html", "01版：要 闻"), link("./node_02.html", "第02版:科普")]
    content = "../../../content/202611/24/content_{}.html"
    site = {
        base + "node_01.html": node(*pages, link(content.format(7), "桥<br>通车")),
        base + "node_02.html": node(*pages, link(content.format(9), "江")),
        "http://h/pc/content/202611/24/content_7.html": story("桥<br>通车"),
        "http://h/pc/content/202611/24/content_9.html": story("江"),
    }
    assert told(read("founder", site)[0]) == [("01", "要闻", ["桥 通车"]), ("02", "科普", ["江"])]


def test_founder_classic_with_two_numbers_in_an_address() -> None:
    base = "http://h/html/2026-11/24/"
    site = {
        base + "node_2.htm": node(
            "<a id=pageLink href=node_2.htm>第A01版：头版</a>",
            "<a href=content_58_197.htm?div=-1><div id=mp197>桥</div></a>",
            '<area coords="0,0,350,275" href=content_58_197.htm?div=0>',
        ),
        base + "content_58_197.htm": story("桥"),
    }
    issue, asked = read("founder-classic", site)
    [article] = issue.articles
    assert (article.slug, len(asked), article.area[2]) == ("content_197", 2, (1.0, 0.5))


def test_founder_nbs_writes_its_titles_by_script() -> None:
    base = "http://h/html/2026-11/24/"
    write = (
        '<a href=nw.D110000jb_20261124_1-01.htm><script>document.write(view("桥\\"一\\"<br>号 "))'
    )
    site = {
        base + "nbs.D110000jb_01.htm": node(
            link("nbs.D110000jb_01.htm", "第01版：要闻"), write + "</script></a>"
        ),
        base + "nw.D110000jb_20261124_1-01.htm": story("", head="<h3>引</h3>"),
    }
    [article] = read("founder-nbs", site)[0].articles
    assert article.headline == '桥"一" 号'


def test_paper_index_sends_on_twice_and_lists_the_whole_issue() -> None:
    base = "http://h/content/20261124/"
    whole = (
        '<h4><a href="../../PDF/20261124/01.pdf">PDF'
        '</a><a href="Page01KO.htm">第01版：要闻</a></h4>'
        '<ul><li><a class=lis daoxiang="Articel01001KO.htm">桥</a></li></ul>'
        '<h4><a href="../../PDF/20261124/02.pdf">PDF'
        '</a><a href="Page02KO.htm">第02版：科普</a></h4>'
        '<ul><li><a class=lis daoxiang="Articel02001KO.htm">江</a></li></ul>'
    )
    refresh = '<html><meta http-equiv="refresh" content="0;url={}"></html>'
    site = {
        base + "IssueIndex.htm": refresh.format("Page01KO.htm"),
        base + "Page01KO.htm": f"<html>{whole}</html>",
        base + "Page02KO.htm": f"<html>{whole}</html>",
        base + "Articel01001KO.htm": story("桥"),
        base + "Articel02001KO.htm": story("江"),
    }
    issue = read("paper-index", site)[0]
    assert told(issue) == [("01", "要闻", ["桥"]), ("02", "科普", ["江"])]
    assert [s.page_pdf_url[-6:] for s in issue.sections] == ["01.pdf", "02.pdf"]


def test_paper_index_with_number_and_name_in_two_links() -> None:
    base = "http://h/content/20261124/"
    pages = "".join(
        f'<li>[<a href="Page{n}NU.htm">{n}</a>]:<a href="Page{n}NU.htm">{name}</a>'
        for n, name in (("01", "头版"), ("02", "要闻"))
    )
    pages += '<li><a href="Page03NU.htm">下一版</a>'
    site = {
        base + "IssueIndex.htm": f"<html>{pages}<a href=Articel01002NU.htm>桥</a></html>",
        base + "Page02NU.htm": f"<html>{pages}<a href=Articel02002NU.htm>江</a></html>",
        base + "Page01NU.htm": f"<html>{pages}<a href=Articel01002NU.htm>桥</a></html>",
        base + "Articel01002NU.htm": story("桥"),
        base + "Articel02002NU.htm": story("江"),
    }
    issue, asked = read("paper-index", site)
    names = [(s.page, s.name) for s in issue.sections if s.articles or s.page]
    assert {("01", "头版"), ("02", "要闻")} <= set(names)
    assert base + "Page03NU.htm" not in asked


def test_cms_content_with_an_empty_first_heading() -> None:
    base = "http://h/jb/2026-11-24/"
    page = (
        "<html><h1></h1><div id=news_content><h1>桥</h1><p class=datesource>2026-11-24</p>"
        "<cms-content id=content><p>大桥昨日通车。</p></cms-content></div></html>"
    )
    site = {
        base + "node_1.html": node(link("node_1.html", "A1版：要闻"), link("content_5.html", "桥")),
        base + "content_5.html": page,
    }
    [article] = read("cms-content", site)[0].articles
    assert (article.headline, article.text) == ("桥", "大桥昨日通车。")


# -- one page ------------------------------------------------------------------------

ONE_PAGES = {
    "links under linked headings": (
        "<h1>2026年11月24日 星期二</h1><div class=main>"
        "<a href=/paper/01.htm><h5>01版：头版</h5></a><ul>"
        "<li><a href=/article/101.html>桥<p>摘要在此</p>"
        "</a></li><li><a href=/ad/spot.html>推广</a></li>"
        "</ul><a href=/paper/02.htm><h5>02版：评论</h5></a>"
        "<ul><li><a href=/article/102.html>江</a></li>"
        "</ul></div>"
    ),
    "links under paragraphs": (
        "今日报纸 : 2026-11-24<div class=np><p>01 - 头版</p>"
        "<ul><li><a href=/article/101.html>桥</a></li>"
        "<li><a href=/column/home.html>栏目</a></li></ul></div><div class=np><p>02 - 评论</p><ul>"
        "<li><a href=/article/102.html>江</a></li></ul></div>"
    ),
    "addresses in an attribute": (
        "<div class=nav-items><div class=nav-panel-heading>第01版：头版</div>"
        "<a data-href=/article/101.html>桥</a></div><div class=nav-items>"
        "<div class=nav-panel-heading>第02版：评论</div><a data-href=/article/102.html>江</a></div>"
    ),
    "a tree": (
        "<div id=webtree><dl><dt><a href=/col/1>A001版:头版"
        "</a></dt><dd><a href=/article/101.html>桥</a>"
        "</dd></dl><dl><dt><a href=/col/2>A002版:评论</a>"
        "</dt><dd><a href=/article/102.html>江</a></dd>"
        "</dl></div>"
    ),
}


@pytest.mark.parametrize("page", ONE_PAGES.values(), ids=ONE_PAGES)
def test_a_whole_issue_on_one_page(page: str) -> None:
    site = {
        "http://h/today": (
            f"<html><body>{page}<div><a href=/about/1.html>关于</a></div></body></html>"
        ),
        "http://h/article/101.html": story("桥"),
        "http://h/article/102.html": story("江"),
    }
    issue, asked = read("one-page", site)
    assert [(name, titles) for _, name, titles in told(issue)] == [
        ("头版", ["桥"]),
        ("评论", ["江"]),
    ]
    assert not any("/ad/" in url or "/column/" in url for url in asked)


def test_one_page_behind_a_script_that_sends_on() -> None:
    page = ONE_PAGES["addresses in an attribute"]
    site = {
        "http://h/paperindex.htm": "<script>window.location.href='m/20261124_m.html'</script>",
        "http://h/m/20261124_m.html": f"<html>{page}</html>",
        "http://h/article/101.html": story("桥"),
        "http://h/article/102.html": story("江"),
    }
    issue, _ = read("one-page", site, "http://h/paperindex.htm")
    assert [s.page for s in issue.sections] == ["01", "02"]


def test_one_page_of_another_day_is_no_issue() -> None:
    page = ONE_PAGES["links under linked headings"].replace("11月24日", "11月20日")
    with pytest.raises(NotPublished) as raised:
        read("one-page", {"http://h/today": f"<html>{page}</html>"})
    assert (raised.value.absence, raised.value.other_day) == (
        Absence.ANOTHER_DAY,
        date(2026, 11, 20),
    )


# -- traps ---------------------------------------------------------------------------

FRONT = "http://h/html/2026-11/24/node_2.htm"
BASE = "http://h/html/2026-11/24/"


def test_a_site_without_a_list_is_read_from_page_to_page() -> None:
    site = {
        FRONT: node(
            link("node_1.htm", "上一版"), link("node_3.htm", "下一版"), link("content_1.htm", "桥")
        ),
        BASE + "node_1.htm": node(
            "第A01版：封面", link("content_2.htm", "江"), link(FRONT, "下一版")
        ),
        BASE + "node_3.htm": node(
            "第A03版：要闻", link("content_3.htm", "湖"), link(FRONT, "上一版")
        ),
        **{f"{BASE}content_{n}.htm": story(t) for n, t in ((1, "桥"), (2, "江"), (3, "湖"))},
    }
    issue, _ = read("founder-classic", site)
    assert [titles for _, _, titles in told(issue)] == [["江"], ["桥"], ["湖"]]


def test_twins_on_a_tablet_s_site_are_not_read_twice() -> None:
    base = "http://h/pc/layout/202611/24/"
    pages = [
        link("node_01.html", "01版：要闻"),
        link("http://h/pad/layout/202611/24/node_01.html", "01版"),
    ]
    site = {
        base + "node_01.html": node(
            *pages,
            link("../../../content/202611/24/content_7.html", "桥"),
            link("http://h/pad/content/202611/24/content_7.html", "桥"),
        ),
        "http://h/pc/content/202611/24/content_7.html": story("桥"),
    }
    issue, asked = read("founder", site)
    assert (told(issue), len(asked)) == ([("01", "要闻", ["桥"])], 2)


def test_articles_on_another_host_are_read() -> None:
    entry = "http://h/nf/html/202611/24/node_A01.html"
    site = {
        entry: node(
            link("node_A01.html", "第A01版：要闻"),
            link("https://n.example/nf/html/202611/24/content_7.html", "桥"),
        ),
        "https://n.example/nf/html/202611/24/content_7.html": story("桥"),
    }
    issue, _ = read("founder", site, "http://h/nf/html/{year}{month}/{day}/node_A01.html")
    assert told(issue) == [("A01", "要闻", ["桥"])]


def test_a_sister_paper_s_articles_are_left_out() -> None:
    site = {
        FRONT: node(
            '<area coords="0,0,9,9" href=content_1.htm>',
            link("content_1.htm", "桥"),
            link("http://h/sister/html/2026-11/24/content_8.htm", "别报的事"),
        ),
        BASE + "content_1.htm": story("桥"),
    }
    assert [a.headline for a in read("founder-classic", site)[0].articles] == ["桥"]


def test_one_site_under_two_schemes_is_one() -> None:
    site = {
        FRONT: node(link("https://h/html/2026-11/24/content_1.htm", "桥")),
        BASE + "content_1.htm": story("桥"),
    }
    assert [a.headline for a in read("founder-classic", site)[0].articles] == ["桥"]


@pytest.mark.parametrize(
    ("page", "absence"),
    [
        ("<title>科技网404错误跳转页面!</title>", Absence.ERROR_PAGE),
        ("<p>您訪問的期刋不存在</p>", Absence.NO_ISSUE),
        ("<title></title><div id=pageList></div>" + " " * 1100, Absence.NO_ISSUE),
        ("<meta http-equiv=refresh content='0; URL=../23/node_2.htm'>", Absence.ANOTHER_DAY),
        (node("2026年11月23日 星期一", link("content_1.htm", "旧")), Absence.ANOTHER_DAY),
        (node(link("../23/node_2.htm", "第01版：要闻")), Absence.ANOTHER_DAY),
    ],
)
def test_what_is_not_the_day_s_issue_is_told_apart(page: str, absence: Absence) -> None:
    with pytest.raises(NotPublished) as raised:
        read("founder-classic", {FRONT: f"<html>{page}</html>"})
    assert raised.value.absence is absence


def test_a_page_that_answers_with_another_day_s_is_a_gap() -> None:
    pages = [link("node_2.htm", "第01版：要闻"), link("node_3.htm", "第02版：科普")]
    era = Era(engine="founder-classic", entry=FRONT)
    machine = engine_for(PAPER, era, DAY, FRONT)
    [first] = machine.start()
    asked = machine.read(first, Response(url=FRONT, body=node(*pages).encode()))
    with pytest.raises(ParseError, match="2026-11-23"):
        machine.read(
            asked[-1],
            Response(url="http://h/html/2026-11/23/node_3.htm", body=node(*pages).encode()),
        )


def test_names_a_definition_gives_are_looked_at_first() -> None:
    page = (
        "<html><h1>江报</h1><div class=t>桥</div><div class=w>李明</div>"
        "<div class=b><p>大桥昨日通车。</p></div></html>"
    )
    site = {FRONT: node(link("content_1.htm", "…")), BASE + "content_1.htm": page}
    [article] = read("founder-classic", site, headline=".t", byline=".w", body=".b")[0].articles
    assert (article.headline, article.byline, article.text) == ("桥", "李明", "大桥昨日通车。")


def test_a_definition_names_the_lists() -> None:
    site = {
        FRONT: "<html><div class=hot><a href=content_8.htm>热</a></div>"
        "<div class=list><a href=content_1.htm>桥</a></div></html>",
        BASE + "content_1.htm": story("桥"),
    }
    issue, _ = read("founder-classic", site, articles=".list a")
    assert [a.headline for a in issue.articles] == ["桥"]


def test_an_article_s_pictures_keep_their_captions() -> None:
    page = (
        "<html><h1>桥</h1><table><tr><td><img src=/p/1.jpg>"
        "</td></tr><tr><td>大桥夜景。李明摄</td></tr>"
        "</table><div id=ozoom><p>大桥昨日通车。</p><div><img src=/p/2.jpg><p>江上渡船。</p></div>"
        "<p><img src=/p/3.jpg data-original-title='　　两岸灯火。'>"
        "</p><p>江水东流。</p></div></html>"
    )
    site = {FRONT: node(link("content_1.htm", "桥")), BASE + "content_1.htm": page}
    [article] = read("founder-classic", site)[0].articles
    assert [image.caption for image in article.images] == [
        "大桥夜景。李明摄",
        "江上渡船。",
        "两岸灯火。",
    ]
    assert article.text == "大桥昨日通车。\n\n江水东流。"


def test_a_story_of_pictures_alone_is_one() -> None:
    page = "<html><div><h1>桥</h1><div><img src=/p/1.jpg><p>大桥夜景。</p></div></div></html>"
    site = {FRONT: node(link("content_1.htm", "桥")), BASE + "content_1.htm": page}
    [article] = read("founder-classic", site)[0].articles
    assert (article.role, article.images) == (
        Role.PICTURE,
        (Image(url="http://h/p/1.jpg", caption="大桥夜景。"),),
    )


def test_the_record_s_values_do_not_leak_into_the_text() -> None:
    record = (
        '<!--enpproperty <error><!--#include bot=INFOYEAR para="" -->'
        "</error><date>2026-11-24</date>"
        "<author>李明</author><introtitle>引</introtitle><subtitle>副</subtitle><title>桥</title>"
        "/enpproperty-->"
    )
    page = (
        "<html><div class=article><h1>桥</h1><div id=content>"
        "<founder-content><!--enpcontent--><html>"
        f"<body><p>大桥昨日通车。</p></body></html><!--/enpcontent-->{record}</div></div></html>"
    )
    site = {FRONT: node(link("content_1.htm", "桥")), BASE + "content_1.htm": page}
    [article] = read("founder-classic", site)[0].articles
    assert (article.kicker, article.deck, article.byline) == ("引", "副", "李明")
    assert article.text == "大桥昨日通车。"


# -- anything ------------------------------------------------------------------------

_MARKUP = st.lists(
    st.sampled_from(
        [
            "<a href=node_3.htm>第02版：科普</a>",
            "<a href=content_1.htm>桥",
            "<area coords='1,2,3,4' href=content_2.htm>",
            "<map name=PagePicMap>",
            "<img usemap=#x width=0 height=0>",
            "<!--enpcontent-->",
            "<!--/enpcontent-->",
            "<!--enpproperty <title>桥</title>",
            "/enpproperty-->",
            "<h1>",
            "</h1>",
            "<table><tr><td>",
            "<img src=a.jpg>",
            "大桥昨日通车。",
            "2026年11月24日",
            "</div>",
            "<div>",
            "\x00",
            "&#55357;",
        ]
    ),
    max_size=30,
).map("".join)


@pytest.mark.parametrize("engine", [*ENTRIES])
@settings(deadline=None)  # the first page also waits for the engine to be imported
@given(body=st.binary(max_size=200) | _MARKUP.map(str.encode))
def test_any_bytes_give_an_issue_or_say_why_not(engine: str, body: bytes) -> None:
    era = Era(engine=engine, entry=ENTRIES[engine])
    machine = engine_for(PAPER, era, DAY, filled(era.entry, DAY))
    waiting: list[Request] = list(machine.start())
    for _ in range(6):
        if not waiting:
            break
        request = waiting.pop(0)
        with contextlib.suppress(ParseError, NotPublished):
            waiting += machine.read(request, Response(url=request.url, body=body))
    assert machine.issue().date == DAY
