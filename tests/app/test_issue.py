"""The issue: what is on it at every size, and where its keys lead."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from reader.app.app import ReaderApp
from reader.app.progress import Arrived, Finished
from reader.app.screens.article import ArticleScreen
from reader.app.screens.issue import IssueScreen
from reader.app.widgets.headlines import Headlines
from reader.app.widgets.masthead import Masthead
from reader.app.widgets.pagehead import PageHead
from reader.app.widgets.preview import Preview
from reader.app.widgets.sections import Sections
from reader.lang import speak
from reader.library import Library
from reader.model import Article, Listing, Paragraph, Progress, Section, State

_PATH = Path(__file__).with_name("issue_fixtures.py")
_SPEC = importlib.util.spec_from_file_location("issue_fixtures", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
given = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(given)

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]
DAY = date(2024, 7, 6)
EARLIER = date(2024, 7, 5)


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
        opened.store(given.PAPER, replace(given.full_issue(), date=EARLIER), at=given.NOON)
        yield opened


async def on_issue(app: ReaderApp, pilot: Any, *, key: str = "") -> IssueScreen:
    app.open_issue("full", DAY)
    await given.settle(app, pilot)
    assert isinstance(app.screen, IssueScreen)
    return app.screen


# -- what is on it --


async def test_masthead_has_name_date_tally_and_neighbours(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    library.mark_read(given.key("short"), at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await on_issue(app, pilot)
        head = seen(app).splitlines()[:4]
    assert head[1].strip() == "科 技 日 报"
    assert "2024年7月6日 星期六   3 pages · 5/5 articles · 1 read" in head[2]
    assert head[2].rstrip().endswith("‹ Fri 5")
    assert set(head[3].strip()) == {"═"}


async def test_masthead_folds_to_one_line_where_there_is_little_height(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        await on_issue(app, pilot)
        head = seen(app).splitlines()[:3]
    assert head[0].startswith(" 科技日报")
    assert "5/5" in head[0]
    assert set(head[1].strip()) == {"═"}


async def test_masthead_is_never_wider_than_the_screen(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        await on_issue(app, pilot)
        for width in (140, 100, 80, 61, 40, 24, 12, 4, 1):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            lines = str(app.screen.query_one(Masthead).render()).splitlines()
            assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("width", "panes"),
    [(60, (False, True, False)), (100, (True, True, False)), (140, (True, True, True))],
)
async def test_as_many_panes_as_fit(
    app_on: AppOn, library: Library, width: int, panes: tuple[bool, bool, bool]
) -> None:
    app = app_on(library)
    async with app.run_test(size=(width, 30)) as pilot:
        screen = await on_issue(app, pilot)
        shown = tuple(
            screen.query_one(kind).region.width > 0 for kind in (Sections, Headlines, Preview)
        )
    assert shown == panes


async def test_everything_printed_is_here_or_is_said_to_be_missing(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    gaps = (
        Listing(
            name="http://a.invalid/1",
            state=State.FAILED,
            url="http://a.invalid/1",
            reason="the site answered 503",
            title="缺的一条",
            page="02",
        ),
        Listing(
            name="http://a.invalid/2",
            state=State.FAILED,
            url="http://a.invalid/2",
            reason="too slow",
            title="另一条",
        ),
    )
    library.store(given.PAPER, given.full_issue(gaps), at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(120, 50)) as pilot:
        await on_issue(app, pilot)
        text = seen(app)
        assert "5/7 articles · 2 failed · r retries" in text
        assert "× 缺的一条 · the site answered 503" in text
        assert "─ Not here ─" in text
        await pilot.press("G", "enter")
        assert app.place is not None
        assert "“另一条” is not here: too slow. r tries again." in app.place.sentence


async def test_what_is_empty_changed_or_not_asked_for_says_so(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    waiting = Listing(name="w", state=State.WAITING, title="还没问的", page="03")
    issue = given.full_issue((waiting,))
    bare = Article(slug="bare", headline="只有标题")
    edited = Article(slug="last", headline="末条", blocks=(Paragraph(text="改过的完。"),))
    last = replace(issue.sections[2], articles=(edited, bare))
    library.store(given.PAPER, given.full_issue(), at=given.NOON)
    library.store(given.PAPER, replace(issue, sections=(*issue.sections[:2], last)), at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(120, 50)) as pilot:
        await on_issue(app, pilot)
        text = seen(app)
        assert "5/7 articles · 1 not fetched · 1 empty · r retries" in text
        assert "× 还没问的 · not asked for yet" in text
        assert "nothing under its headline" in text
        assert "edited" in text
        progress = Progress(newspaper_id="full", date=DAY, articles=7, articles_done=5)
        app.screen.post_message(Arrived(progress))
        await given.settle(app, pilot)
        assert "还没问的" not in seen(app)


async def test_wide_issue_shows_the_beginning_of_the_marked_article(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        screen = await on_issue(app, pilot)
        screen._preview_now()
        await given.settle(app, pilot)
        text = seen(app)
        assert "新闻述评" in text
        assert text.count("中韩科技合作的前进之路") == 2
        assert "本报讯，科技创新" in text
        await pilot.press("j")
        screen._preview_now()
        await given.settle(app, pilot)
        assert "今天天气很好。" in seen(app)
        assert "新闻述评" not in seen(app)


async def test_interface_speaks_chinese_where_it_is_asked_to(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    speak("zh")
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await on_issue(app, pilot)
        assert "5日 周五" in seen(app)


async def test_day_without_an_issue_says_so_and_offers_the_nearest(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        app.push_screen(IssueScreen("full", date(2024, 7, 9)))
        await given.settle(app, pilot)
        text = " ".join(seen(app).split())
        assert "科技日报 of Tue 9 Jul 2024 is not in the library." in text
        assert "The nearest issues: Sat 6 Jul 2024" in text
        await pilot.press(*"jkgGnp[]bul", "enter", "tab", "r")
        await given.settle(app, pilot)
        assert app.is_running
        await pilot.press("comma")
        await given.settle(app, pilot)
        assert app.place is not None
        assert app.place.issue_day == DAY
        assert "短讯" in seen(app)


# -- moving --


async def test_sections_follow_the_headlines(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        await pilot.press("n", "n", "n")
        await pilot.pause()
        headlines = screen.query_one(Headlines)
        assert headlines.line is not None
        assert headlines.line.slug == "english"
        assert screen.query_one(Sections).mark == 1
        await pilot.press("p")
        await pilot.pause()
        assert screen.query_one(Sections).mark == 0


async def test_brackets_go_to_the_sections_and_say_where_they_end(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        headlines = screen.query_one(Headlines)
        found = []
        for _ in range(3):
            await pilot.press("]")
            await pilot.pause()
            assert headlines.line is not None
            found.append(headlines.line.slug)
        assert found == ["english", "last", "last"]
        assert "last section" in screen.sentence
        await pilot.press("[", "[", "[")
        await pilot.pause()
        assert headlines.line is not None
        assert headlines.line.slug == "long"
        assert "first section" in screen.sentence


async def test_tab_goes_to_the_sections_and_enter_to_their_articles(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        await pilot.press("tab", "j", "j")
        await pilot.pause()
        headlines = screen.query_one(Headlines)
        assert screen.query_one(Sections).has_focus
        assert headlines.line is not None
        assert headlines.line.slug == "last"
        await pilot.press("enter")
        await pilot.pause()
        assert headlines.has_focus
        assert isinstance(app.screen, IssueScreen)


async def test_narrow_issue_shows_one_pane_at_a_time(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        await on_issue(app, pilot)
        assert "0/2" in seen(app)
        assert "Opinion    " not in seen(app)
        await pilot.press("tab")
        await pilot.pause()
        text = seen(app)
        assert "02 Opinion" in text
        assert "短讯" not in text
        await pilot.press("q")
        await pilot.pause()
        assert "短讯" in seen(app)
        assert isinstance(app.screen, IssueScreen)
        await pilot.press("q")
        await pilot.pause()
        assert not isinstance(app.screen, IssueScreen)


async def test_line_over_the_list_names_the_section_in_view(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 12)) as pilot:
        screen = await on_issue(app, pilot)
        head = screen.query_one(PageHead)
        assert "第01版 要闻" in str(head.render())
        await pilot.press("G")
        await pilot.pause()
        assert "第02版 Opinion" in str(head.render())


async def test_resizing_keeps_mark_and_section(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(140, 45)) as pilot:
        screen = await on_issue(app, pilot)
        await pilot.press("]", "j")
        for width, height in ((60, 16), (100, 30), (30, 8), (2, 2), (1, 1), (140, 45)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            headlines = screen.query_one(Headlines)
            assert headlines.line is not None
            assert headlines.line.slug == "pictures"
            if height > 8:
                top = headlines._tops[headlines.mark] - headlines.scroll_offset.y
                assert 0 <= top < headlines.size.height


async def test_sections_stay_in_front_when_the_screen_is_made_narrow(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        await pilot.press("tab")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert screen.query_one(Sections).has_focus
        assert "02 Opinion" in seen(app)


# -- between issues --


async def test_comma_and_dot_go_to_the_neighbouring_issues_and_back_to_the_same_row(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        await pilot.press("j", "comma")
        await given.settle(app, pilot)
        assert screen.issue_day == EARLIER
        headlines = screen.query_one(Headlines)
        assert headlines.line is not None
        assert headlines.line.slug == "long"
        await pilot.press("comma")
        await pilot.pause()
        assert "oldest issue" in screen.sentence
        await pilot.press(".")
        await given.settle(app, pilot)
        assert screen.issue_day == DAY
        assert headlines.line is not None
        assert headlines.line.slug == "short"


async def test_click_on_a_neighbour_turns_to_it(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        await pilot.click(Masthead, offset=(95, 1))
        await given.settle(app, pilot)
        assert screen.issue_day == EARLIER


# -- in and out --


async def test_article_and_back_leaves_row_and_scroll_as_they_were(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        screen = await on_issue(app, pilot)
        await pilot.press("]", "j")
        await given.settle(app, pilot)
        headlines = screen.query_one(Headlines)
        before = (headlines.mark, headlines.scroll_offset.y)
        await pilot.press("enter")
        await given.settle(app, pilot)
        assert isinstance(app.screen, ArticleScreen)
        await pilot.press("q")
        await given.settle(app, pilot)
        assert app.screen is screen
        assert (headlines.mark, headlines.scroll_offset.y) == before
        assert headlines.has_focus


async def test_mark_goes_along_with_somebody_who_read_on(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("n", "n", "q")
        await given.settle(app, pilot)
        line = screen.query_one(Headlines).line
        assert line is not None
        assert line.slug == "english"


async def test_click_marks_and_a_second_one_reads(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        await pilot.click(Headlines, offset=(10, 3))
        line = screen.query_one(Headlines).line
        assert line is not None
        assert line.slug == "short"
        await pilot.click(Headlines, offset=(10, 3))
        await pilot.pause()
        assert isinstance(app.screen, ArticleScreen)


async def test_palette_offers_the_sections(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        entries = screen.palette_entries()
        assert [entry.label for entry in entries] == ["01 要闻", "02 Opinion", "03 综合"]
        assert entries[1].run is not None
        entries[1].run()
        await pilot.pause()
        line = screen.query_one(Headlines).line
        assert line is not None
        assert line.slug == "english"


# -- marks --


async def test_bookmark_is_kept_and_let_go_from_the_list(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        await pilot.press("b")
        await given.settle(app, pilot)
        assert library.bookmark_of(given.key("long")) is not None
        assert "Kept for good" in screen.sentence
        assert "★" in seen(app)
        await pilot.press("b")
        await given.settle(app, pilot)
        assert library.bookmark_of(given.key("long")) is None
        assert "Bookmark removed" in screen.sentence


async def test_read_and_unread_again(app_on: AppOn, seen: Seen, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_issue(app, pilot)
        await pilot.press("u")
        await given.settle(app, pilot)
        assert library.read_state(given.key("long")).is_read
        assert "● 中韩" in seen(app)
        assert "1 read" in seen(app)
        await pilot.press("u")
        await given.settle(app, pilot)
        assert not library.read_state(given.key("long")).is_read
        assert "○ 中韩" in seen(app)


async def test_nothing_to_retry_where_nothing_is_missing(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_issue(app, pilot)
        await pilot.press("r")
        await pilot.pause()
        assert screen.sentence == "Nothing is missing from this issue."


@pytest.mark.parametrize(
    "url", ["", "https://web.archive.org/web/20240708040000/http://a.example/"]
)
async def test_retry_fetches_what_is_missing_from_where_the_rest_came(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    gap = Listing(
        name="http://a.invalid/1", state=State.FAILED, url="http://a.invalid/1", reason="too slow"
    )
    library.store(given.PAPER, replace(given.full_issue((gap,)), url=url), at=given.NOON)
    app = app_on(library)
    asked: list[tuple[str, date, bool]] = []

    def fetch_issue(newspaper_id: str, day: date, *, from_archive: bool = False) -> None:
        asked.append((newspaper_id, day, from_archive))

    monkeypatch.setattr(app, "fetch_issue", fetch_issue)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_issue(app, pilot)
        await pilot.press("r")
        await pilot.pause()
    assert asked == [("full", DAY, bool(url))]


# -- while a delivery runs --


async def test_list_grows_while_the_issue_arrives_and_the_mark_stays(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 45)) as pilot:
        screen = await on_issue(app, pilot)
        await pilot.press("]")
        more = Section(
            name="国际",
            page="04",
            articles=(Article(slug="new", headline="新到的", blocks=(Paragraph(text="新。"),)),),
        )
        issue = given.full_issue()
        stored = library.store(
            given.PAPER, replace(issue, sections=(*issue.sections, more)), at=given.NOON
        )
        progress = Progress(
            newspaper_id="full",
            date=DAY,
            doing="第04版 国际",
            pages_done=3,
            pages=8,
            articles_done=6,
            articles=61,
            stored=stored,
        )
        screen.post_message(Arrived(progress))
        await given.settle(app, pilot)
        assert "新到的" in seen(app)
        assert "6/61 articles" in seen(app)
        assert "page 4 of 8 · 第04版 国际 · 6 of 61 articles" in screen.sentence
        line = screen.query_one(Headlines).line
        assert line is not None
        assert line.slug == "english"
        screen.post_message(Finished("full", DAY, "All here.", issue_exists=True))
        await given.settle(app, pilot)
        assert "6/6 articles" in seen(app)
        assert screen.sentence == "All here."


async def test_progress_of_another_issue_changes_nothing(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 45)) as pilot:
        screen = await on_issue(app, pilot)
        screen.post_message(Arrived(Progress(newspaper_id="full", date=EARLIER, articles=99)))
        await given.settle(app, pilot)
        assert "5/5 articles" in seen(app)
