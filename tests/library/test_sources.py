from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.rereading import moved
from reader.library.sources import packed, unpacked
from reader.model import Issue, Newspaper, Paragraph, Section, SourcePage

if TYPE_CHECKING:
    from reader.library import Library

    from .conftest import Told

AT = datetime(2024, 7, 6, 1, tzinfo=UTC)
DAY = date(2024, 7, 6)
KEY = "kjrb/2024-07-06/a1"


def page(name: str, body: bytes = b"<html>", json_body: str = "") -> SourcePage:
    return SourcePage(
        asked=f"https://paper.example/{name}",
        json_body=json_body,
        url=f"https://paper.example/{name}",
        content_type="text/html",
        body=body,
    )


@given(st.lists(st.tuples(st.text(), st.binary(), st.text()), max_size=12))
def test_what_is_packed_comes_out_in_its_order(pages: list[tuple[str, bytes, str]]) -> None:
    told = tuple(page(name, body, sent) for name, body, sent in pages)
    content = packed(told)
    assert content is not None
    assert unpacked(content) == told


@given(st.binary(max_size=300))
def test_whatever_else_is_unpacked_to_nothing(content: bytes) -> None:
    assert unpacked(b"\x01" + content) == ()
    assert unpacked(content[:0]) == ()


def test_a_cut_pack_is_unpacked_to_nothing() -> None:
    content = packed([page("1", b"x" * 5000), page("2")])
    assert content is not None
    assert unpacked(content[: len(content) // 2]) == ()


def test_pages_of_one_kind_cost_little_more_than_their_words() -> None:
    frame = bytes(range(256)) * 40
    pages = [page(str(n), frame + str(n).encode() * 50) for n in range(100)]
    content = packed(pages)
    assert content is not None
    assert len(content) < 20_000


def test_an_issue_fetched_again_keeps_the_newer_page_and_the_older_rest(library: Library) -> None:
    library.sources.keep("kjrb", DAY, [page("1", b"old"), page("2", b"two")], at=AT)
    library.sources.keep("kjrb", DAY, [page("1", b"new"), page("3", b"three")], at=AT)
    assert [each.body for each in library.sources.pages("kjrb", DAY)] == [b"new", b"two", b"three"]
    assert library.sources.days() == (("kjrb", DAY),)


def test_pages_go_with_their_issue(library: Library, paper: Newspaper, told: Told) -> None:
    library.store(paper, Issue(newspaper_id="kjrb", date=DAY), at=AT)
    library.sources.keep("kjrb", DAY, [page("1")], at=AT)
    library.remove_issue("kjrb", DAY, at=AT)
    assert library.sources.days() == ()


def issue(told: Told, text: str) -> Issue:
    section = Section(name="要闻", articles=(told("a1", "题", text=text),))
    return Issue(newspaper_id="kjrb", date=DAY, sections=(section,))


WORDS = "".join(f"第{n}句话说的是第{n * 7}件事。" for n in range(60))
NOISE = "责任编辑：某某。字体：大 中 小。"


def test_a_better_reading_is_no_change_by_the_paper(
    library: Library, paper: Newspaper, told: Told
) -> None:
    library.store(paper, issue(told, NOISE + WORDS), at=AT)
    library.bookmark(KEY, at=AT, note="留着")
    library.mark_read(KEY, at=AT)
    place = (NOISE + WORDS).index("第30句")
    library.remember_position(KEY, place)
    kept = library.bookmark_of(KEY)
    found = library.store_again(paper, issue(told, WORDS), absent=0, at=AT)
    assert (found.changed, found.fresh, found.refused) == ((KEY,), (), 0)
    now = library.article(KEY)
    assert now is not None
    assert now.text == WORDS
    assert library.versions(KEY) == ()
    assert library.bookmark_of(KEY) == kept
    state = library.read_state(KEY)
    assert state.is_read
    assert now.text[state.position :].startswith("第30句")
    assert library.integrity() == []


@pytest.mark.parametrize("text", ["", "第0句话。", "404 页面不存在"])
def test_a_worse_reading_does_not_take_the_place_of_what_is_here(
    library: Library, paper: Newspaper, told: Told, text: str
) -> None:
    library.store(paper, issue(told, WORDS), at=AT)
    worse = issue(told, "x")
    article = next(worse.articles)
    from dataclasses import replace

    blocks = (Paragraph(text=text),) if text else ()
    section = Section(name="要闻", articles=(replace(article, blocks=blocks),))
    found = library.store_again(paper, replace(worse, sections=(section,)), absent=0, at=AT)
    assert found.refused == 1
    now = library.article(KEY)
    assert now is not None
    assert now.text == WORDS


def test_what_was_removed_stays_out_of_another_reading(
    library: Library, paper: Newspaper, told: Told
) -> None:
    library.store(paper, issue(told, WORDS), at=AT)
    library.remove_article(KEY, at=AT)
    found = library.store_again(paper, issue(told, WORDS), absent=0, at=AT)
    assert found.fresh == ()
    assert library.article(KEY) is None


def test_a_place_is_found_by_its_words_and_else_as_far_down() -> None:
    assert moved(0, "", "neu") == 0
    assert moved(10, WORDS, WORDS) == 10
    assert moved(WORDS.index("第30句"), WORDS, NOISE + WORDS) == (NOISE + WORDS).index("第30句")
    assert moved(50, "a" * 100, "b" * 200) == 100
