"""The article: it opens where it was left, and everything one does with it."""

from __future__ import annotations

import importlib.util
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from reader.app.app import ReaderApp
from reader.app.progress import Arrived
from reader.app.screens.article import ArticleScreen
from reader.app.screens.bookmarks import NoteField
from reader.app.screens.issue import IssueScreen
from reader.app.standing import day_of, first_of_section, standing_of
from reader.app.widgets.folio import Folio, FolioLine
from reader.app.widgets.galley import Galley
from reader.library import Library
from reader.model import Article, Image, Issue, Paragraph, Progress, Section

_PATH = Path(__file__).with_name("issue_fixtures.py")
_SPEC = importlib.util.spec_from_file_location("issue_fixtures", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
given = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(given)

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]
DAY = date(2024, 7, 6)


@pytest.fixture(autouse=True)
def pinned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys whose pictures were asked for; nothing is fetched."""
    keys: list[str] = []
    monkeypatch.setattr(ReaderApp, "pin_pictures", lambda _, key: keys.append(key))
    return keys


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        opened.store(given.PAPER, given.full_issue(), at=given.NOON)
        yield opened


on_article, pressed = given.on_article, given.pressed


# -- what is on it --


async def test_kicker_headline_deck_byline_date_and_text_are_there(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        await on_article(app, pilot)
        text = seen(app)
    for words in ("新闻述评", "中韩科技合作的前进之路", "一条副题", "本报记者 张三", "本报讯"):
        assert words in text
    assert "2024年7月6日 星期六 · 第01版 要闻 · 11 min" in text


async def test_folio_says_where_and_how_far(app_on: AppOn, seen: Seen, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot)
        folio = seen(app).splitlines()[-2]
        assert folio.strip().startswith("01 要闻 · 1 of 2")
        assert folio.rstrip().endswith("min left")
        await pressed(app, pilot, "G")
        folio = seen(app).splitlines()[-2]
        assert folio.rstrip().endswith("100% · read")


def test_folio_line_in_words() -> None:
    folio = Folio(section="01 要闻", number=3, count=9, percent=42, minutes_left=2)
    assert folio.where() == "01 要闻 · 3 of 9"
    assert folio.how_far() == "42% · 2 min left"
    assert replace(folio, percent=100).how_far() == "100% · the end"


async def test_end_names_the_next_article(app_on: AppOn, seen: Seen, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot)
        await pressed(app, pilot, "G")
        assert "Space: next article · 短讯" in seen(app)


async def test_story_on_two_pages_says_so(app_on: AppOn, seen: Seen, library: Library) -> None:
    story = Article(
        slug="split", headline="一", printed_on=("01", "04"), blocks=(Paragraph(text="文。"),)
    )
    issue = Issue(
        newspaper_id="full",
        date=DAY,
        sections=(Section(name="要闻", page="01", articles=(story,)),),
    )
    library.store(given.PAPER, issue, at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot, "split")
        assert "第01版 → 第04版" in seen(app)


async def test_picture_leaves_its_caption_under_a_sign(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot, "pictures")
        assert "〔图〕 图" in seen(app)
        await pressed(app, pilot, "i")
        assert "〔图〕 图" in seen(app)
        assert library.recall("pictures") == "hidden"
        await pressed(app, pilot, "i")
        assert library.recall("pictures") == "shown"


# -- where one is --


async def test_opens_where_it_was_left(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "space", "j", "q")
        position = library.read_state(given.key("long")).position
        assert position > 0
        await pressed(app, pilot, "enter")
        galley = app.screen.query_one(Galley)
        first = galley.lines[galley.scroll_offset.y]
        assert first.start == position
        assert screen is not app.screen


async def test_leaving_the_reader_loses_no_place(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot)
        await pilot.press("space", "ctrl+q")
    assert library.read_state(given.key("long")).position > 0


async def test_place_is_written_after_a_pause_too(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pilot.press("space")
        assert screen._pause_timer is not None
        screen._write_position()
        await given.settle(app, pilot)
        assert library.read_state(given.key("long")).position > 0


async def test_end_marks_it_read_and_u_unread_again(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "space")
        assert not library.read_state(given.key("long")).is_read
        await pressed(app, pilot, "G")
        assert library.read_state(given.key("long")).is_read
        await pressed(app, pilot, "u")
        assert not library.read_state(given.key("long")).is_read
        assert screen.sentence == "Unread again."
        await pressed(app, pilot, "u")
        assert library.read_state(given.key("long")).is_read


async def test_article_that_fits_is_read_by_a_look_or_by_going_on(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot, "short")
        assert screen._look_timer is not None
        assert not library.read_state(given.key("short")).is_read
        await pressed(app, pilot, "n", "p")
        assert not library.read_state(given.key("short")).is_read
        await pressed(app, pilot, "space")
        assert library.read_state(given.key("short")).is_read


async def test_resizing_keeps_the_words_on_top(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot)
        await pilot.press("space", "space")
        galley = app.screen.query_one(Galley)
        position = galley.position
        for width, height in ((60, 16), (140, 45), (20, 6), (1, 1), (100, 30)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert galley.position == position


# -- to other articles --


async def test_n_and_p_cross_the_borders_of_sections_and_say_so(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "n")
        assert screen.key == given.key("short")
        assert "▸" not in seen(app).splitlines()[-2]
        await pressed(app, pilot, "n")
        assert screen.key == given.key("english")
        assert "▸ 第02版 Opinion" in seen(app).splitlines()[-2]
        await pressed(app, pilot, "p")
        assert screen.key == given.key("short")
        await pressed(app, pilot, "p", "p")
        assert screen.key == given.key("long")
        assert screen.sentence == "This is the first article."


async def test_advertisements_are_not_read_on_the_way(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        keys = [screen.key]
        for _ in range(6):
            await pressed(app, pilot, "n")
            keys.append(screen.key)
        assert given.key("ad") not in keys
        assert keys[4] == keys[-1] == given.key("last")
        assert screen.sentence == "This was the last article. q goes back."


async def test_brackets_go_to_the_first_article_of_a_section(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot, "short")
        found = []
        for one in ("]", "]", "]", "[", "["):
            await pressed(app, pilot, one)
            found.append(screen.key.rpartition("/")[2])
        assert found == ["english", "last", "last", "english", "long"]


async def test_space_reads_to_the_end_and_on(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        for _ in range(40):
            await pilot.press("space")
            if screen.key != given.key("long"):
                break
        await given.settle(app, pilot)
        assert screen.key == given.key("short")
        assert library.read_state(given.key("long")).is_read


async def test_what_arrives_meanwhile_can_be_gone_to(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot, "last")
        issue = given.full_issue()
        more = Section(
            name="国际",
            page="04",
            articles=(Article(slug="new", headline="新", blocks=(Paragraph(text="新。"),)),),
        )
        stored = library.store(
            given.PAPER, replace(issue, sections=(*issue.sections, more)), at=given.NOON
        )
        screen.post_message(Arrived(Progress(newspaper_id="full", date=DAY, stored=stored)))
        await given.settle(app, pilot)
        await pressed(app, pilot, "n")
        assert screen.key == given.key("new")


# -- how it is set --


@pytest.mark.parametrize("size", [(60, 16), (100, 30)])
async def test_no_sentence_moves_the_text(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        screen = await on_article(app, pilot)
        galley = screen.query_one(Galley)
        before, rows = galley.size, seen(app).split("\n")
        tellings: tuple[Callable[[str], None], ...] = (
            screen.announce,
            screen.say_failure,
            screen.say_progress,
        )
        for tell in tellings:
            tell("The issue of 2024-07-09 is here.")
            await pilot.pause()
            assert "The issue of 2024-07-09 is here." in seen(app)
            assert galley.size == before
            assert seen(app).split("\n")[: before.height] == rows[: before.height]
        screen.clear_sentence()
        await pilot.pause()
        assert seen(app).split("\n") == rows


async def test_a_date_in_a_sentence_is_never_broken(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        screen = await on_article(app, pilot)
        for n in range(30, 60):
            screen.say_failure("x" * n + " 2024-07-09 is a day without an issue.")
            await pilot.pause()
            assert "2024-07-09" in seen(app)


async def test_measure_changes_and_is_remembered(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "-", "-")
        assert screen.query_one(Galley).cells == 64
        assert screen.sentence == "64 cells wide"
        assert library.recall("measure") == "64"
        await pressed(app, pilot, "+")
        assert screen.query_one(Galley).cells == 68
    again = app_on(library)
    async with again.run_test(size=(100, 30)) as pilot:
        screen = await on_article(again, pilot)
        assert screen.query_one(Galley).cells == 68


async def test_measure_stops_at_the_screen_and_at_the_narrowest(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, *["+"] * 5)
        assert screen.query_one(Galley).cells == 76
        assert screen.sentence == "It fills the screen."
        await pressed(app, pilot, *["-"] * 30)
        assert screen.query_one(Galley).cells == 16
        assert screen.sentence == "It cannot be narrower."


async def test_columns_come_and_go(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(170, 40)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "v")
        assert screen.query_one(Galley).column_count == 2
        await pressed(app, pilot, "space")
        position = screen.query_one(Galley).position
        await pressed(app, pilot, "v")
        assert screen.query_one(Galley).column_count == 1
        assert screen.query_one(Galley).position == position


# -- marks --


async def test_bookmark_is_confirmed_shown_and_let_go(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "b")
        assert library.bookmark_of(given.key("long")) is not None
        assert screen.sentence.startswith("Kept for good")
        assert "★" in seen(app).splitlines()[-2]
        await pressed(app, pilot, "b")
        assert library.bookmark_of(given.key("long")) is None
        assert screen.sentence == "Bookmark removed; Ctrl+Z brings it back."
        assert "★" not in seen(app)


async def test_pictures_of_a_bookmarked_article_are_kept_too(
    app_on: AppOn, library: Library, pinned: list[str]
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot)
        await pressed(app, pilot, "b")
    assert pinned == [given.key("long")]


async def test_note_bookmarks_the_article_and_stands_under_it(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(app.screen, NoteField)
        await pressed(app, pilot, *"weekly", "enter")
        kept = library.bookmark_of(given.key("long"))
        assert kept is not None
        assert kept.note == "weekly"
        assert "✎ weekly" in seen(app)
        await pressed(app, pilot, "b")
        assert screen.sentence == "Bookmark and note removed; Ctrl+Z brings both back."
        assert library.bookmark_of(given.key("long")) is None
        await pressed(app, pilot, "ctrl+z")
        assert library.bookmark_of(given.key("long")) == kept
        assert "✎ weekly" in seen(app)
        await pressed(app, pilot, "a", "end", "!", "enter")
        kept = library.bookmark_of(given.key("long"))
        assert kept is not None
        assert kept.note == "weekly!"
        assert screen.sentence == "Note kept."


async def test_bookmark_is_read_after_its_issue_is_gone(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    library.bookmark(given.key("long"), at=given.NOON)
    library.bookmark(given.key("short"), at=given.NOON + timedelta(minutes=1))
    library.remove_issue("full", DAY, at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(app, pilot, "B", "enter")
        screen = app.screen
        assert isinstance(screen, ArticleScreen)
        assert "今天天气很好。" in seen(app)
        assert "01 要闻 · 1 of 2" in seen(app)
        await pressed(app, pilot, "n")
        assert "本报讯" in seen(app)
        await pressed(app, pilot, "]")
        assert "no sections" in screen.sentence
        assert screen.issue_day == DAY
        assert screen.newspaper is not None


async def test_article_that_is_gone_says_so(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open_article(("full/2024-07-06/nothing",), "full/2024-07-06/nothing")
        await given.settle(app, pilot)
        assert app.place is not None
        assert "not in the library any more" in app.place.sentence
        await pressed(app, pilot, *"jkgGubaiyoYnp[]v-+", "space")
        assert app.is_running
        await pressed(app, pilot, "q")
        assert not isinstance(app.screen, ArticleScreen)


async def test_marks_that_cannot_be_written_are_said_and_stop_nothing(
    app_on: AppOn, library: Library, tmp_path: Path
) -> None:
    library.close()
    with Library.open(tmp_path / "library.db", read_only=True) as opened:
        app = app_on(opened)
        async with app.run_test(size=(100, 30)) as pilot:
            screen = await on_article(app, pilot)
            await pressed(app, pilot, "space", "G")
            assert screen.sentence == ""
            await pressed(app, pilot, "b")
            assert "read" in screen.sentence
            await pressed(app, pilot, "q")
            assert isinstance(app.screen, IssueScreen)


# -- out into the world --


async def test_text_is_copied_without_its_setting(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(library)
    copied: list[str] = []
    monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot, "short")
        await pressed(app, pilot, "y")
        assert copied == ["短讯\n\n今天天气很好。"]
        assert screen.sentence == "The text is copied."
        screen.query_one(Galley).text_select_all()
        await pressed(app, pilot, "y")
        assert copied[1].startswith("短讯")
        assert screen.sentence == "The selection is copied."


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "", "http://["])
async def test_only_web_addresses_are_opened(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda one: opened.append(one) or True)
    issue = given.full_issue()
    section = issue.sections[0]
    article = replace(section.articles[1], url=url)
    library.store(
        given.PAPER,
        replace(issue, sections=(replace(section, articles=(article,)),)),
        at=given.NOON,
    )
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "o")
        assert screen.sentence == "This article has no page of its own on the web."
        await pressed(app, pilot, "Y")
    assert opened == []


async def test_address_is_opened_in_a_browser(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda one: opened.append(one) or True)
    monkeypatch.setattr(webbrowser, "get", object)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "o")
        assert opened == ["http://paper.example/long.htm"]
        assert screen.sentence == "Opened in the browser."


async def test_browser_of_the_terminal_is_not_drawn_over_the_reader(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda one: opened.append(one) or True)
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("lynx"))
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        await pressed(app, pilot, "o")
        assert opened == []
        assert "http://paper.example/long.htm" in screen.sentence


# -- where it stands --


def test_standing_of_an_article_of_a_list_is_its_number_there() -> None:
    standing = standing_of("a/2024-07-06/2", ("a/2024-07-06/1", "a/2024-07-06/2"), None, None, None)
    assert (standing.number, standing.count, standing.day) == (2, 2, DAY)
    assert standing.neighbour(-1) == "a/2024-07-06/1"
    assert standing.neighbour(1) == ""
    assert standing.label == standing.brief == ""


def test_key_without_a_day_has_none() -> None:
    assert day_of("something") is None
    assert day_of("a/b/c") is None


async def test_sections_without_stories_are_passed_over(library: Library) -> None:
    outline = library.outline("full", DAY)
    assert outline is not None
    assert first_of_section(outline, 0, 1) == given.key("english")
    assert first_of_section(outline, 2, 1) == ""
    assert first_of_section(outline, 0, -1) == ""


async def test_folio_is_repainted_only_when_it_says_something_else(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot)
        line = screen.query_one(FolioLine)
        painted: list[int] = []
        monkeypatch.setattr(line, "refresh", lambda *_, **__: painted.append(1))
        screen._show_marks()
    assert painted == []


def test_image_of_the_fixtures_has_an_address() -> None:
    assert isinstance(given.full_issue().sections[0].articles[1].blocks[2], Image)
