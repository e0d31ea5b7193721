"""An issue being put together: what it says of everything that was listed."""

from __future__ import annotations

from datetime import date

import pytest

from reader.engines.assembly import Assembly, Entry
from reader.model import Article, Paragraph, Role, State, Stock

DAY = date(2024, 7, 6)


@pytest.fixture
def assembly() -> Assembly:
    return Assembly("kjrb", DAY)


def enter(assembly: Assembly, page: str, *slugs: str) -> list[str]:
    """Lists articles on a page, each under the headline that `told` gives it."""
    sheet = assembly.sheet(page, number=page, name=f"第{page}版")
    entries = [
        Entry(slug=slug, url=f"https://paper.example/{slug}", title=f"关于{slug}的报道")
        for slug in slugs
    ]
    return [entry.slug for entry in assembly.enter(sheet, entries)]


def told(slug: str, text: str = "", headline: str = "") -> Article:
    words = text or f"{slug}的正文很长，说的是第{slug}件事情的来龙去脉。"
    return Article(
        slug=slug, headline=headline or f"关于{slug}的报道", blocks=(Paragraph(text=words),)
    )


def states(assembly: Assembly) -> dict[str, State]:
    return {line.name: line.state for line in assembly.issue().ledger if not line.is_page}


def test_every_listed_article_has_a_line_in_print_order(assembly: Assembly) -> None:
    enter(assembly, "01", "a", "b", "c")
    assembly.sheet("02", number="02")
    enter(assembly, "03", "d", "e", "f")
    assembly.add(told("a"))
    assembly.add(Article(slug="b", headline="本版责编 王一"))
    assembly.add(Article(slug="c", headline="关于c的报道"))
    assembly.miss("d", "https://paper.example/d", "the site answered 503")
    assembly.add(told("e", "公益广告", "广告"))
    assembly.miss("02", "https://paper.example/02", "timed out")
    lines = assembly.issue().ledger
    assert [(line.name, line.state) for line in lines] == [
        ("01", State.STORED),
        ("a", State.STORED),
        ("b", State.NO_STORY),
        ("c", State.EMPTY),
        ("02", State.FAILED),
        ("03", State.STORED),
        ("d", State.FAILED),
        ("e", State.NO_STORY),
        ("f", State.WAITING),
    ]
    assert [line.role for line in lines if line.name in "be"] == [Role.NOTICE, Role.ADVERTISEMENT]
    assert [line.reason for line in lines if line.state is State.FAILED] == [
        "timed out",
        "the site answered 503",
    ]
    assert [gap.name for gap in assembly.issue().gaps] == ["c", "02", "d", "f"]


def test_twins_and_rests_name_the_story_they_went_into(assembly: Assembly) -> None:
    enter(assembly, "01", "head", "one")
    enter(assembly, "02", "tail", "two")
    same = "同样的话说了两遍，一个字也没有改动。"
    assembly.add(told("head", "开头的话很长。（下转第2版）", "大桥通车"))
    assembly.add(told("tail", "（上接第1版）后面的话也很长。", "大桥通车"))
    assembly.add(told("one", same, "同题"))
    assembly.add(told("two", same, "同题"))
    parts = {line.name: line.part_of for line in assembly.issue().ledger if line.part_of}
    assert parts == {"tail": "head", "two": "one"}
    assert states(assembly)["tail"] is State.ABSORBED


def test_an_error_page_under_a_listed_title_is_a_failure(assembly: Assembly) -> None:
    enter(assembly, "01", "a")
    assembly.add(told("a", "页面不存在，三秒后返回首页", "404 Not Found"))
    (_, line) = assembly.issue().ledger
    assert (line.state, line.reason) == (State.FAILED, "an error page came in its place")
    assert list(assembly.issue().articles) == []


def test_what_is_here_is_not_asked_for_and_stands_in_the_issue(assembly: Assembly) -> None:
    assembly.recall(Stock(articles=(told("a"), told("b"))))
    assert enter(assembly, "01", "a", "c") == ["c"]
    assert states(assembly) == {"a": State.STORED, "c": State.WAITING}
    assert [article.slug for article in assembly.issue().articles] == ["a"]
    assert assembly.tally().articles_done == 1


