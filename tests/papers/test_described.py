"""Sites that a definition of ours describes by more than an engine's name, on small pages made in
the form that is known of them.
"""

from __future__ import annotations

from datetime import date

import pytest

from reader.engines import engine_for
from reader.model import Response
from reader.papers import entry_for, paper_named, stand_of_papers

DAY = date(2026, 9, 28)
PAPER = "https://www.workercn.cn/papers/grrb/2026/09/28/"


def labour(n: int) -> str:
    pages = "".join(f'<a href="{PAPER}{i}/page.html">0{i}</a>' for i in (1, 2))
    return (
        f'<div id="pageUrl">{pages}</div>'
        f'<ul id="pageTitle"><li><a href="{PAPER}{n}/news-{n}1.html">桥{n}</a></li></ul>'
    )


def study(n: int) -> str:
    pages = "".join(f'<li><a href="node_{i}.html">第{i}版：版{i}</a></li>' for i in (1, 2))
    return (
        f'<ul class="layout-catalogue-list">{pages}</ul>'
        f'<ul class="news-list"><li><a href="content_{n}.html">桥{n}</a></li></ul>'
    )


def county(n: int) -> str:
    pages = "".join(
        f'<a href="/cqrb/2026-09/28/00{i}/node.htm">第00{i}版：版{i}</a>' for i in (1, 2)
    )
    return f"{pages}<ul><li><a href=content_{n}.htm>桥{n}</a></li></ul>"


def south(n: int) -> str:
    pages = "".join(f'<li><a href="node_A0{i}.html">A0{i}版：版{i}</a></li>' for i in (1, 2))
    return (
        f'<div id="list"><ul>{pages}</ul></div><div id="artPList1">'
        f'<a href="https://epaper.nfnews.com/nfdaily/html/202609/28/content_{n}.html">桥{n}</a></div>'
    )


SITES: dict[str, dict[str, str]] = {
    "bjrb": {
        "20260928_m.html": (
            '<div class="nav-items"><div class="nav-panel-heading">第01版：要闻</div>'
            '<a data-href="20260928_001/content_20260928_001_1.htm#page0">桥1</a></div>'
            '<div class="nav-items"><div class="nav-panel-heading">第02版：综合</div>'
            '<a data-href="20260928_002/content_20260928_002_2.htm#page1">桥2</a></div>'
        )
    },
    "mrjjxw": {
        "today": (
            '今日报纸 : 2026-09-28<div class="newspapper"><p class="newspapper-title">01 - 封面</p>'
            '<ul><li><a href="/articles/2026-09-28/1.html">桥1</a></li>'
            '<li><a href="/column/home.html">栏目</a></li></ul></div>'
            '<div class="newspapper"><p class="newspapper-title">02 - 公司</p>'
            '<ul><li><a href="/articles/2026-09-28/2.html">桥2</a></li></ul></div>'
        )
    },
    "grrb": {"1/page.html": labour(1), "2/page.html": labour(2)},
    "xxsb": {"node_1.html": study(1), "node_2.html": study(2)},
    "cqrb": {"001/node.htm": county(1), "002/node.htm": county(2)},
    "nfrb": {"node_A01.html": south(1), "node_A02.html": south(2)},
}
STORY = "<h1>{}</h1><div><p>大桥昨日通车，记者在现场看到，两岸的人都来了，{}。</p></div>"


@pytest.mark.parametrize("name", list(SITES))
def test_two_pages_and_their_articles_are_found(name: str) -> None:
    paper = paper_named(name, stand_of_papers())
    era = paper.eras_for(DAY)[0]
    engine = engine_for(paper.newspaper, era, DAY, entry_for(era, DAY))
    waiting, articles = list(engine.start()), 0
    while waiting:
        request = waiting.pop(0)
        pages = SITES[name]
        found = next((page for end, page in pages.items() if request.url.endswith(end)), "")
        if not found:
            articles += 1
            found = STORY.format(f"桥{articles}", f"这是第{articles}座")
        answer = Response(url=request.url, body=f"<html><body>{found}</body></html>".encode())
        waiting += engine.read(request, answer)
    sections = engine.issue().sections
    assert [[article.headline for article in s.articles] for s in sections] == [["桥1"], ["桥2"]]
