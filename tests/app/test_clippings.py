"""Tags, lit passages and kept texts, as one has them on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.color import Color
from textual.widgets import Input, Static

from reader.app.app import ReaderApp
from reader.app.screens.article import ArticleScreen
from reader.app.screens.bookmarks import BookmarksScreen, NoteField
from reader.app.screens.tagging import TagField
from reader.library import Library
from reader.model import Highlight, Paragraph
from tests.app import issue_fixtures as given

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.model import Bookmark

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]
SHORT, LONG = given.key("short"), given.key("long")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        opened.store(given.PAPER, given.full_issue(), at=given.NOON)
        yield opened


@pytest.fixture(autouse=True)
def pinned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose pictures were asked for."""
    asked: list[str] = []
    monkeypatch.setattr(
        "reader.app.deliveries.Deliveries.pin", lambda _self, _article, key: asked.append(key)
    )
    return asked


@pytest.fixture
def changed(library: Library) -> Library:
    """The short story bookmarked, then changed by the paper, then its issue removed."""
    library.bookmark(SHORT, at=given.NOON, note="为什么")
    library.clippings.tag(SHORT, ["天气"])
    issue = given.full_issue()
    front = issue.sections[0]
    text = "今天天气很坏，明天也是，后天再看。"
    short = replace(front.articles[2], blocks=(Paragraph(text=text),))
    sections = (replace(front, articles=(*front.articles[:2], short)), *issue.sections[1:])
    at = given.NOON + timedelta(hours=1)
    library.store(given.PAPER, replace(issue, sections=sections), at=at)
    library.remove_issue("full", given.DAY, at=at)
    return library


def kept(library: Library, key: str) -> Bookmark:
    bookmark = library.bookmark_of(key)
    assert bookmark is not None
    return bookmark


def styled(app: ReaderApp, what: str) -> str:
    """The characters of the text that are drawn so."""
    return "".join(
        segment.text
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None and getattr(segment.style, what)
    )


def on_lit_ground(app: ReaderApp) -> str:
    """The characters that stand on the ground of what somebody lit."""
    ground = Color.parse(app.theme_variables["lit"]).rich_color
    return "".join(
        segment.text
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None and segment.style.bgcolor == ground
    )


# -- tags ------------------------------------------------------------------------


async def test_tags_are_completed_kept_and_undone(app_on: AppOn, library: Library) -> None:
    library.bookmark(SHORT, at=given.NOON)
    library.clippings.tag(SHORT, ["航天工程", "农业"])
    app = app_on(library)
    async with app.run_test(size=(100, 40)) as pilot:
        await given.on_article(app, pilot)
        await pilot.press("number_sign")
        await pilot.pause()
        assert isinstance(app.screen, TagField)
        await pilot.press(*"航")
        await pilot.pause()
        known = str(app.screen.query_one("#known-tags", Static).content)
        assert known == "#航天工程"
        await pilot.press("tab")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "航天工程"
        await pilot.press(*",AI")
        await given.pressed(app, pilot, "enter")
        assert kept(library, LONG).tags == ("AI", "航天工程")
        assert app.place is not None
        await given.pressed(app, pilot, "ctrl+z")
        assert library.bookmark_of(LONG) is None
        await given.pressed(app, pilot, "ctrl+y")
        assert kept(library, LONG).tags == ("AI", "航天工程")


async def test_tags_are_taken_off_and_leaving_the_field_changes_nothing(
    app_on: AppOn, library: Library, seen: Seen
) -> None:
    library.bookmark(SHORT, at=given.NOON)
    library.clippings.tag(SHORT, ["一", "二"])
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        await given.pressed(app, pilot, "B")
        assert "#一 #二" in seen(app)
        await given.pressed(app, pilot, "number_sign", "x", "escape")
        assert kept(library, SHORT).tags == ("一", "二")
        await pilot.press("number_sign")
        await pilot.pause()
        app.screen.query_one(Input).value = "二"
        await given.pressed(app, pilot, "enter")
        assert kept(library, SHORT).tags == ("二",)
        assert "#一" not in seen(app)


@pytest.mark.parametrize("keys", [("enter",), ("enter", "w"), ("enter", "f")])
async def test_an_article_is_tagged_in_every_list(
    app_on: AppOn, library: Library, keys: tuple[str, ...]
) -> None:
    app = app_on(library, given.PAPER)
    async with app.run_test(size=(100, 40)) as pilot:
        app.open_issue("full", given.DAY)
        await given.pressed(app, pilot, *keys[1:], "number_sign")
        assert isinstance(app.screen, TagField)
        app.screen.query_one(Input).value = "一"
        await given.pressed(app, pilot, "enter")
    (bookmark,) = library.bookmarks()
    assert bookmark.tags == ("一",)


# -- the bookmarks ---------------------------------------------------------------


async def test_bookmarks_are_filtered_by_tag_paper_and_text(
    app_on: AppOn, changed: Library, seen: Seen
) -> None:
    changed.restore("full", given.DAY)
    changed.store(given.PAPER, given.full_issue(), at=given.NOON)
    changed.bookmark(LONG, at=given.NOON)
    app = app_on(changed)
    async with app.run_test(size=(100, 40)) as pilot:
        await given.pressed(app, pilot, "B")
        screen = app.screen
        assert isinstance(screen, BookmarksScreen)
        assert "edited 短讯" in seen(app)
        for typed, found in (
            ("#天", [SHORT]),
            ("#", [SHORT]),
            ("#none", []),
            ("paper:technology", [LONG, SHORT]),
            ("paper:人民", []),
            ("一段引文", [LONG]),
            ("天气很好", [SHORT]),
            ("#天气 科技日报 为什么", [SHORT]),
        ):
            screen._kept.filter_by(typed)
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert list(screen._kept.shown_keys) == found, typed