def test_what_its_list_calls_otherwise_now_is_asked_for(assembly: Assembly) -> None:
    assembly.recall(Stock(articles=(told("a", headline="奥运会今日开幕"),)))
    assert enter(assembly, "01", "a") == ["a"]


def test_what_may_have_changed_is_asked_for_and_kept_where_that_is_in_vain(
    assembly: Assembly,
) -> None:
    assembly.recall(Stock(articles=(told("a"), told("b")), again=frozenset("ab")))
    assert enter(assembly, "01", "a", "b") == ["a", "b"]
    assembly.miss("a", "https://paper.example/a", "timed out")
    assembly.add(told("b", "另一种说法，与先前的不一样。"))
    lines = assembly.issue().ledger[1:]
    assert [(line.state, line.reason) for line in lines] == [
        (State.STORED, "timed out"),
        (State.STORED, ""),
    ]
    assert assembly.issue().gaps == ()
    assert [article.text for article in assembly.issue().articles] == [
        told("a").text,
        "另一种说法，与先前的不一样。",
    ]


def test_what_comes_empty_and_is_here_is_not_missing(assembly: Assembly) -> None:
    assembly.recall(Stock(articles=(told("a"),), again=frozenset("a")))
    enter(assembly, "01", "a")
    assembly.add(Article(slug="a", headline="关于a的报道"))
    (_, line) = assembly.issue().ledger
    assert (line.state, line.reason) == (State.STORED, "there is nothing under its headline")
    assert [article.text for article in assembly.issue().articles] == [told("a").text]


@pytest.mark.parametrize("came", [(), ("head",), ("tail",)])
def test_a_story_that_is_whole_stays_so_until_all_of_it_has_come_anew(
    assembly: Assembly, came: tuple[str, ...]
) -> None:
    whole = told("head", "开头的话很长。后面的话也很长。", "关于head的报道")
    assembly.recall(Stock(articles=(whole,), absorbed={"tail": "head"}, again=frozenset({"head"})))
    assert enter(assembly, "01", "head") == ["head"]
    assert enter(assembly, "02", "tail") == ["tail"]
    halves = {
        "head": told("head", "开头的话改了。（下转第2版）", "关于head的报道"),
        "tail": told("tail", "（上接第1版）后面的话改了。", "关于head的报道"),
    }
    for slug in came:
        assembly.add(halves[slug])
    assert [article.text for article in assembly.issue().articles] == [whole.text]
    assert states(assembly)["tail"] is State.ABSORBED
    for slug, half in halves.items():
        if slug not in came:
            assembly.add(half)
    (joined,) = assembly.issue().articles
    assert joined.text == "开头的话改了。\n\n后面的话改了。"


def test_a_rest_that_comes_late_is_joined_to_what_is_here(assembly: Assembly) -> None:
    head = told("head", "开头的话很长。（下转第2版）", "关于head的报道")
    assembly.recall(Stock(articles=(head,)))
    enter(assembly, "01", "head")
    assert enter(assembly, "02", "tail") == ["tail"]
    assembly.add(told("tail", "（上接第1版）后面的话。", "关于head的报道"))
    (joined,) = assembly.issue().articles
    assert (joined.printed_on, states(assembly)["tail"]) == (("01", "02"), State.ABSORBED)


def test_what_was_removed_is_neither_asked_for_nor_missing(assembly: Assembly) -> None:
    assembly.recall(Stock(absorbed={"tail": "gone"}, removed=frozenset({"gone"})))
    assert enter(assembly, "01", "gone", "tail", "a") == ["a"]
    assembly.add(told("a"))
    assert states(assembly) == {
        "gone": State.REMOVED,
        "tail": State.ABSORBED,
        "a": State.STORED,
    }
    assert assembly.issue().gaps == ()
