"""The list of headlines: what stands in it, in which order, and what stays where it is."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.app.app import ReaderApp
from reader.app.widgets.headlines import (
    Headlines,
    listing,
    reading_order,
)
from reader.app.widgets.masthead import Tally, near_day, tally_of
from reader.app.widgets.sections import Sections, brief_label, section_label
from reader.lang import speak
from reader.model import (
    Article,
    Line,
    Listing,
    Outline,
    Paragraph,
    Progress,
    Role,
    SectionOutline,
    State,
)
from reader.typeset.meta import minutes_of

if TYPE_CHECKING:
    from reader.library import Library

_PATH = Path(__file__).with_name("issue_fixtures.py")
_SPEC = importlib.util.spec_from_file_location("issue_fixtures", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
given = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(given)

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]
DAY = date(2024, 7, 6)


def line(slug: str, **more: Any) -> Line:
    more.setdefault("headline", slug)
    return Line(key=f"full/2024-07-06/{slug}", slug=slug, **more)


def outline_of(*sections: SectionOutline, gaps: tuple[Listing, ...] = ()) -> Outline:
    return Outline(newspaper=given.PAPER, date=DAY, sections=sections, gaps=gaps)


def test_notices_and_advertisements_come_last_in_their_section() -> None:
    outline = outline_of(
        SectionOutline(
            name="要闻",
            page="01",
            lines=(line("ad", role=Role.ADVERTISEMENT), line("a"), line("b")),
        )
    )
    assert [item.line.slug for item in listing(outline) if item.line] == ["a", "b", "ad"]


def test_what_is_missing_stands_in_its_section_and_else_at_the_end() -> None:
    gaps = (
        Listing(
            name="http://a.invalid/1",
            state=State.FAILED,
            url="http://a.invalid/1",
            reason="the site answered 503",
            title="缺",
            page="01",
        ),
        Listing(
            name="http://a.invalid/2",
            state=State.FAILED,
            url="http://a.invalid/2",
            reason="too slow",
        ),
    )
    outline = outline_of(
        SectionOutline(name="要闻", page="01", lines=(line("a"),)),
        SectionOutline(name="综合", page="02", lines=(line("b"),)),
        gaps=gaps,
    )
    found = [(item.section, item.line and item.line.slug, item.gap) for item in listing(outline)]
    assert found == [
        (0, None, None),
        (0, "a", None),
        (0, None, gaps[0]),
        (1, None, None),
        (1, "b", None),
        (2, None, None),
        (2, None, gaps[1]),
    ]


def test_reading_order_leaves_out_what_is_no_story_unless_one_begins_there() -> None:
    outline = outline_of(
        SectionOutline(name="", lines=(line("a"), line("ad", role=Role.NOTICE))),
        SectionOutline(name="", lines=(line("b", role=Role.PICTURE),)),
    )
    keys = ["full/2024-07-06/a", "full/2024-07-06/b"]
    assert list(reading_order(outline)) == keys
    assert "full/2024-07-06/ad" in reading_order(outline, "full/2024-07-06/ad")


@pytest.mark.parametrize(
    ("characters", "language", "minutes"),
    [(0, "zh", 1), (400, "zh", 1), (401, "zh-Hant", 2), (1440, "en", 1), (1441, "en", 2)],
)
def test_reading_time_is_400_characters_or_240_words_a_minute(
    characters: int, language: str, minutes: int
) -> None:
    assert minutes_of(characters, language) == minutes


@pytest.mark.parametrize(
    ("page", "name", "language", "label"),
    [
        ("01", "要闻", "zh", "第01版 要闻"),
        ("A3", "", "zh-Hant", "第A3版"),
        ("2", "Opinion", "en", "Page 2 · Opinion"),
        ("", "Opinion", "en", "Opinion"),
        ("", "", "zh", "Unnamed section"),
    ],
)
def test_section_is_called_as_its_paper_calls_it(
    page: str, name: str, language: str, label: str
) -> None:
    assert section_label(SectionOutline(name=name, page=page), language) == label


def test_brief_label_is_page_and_name() -> None:
    assert brief_label(SectionOutline(name="要闻", page="01")) == "01 要闻"


def test_tally_is_whole_when_everything_printed_is_here() -> None:
    words = Tally(pages=8, articles=61, printed=61, read=14).words()
    assert words[0] == "8 pages · 61/61 articles · 14 read"


def test_tally_says_what_failed_and_how_to_retry_it() -> None:
    words = Tally(pages=8, articles=59, printed=61, failed=2).words()
    assert words[0] == "8 pages · 59/61 articles · 2 failed · r retries · 0 read"
    assert all("59/61" in one and "2 failed" in one for one in words)


def test_tally_tells_what_failed_from_what_was_not_asked_for() -> None:
    words = Tally(pages=8, articles=50, printed=61, failed=2, waiting=9).words()
    assert words[0] == "8 pages · 50/61 articles · 2 failed · 9 not fetched · r retries · 0 read"
    assert Tally(articles=50, printed=59, waiting=9).words()[-1] == "50/59 · 9 not fetched"


def test_tally_counts_stories_only_and_a_running_delivery_against_what_is_listed() -> None:
    outline = outline_of(
        SectionOutline(
            name="", lines=(line("a", is_read=True, length=9), line("ad", role=Role.ADVERTISEMENT))
        )
    )
    assert tally_of(outline) == Tally(pages=1, articles=1, printed=1, read=1)
    progress = Progress(newspaper_id="full", date=DAY, articles=61, articles_done=1)
    assert tally_of(outline, progress).printed == 61


@pytest.mark.parametrize(
    ("day", "words", "chinese"),
    [
        (date(2024, 7, 5), "Fri 5", "5日 周五"),
        (date(2024, 6, 28), "Fri 28 Jun", "6月28日 周五"),
        (date(2023, 12, 29), "Fri 29 Dec 2023", "2023年12月29日 周五"),
    ],
)
def test_neighbouring_day_is_named_in_few_words(day: date, words: str, chinese: str) -> None:
    assert near_day(day, DAY) == words
    speak("zh")
    assert near_day(day, DAY) == chinese


# -- on the screen --


async def shown(app: ReaderApp, pilot: Any) -> Headlines:
    app.open_issue("full", DAY)
    await given.settle(app, pilot)
    found: Headlines = app.screen.query_one(Headlines)
    return found


async def test_long_headline_wraps_between_words_and_loses_nothing(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    library.store(given.PAPER, given.full_issue(), at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(app, pilot)
        text = " ".join(row[26:].strip("│ ") for row in seen(app).splitlines())
    wanted = "Ways to Advance Sino-Korean Sci-tech Collaboration in a World of Many Voices and Few"
    assert wanted in " ".join(text.split())


async def test_row_under_a_headline_has_byline_minutes_and_star(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    library.store(given.PAPER, given.full_issue(), at=given.NOON)
    library.bookmark(given.key("long"), at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 40)) as pilot:
        await shown(app, pilot)
        text = seen(app)
    assert "本报记者 张三 · 11 min · 1 picture · ★" in text
    assert "By GONG Qian · 1 min" in text
    assert "picture story" in text
    assert "- 广告一则" in text
    assert "advertisement" in text


async def test_read_begun_and_unread_are_told_apart_by_shape(
    app_on: AppOn, seen: Seen, library: Library
) -> None:
    library.store(given.PAPER, given.full_issue(), at=given.NOON)
    library.mark_read(given.key("short"), at=given.NOON)
    library.remember_position(given.key("long"), 300)
    app = app_on(library)
    async with app.run_test(size=(100, 40)) as pilot:
        await shown(app, pilot)
        text = seen(app)
    assert "◐ 中韩科技合作" in text
    assert "● 短讯" in text
    assert "○ 图片新闻" in text


async def test_moving_the_mark_repaints_two_articles_only(
    app_on: AppOn, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.store(given.PAPER, given.full_issue(), at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 40)) as pilot:
        headlines = await shown(app, pilot)
        painted: list[int] = []
        whole: list[object] = []
        refresh_lines = headlines.refresh_lines

        def noted(y_start: int, line_count: int = 1) -> None:
            painted.append(line_count)
            refresh_lines(y_start, line_count)

        monkeypatch.setattr(headlines, "refresh_lines", noted)
        for widget in app.screen.query("*"):
            if widget is not headlines:
                monkeypatch.setattr(
                    widget, "refresh", lambda *a, w=widget, **k: whole.append(w) or w
                )
        await pilot.press("j")
    assert painted == [2, 2]
    assert not [w for w in whole if type(w).__name__ not in ("IssueScreen", "Preview")]


async def test_articles_that_come_in_above_do_not_move_the_mark_or_the_view(
    app_on: AppOn, library: Library
) -> None:
    whole = given.full_issue()
    more = tuple(
        Article(slug=f"more{n}", headline=f"又一条 {n}", blocks=(Paragraph(text="完。"),))
        for n in range(30)
    )
    last = replace(whole.sections[2], articles=(*whole.sections[2].articles, *more))
    whole = replace(whole, sections=(*whole.sections[:2], last))
    later = replace(whole, sections=whole.sections[1:])
    library.store(given.PAPER, later, at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 16)) as pilot:
        headlines = await shown(app, pilot)
        await pilot.press("j", "j")
        assert headlines.line is not None
        held = headlines.line.key
        row = headlines._tops[headlines.mark] - headlines.scroll_offset.y
        library.store(given.PAPER, whole, at=given.NOON)
        app.screen._read_again(DAY)  # type: ignore[attr-defined]
        await given.settle(app, pilot)
        assert headlines.line.key == held
        assert headlines._tops[headlines.mark] - headlines.scroll_offset.y == row


async def test_beginning_stays_in_view_until_somebody_moves_whichever_page_comes_first(
    app_on: AppOn, library: Library
) -> None:
    def issue(*pages: str) -> Outline:
        return outline_of(
            *(
                SectionOutline(name="要闻", page=page, lines=(line(f"s{page}", length=9),))
                for page in pages
            )
        )

    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        headlines = await shown(app, pilot)
        headlines.put_up(None)
        for pages in (("03",), ("02", "03"), ("01", "02", "03")):
            headlines.put_up(issue(*pages))
            assert headlines.line is not None
            assert headlines.line.slug == f"s{pages[0]}"
        headlines.choose()
        headlines.put_up(issue("00", "01", "02", "03"))
        assert headlines.line.slug == "s01"


@pytest.mark.parametrize(("held", "expected"), [("late", "late"), ("pseudo", "b")])
async def test_mark_on_what_was_missing_goes_to_what_came_or_stays_in_its_section(
    app_on: AppOn, library: Library, held: str, expected: str
) -> None:
    gaps = tuple(
        Listing(name=name, state=State.WAITING, title=name, url=f"http://a.invalid/{name}", page=p)
        for name, p in (("late", "01"), ("pseudo", "01"), ("other", "02"))
    )

    def issue(*slugs: str, gaps: tuple[Listing, ...] = ()) -> Outline:
        lines = tuple(line(slug, headline=slug, length=9) for slug in slugs)
        last = SectionOutline(name="综合", page="02", lines=(line("z", headline="z", length=9),))
        return outline_of(SectionOutline(name="要闻", page="01", lines=lines), last, gaps=gaps)

    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        headlines = await shown(app, pilot)
        headlines.put_up(issue("a", gaps=gaps))
        names = [item.gap.name if item.gap else "" for item in headlines._items]
        headlines.move_to(names.index(held))
        headlines.put_up(issue("a", "late", "b"))
        assert headlines.line is not None
        assert headlines.line.slug == expected


async def test_a_list_of_four_hundred_is_cut_into_lines_only_where_it_is_seen(
    app_on: AppOn, library: Library
) -> None:
    lines = tuple(
        line(f"s{n}", headline=f"第{n}条：国务院常务会议研究部署科技创新与产业升级", length=900)
        for n in range(400)
    )
    outline = outline_of(SectionOutline(name="要闻", page="01", lines=lines))
    app = app_on(library)
    async with app.run_test(size=(100, 40)) as pilot:
        headlines = await shown(app, pilot)
        drawn: list[int] = []
        pieces_of = headlines.pieces_of
        headlines.pieces_of = lambda index, width: (  # type: ignore[method-assign]
            drawn.append(index) or pieces_of(index, width)
        )
        headlines.put_up(outline)
        await pilot.pause()
        assert headlines.item_count == 401
        assert len(set(drawn)) < 40


async def test_sections_show_how_much_is_read(app_on: AppOn, seen: Seen, library: Library) -> None:
    library.store(given.PAPER, given.full_issue(), at=given.NOON)
    library.mark_read(given.key("last"), at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(app, pilot)
        rows = [row[:24] for row in seen(app).splitlines()]
        assert app.screen.query_one(Sections).item_count == 3
    assert any("01 要闻" in row and "0/2" in row for row in rows)
    assert any("03 综合" in row and "1/1" in row for row in rows)
