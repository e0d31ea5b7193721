"""An issue in one straight line: everything is there, in order, and nothing is said by drawing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

import pytest

from reader.export import printed_in
from reader.export.linear import article_in_line, articles_in_line, issue_in_line
from reader.lang import speak
from reader.model import (
    Article,
    Heading,
    Image,
    Issue,
    Items,
    Listing,
    Newspaper,
    Paragraph,
    Quote,
    Role,
    Section,
    State,
    Table,
)
from reader.text.cells import width_in_cells

PAPER = Newspaper(id="kjrb", name="科技日报")
LEAD = Article(
    slug="lead",
    kicker="引题在上",
    headline="我国科学家取得新突破",
    deck="副题在下",
    byline="本报记者 张三",
    printed_on=("01", "04"),
    blocks=(
        Paragraph(text="正文第一段，" * 12),
        Heading(text="一个小标题"),
        Quote(text="有人这样说。"),
        Items(items=("甲", "乙"), is_ordered=True),
        Items(items=("丙",)),
        Table(rows=(("城市", "气温"), ("北京", "12")), has_header=True),
        Image(url="", caption="图为现场", credit="李四摄"),
        Image(url="https://paper.example/a.jpg"),
    ),
)
OTHER = Article(slug="other", headline="Second Story", language="en", dateline="BEIJING")
NOTICE = Article(slug="notice", headline="征稿启事", role=Role.NOTICE)
ISSUE = Issue(
    newspaper_id="kjrb",
    date=date(2024, 7, 6),
    sections=(
        Section(name="要闻", page="01", articles=(LEAD, NOTICE)),
        Section(name="Opinion", articles=(OTHER,)),
    ),
    ledger=(Listing(name="x", state=State.FAILED, title="没有到的一篇", reason="HTTP 503"),),
)


@pytest.fixture(autouse=True, params=["en", "zh"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    speak(request.param)
    yield request.param
    speak("en")


def whole(measure: int = 72) -> str:
    return "".join(issue_in_line(PAPER, ISSUE, measure))


def test_every_word_of_the_issue_is_said_in_print_order() -> None:
    said = re.sub(r"\s", "", whole())
    words = ["科技日报", "星期六", *[LEAD.kicker, LEAD.headline, LEAD.deck], "本报记者张三"]
    words += ["正文第一段，" * 12, "一个小标题", "有人这样说。", "1.甲", "2.乙", "-丙"]
    words += ["城市:北京;气温:12", "图为现场李四摄", "征稿启事", "SecondStory", "没有到的一篇"]
    at = 0
    for word in words:
        found = said.find(word, at)
        assert found >= 0, word
        at = found


def test_the_contents_come_first_and_number_the_articles_as_they_follow(spoken: str) -> None:
    rows = whole().splitlines()
    contents = rows.index("目录" if spoken == "zh" else "Contents")
    first = next(n for n, row in enumerate(rows) if row in ("Article 1 of 2", "第 1 篇，共 2 篇"))
    assert contents < rows.index("1. 我国科学家取得新突破") < rows.index("2. Second Story") < first


@pytest.mark.parametrize("measure", [1, 8, 20, 40, 72, 200])
def test_no_line_is_wider_than_the_measure(measure: int) -> None:
    assert all(width_in_cells(row) <= max(2, measure) for row in whole(measure).splitlines())


def test_nothing_is_drawn() -> None:
    drawn = {c for c in whole() if unicodedata.category(c) in ("So", "Sk") or "─" <= c <= "╿"}
    assert drawn == set()


def test_blocks_are_parted_by_a_blank_line_and_not_indented() -> None:
    text = article_in_line(next(printed_in(ISSUE, PAPER)), 20)
    assert not any(row.startswith((" ", "\u3000")) for row in text.splitlines())
    assert "\n\n正文第一段" in text
    assert "\n\n\n" not in text


def test_a_story_over_several_pages_says_so(spoken: str) -> None:
    text = article_in_line(next(printed_in(ISSUE, PAPER)), 72)
    assert ("01、04" if spoken == "zh" else "01, 04") in text
    assert ("载第" in text) is (spoken == "zh")


def test_of_a_section_only_its_articles_are_said_and_no_gaps() -> None:
    said = "".join(issue_in_line(PAPER, ISSUE, 72, ISSUE.sections[1:]))
    assert "Second Story" in said
    assert "我国科学家" not in said
    assert "没有到的一篇" not in said


def test_articles_by_themselves_say_what_paper_they_are_from() -> None:
    said = "".join(articles_in_line(printed_in(ISSUE, PAPER), 72))
    assert said.count("科技日报, 2024-07-06") == 3


def test_a_picture_without_words_and_an_article_without_a_headline_are_named() -> None:
    bare = Article(slug="b", headline="", blocks=(Image(url=""), Paragraph(text="字")))
    issue = Issue(
        newspaper_id="kjrb", date=ISSUE.date, sections=(Section(name="", articles=(bare,)),)
    )
    said = "".join(issue_in_line(PAPER, issue, 72))
    assert ("A picture without words." in said) or ("图片，无说明。" in said)
    assert ("An article without a headline" in said) or ("无题" in said)


def test_what_a_terminal_would_obey_is_not_said() -> None:
    hostile = Article(slug="h", headline="a\x1b[31mb", blocks=(Paragraph(text="c\x9bd\u202ee"),))
    issue = Issue(
        newspaper_id="kjrb", date=ISSUE.date, sections=(Section(name="s\x07", articles=(hostile,)),)
    )
    said = "".join(issue_in_line(PAPER, issue, 72))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)
