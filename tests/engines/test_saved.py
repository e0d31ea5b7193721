"""Saved pages and answers of sites that are read by the day."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.engines import read_page
from reader.errors import ParseError

STORY = (
    '<html><body><h2 id="title_area" class="media_end_head_headline">새 다리가 열렸다</h2>'
    '<em class="media_end_head_journalist_name">박지민 기자</em>'
    '<span class="_ARTICLE_DATE_TIME" data-date-time="2026-10-06 00:30:00">10.06</span>'
    '<article id="dic_area">첫째 문단이다.<br><br>둘째 문단이다.</article></body></html>'
)


def test_a_korean_article_is_read_by_its_site_s_marks() -> None:
    page = read_page(STORY.encode(), "https://n.news.naver.com/article/023/0004002259")
    (article,) = page.articles
    assert (article.slug, article.headline) == ("0004002259", "새 다리가 열렸다")
    assert (article.byline, article.text) == ("박지민 기자", "첫째 문단이다.\n\n둘째 문단이다.")
    assert (page.date, article.language) == (date(2026, 10, 6), "ko")


def test_the_printed_day_in_the_address_goes_before_the_hour_it_went_online() -> None:
    url = "https://n.news.naver.com/article/newspaper/023/1?date=20261007"
    assert read_page(STORY.encode(), url).date == date(2026, 10, 7)


def test_a_saved_article_without_an_address_has_a_name() -> None:
    assert read_page(STORY.encode()).articles[0].slug


def saved(answer: object) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode()


def test_an_issue_in_one_file_is_its_articles() -> None:
    rows = [{"id": n, "title": f"第{n}篇", "content": f"<p>文字{n}。</p>"} for n in (1, 2)]
    info = [{"paperNumber": "01", "paperData": "2026-09-28", "xyList": rows}]
    page = read_page(saved({"paperName": "解放军报", "paperInfo": info}))
    assert [article.headline for article in page.articles] == ["第1篇", "第2篇"]
    assert (page.date, page.newspaper_name) == (date(2026, 9, 28), "解放军报")


def test_an_article_is_found_by_the_names_such_answers_use() -> None:
    told = {"showTitle": "题", "title": "大桥通车", "newContent": "<p>文。</p>", "author": "张三"}
    page = read_page(saved({"code": 200, "data": {**told, "releaseDate": "2026-09-28"}}))
    (article,) = page.articles
    assert (article.headline, article.byline, article.text) == ("大桥通车", "张三", "文。")
    assert page.date == date(2026, 9, 28)


@pytest.mark.parametrize(
    "answer",
    [
        {"a": 1},
        {"title": "题"},
        {"content": "文。"},
        {"paperInfo": [{"xyList": [{"id": 1}], "paperData": "2026-09-28"}]},
    ],
)
def test_json_without_an_article_is_refused(answer: object) -> None:
    with pytest.raises(ParseError, match="holds no article"):
        read_page(saved(answer))


def test_an_issue_without_a_date_is_refused() -> None:
    with pytest.raises(ParseError, match="without its date"):
        read_page(saved({"paperInfo": [{"xyList": [{"id": 1, "title": "题"}]}]}))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "content", "paperInfo", "xyList", "paperDate", "obj"]), inner
        )
    ),
    max_leaves=10,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["title", "content", "paperInfo", "data"]), _JSON))
def test_any_answer_gives_articles_or_a_sentence(answer: dict[str, object]) -> None:
    try:
        page = read_page(saved(answer))
    except ParseError:
        return
    assert page.articles
