"""Searching the library in the app, and reading what was found."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from reader.app.app import ReaderApp
from reader.app.screens.article import ArticleScreen
from reader.app.screens.search import EARLIER, SearchScreen
from reader.app.widgets.rows import _fitted
from reader.lang import speak
from reader.model import Article, Issue, Order, Paragraph, Scope, Section
from reader.text.cells import width_in_cells
from tests.app import issue_fixtures as given
from tests.app.conftest import KJRB, NOON
from tests.app.issue_fixtures import pressed, settle

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.library import Library

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]
SLUGS = ("tea", "boat", "rain")


def story(slug: str, headline: str, text: str) -> Article:
    return Article(slug=slug, headline=headline, byline="张三", blocks=(Paragraph(text=text),))


@pytest.fixture
def library(empty_library: Library) -> Library:
    """Beside the sample a newspaper with three stories that few words are in."""
    filler = "风从山上来，雨从海上来。" * 40
    stories = (
        story("tea", "茶山记", f"{filler}采茶的人上山。{filler}采茶的人下山。"),
        story("boat", "龙舟下水", f"{filler}端午那天，采茶的人都去看龙舟。"),
        story("rain", "Rain Again", f"Rain fell on the tea hills. {filler}"),
    )
    section = Section(name="副刊", page="08", articles=stories)
    day = given.DAY - timedelta(days=1)
    empty_library.store(KJRB, Issue(newspaper_id="kjrb", date=day, sections=(section,)), at=NOON)
    empty_library.store(given.PAPER, given.full_issue(), at=given.NOON)
    return empty_library


def key(slug: str) -> str:
    return f"kjrb/2024-07-05/{slug}"


async def typed(app: ReaderApp, pilot: Pilot[None], words: str) -> SearchScreen:
    """Open the search and type."""
    await pressed(app, pilot, "S", *words)
    assert isinstance(app.screen, SearchScreen)
    return app.screen


def found(screen: SearchScreen) -> list[str]:
    return [hit.key for hit in screen._hits.hits]


# -- finding --


async def test_what_is_typed_is_found_at_every_size(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        screen = await typed(app, pilot, "采茶")
        assert sorted(found(screen)) == [key("boat"), key("tea")]
        text = seen(app)
        assert "茶山记" in text
        assert "科技日报 · Fri 5 Jul 2024 · 08 副刊 · 张三" in text
        assert "采茶的人" in text
        assert "2 articles" in text
        assert all(width_in_cells(row) <= size[0] for row in text.splitlines())


async def test_what_was_found_is_lit_in_headline_and_text(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await typed(app, pilot, "龙舟")
        pieces = [piece for line in screen._hits.pieces_of(0, 76) for piece in line]
        lit = [words for words, name in pieces if name.endswith(" lit")]
        assert lit == ["龙舟", "龙舟"]


async def test_every_letter_asks_anew_and_the_last_one_counts(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(app, pilot, "S")
        await pilot.press("龙", "舟", "backspace", "backspace", "r", "a", "i", "n")
        await settle(app, pilot)
        assert isinstance(app.screen, SearchScreen)
        assert found(app.screen) == [key("rain")]


async def test_nothing_found_says_so_and_what_to_try(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(app, pilot, "鸵鸟")
        assert "Nothing in the whole library has “鸵鸟”." in seen(app)
        assert "“鸵鸟”.\n" in "\n".join(row.rstrip() for row in seen(app).splitlines())
        assert "OR between them" in seen(app)
        await pressed(app, pilot, "tab")
        assert "Tab searches somewhere else." in seen(app)
        assert "not found" in seen(app)


async def test_a_filter_alone_finds_and_a_misspelt_one_is_remarked(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    library.mark_read(key("tea"), at=NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await typed(app, pilot, "is:read paper:kjrb")
        assert found(screen) == [key("tea")]
        await pressed(app, pilot, "enter")
        assert isinstance(app.screen, ArticleScreen)
        assert app.screen.keys_line.place == "article"
        await pressed(app, pilot, "q", "/", *"pper:kjrb")
        assert "pper:" in seen(app).splitlines()[4]


async def test_an_index_that_lacks_an_issue_misses_none_of_it(
    app_on: AppOn, library: Library
) -> None:
    while library.indexing.catch_up():
        pass
    section = Section(name="要闻", articles=(story("new", "新茶", "采茶的人又上山了。"),))
    issue = Issue(newspaper_id="kjrb", date=given.DAY, sections=(section,))
    library.store(KJRB, issue, at=NOON)
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await typed(app, pilot, "采茶")
        assert sorted(found(screen)) == [key("boat"), key("tea"), "kjrb/2024-07-06/new"]


async def test_a_long_answer_goes_on_as_one_comes_to_its_end(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    articles = tuple(story(f"n{n}", f"第{n}只鸵鸟", "鸵鸟") for n in range(150))
    section = Section(name="要闻", articles=articles)
    issue = Issue(newspaper_id="kjrb", date=given.DAY, sections=(section,))
    library.store(KJRB, issue, at=NOON)
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await typed(app, pilot, "鸵鸟")
        assert len(found(screen)) == 60
        assert "60 and more" in seen(app)
        await pressed(app, pilot, "down", "G")
        marked = screen._hits.hit
        assert len(found(screen)) == 150
        assert screen._hits.hit == marked
        assert "150 articles" in seen(app)


# -- where, and in which order --


async def test_the_place_one_came_from_can_be_searched(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open_issue("kjrb", given.DAY - timedelta(days=1))
        await settle(app, pilot)
        screen = await typed(app, pilot, "科技")
        assert "In the whole library, the best first" in seen(app)
        scopes = []
        for _ in range(4):
            await pressed(app, pilot, "tab")
            assert screen._question is not None
            scopes.append(screen._question.scope)
        assert scopes == [
            Scope(newspaper_id="kjrb"),
            Scope(newspaper_id="kjrb", date=given.DAY - timedelta(days=1)),
            Scope(is_bookmarks=True),
            Scope(),
        ]
        await pressed(app, pilot, "tab", "tab")
        assert "In 科技日报 Fri 5 Jul 2024" in seen(app)


async def test_the_bookmarks_are_searched_from_the_bookmarks(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    library.bookmark(key("tea"), at=NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(app, pilot, "B")
        screen = await typed(app, pilot, "采茶")
        assert "In the bookmarks" in seen(app)
        assert found(screen) == [key("tea")]
        assert "★" in seen(app)


async def test_the_order_turns(app_on: AppOn, seen: Seen, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await typed(app, pilot, "采茶")
        await pressed(app, pilot, "ctrl+o")
        assert screen._question is not None
        assert screen._question.order is Order.NEWEST
        assert "the newest first" in seen(app)
        assert screen._field.value == "采茶"


# -- reading, and coming back --


async def test_an_article_opens_at_the_first_match_with_all_of_them_lit(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        screen = await typed(app, pilot, "采茶 下山")
        assert found(screen) == [key("tea")]
        await pressed(app, pilot, "enter")
        article = app.screen
        assert isinstance(article, ArticleScreen)
        assert article.keys_line.place == "found"
        matches = article._galley.matches
        assert matches is not None
        assert matches.tally == "1/3"
        assert "采茶的人上山" in seen(app)
        await pressed(app, pilot, "n", "n")
        assert matches.tally == "3/3"
        assert "下山" in seen(app)
        await pressed(app, pilot, "N")
        assert matches.tally == "2/3"
        await pressed(app, pilot, "escape")
        assert article._galley.matches is None
        assert app.screen is article


async def test_one_comes_back_to_the_row_and_out_to_the_spot(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        before = seen(app)
        screen = await typed(app, pilot, "采茶")
        await pressed(app, pilot, "down", "j", "enter")
        second = found(screen)[1]
        assert isinstance(app.screen, ArticleScreen)
        assert app.screen.key == second
        await pressed(app, pilot, "q")
        assert app.screen is screen
        assert screen._hits.hit is not None
        assert screen._hits.hit.key == second
        assert screen._field.value == "采茶"
        await pressed(app, pilot, "q")
        assert seen(app) == before


async def test_the_next_article_of_what_was_found_is_lit_until_the_search_is_ended(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await typed(app, pilot, "采茶")
        keys = found(screen)
        await pressed(app, pilot, "enter", "right")
        article = app.screen
        assert isinstance(article, ArticleScreen)
        assert article.key == keys[1]
        assert article._galley.matches is not None
        await pressed(app, pilot, "escape", "p")
        assert article.key == keys[0]
        assert article._galley.matches is None


async def test_looking_at_a_match_keeps_the_place_where_one_read(
    app_on: AppOn, library: Library
) -> None:
    library.remember_position(key("tea"), 40)
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        await typed(app, pilot, "下山")
        await pressed(app, pilot, "enter", "n", "q")
        assert library.read_state(key("tea")).position == 40


async def test_reading_on_from_a_match_to_the_end_is_reading(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        await typed(app, pilot, "上山")
        await pressed(app, pilot, "enter")
        for _ in range(9):
            await pressed(app, pilot, "pagedown")
        assert library.read_state(key("tea")).is_read


async def test_enter_before_the_answer_opens_the_first_once_it_is_there(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(app, pilot, "S")
        await pilot.press("龙", "舟", "enter")
        await settle(app, pilot)
        assert isinstance(app.screen, ArticleScreen)
        assert app.screen.key == key("boat")


async def test_s_leads_back_to_the_search_from_what_was_found(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await typed(app, pilot, "采茶")
        await pressed(app, pilot, "enter", "S")
        assert app.screen is screen
        assert app.focused is screen._field
        await pressed(app, pilot, *"rain")
        assert found(screen) == [key("rain")]


# -- marks --


async def test_what_is_found_is_kept_listed_and_marked_without_opening_it(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await typed(app, pilot, "is:unread 龙舟")
        await pressed(app, pilot, "down", "b", "x", "u")
        assert library.bookmark_of(key("boat")) is not None
        assert library.is_listed(key("boat"))
        assert library.read_state(key("boat")).is_read
        row = next(row for row in seen(app).splitlines() if "08 副刊" in row)
        assert "★ ✚" in row
        assert any(row.strip().startswith("▌ ● 龙舟") for row in seen(app).splitlines())
        await pressed(app, pilot, "ctrl+z")
        assert not library.read_state(key("boat")).is_read
        assert any(row.strip().startswith("▌ ○ 龙舟") for row in seen(app).splitlines())


async def test_what_is_found_is_tagged_and_taken_away_without_opening_it(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await typed(app, pilot, "龙舟")
        await pressed(app, pilot, "down", "number_sign", *"节日", "enter")
        kept = library.bookmark_of(key("boat"))
        assert kept is not None
        assert kept.tags == ("节日",)
        await pressed(app, pilot, "e")
        assert "This article" in seen(app)
        await pressed(app, pilot, "escape", "ctrl+z")
        assert library.bookmark_of(key("boat")) is None
        assert isinstance(app.screen, SearchScreen)


def test_a_line_that_is_cut_says_so_once() -> None:
    line = [("不登广告，随程序", ""), ("报纸", " lit"), ("一起", "")]
    assert _fitted(line, 12) == [("不登广告，…", "")]


# -- what was searched for before --


async def test_what_was_searched_for_is_remembered(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    library.note_down(EARLIER, json.dumps(["date:2024 旧的"]))
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(app, pilot, "龙舟")
        await pressed(app, pilot, "enter", "q", "q")
        assert json.loads(library.recall(EARLIER) or "") == ["龙舟", "date:2024 旧的"]
        await pressed(app, pilot, "S")
        assert "/ 龙舟" in seen(app)
        assert "/ date:2024 旧的" in seen(app)
        await pressed(app, pilot, "down", "enter")
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        assert screen._field.value == "龙舟"
        assert found(screen) == [key("boat")]


@pytest.mark.parametrize("noted", ["", "{", "7", '{"a": 1}', "[1, null]"])
async def test_what_was_noted_down_wrongly_hinders_nobody(
    app_on: AppOn, library: Library, noted: str
) -> None:
    library.note_down(EARLIER, noted)
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await typed(app, pilot, "龙舟")
        assert found(screen) == [key("boat")]


async def test_an_empty_field_says_what_can_be_typed(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        await pressed(app, pilot, "S")
        for words in ("-not", "OR", "paper:", "date:", "is:unread", "tag:"):
            assert words in seen(app)


async def test_while_one_types_no_letter_is_shown_as_a_key(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 30)) as pilot:
        await typed(app, pilot, "采茶")
        foot = seen(app).splitlines()[-1]
        assert "Esc Out" in foot
        assert "F1 Keys" in foot
        assert "b Bookmark" not in foot
        assert "Go to date" not in foot
        await pressed(app, pilot, "down")
        foot = seen(app).splitlines()[-1]
        assert "q Out" in foot
        assert "b Bookmark" in foot


# -- whatever happens --


async def test_a_library_that_cannot_be_searched_says_so_in_a_sentence(
    app_on: AppOn, seen: Seen, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.errors import LibraryError
    from reader.library.search import Search

    def fails(*_: object, **__: object) -> object:
        raise LibraryError("The library is damaged.")

    monkeypatch.setattr(Search, "find", fails)
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(app, pilot, "采茶")
        assert "The library is damaged." in seen(app)
        await pressed(app, pilot, "escape")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("words", ['"', "-", "OR", "::", "\x00", "[/bold]", "😀", "is:", "“"])
async def test_anything_can_be_typed(app_on: AppOn, library: Library, words: str) -> None:
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        await pressed(app, pilot, "S")
        assert isinstance(app.screen, SearchScreen)
        app.screen._field.value = words
        await settle(app, pilot)
        await pressed(app, pilot, "tab", "ctrl+o", "down", "up")
        assert isinstance(app.screen, SearchScreen)


async def test_it_speaks_chinese(app_on: AppOn, seen: Seen, library: Library) -> None:
    speak("zh")
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        await typed(app, pilot, "采茶")
        assert "范围：全库 · 最相关的在前" in seen(app)
        assert "2 篇" in seen(app)
