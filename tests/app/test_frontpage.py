"""The front page: where its keys lead, and what it shows at every size."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reader.app.app import ReaderApp
from reader.app.progress import Arrived
from reader.app.screens.article import ArticleScreen
from reader.app.screens.frontpage import FrontPageScreen
from reader.app.screens.issue import IssueScreen
from reader.app.widgets.broadsheet import Broadsheet
from reader.app.widgets.headlines import Headlines
from reader.lang import speak
from reader.library import Library
from reader.model import Article, Issue, Paragraph, Progress, Section
from reader.typeset.sheet import Box, Rect, Sheet

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
SIZES = [(60, 16), (80, 24), (120, 36), (200, 50), (300, 100)]


@pytest.fixture(autouse=True)
def _no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReaderApp, "pin_pictures", lambda _, key: None)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        opened.store(given.PAPER, given.full_issue(), at=given.NOON)
        opened.store(given.PAPER, replace(given.full_issue(), date=EARLIER), at=given.NOON)
        yield opened


async def on_front_page(app: ReaderApp, pilot: Any, *keys: str) -> FrontPageScreen:
    """The first page of the issue, opened as `f` in its list does."""
    app.open_issue("full", DAY)
    await given.settle(app, pilot)
    await given.pressed(app, pilot, *keys, "f")
    assert isinstance(app.screen, FrontPageScreen)
    return app.screen


def marked(app: ReaderApp) -> str:
    """The slug of the marked story."""
    return app.screen.query_one(Broadsheet).mark.rpartition("/")[2]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("spoken", ["en", "zh"])
async def test_every_headline_of_the_page_stands_on_it(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int], spoken: str
) -> None:
    speak(spoken)
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        await on_front_page(app, pilot)
        text = seen(app).replace(" ", "")
    for words in ("中韩科技合作的前进之路", "短讯", "广告一则", "第01版要闻", "科技日报"):
        assert words in text
    assert "科技创新是发展的动力" in text


async def test_the_mark_goes_to_the_story_that_was_marked_in_the_list_and_back(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await on_front_page(app, pilot, "j")
        assert marked(app) == "short"
        await given.pressed(app, pilot, "g")
        assert marked(app) == "long"
        await given.pressed(app, pilot, "f")
        assert isinstance(app.screen, IssueScreen)
        line = app.screen.query_one(Headlines).line
        assert line is not None
        assert line.slug == "long"


async def test_arrows_go_by_position(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await on_front_page(app, pilot, "g")
        sheet = screen.query_one(Broadsheet)
        first = sheet.box
        assert first is not None
        await given.pressed(app, pilot, "right", "down")
        second = sheet.box
        assert second is not None
        assert second.key != first.key
        await given.pressed(app, pilot, "up", "left")
        assert sheet.box == first


async def test_enter_reads_and_one_comes_back_to_the_story(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await on_front_page(app, pilot, "g")
        await given.pressed(app, pilot, "g", "enter")
        assert isinstance(app.screen, ArticleScreen)
        assert app.screen.key == given.key("long")
        await given.pressed(app, pilot, "q")
        assert isinstance(app.screen, FrontPageScreen)
        assert marked(app) == "long"


async def test_the_mark_follows_the_article_that_was_read_last_to_its_page(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await on_front_page(app, pilot)
        await given.pressed(app, pilot, "g", "enter", "n", "n", "q")
        assert app.screen is screen
        assert marked(app) == "english"
        assert screen.section is not None
        assert screen.section.name == "Opinion"


async def test_pages_are_turned_and_the_last_one_says_so(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await on_front_page(app, pilot)
        await given.pressed(app, pilot, "]")
        assert "2/3" in seen(app)
        assert "WAYS TO ADVANCE" in seen(app)
        await given.pressed(app, pilot, "]", "]")
        assert "3/3" in seen(app)
        assert screen.sentence == "This is the last page."
        await given.pressed(app, pilot, "[", "[", "[")
        assert screen.sentence == "This is the first page."


async def test_other_issues_are_turned_to_and_the_list_goes_with_them(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await on_front_page(app, pilot)
        await given.pressed(app, pilot, ",")
        assert screen.day == EARLIER
        assert "2024年7月5日" in seen(app)
        await given.pressed(app, pilot, ",")
        assert screen.sentence == "This is the oldest issue in the library."
        await given.pressed(app, pilot, "q")
        assert isinstance(app.screen, IssueScreen)
        assert app.screen.day == EARLIER


async def test_read_and_kept_are_told_by_signs(app_on: AppOn, seen: Seen, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await on_front_page(app, pilot)
        await given.pressed(app, pilot, "g")
        before = seen(app)
        await given.pressed(app, pilot, "u", "b")
        after = seen(app)
        assert "●" not in before
        assert "★" not in before
        assert "●" in after
        assert "★" in after
        await given.pressed(app, pilot, "u", "b")
        assert "●" not in seen(app)
        assert "★" not in seen(app)


async def test_a_click_marks_and_a_second_one_reads(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await on_front_page(app, pilot)
        sheet = screen.query_one(Broadsheet)
        await given.pressed(app, pilot, "g")
        other = next(box for box in sheet.sheet.boxes if box.key != sheet.mark)
        at = (other.bounds.x + 2, other.bounds.y)
        await pilot.click(Broadsheet, offset=at)
        await given.settle(app, pilot)
        assert sheet.mark == other.key
        await pilot.click(Broadsheet, offset=at)
        await given.settle(app, pilot)
        assert isinstance(app.screen, ArticleScreen)
        assert app.screen.key == other.key


async def test_the_page_is_laid_out_anew_for_another_size(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await on_front_page(app, pilot, "j")
        await pilot.resize_terminal(80, 24)
        await given.settle(app, pilot)
        sheet = screen.query_one(Broadsheet)
        assert (sheet.sheet.width, sheet.size.width) == (80, 80)
        assert marked(app) == "short"


async def test_what_arrives_comes_onto_the_page_and_the_mark_stays(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await on_front_page(app, pilot, "j")
        late = Article(slug="late", headline="迟到的一条", blocks=(Paragraph(text="来了。" * 90),))
        issue = given.full_issue()
        first = replace(issue.sections[0], articles=(*issue.sections[0].articles, late))
        library.store(
            given.PAPER, replace(issue, sections=(first, *issue.sections[1:])), at=given.NOON
        )
        app.screen.post_message(
            Arrived(Progress(newspaper_id="full", date=DAY, articles=9, stored=("new",)))
        )
        await given.settle(app, pilot)
        assert "迟到的一条" in seen(app)
        assert "来了。" in seen(app)
        assert marked(app) == "short"


async def test_a_page_of_many_stories_is_turned_a_screen_at_a_time(
    app_on: AppOn, seen: Seen, tmp_path: Path
) -> None:
    articles = tuple(
        Article(
            slug=f"s{n}",
            headline=f"第{n}条标题是这样的",
            blocks=(Paragraph(text="正文写了几句。" * 60),),
        )
        for n in range(40)
    )
    issue = Issue(
        newspaper_id="full",
        date=DAY,
        sections=(Section(name="要闻", page="01", articles=articles),),
    )
    with Library.open(tmp_path / "many.db") as library:
        library.store(given.PAPER, issue, at=given.NOON)
        app = app_on(library)
        async with app.run_test(size=(60, 16)) as pilot:
            screen = await on_front_page(app, pilot)
            sheet = screen.query_one(Broadsheet)
            assert sheet.screens > 1
            assert "more below" in seen(app)
            before = seen(app)
            await given.pressed(app, pilot, "space")
            assert seen(app) != before
            assert sheet.scroll_offset.y == sheet.size.height
            await given.pressed(app, pilot, "G")
            assert sheet.box is not None
            assert sheet.scroll_offset.y <= sheet.box.bounds.y
            await given.pressed(app, pilot, "space")
            assert screen.sentence == "This is the last page."


async def test_nothing_in_a_text_reaches_the_terminal(
    app_on: AppOn, seen: Seen, tmp_path: Path
) -> None:
    article = Article(
        slug="bad",
        headline="[bold]标题[/]",
        byline="[red]x[/]",
        blocks=(Paragraph(text="[link=x]正文[/] " * 60),),
    )
    issue = Issue(
        newspaper_id="full", date=DAY, sections=(Section(name="[u]", articles=(article,)),)
    )
    with Library.open(tmp_path / "bad.db") as library:
        library.store(given.PAPER, issue, at=given.NOON)
        app = app_on(library)
        async with app.run_test(size=(100, 30)) as pilot:
            await on_front_page(app, pilot)
            text = seen(app)
    assert "[link=x]" in text
    assert "[red]x[/]" in text
    assert "\x1b" not in text


# -- the two layouts --


def placed_issue(texts: int = 60) -> Issue:
    """A page of four stories of which one knows where they stood in print."""
    corners = ((0, 0, 1, 0.4), (0, 0.4, 0.5, 1), (0.5, 0.4, 1, 0.7), (0.5, 0.7, 1, 1))
    articles = tuple(
        Article(
            slug=f"s{n}",
            headline=f"第{n}条标题",
            area=((x, y), (right, y), (right, bottom), (x, bottom)),
            blocks=(Paragraph(text="正文写了几句。" * texts),),
        )
        for n, (x, y, right, bottom) in enumerate(corners)
    )
    return Issue(
        newspaper_id="full",
        date=DAY,
        sections=(Section(name="要闻", page="01", articles=articles),),
    )


def is_printed(screen: FrontPageScreen) -> bool:
    """Whether the boxes have borders."""
    strokes = screen.query_one(Broadsheet).sheet.strokes
    return any(stroke.is_upright and stroke.x == 0 for stroke in strokes)


@pytest.fixture
def printed(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "printed.db") as opened:
        opened.store(given.PAPER, placed_issue(300), at=given.NOON)
        yield opened


async def test_a_page_whose_places_are_known_is_shown_as_printed_where_there_is_room(
    app_on: AppOn, printed: Library
) -> None:
    for size, wanted in (((120, 40), True), ((80, 24), False)):
        app = app_on(printed)
        async with app.run_test(size=size) as pilot:
            assert is_printed(await on_front_page(app, pilot)) is wanted


async def test_a_page_that_its_texts_would_not_fill_is_composed(
    app_on: AppOn, tmp_path: Path
) -> None:
    with Library.open(tmp_path / "short.db") as library:
        library.store(given.PAPER, placed_issue(20), at=given.NOON)
        app = app_on(library)
        async with app.run_test(size=(200, 60)) as pilot:
            assert not is_printed(await on_front_page(app, pilot))


async def test_the_layout_is_switched_and_remembered(app_on: AppOn, printed: Library) -> None:
    app = app_on(printed)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await on_front_page(app, pilot, "j")
        mark = marked(app)
        await given.pressed(app, pilot, "F")
        assert not is_printed(screen)
        assert marked(app) == mark
    app = app_on(printed)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await on_front_page(app, pilot)
        assert not is_printed(screen)
        await given.pressed(app, pilot, "F")
        assert is_printed(screen)


async def test_a_page_whose_places_are_not_known_says_so(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await on_front_page(app, pilot)
        await given.pressed(app, pilot, "F")
        assert "is not known" in screen.sentence
        assert not is_printed(screen)


async def test_f_in_an_article_opens_its_page_with_the_mark_on_it_and_goes_back(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await given.on_article(app, pilot, "pictures")
        await given.pressed(app, pilot, "f")
        assert isinstance(app.screen, FrontPageScreen)
        assert app.screen.section is not None
        assert app.screen.section.page == "02"
        assert marked(app) == "pictures"
        await given.pressed(app, pilot, "enter")
        depth = len(app.screen_stack)
        await given.pressed(app, pilot, "f")
        assert isinstance(app.screen, FrontPageScreen)
        assert len(app.screen_stack) == depth - 1
        await given.pressed(app, pilot, "q")
        assert isinstance(app.screen, ArticleScreen)


async def test_keys_for_issues_pressed_at_once_are_all_followed(
    app_on: AppOn, library: Library
) -> None:
    library.store(given.PAPER, replace(given.full_issue(), date=date(2024, 7, 1)), at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_front_page(app, pilot)
        await given.pressed(app, pilot, "comma", "comma", "comma")
        assert screen.day == date(2024, 7, 1)
        await given.pressed(app, pilot, "comma")
        assert "oldest" in screen.sentence
        await given.pressed(app, pilot, "q")
        assert isinstance(app.screen, IssueScreen)
        assert app.screen.day == date(2024, 7, 1)


async def test_no_key_for_another_issue_reads_the_library_where_keys_are_handled(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_front_page(app, pilot)
        here = threading.get_ident()
        asked: list[bool] = []
        outline = Library.outline

        def watched(self: Library, newspaper_id: str, day: date) -> Any:
            asked.append(threading.get_ident() == here)
            return outline(self, newspaper_id, day)

        monkeypatch.setattr(Library, "outline", watched)
        await given.pressed(app, pilot, "comma", "q", ".")
        assert asked
        assert not any(asked)


async def test_the_opposite_key_goes_back_though_another_story_lies_nearer(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    column = (Rect(0, 0, 9, 30), "a"), (Rect(10, 0, 9, 10), "b"), (Rect(10, 11, 9, 10), "c")
    sheet = Sheet(
        width=20, height=30, boxes=tuple(Box(key=key, rects=(rect,)) for rect, key in column)
    )
    async with app.run_test(size=(100, 30)) as pilot:
        await on_front_page(app, pilot)
        shown = app.screen.query_one(Broadsheet)
        shown.show(sheet, {}, mark="c", is_paged=False)
        way: list[str] = []
        for key in ("left", "right", "left", "up", "right"):
            await pilot.press(key)
            way.append(shown.mark)
    assert way == ["a", "c", "a", "a", "c"]