async def test_a_bookmark_reads_as_kept_and_v_shows_what_the_paper_changed(
    app_on: AppOn, changed: Library, seen: Seen
) -> None:
    app = app_on(changed)
    async with app.run_test(size=(100, 40)) as pilot:
        await given.pressed(app, pilot, "B", "enter")
        assert "今天天气很好。" in seen(app)
        assert "as you kept it" in seen(app)
        await given.pressed(app, pilot, "V")
        assert "今天天气很坏" in seen(app)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "坏" in styled(app, "underline")
        await given.pressed(app, pilot, "V")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "今天天气很好。" in seen(app)
        assert "好" in styled(app, "strike")


async def test_v_in_the_bookmarks_goes_to_what_changed(
    app_on: AppOn, changed: Library, seen: Seen
) -> None:
    changed.restore("full", given.DAY)
    changed.store(given.PAPER, given.full_issue(), at=given.NOON)
    changed.bookmark(LONG, at=given.NOON)
    app = app_on(changed)
    async with app.run_test(size=(100, 40)) as pilot:
        await given.pressed(app, pilot, "B", "V")
        assert isinstance(app.screen, BookmarksScreen)
        assert "has not changed" in app.screen.sentence
        await given.pressed(app, pilot, "j", "V")
        assert isinstance(app.screen, ArticleScreen)
        assert app.screen._steps_back == 0


# -- lit passages ----------------------------------------------------------------


async def on_long(app: ReaderApp, pilot: Pilot[None]) -> ArticleScreen:
    screen = await given.on_article(app, pilot)
    assert isinstance(screen, ArticleScreen)
    return screen


async def test_a_sentence_is_lit_by_keys_bookmarked_with_it_and_undone(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await on_long(app, pilot)
        assert on_lit_ground(app) == ""
        await given.pressed(app, pilot, "H", ")", "H")
        (lit,) = kept(library, LONG).highlights
        assert lit.passage == "科技创新是发展的动力，人才是科技创新的根本。"
        assert screen.article is not None
        assert screen.article.text[lit.start : lit.end] == lit.passage
        assert on_lit_ground(app).startswith("科技创新是")
        await given.pressed(app, pilot, "ctrl+z")
        assert library.bookmark_of(LONG) is None
        assert on_lit_ground(app) == ""


async def test_lit_passages_are_walked_noted_and_let_go(app_on: AppOn, library: Library) -> None:
    text = next(a for a in given.full_issue().articles if a.slug == "long").text
    library.bookmark(LONG, at=given.NOON)
    for start, end in ((0, 3), (1400, 1410), (len(text) - 9, len(text) - 2)):
        lit = Highlight(start=start, end=end, passage=text[start:end], made_at=given.NOON)
        library.clippings.highlight(LONG, lit)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_long(app, pilot)
        await given.pressed(app, pilot, "right_curly_bracket", "right_curly_bracket")
        assert screen._walked_to is not None
        assert screen._walked_to.start == 1400
        await given.pressed(app, pilot, "a")
        assert isinstance(app.screen, NoteField)
        await pilot.press(*"why")
        await given.pressed(app, pilot, "enter")
        assert [lit.note for lit in kept(library, LONG).highlights] == ["", "why", ""]
        await given.pressed(app, pilot, "right_curly_bracket", "left_curly_bracket", "H")
        assert len(kept(library, LONG).highlights) == 2
        await given.pressed(app, pilot, "ctrl+z")
        assert len(kept(library, LONG).highlights) == 3


async def test_a_passage_stands_lit_where_it_went_in_a_changed_text(
    app_on: AppOn, library: Library
) -> None:
    library.bookmark(SHORT, at=given.NOON)
    for words in ("天气", "很好"):
        start = "今天天气很好。".index(words)
        lit = Highlight(start=start, end=start + 2, passage=words, made_at=given.NOON)
        library.clippings.highlight(SHORT, lit)
    issue = given.full_issue()
    front = issue.sections[0]
    short = replace(front.articles[2], blocks=(Paragraph(text="据报道，明天的天气坏透了。" * 1),))
    sections = (replace(front, articles=(*front.articles[:2], short)), *issue.sections[1:])
    library.store(given.PAPER, replace(issue, sections=sections), at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await given.on_article(app, pilot, "short")
        assert on_lit_ground(app) == "天气"
        await given.pressed(app, pilot, "q", "B", "enter")
        assert on_lit_ground(app) == "天气很好"


async def test_pictures_that_did_not_come_are_asked_for_again(
    app_on: AppOn, library: Library, pinned: list[str]
) -> None:
    for key in (LONG, SHORT):
        library.bookmark(key, at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        app.pin_missing()
        app.pin_missing()
        await given.settle(app, pilot)
    assert pinned == [LONG]
    library.keep_picture("http://paper.example/1.jpg", "image/jpeg", b"jpeg")
    assert library.clippings.without_pictures() == ()
