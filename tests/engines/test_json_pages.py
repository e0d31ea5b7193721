"""Sites that speak JSON: every step of an issue, and answers that are not what they were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.engines import Era, engine_for
from reader.engines.calendars import calendar_for
from reader.engines.places import filled
from reader.errors import Absence, ConfigError, NotPublished, ParseError
from reader.model import Image, Issue, Newspaper, Request, Response, Role
from reader.papers import paper_named, stand_of_papers

DAY = date(2026, 9, 28)
PAPER = Newspaper(id="p", name="某报")


def era_of(name: str, n: int = 0) -> Era:
    return paper_named(name, stand_of_papers()).eras[n]


ARMY, LIST, STEPS = era_of("jfjb"), era_of("bjnews"), era_of("jfdaily")
BY_ID, HOSTED, IN_A_SCRIPT = era_of("zuzhirenshi"), era_of("hindustantimes"), era_of("thehindu")


class Site:
    """Answers from memory, by the address behind the host and the question's words."""

    def __init__(self, era: Era, answers: Mapping[str, object], day: date = DAY) -> None:
        self.engine = engine_for(PAPER, era, day, filled(era.entry, day))
        self.answers = answers
        self.asked: list[Request] = []

    def run(self) -> Issue:
        waiting = list(self.engine.start())
        while waiting:
            request = waiting.pop(0)
            self.asked.append(request)
            name = request.url.split("/", 3)[3] + request.json_body
            if name in self.answers:
                waiting += self.engine.read(request, response(request.url, self.answers[name]))
            else:
                self.engine.miss(request, "the site answered 503")
        return self.engine.issue()


def response(url: str, answer: object) -> Response:
    if isinstance(answer, bytes):
        return Response(url=url, body=answer)
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return Response(url=url, body=text.encode("utf-8", "surrogatepass"))


def army(*rows: dict[str, object], day: str = "2026-09-28", **more: object) -> dict[str, object]:
    page = {"paperNumber": "01", "paperBk": "要　闻", "xyList": list(rows), **more}
    return {"paperName": "解放军报", "paperDate": day, "paperInfo": [page]}


INDEX = "_szb/jfjb/2026/09/28/index.json"


def army_issue(*rows: dict[str, object], **more: Any) -> Issue:
    return Site(ARMY, {INDEX: army(*rows, **more)}).run()


# -- one file that holds everything


def test_one_answer_holds_the_issue() -> None:
    issue = army_issue(
        {
            "id": 7,
            "title": "新桥<br>通车",
            "title2": "副题",
            "guideTitle": "引题",
            "author": "记者 王小明",
            "content": "<p>　　第一段。</p><p>第二段。</p>",
            "xy": "0,0,200,0,200,115,0,115",
        }
    )
    (article,) = issue.articles
    assert (issue.sections[0].page, issue.sections[0].name) == ("01", "要闻")
    assert (article.headline, article.deck, article.kicker) == ("新桥 通车", "副题", "引题")
    assert (article.byline, article.text) == ("记者 王小明", "第一段。\n\n第二段。")
    assert article.area == ((0, 0), (0.5, 0), (0.5, 0.2), (0, 0.2))
    assert article.url == (
        "http://www.81.cn/szb_223187/szbxq/index.html"
        "?paperName=jfjb&paperDate=2026-09-28&paperNumber=01&articleid=7"
    )


def test_a_mirror_s_addresses_are_the_mirror_s() -> None:
    entry = "http://127.0.0.1:8/copy/_szb/jfjb/2026/09/28/index.json"
    engine = engine_for(PAPER, ARMY, DAY, entry)
    engine.read(*_answered(engine, army({"id": 7, "title": "桥", "content": "文。"})))
    (article,) = engine.issue().articles
    assert article.url.startswith("http://127.0.0.1:8/copy/szb_223187/szbxq/index.html?")


def _answered(engine: Any, answer: object) -> tuple[Request, Response]:
    (request,) = engine.start()
    return request, response(request.url, answer)


def test_a_picture_s_words_are_its_caption() -> None:
    issue = army_issue(
        {
            "id": 1,
            "title": "图片新闻",
            "type": "图片",
            "content": "<p><img src=a.jpg></p><p>战士在练习。</p>",
        }
    )
    (article,) = issue.articles
    assert (article.role, article.text) == (Role.PICTURE, "")
    assert article.images[0].caption == "战士在练习。"


