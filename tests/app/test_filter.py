"""`/` in the lists: what stays, where the mark is, and how one comes out again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from reader.app.screens.bookmarks import BookmarksScreen
from reader.app.screens.issue import IssueScreen
from reader.app.screens.newsstand import NewsstandScreen
from reader.app.screens.readinglist import ReadingListScreen
from reader.app.widgets.filtering import lit, shown_items
from reader.app.widgets.findfield import FindField
from reader.lang import speak
from reader.model import Article, Issue, Newspaper, Paragraph, Section

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.app.app import ReaderApp
    from reader.library import Library

AppOn = Callable[..., "ReaderApp"]
Seen = Callable[["ReaderApp"], str]

NOON = datetime(2024, 7, 9, 4, tzinfo=UTC)
DAY = date(2024, 7, 6)
PAPER = Newspaper(id="mixed", name="混报", english_name="The Mixture")


def story(slug: str, headline: str, **more: Any) -> Article:
    more.setdefault("blocks", (Paragraph(text=f"正文之一：{headline}。"),))
    return Article(slug=slug, headline=headline, **more)


def mixed(*more: Section) -> Issue:
    return Issue(
        newspaper_id="mixed",
        date=DAY,
        sections=(
            Section(
                name="要闻",
                page="01",
                articles=(
                    story("a1", "科技创新是第一动力"),
                    story("a2", "粮食生产再获丰收", byline="本报记者 李四"),
                    story("a3", "ＡＩ走进课堂"),
                ),
            ),
            Section(
                name="国际", page="02", articles=(story("b1", "海上丝绸之路", deck="科技合作"),)
            ),
            Section(
                name="Opinion",
                page="03",
                articles=(
                    story("c1", "Ways to Advance Sino-Korean Sci-tech Collaboration"),
                    story("c2", "A Café for Everyone"),
                ),
            ),
            *more,
        ),
    )


async def issue_open(app: ReaderApp, pilot: Pilot[Any], *keys: str) -> IssueScreen:
    app.library.store(PAPER, mixed(), at=NOON)
    app.open_issue("mixed", DAY)
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()
    assert isinstance(app.screen, IssueScreen)
    return app.screen


def shown(screen: IssueScreen) -> list[str]:
    rows = screen._headlines
    return [
        item.line.slug
        for number, item in enumerate(rows._items)
        if item.line is not None and rows.is_shown(number)
    ]


# -- what is shown and lit -----------------------------------------------------------


def test_headings_stay_over_what_stays() -> None:
    texts = [None, "ab", "b", None, "c", None, "a c"]
    assert shown_items(("a",), texts) == [True, True, False, False, False, True, True]
    assert shown_items(("a", "c"), texts) == [False] * 5 + [True, True]
    assert not any(shown_items(("x",), texts))


def test_a_word_that_a_line_ends_in_is_lit_on_both_lines() -> None:
    lines = [[(" ● ", "fresh"), ("科技创", "name")], [("   ", ""), ("新之路", "name")]]
    assert lit(lines, ("创新",)) == [
        [(" ● ", "fresh"), ("科技", "name"), ("创", "name lit")],
        [("   ", ""), ("新", "name lit"), ("之路", "name")],
    ]
    english = [[("The ways", "name")], [("to advance", "name")], [("to", "quiet")]]
    assert lit(english, ("ways to",))[:2] == [
        [("The ", "name"), ("ways", "name lit")],
        [("to", "name lit"), (" advance", "name")],
    ]
    assert lit(english, ("x",)) == english


async def test_a_filter_leaves_what_has_the_words_and_lights_them(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        screen = await issue_open(app, pilot, "slash", "c", "a", "f", "e")
        assert shown(screen) == ["c2"]
        text = seen(app)
        assert "A Café for Everyone" in text
        assert "科技创新是第一动力" not in text
        assert "1/6" in text
        rows = screen._headlines
        strip = next(s for s in (rows.render_line(y) for y in range(6)) if "Café" in s.text)
        assert [part.text for part in strip if part.style and part.style.underline] == ["Café"]


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("ai", ["a3"]),
        ("科技", ["a1", "b1"]),
        ("李四", ["a2"]),
        ("要闻", ["a1", "a2", "a3"]),
        ("opinion sino", ["c1"]),
        ("sino opinion", ["c1"]),
        ("", ["a1", "a2", "a3", "b1", "c1", "c2"]),
    ],
)
async def test_headline_byline_and_section_are_looked_in(
    app_on: AppOn, library: Library, typed: str, slugs: list[str]
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await issue_open(app, pilot)
        screen._headlines.filter_by(typed)
        assert shown(screen) == slugs


async def test_what_a_filter_found_beside_the_headline_is_shown_in_its_row(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await issue_open(app, pilot, "slash", "合", "作")
        assert shown(screen) == ["b1"]
        assert "科技合作" in seen(app)


async def test_the_first_section_that_stays_is_named_over_the_list_alone(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(79, 30)) as pilot:
        await issue_open(app, pilot, "slash", "s", "i", "n", "o", "enter")
        text = seen(app)
    assert text.count("第03版 Opinion") == 1
    assert "第01版" not in text


# -- the mark ------------------------------------------------------------------------


async def test_escape_while_typing_puts_the_mark_back(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await issue_open(app, pilot, "j", "slash", *"cafe")
        rows = screen._headlines
        assert rows.line is not None
        assert rows.line.slug == "c2"
        await pilot.press("escape")
        await pilot.pause()
        assert rows.line.slug == "a2"
        assert len(shown(screen)) == 6
        assert rows.has_focus
        assert not screen.query(FindField)
        assert app.screen is screen


async def test_enter_keeps_the_filter_and_escape_then_stays_on_what_was_chosen(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await issue_open(app, pilot, "slash", *"科技", "enter", "j")
        rows = screen._headlines
        assert rows.has_focus
        assert rows.line is not None
        assert rows.line.slug == "b1"
        await pilot.press("j", "G", "n")
        assert rows.line.slug == "b1"
        await pilot.press("q")
        await pilot.pause()
        assert len(shown(screen)) == 6
        assert rows.line.slug == "b1"
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, NewsstandScreen)


async def test_the_mark_comes_back_to_its_article_as_the_words_go(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await issue_open(app, pilot, "j", "slash", *"科技")
        rows = screen._headlines
        assert rows.line is not None
        assert rows.line.slug == "b1"
        await pilot.press("backspace", "backspace")
        assert rows.line.slug == "a2"
        await pilot.press("down", "x", "backspace")
        await pilot.pause()
        assert rows.line.slug == "a3"


async def test_a_filter_in_vain_says_so_and_has_nothing_to_open(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        screen = await issue_open(app, pilot, "slash", *"zzz")
        assert "Nothing here has “zzz”. Esc shows all again." in seen(app)
        assert "0/6" in seen(app)
        await pilot.press(
            "enter", "enter", "j", "b", "u", "n", "right_square_bracket", "G", "ctrl+d"
        )
        await pilot.pause()
        assert app.screen is screen
        assert library.bookmark_of("mixed/2024-07-06/a1") is None
        await pilot.press("escape")
        await pilot.pause()
        assert len(shown(screen)) == 6
        assert screen._headlines.line is not None


async def test_sections_that_have_nothing_left_are_passed_over(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await issue_open(app, pilot, "slash", "o", "enter", "g", "right_square_bracket")
        assert shown(screen) == ["c1", "c2"]
        assert "last section" in screen.sentence


async def test_an_article_read_that_the_filter_hides_ends_the_filter(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await issue_open(app, pilot, "slash", *"科技", "enter")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("n", "q")
        await pilot.pause()
        assert app.screen is screen
        assert screen._headlines.line is not None
        assert screen._headlines.line.slug == "a2"
        assert len(shown(screen)) == 6


async def test_the_filter_holds_while_an_issue_arrives_and_the_screen_changes(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await issue_open(app, pilot, "slash", *"科技", "enter", "j")
        rows = screen._headlines
        more = Section(name="科教", page="04", articles=(story("d1", "科技馆开放"),))
        library.store(PAPER, mixed(more), at=NOON)
        screen._look_again()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert shown(screen) == ["a1", "b1", "d1"]
        assert rows.line is not None
        assert rows.line.slug == "b1"
        assert "3/7" in seen(app)
        for size in ((60, 16), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert rows.line.slug == "b1"
            assert "海上丝绸之路" in seen(app)


async def test_turning_to_another_issue_ends_the_filter(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open_issue("kjrb", DAY)
        await pilot.pause()
        await pilot.press("slash", *"Opinion", "enter", "comma")
        await pilot.pause()
        assert isinstance(app.screen, IssueScreen)
        assert app.screen.day == date(2024, 7, 5)
        assert not app.screen.query(FindField)
        assert app.screen._headlines.shown_count[0] == app.screen._headlines.shown_count[1]


# -- other lists ---------------------------------------------------------------------


async def test_the_sections_are_filtered_where_they_have_the_keys(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        screen = await issue_open(app, pilot, "tab", "slash", *"opin")
        assert screen._sections.shown_count == (1, 3)
        assert "Opinion" in seen(app)
        assert len(shown(screen)) == 6
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert screen._headlines.has_focus
        assert screen._headlines.line is not None
        assert screen._headlines.line.slug == "c1"
        assert screen._sections.shown_count == (3, 3)


async def test_the_other_list_takes_the_filter_over(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await issue_open(app, pilot, "slash", *"科技", "enter", "tab", "slash", *"opin")
        assert screen._sections.shown_count == (1, 3)
        assert len(shown(screen)) == 6
        await pilot.press("escape")
        await pilot.pause()
        assert screen._sections.shown_count == (3, 3)


async def test_newspapers_are_filtered_by_any_of_their_names(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash", *"people's")
        await pilot.pause()
        assert isinstance(app.screen, NewsstandScreen)
        assert app.screen.newspaper is not None
        assert app.screen.newspaper.id == "rmrb"
        assert "1/3" in seen(app)
        assert "Science and Technology" not in seen(app).split("\n")[4]
        await pilot.press("enter", "q")
        await pilot.pause()
        assert app.is_running
        assert app.screen._stand.shown_count == (3, 3)


async def test_bookmarks_are_filtered_by_paper_text_and_note(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    library.store(PAPER, mixed(), at=NOON)
    library.bookmark("mixed/2024-07-06/c1", at=NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("B")
        await pilot.pause()
        assert isinstance(app.screen, BookmarksScreen)
        kept = app.screen._kept
        for typed, keys in (
            ("mixture", {"mixed/2024-07-06/c1"}),
            ("周会", {"kjrb/2024-07-06/content_101"}),
            ("正文之一", {"mixed/2024-07-06/c1"}),
            ("科技日报 opinion", {"kjrb/2024-07-05/content_301"}),
        ):
            kept.filter_by(typed)
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert set(kept.shown_keys) == keys
        kept.filter_by("")
        await pilot.press("slash", *"之一", "enter")
        await pilot.pause()
        assert "正文之一：Ways to Advance" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.place is not None
        assert app.place.PLACE == "article"
        await pilot.press("q")
        await pilot.pause()
        assert kept.shown_count == (1, 3)


async def test_the_reading_list_is_filtered_by_text_too(app_on: AppOn, library: Library) -> None:
    library.store(PAPER, mixed(), at=NOON)
    for slug in ("a1", "c1"):
        library.put_on_list(f"mixed/2024-07-06/{slug}", at=NOON, since=NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        app.push_screen(ReadingListScreen())
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, ReadingListScreen)
        listed = app.screen._listed
        assert listed.shown_count == (2, 2)
        await pilot.press("slash", *"之一sino")
        listed.filter_by("之一 sino")
        assert listed.shown_count == (1, 2)
        assert listed.entry is not None
        assert listed.entry.key == "mixed/2024-07-06/c1"


async def test_a_headline_is_found_in_the_other_script(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await issue_open(app, pilot, "slash", *"科技創新")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert shown(screen) == ["a1"]


async def test_the_chinese_interface_says_what_the_keys_do(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    speak("zh")
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await issue_open(app, pilot, "slash", *"科技")
        assert "2/6 · 回车保留 · Esc 取消" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "2/6 · / 修改 · Esc 显示全部" in seen(app)
