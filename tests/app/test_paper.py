"""The whole paper in one scroll."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from reader.app.marking import marking_of
from reader.app.screens.issue import IssueScreen
from reader.app.screens.paper import PaperScreen, parts_of
from reader.app.widgets.roll import RANKS, Roll
from reader.lang import speak
from reader.model import Article, Issue, Newspaper, Paragraph, Role, Section

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.app.app import ReaderApp
    from reader.library import Library

AppOn = Callable[..., "ReaderApp"]
Seen = Callable[["ReaderApp"], str]

NOON = datetime(2024, 7, 9, 4, tzinfo=UTC)
DAY = date(2024, 7, 6)
PAPER = Newspaper(id="whole", name="全报", english_name="The Whole")
SENTENCE = "科技创新是发展的动力，人才是科技创新的根本。"


def story(slug: str, sentences: int = 12) -> Article:
    return Article(
        slug=slug,
        headline=f"第{slug}篇",
        byline="本报记者 张三",
        blocks=(
            Paragraph(text=f"{slug}开头。" + SENTENCE * sentences),
            Paragraph(text=f"{slug}结尾。"),
        ),
    )


def whole(*more: Section) -> Issue:
    return Issue(
        newspaper_id="whole",
        date=DAY,
        sections=(
            Section(
                name="要闻",
                page="01",
                articles=(
                    Article(slug="ad", headline="广告", role=Role.ADVERTISEMENT),
                    story("a1"),
                    story("a2", 3),
                    story("a3", 40),
                ),
            ),
            Section(name="国际", page="02", articles=(story("b1"), story("b2", 1))),
            *more,
            Section(name="副刊", page="08", articles=(story("h1", 20), story("h2", 0))),
        ),
    )


def key(slug: str) -> str:
    return f"whole/2024-07-06/{slug}"


async def paper_open(app: ReaderApp, pilot: Pilot[Any], *keys: str) -> PaperScreen:
    app.library.store(PAPER, whole(), at=NOON)
    app.open_issue("whole", DAY)
    await pilot.pause()
    await pilot.press("w")
    await pilot.pause()
    for one in keys:
        await pilot.press(one)
    await pilot.pause()
    assert isinstance(app.screen, PaperScreen)
    return app.screen


def top_line(roll: Roll) -> str:
    return roll.line_in(roll.scroll_offset.y).text.strip()


def set_parts(roll: Roll) -> list[str]:
    return [roll.parts[n].key for n in sorted(roll._set_parts) if roll.parts[n].key]


async def test_the_paper_begins_with_its_name_and_first_section(
    app_on: AppOn, seen: Seen, library: Library, size: tuple[int, int]
) -> None:
    app = app_on(library)
    async with app.run_test(size=size) as pilot:
        screen = await paper_open(app, pilot)
        text = seen(app)
        assert "全 报" in text
        assert "2024年7月6日" in text
        assert "━━ 第01版 要闻 ━" in text
        assert "第a1篇" in text
        assert "1 of 3" in text
        assert screen.key == key("a1")


async def test_all_is_there_in_print_order_and_advertisements_are_not(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await paper_open(app, pilot)
        for _ in range(60):
            await pilot.press("space")
        text = "\n".join(
            line.text for _, part in sorted(screen._roll._set_parts.items()) for line in part
        )
        order = [text.index(f"{slug}开头") for slug in ("a1", "a2", "a3", "b1", "b2", "h1", "h2")]
        assert order == sorted(order)
        assert "广告" not in text
        assert screen._roll.is_at_end
        assert screen._roll.percent == 100


async def test_only_what_is_seen_is_set(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await paper_open(app, pilot)
        assert len(set_parts(screen._roll)) < 5
        await pilot.press("G")
        await pilot.pause()
        assert key("h2") in set_parts(screen._roll)
        assert key("b1") not in set_parts(screen._roll)


async def test_going_down_and_up_line_by_line_passes_every_line_once(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        screen = await paper_open(app, pilot)
        roll = screen._roll
        down = [(roll.spot, top_line(roll))]
        while not roll.is_at_end:
            roll.turn(1)
            down.append((roll.spot, top_line(roll)))
        assert len({spot for spot, _ in down}) == len(down)
        up = [down[-1]]
        while roll.spot != (0, 0):
            roll.turn(-1)
            up.append((roll.spot, top_line(roll)))
        assert up == down[::-1]


async def test_from_the_end_one_comes_up_through_articles_nobody_had_set(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        screen = await paper_open(app, pilot, "G")
        roll = screen._roll
        spots = [roll.spot]
        for _ in range(2000):
            if roll.spot == (0, 0):
                break
            roll.scroll_to(y=roll.scroll_offset.y - 1, animate=False)
            spots.append(roll.spot)
        assert spots == sorted(set(spots), reverse=True)
        assert {part for part, _ in spots} >= set(range(len(roll.parts) - 2))


async def test_sections_and_articles_come_to_the_top(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await paper_open(app, pilot)
        roll = screen._roll
        walk = []
        for one in ("n", "n", "right_square_bracket", "n", "right_square_bracket", "n", "n"):
            await pilot.press(one)
            walk.append(screen.key.rpartition("/")[2])
        assert walk == ["a2", "a3", "b1", "b2", "h1", "h2", "h2"]
        await pilot.pause()
        assert "last article" in screen.sentence
        await pilot.press("p", "left_square_bracket")
        assert screen.key == key("h1")
        assert roll.parts[roll.spot[0]].words == ("第08版 副刊",)
        await pilot.press("left_square_bracket", *"jjjjj", "p")
        assert screen.key == key("b1")
        assert roll.spot[1] == 0


async def test_an_article_whose_end_went_by_is_read_and_no_other(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        screen = await paper_open(app, pilot)
        while screen.key != key("a2"):
            await pilot.press("ctrl+f")
        await marking_of(app).finish()
        assert library.read_state(key("a1")).is_read
        assert not library.read_state(key("a3")).is_read
        await pilot.press("right_square_bracket", "right_square_bracket")
        await marking_of(app).finish()
        assert not library.read_state(key("b1")).is_read


async def test_the_place_is_kept_and_the_issue_s_mark_follows(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await paper_open(app, pilot, "right_square_bracket", "j", "j", "j", "j")
        spot = screen._roll.spot
        assert screen.key == key("b1")
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, IssueScreen)
        assert app.screen._headlines.line is not None
        assert app.screen._headlines.line.key == key("b1")
        await marking_of(app).finish()
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(app.screen, PaperScreen)
        assert app.screen._roll.spot == spot


async def test_another_size_or_measure_shows_the_same_article(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await paper_open(app, pilot, "right_square_bracket", "j", "j", "j", "j")
        for size in ((60, 16), (200, 50), (30, 12), (100, 30)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert screen.key == key("b1"), size
        await pilot.press("minus", "minus", "plus")
        await pilot.pause()
        assert screen.key == key("b1")
        assert library.recall("measure") == str(screen._roll.measure)


async def test_the_paper_turns_to_the_other_script_where_one_is(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await paper_open(app, pilot, "right_square_bracket", "j", "j", "j", "j", "s")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert screen.key == key("b1")
        lines = screen._roll._set_parts[screen._roll.spot[0]]
        assert any("科技創新" in line.text for line in lines)


async def test_what_arrives_goes_in_above_without_moving_the_words(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await paper_open(app, pilot, "right_square_bracket", "right_square_bracket")
        await pilot.press("j", "j", "j", "j")
        before = top_line(screen._roll)
        more = Section(name="科教", page="03", articles=(story("c1"), story("c2")))
        library.store(PAPER, whole(more), at=NOON)
        screen._read_outline()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert key("c1") in [part.key for part in screen._roll.parts]
        assert screen.key == key("h1")
        assert top_line(screen._roll) == before


async def test_enter_reads_the_article_alone_and_marks_mean_the_one_at_the_top(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await paper_open(app, pilot, "n", "b", "u", "x")
        await marking_of(app).finish()
        await pilot.pause()
        assert library.bookmark_of(key("a2")) is not None
        assert library.read_state(key("a2")).is_read
        assert library.is_listed(key("a2"))
        await pilot.press("enter")
        await pilot.pause()
        assert app.place is not None
        assert app.place.PLACE == "article"
        assert getattr(app.place, "key", "") == key("a2")
        await pilot.press("q")
        await pilot.pause()
        assert app.screen is screen


async def test_what_is_copied_is_what_was_printed_over_the_borders_of_articles(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await paper_open(app, pilot)
        roll = screen._roll
        n = next(n for n, part in enumerate(roll.parts) if part.key == key("a1"))
        first = Offset(-1, n * RANKS + 6)
        last = Offset(2 * len("第a2篇") - 1, (n + 1) * RANKS + 1)
        words = roll.get_selection(Selection(first, last))
        assert words is not None
        assert words[0].endswith("a1结尾。\n\n第a2篇")
        everything = roll.get_selection(Selection(None, None))
        assert everything is not None
        assert everything[0].startswith("第a1篇\n本报记者 张三")
        assert everything[0].endswith("h2结尾。")
        await pilot.press("y")
        assert app.clipboard.startswith("第a1篇\n本报记者 张三\n\na1开头。")


async def test_the_mouse_selects_words_in_any_article(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await paper_open(app, pilot, "n")
        roll = screen._roll
        row = next(y for y in range(20) if "第a2篇" in roll.line_in(roll.scroll_offset.y + y).text)
        x = roll._margin + roll.line_in(roll.scroll_offset.y + row).indent
        await pilot.mouse_down(roll, offset=(x, row + roll.styles.padding.top))
        await pilot.hover(roll, offset=(x + 5, row + roll.styles.padding.top))
        await pilot.mouse_up(roll, offset=(x + 5, row + roll.styles.padding.top))
        await pilot.pause()
        assert screen.get_selected_text() == "第a2篇"


async def test_a_paper_of_four_hundred_articles_sets_a_handful(
    app_on: AppOn, library: Library
) -> None:
    sections = tuple(
        Section(
            name=f"版{n}", page=f"{n:02d}", articles=tuple(story(f"{n}x{m}", 30) for m in range(20))
        )
        for n in range(1, 21)
    )
    library.store(PAPER, Issue(newspaper_id="whole", date=DAY, sections=sections), at=NOON)
    app = app_on(library)
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_issue("whole", DAY)
        await pilot.pause()
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(app.screen, PaperScreen)
        roll = app.screen._roll
        assert len([p for p in roll.parts if p.key]) == 400
        assert len(set_parts(roll)) <= 6
        await pilot.press("G", "g", "right_square_bracket", "space")
        assert len(set_parts(roll)) <= 20


def test_a_paper_s_parts_are_its_name_its_sections_and_its_stories(library: Library) -> None:
    library.store(PAPER, whole(), at=NOON)
    outline = library.outline("whole", DAY)
    assert outline is not None
    parts = parts_of(outline)
    assert [part.words for part in parts if not part.key][1:] == [
        ("第01版 要闻",),
        ("第02版 国际",),
        ("第08版 副刊",),
    ]
    assert [part.key for part in parts if part.is_first] == [key("a1"), key("b1"), key("h1")]


@pytest.mark.parametrize("spoken", ["en", "zh"])
async def test_the_foot_says_section_article_and_how_much_of_the_paper(
    app_on: AppOn, seen: Seen, library: Library, spoken: str
) -> None:
    speak(spoken)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await paper_open(app, pilot, "right_square_bracket")
        row = seen(app).split("\n")[-2]
        assert ("02 国际 · 1 of 2" if spoken == "en" else "02 国际 · 第 1 篇") in row
        assert "%" in row