def test_pages_come_in_the_order_of_print() -> None:
    pages = [
        {"paperNumber": n, "xyList": [{"id": n, "title": n, "content": "文。"}]}
        for n in ("10", "A02", "2", "A01", "1")
    ]
    issue = Site(ARMY, {INDEX: {"paperDate": "2026-09-28", "paperInfo": pages}}).run()
    assert [section.page for section in issue.sections] == ["1", "2", "10", "A01", "A02"]


def test_a_place_without_words_is_no_article() -> None:
    rows = [{"id": 1, "title": "", "content": ""}, {"id": 2, "title": "桥", "content": "文。"}]
    assert [a.slug for a in army_issue(*rows).articles] == ["2"]


def test_an_id_given_twice_is_one_article_if_it_is_called_the_same() -> None:
    rows = [
        {"id": 1, "title": "桥", "content": "第一篇文章的文字。"},
        {"id": 1, "title": "桥", "content": "第一篇文章的文字。"},
        {"id": 1, "title": "路", "content": "第二篇文章的文字。"},
    ]
    assert [(a.slug, a.headline) for a in army_issue(*rows).articles] == [
        ("1", "桥"),
        ("1~2", "路"),
    ]


def test_articles_without_ids_are_named_by_their_words() -> None:
    rows = [{"title": "新桥通车", "content": "甲。"}, {"title": "老路改造", "content": "乙。"}]
    slugs = [a.slug for a in army_issue(*rows).articles]
    assert len(set(slugs)) == 2
    assert slugs == [a.slug for a in army_issue(*rows).articles]


def test_plain_lines_are_paragraphs() -> None:
    (article,) = army_issue(
        {"id": 1, "title": "桥", "content": "　　一 &amp; 二。\r\n　　三。"}
    ).articles
    assert article.text == "一 & 二。\n\n三。"


def test_a_lesser_sign_is_no_markup() -> None:
    row = {"id": 1, "title": "若a<b", "content": "若a<b，则 b>a。\n即 0 <x。"}
    (article,) = army_issue(row).articles
    assert (article.headline, article.text) == ("若a<b", "若a<b，则 b>a。\n\n即 0 <x。")


def test_what_was_escaped_once_too_often_is_read() -> None:
    row = {
        "id": 1,
        "title": "桥 &amp; 路",
        "content": "&lt;p&gt;一。&lt;/p&gt;&lt;p&gt;二。&lt;/p&gt;",
    }
    (article,) = army_issue(row).articles
    assert (article.headline, article.text) == ("桥 & 路", "一。\n\n二。")


def test_a_dateline_is_told_and_the_text_keeps_it() -> None:
    (article,) = army_issue(
        {"id": 1, "title": "A bridge", "content": "<p>ISLAMABAD: The bridge opened.</p>"}
    ).articles
    assert (article.dateline, article.text) == ("ISLAMABAD", "ISLAMABAD: The bridge opened.")


# -- no issue


def test_another_day_s_answer_is_told_apart() -> None:
    with pytest.raises(NotPublished) as caught:
        army_issue({"id": 1, "title": "桥"}, day="2026-09-27")
    assert caught.value.absence == Absence.ANOTHER_DAY
    assert caught.value.other_day == date(2026, 9, 27)


@pytest.mark.parametrize(
    "answer",
    [
        {"paperDate": "2026-09-28", "paperInfo": []},
        {"paperDate": "2026-09-28", "paperInfo": None},
        {"paperDate": "2026-09-28"},
        {},
        {"paperInfo": [{"paperNumber": "01", "xyList": None}]},
        {"code": 404, "msg": "当天没有报纸"},
        {"success": False, "message": "no data"},
    ],
)
def test_an_answer_without_articles_means_none_was_published(answer: object) -> None:
    with pytest.raises(NotPublished, match=r"某报 has no issue on 2026-09-28"):
        Site(ARMY, {INDEX: answer}).run()


