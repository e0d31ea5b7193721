"""The JSON API: order by weight, the asked day only, and answers that are not what they were."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engines import read_page
from reader.errors import NotPublished, ParseError
from reader.parse.page import STAND_IN_HEADLINE

Site = Any
DAY = "2024-07-05"


def issue(*editions: dict[str, object], day: str = DAY) -> dict[str, object]:
    return {"status": "200", "obj": {"periodTime": f"{day} 00:00:00", "editionList": [*editions]}}


def edition(name: str, label: str, weight: object = 1) -> dict[str, object]:
    return {"id": name, "editionName": label, "weight": weight}


def listed(*items: tuple[str, str], **more: object) -> dict[str, object]:
    return {"status": "200", "list": [{"id": i, "title": t, **more} for i, t in items]}


def vo(**fields: object) -> dict[str, object]:
    return {"status": "200", "obj": {"articleVo": fields}}


def put_one(api: Site, **fields: object) -> None:
    api.put(DAY, issue(edition("e1", "第01版：要 闻")))
    api.put("e1", listed(("a1", "列表标题")))
    api.put("a1", vo(**fields))


# -- questions


def test_the_first_question_names_paper_site_and_day(api: Site) -> None:
    assert json.loads(api.engine.start()[0].json_body) == {
        "code": "KJRB",
        "siteId": "s1",
        "periodTime": DAY,
    }


def test_every_question_says_that_a_script_asks(api: Site) -> None:
    assert ("X-Requested-With", "XMLHttpRequest") in api.engine.start()[0].headers


def test_pages_come_in_the_order_of_their_weight(api: Site) -> None:
    editions = [
        edition("e3", "第03版", 30),
        edition("e1", "第01版", 1.5),
        edition("e2", "第02版", 20),
    ]
    api.put(DAY, issue(*editions))
    assert [section.page for section in api.run().sections] == ["01", "02", "03"]


def test_a_page_without_a_weight_comes_last(api: Site) -> None:
    api.put(DAY, issue(edition("e9", "第09版", "x"), edition("e1", "第01版", 1)))
    assert [section.page for section in api.run().sections] == ["01", "09"]


# -- no issue that day


@pytest.mark.parametrize(
    "answer",
    [
        {"status": "200", "obj": None},
        issue(edition("e1", "第01版"), day="2024-07-04"),
        issue(),
        issue(edition("../../x", "第01版")),
        {"status": "200", "obj": {"periodTime": "", "editionList": []}},
    ],
    ids=["nothing", "the newest instead", "no pages", "no page that can be asked", "no date"],
)
def test_an_answer_for_another_day_means_none_was_published(
    api: Site, answer: dict[str, object]
) -> None:
    api.put(DAY, answer)
    with pytest.raises(NotPublished, match=r"no issue on 2024-07-05"):
        api.run()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"status":"500","msg":"no access!"}', "no access!"),
        ('{"status":500}', "500"),
        ("<html>", "did not answer in JSON"),
        ("[]", "not as it used to be"),
        ("[" * 100_000, "did not answer in JSON"),
        ("", "did not answer in JSON"),
    ],
)
def test_an_answer_that_cannot_be_used_is_said(api: Site, body: str, words: str) -> None:
    api.put(DAY, body)
    with pytest.raises(ParseError, match=words):
        api.run()


def test_a_page_without_a_list_is_said(api: Site) -> None:
    api.put(DAY, issue(edition("e1", "第01版")))
    api.put("e1", {"status": "200", "list": None})
    with pytest.raises(ParseError, match="lists no articles"):
        api.run()


def test_an_article_the_site_forgot_is_said(api: Site) -> None:
    put_one(api)
    api.put("a1", {"status": "200", "obj": None})
    with pytest.raises(ParseError, match="does not know this article"):
        api.run()


def test_a_missing_article_is_a_gap_with_title_and_page(api: Site) -> None:
    api.put(DAY, issue(edition("e1", "第01版")))
    api.put("e1", listed(("a1", "大桥<br>通车")))
    assert [(gap.title, gap.page) for gap in api.run().gaps] == [("大桥 通车", "01")]


def test_a_missing_page_is_a_gap(api: Site) -> None:
    api.put(DAY, issue(edition("e1", "第01版")))
    assert len(api.run().gaps) == 1


# -- articles


def test_markup_in_a_title_is_not_shown(api: Site) -> None:
    put_one(api, title="<b>大桥</b>&amp;江<script>x</script>")
    assert next(api.run().articles).headline == "大桥&江"


def test_the_list_s_title_stands_in_for_an_empty_one(api: Site) -> None:
    put_one(api, title="", content="<p>文。</p>")
    assert next(api.run().articles).headline == "列表标题"


def test_a_story_without_any_title_gets_a_stand_in(api: Site) -> None:
    put_one(api, title="\u3000", content="<p>文。</p>")
    api.put("e1", listed(("a1", "")))
    assert next(api.run().articles).headline == STAND_IN_HEADLINE


def test_the_plain_text_is_taken_where_there_is_no_markup(api: Site) -> None:
    put_one(api, title="桥", content="", txt="　　一。\r\n　　二。\n上一篇\n")
    assert next(api.run().articles).text == "一。\n\n二。"


def test_a_picture_in_list_and_text_is_shown_once(api: Site) -> None:
    url = "http://paper.example/p/1.jpg"
    put_one(api, title="桥", content=f"<img src={url}><p>文。</p>", picList=[{"url": url}])
    assert len(next(api.run().articles).images) == 1


@pytest.mark.parametrize(
    "corners",
    [
        None,
        "x",
        [[0, 0]],
        [[0, 0], [1, 1], [2]],
        [[0, 0], [1, 1], ["a", 1]],
        [[0, 0], [500, 1], [1, 1]],
    ],
)
def test_corners_that_cannot_be_are_left_out(api: Site, corners: object) -> None:
    put_one(api, title="桥", content="<p>文。</p>")
    api.put("e1", listed(("a1", "桥"), coordinate=corners))
    assert next(api.run().articles).area == ()


@pytest.mark.parametrize("field", ["title", "content", "txt", "author", "pretitle", "picList"])
@pytest.mark.parametrize("value", [None, 7, [1, {"url": 3}], {"a": 1}, True])
def test_a_field_of_another_kind_is_taken_as_empty(api: Site, field: str, value: object) -> None:
    put_one(api, **{"title": "桥", "content": "<p>文。</p>", field: value})
    assert len(list(api.run().articles)) == 1


# -- one answer alone


def test_a_saved_answer_is_an_article_with_its_place() -> None:
    body = json.dumps(
        vo(
            id="7",
            title="桥",
            content="<p>文。</p>",
            periodTime="2024-07-05",
            code="KJRB",
            editionName="第04版：科 普",
        )
    )
    page = read_page(body.encode())
    assert (page.date, page.page, page.section, page.newspaper_id, page.articles[0].slug) == (
        date(2024, 7, 5),
        "04",
        "科普",
        "kjrb",
        "7",
    )


@pytest.mark.parametrize("body", ["{}", '{"obj": 1}', '{"obj":{"articleVo":[]}}'])
def test_json_without_an_article_is_refused(body: str) -> None:
    with pytest.raises(ParseError, match="holds no article"):
        read_page(body.encode())


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(
    st.dictionaries(st.sampled_from(["id", "title", "content", "txt", "picList", "author"]), _JSON)
)
def test_any_article_gives_a_page_or_a_parse_error(fields: dict[str, object]) -> None:
    try:
        page = read_page(json.dumps(vo(**fields)).encode())
    except ParseError:
        return
    assert len(page.articles) == 1
