"""The publishing system's own record fills what a page leaves empty, and never more."""

import pytest

from reader.parse import parse_page
from reader.parse.record import Record, record_of

RECORD = (
    "<!--enpproperty <error><!--#include bot=INFOYEAR --></error><date>2024-07-06 00:00:00</date>"
    "<author>王 明</author><subtitle>副题&lt;br&gt;两行</subtitle><introtitle>引题</introtitle>"
    "<title>记录里的标题</title>/enpproperty-->"
)
PAGE = (
    '<html><body><p class="author">{author}</p><h1 id="title">{title}</h1>'
    '<div id="ozoom"><p>正文只有这一段，却也够长了。</p></div>{record}</body></html>'
)


def page(title: str = "", author: str = "", record: str = RECORD) -> bytes:
    return PAGE.format(title=title, author=author, record=record).encode()


def test_the_record_gives_the_lines_around_a_story() -> None:
    assert record_of(RECORD) == Record(
        headline="记录里的标题",
        kicker="引题",
        deck="副题 两行",
        byline="王 明",
        date="2024-07-06 00:00:00",
    )


def test_a_page_without_a_headline_takes_it_from_the_record() -> None:
    article = parse_page(page()).articles[0]
    assert (article.headline, article.byline) == ("记录里的标题", "王 明")


def test_what_the_page_says_itself_wins() -> None:
    article = parse_page(page(title="页上的标题", author="李 红")).articles[0]
    assert (article.headline, article.byline) == ("页上的标题", "李 红")


def test_the_last_record_of_a_page_is_its_own() -> None:
    neighbour = RECORD.replace("记录里的标题", "邻居的标题")
    assert record_of(neighbour + RECORD).headline == "记录里的标题"


def test_no_word_of_the_record_is_text() -> None:
    assert parse_page(page()).articles[0].text == "正文只有这一段，却也够长了。"


@pytest.mark.parametrize(
    "source",
    ["", "<!--enpproperty", "<!--enpproperty <title>x", "<!--enpproperty /enpproperty-->"],
)
def test_a_broken_record_says_nothing(source: str) -> None:
    assert record_of(source) == Record()


def test_a_date_where_the_author_should_stand_is_no_author() -> None:
    assert parse_page(page(author="2024年7月6日", record="")).articles[0].byline == ""