@pytest.mark.parametrize(
    "page",
    [
        "<html><title>404错误跳转页面!</title><p>您访问的页面不存在。</p></html>",
        "<!DOCTYPE html><html><head><title></title></head><body><div id=app></div></body></html>",
        "<h1>Not Found</h1>",
    ],
)
def test_a_page_in_place_of_an_answer_that_says_there_is_nothing(page: str) -> None:
    with pytest.raises(NotPublished) as caught:
        Site(ARMY, {INDEX: page}).run()
    assert caught.value.absence == Absence.ERROR_PAGE


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ('{"status":"500","msg":"no access!"}', r"refused the question \(no access!\)"),
        ('{"code":403,"message":"\\u001b[31mNo"}', r"refused the question \(\[31mNo\)"),
        ('{"success":false}', "did not say why"),
        ("<html><title>x</title><p>安全验证</p>", "did not answer in JSON"),
        ("", "did not answer in JSON"),
        ("[" * 100_000, "did not answer in JSON"),
    ],
)
def test_a_refusal_is_one_sentence(answer: str, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        Site(ARMY, {INDEX: answer}).run()


# -- a list, and pages in HTML


DATA = "html/2026/20260928/data.json"
ARTICLE = "html/2026/20260928/20260928_01/20260928_A01_01_2104.html"


def listed(**more: object) -> list[dict[str, object]]:
    line = {
        "mainTitle": "商圈<br/>客流增",
        "articleAuthor": "记者一",
        "articleHref": "20260928_A01_01_2104.html",
        **more,
    }
    empty = {"pageNo": "02", "pageName": "公益", "issueDate": "2026-09-28"}
    page = {"pageNo": "01", "pageName": "要闻", "issueDate": "2026-09-28"}
    return [{**page, "onePageArticleList": [line]}, {**empty, "onePageArticleList": None}]


def test_an_article_s_own_page_is_read() -> None:
    page = (
        "<html><h1 id=Title>商圈客流增</h1><div id=ozoom>" + "<p>有许多人来了。</p>" * 9 + "</div>"
    )
    issue = Site(LIST, {DATA: listed(), ARTICLE: page}).run()
    (article,) = issue.articles
    assert (article.headline, article.byline) == ("商圈客流增", "记者一")
    assert article.text.startswith("有许多人来了。")
    assert [section.page for section in issue.sections] == ["01", "02"]


def test_a_page_whose_text_a_script_writes_is_a_gap_with_its_title() -> None:
    page = "<html><body><h1>商圈客流增</h1><div id=app></div><script>go()</script></body></html>"
    site = Site(LIST, {DATA: listed(), ARTICLE: page})
    waiting = list(site.engine.start())
    (request,) = site.engine.read(waiting[0], response(waiting[0].url, listed()))
    with pytest.raises(ParseError, match="no text of this article"):
        site.engine.read(request, response(request.url, page))
    site.engine.miss(request, "no text")
    assert [(gap.title, gap.page) for gap in site.engine.issue().gaps] == [("商圈 客流增", "01")]


@pytest.mark.parametrize("href", ["javascript:x()", "http://user@h/", "", None, 7])
def test_an_address_that_cannot_be_opened_is_never_asked(href: object) -> None:
    site = Site(LIST, {DATA: listed(articleHref=href)})
    with suppress(NotPublished):
        site.run()
    assert all(
        request.url.startswith("http://epaper.bjnews.com.cn/html/2026/") for request in site.asked
    )


# -- pages asked one by one, lists that run from the foot


def journal(page: str, *articles: tuple[int, str]) -> dict[str, object]:
    pages = [{"pnumber": "01", "pname": "要闻"}, {"pnumber": "02", "pname": "评论"}]
    rows = [{"id": n, "title": title} for n, title in articles]
    return {
        "success": True,
        "object": {"page": {"pnumber": page}, "pagelist": pages, "articlelist": rows},
    }


def test_pages_are_asked_one_by_one_and_the_first_only_once() -> None:
    asked = "journal/2026-09-28/getJournalPage.do?page={}&code=jfrb"
    told = {"author": "张三", "content": "第一段。<br/>第二段。"}
    article = {"success": True, "object": {"article": told}}
    site = Site(
        STEPS,
        {
            asked.format("01"): journal("01", (2, "后一条"), (1, "前一条")),
            asked.format("02"): journal("02", (3, "评论")),
            **{f"journal/getJournalPageArticle.do?id={n}": article for n in (1, 2, 3)},
        },
    )
    issue = site.run()
    assert [a.headline for a in issue.articles] == ["前一条", "后一条", "评论"]
    assert [section.name for section in issue.sections] == ["要闻", "评论"]
    first = next(issue.articles)
    assert (first.byline, first.text) == ("张三", "第一段。\n\n第二段。")
    assert first.url == (
        "https://www.jfdaily.com/staticsg/res/html/journal/detail.html"
        "?code=jfrb&date=2026-09-28&id=1&page=01"
    )
    assert len(site.asked) == 5


def test_an_issue_is_found_in_its_month() -> None:
    site = Site(
        BY_ID,
        {
            'api/welcome/selectPastDianZiBao{"years":"2026","months":"09"}': {
                "code": 200,
                "data": [
                    {"id": "u-1", "releaseDate": "2026-09-25"},
                    {"id": "u-2", "releaseDate": " 2026-09-28"},
                ],
            },
            'api/welcome/dianZiBaoHomePage{"id":"u-2"}': {
                "code": 200,
                "data": {
                    "dianzibaoShowList": [
                        {
                            "columnName": "第一版：要闻",
                            "areaCoordinateList": [
                                {"newsId": "n-1", "newsName": "题"},
                                {"newsId": None},
                            ],
                        }
                    ]
                },
            },
            "api/welcome/selectNews?id=n-1": {
                "code": 200,
                "data": {"showTitle": "全题", "newContent": "<p>文。</p>", "author": "李四"},
            },
        },
    )
    (article,) = site.run().articles
    assert (article.headline, article.byline, article.text) == ("全题", "李四", "文。")


def test_the_list_of_a_month_s_issues_is_its_calendar() -> None:
    calendar = calendar_for(PAPER, BY_ID)
    assert calendar is not None
    (request,) = calendar.requests(DAY)
    assert request.json_body == '{"years":"2026","months":"09"}'
    answer = {"data": [{"releaseDate": "2026-09-25"}, {"releaseDate": "2026-09-28"}, 7]}
    told = calendar.days(request, response(request.url, answer))
    assert told.keys() == {date(2026, 9, 25), DAY}
    assert calendar.days(request, response(request.url, {"data": None})) == {}
    with pytest.raises(ParseError, match="not the list of issues"):
        calendar.days(request, response(request.url, {"data": [{"x": 1}]}))


def test_a_month_without_the_day_has_no_issue() -> None:
    asked = 'api/welcome/selectPastDianZiBao{"years":"2026","months":"09"}'
    with pytest.raises(NotPublished) as caught:
        Site(BY_ID, {asked: {"code": 200, "data": None}}).run()
    assert caught.value.absence == Absence.NO_ISSUE


def test_pages_with_ids_and_texts_in_pieces() -> None:
    site = Site(
        HOSTED,
        {
            "Home/GetAllpages?editionid=1&editiondate=28%2F09%2F2026": [
                {"PageNumber": "1", "PageId": 501, "NewsProPageTitle": "Front Page"}
            ],
            "Home/getingRectangleObject?pageid=501": [
                {"OrgId": 9, "StoryTitle": "A long\ntitle"},
                {"OrgId": None, "StoryTitle": ""},
            ],
            "User/ShowArticleView?OrgId=9": {
                "StoryContent": [
                    {"Headlines": ["A bridge\nopens", "At last"], "Body": "<p>One.</p>"},
                    {"Headlines": None, "Body": "<p>Two.</p>"},
                ],
                "LinkPicture": [
                    {"fullpathlinkpic": "https://epaper.hindustantimes.com/1.jpg", "caption": "It."}
                ],
            },
        },
    )
    (article,) = site.run().articles
    assert (article.headline, article.deck, article.text) == (
        "A bridge opens",
        "At last",
        "One.\n\nTwo.",
    )
    assert article.images == (Image(url="https://epaper.hindustantimes.com/1.jpg", caption="It."),)


def test_an_index_may_stand_in_a_page_s_script() -> None:
    index = {"TH_Front": [{"articleheadline": "Rain", "href": "/today/rain-1.ece", "pageno": "1"}]}
    page = f"<html><script>var x = 1; grouped_articles = {json.dumps(index)}; y()</script></html>"
    article = "<html><h1>Rain</h1><article>" + "<p>It rained all day long.</p>" * 9 + "</article>"
    site = Site(
        IN_A_SCRIPT, {"todays-paper/2026-09-28/th_chennai/": page, "today/rain-1.ece": article}
    )
    issue = site.run()
    assert (issue.sections[0].page, issue.sections[0].name) == ("1", "TH_Front")
    assert next(issue.articles).headline == "Rain"


def test_a_page_without_the_script_is_said() -> None:
    with pytest.raises(ParseError, match="holds no “grouped_articles =”"):
        Site(IN_A_SCRIPT, {"todays-paper/2026-09-28/th_chennai/": "<html></html>"}).run()


def test_an_article_may_stand_in_its_page_s_script() -> None:
    listed = {"data": {"Front Page": [{"heading1": "Rain", "article_url": "/a/rain-1.html"}]}}
    told = {
        "pageTitle": "Rain in Delhi",
        "metaDescription": "At last",
        "htmlContent": "<p>It rained.</p>",
        "articleMappedMultipleAuthors": {"7": "A. Rao", "9": "B. Sen"},
        "placeName": "New Delhi",
        "featuredImageObj": {"url": "https://img.example/1.jpg", "alt_text": "Rain"},
    }
    state = {"props": {"pageProps": {"data": told}}}
    page = f'<html><script id="__NEXT_DATA__" type="x">{json.dumps(state)}</script></html>'
    answers = {"category/today-paper?sortBy=28-09-2026": listed, "a/rain-1.html": page}
    issue = Site(era_of("businessstandard"), answers).run()
    (article,) = issue.articles
    assert (issue.sections[0].name, article.headline) == ("Front Page", "Rain in Delhi")
    assert (article.byline, article.dateline) == ("A. Rao, B. Sen", "New Delhi")
    assert (article.deck, article.text) == ("At last", "It rained.")
    assert article.images[0].caption == "Rain"


def test_files_of_a_day_that_is_long_past() -> None:
    day = date(2024, 1, 2)
    pages = [{"pnumber": "01", "pname": "要闻", "articleList": [{"id": 5, "title": "题"}]}]
    answers = {
        "staticsg/data/journal/2024-01-02/navi.json": {"pages": pages},
        "staticsg/data/journal/2024-01-02/01/article/5.json": {
            "article": {"title": "题", "author": "张三", "content": "一。<br/>二。"}
        },
    }
    (article,) = Site(era_of("jfdaily", 1), answers, day).run().articles
    assert (article.byline, article.text) == ("张三", "一。\n\n二。")


# -- definitions


def test_a_place_that_cannot_be_is_said_with_its_name() -> None:
    era = Era(engine="json-pages", entry="http://h.example/", settings={"pages": "a..b"})
    with pytest.raises(ConfigError, match=r"says pages = “a\.\.b”, which is no place"):
        engine_for(PAPER, era, DAY, era.entry)


def test_without_any_settings_the_usual_names_are_looked_for() -> None:
    era = Era(engine="json-pages", entry="http://h.example/x.json")
    answer = {"pages": [{"articles": [{"id": 1, "headline": "Rain", "body": "It rained."}]}]}
    (article,) = Site(era, {"x.json": answer}).run().articles
    assert (article.headline, article.text) == ("Rain", "It rained.")


# -- hostile


_VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["<p>文</p>", "<b", "&#0;", "\x1b[2J", "2026-09-28", "图片", "1,2,3,4"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "title", "content", "xyList", "xy"]), inner)
    ),
    max_leaves=12,
)
_ROW = st.dictionaries(
    st.sampled_from(["id", "title", "title2", "guideTitle", "author", "content", "type", "xy"]),
    _VALUE,
)


@settings(deadline=None)
@given(st.lists(_ROW | _VALUE, max_size=4), _VALUE)
def test_any_rows_give_an_issue_or_none(rows: list[object], number: object) -> None:
    page = {"paperNumber": number, "paperBk": number, "xyList": rows}
    answer = {"paperDate": "2026-09-28", "paperInfo": [page, page, number]}
    try:
        issue = Site(ARMY, {INDEX: answer}).run()
    except NotPublished:
        return
    words = "".join(article.headline + article.text for article in issue.articles)
    assert "\x1b" not in words


@settings(deadline=None)
@given(st.binary(max_size=60), st.sampled_from([ARMY, LIST, STEPS, BY_ID, HOSTED, IN_A_SCRIPT]))
def test_any_bytes_give_a_value_or_a_sentence(body: bytes, era: Era) -> None:
    engine = engine_for(PAPER, era, DAY, filled(era.entry, DAY))
    (request,) = engine.start()
    with suppress(ParseError, NotPublished):
        engine.read(request, Response(url=request.url, body=body))
    assert engine.issue().date == DAY
