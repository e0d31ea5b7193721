"""A small library, and the app on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from reader.app.app import ReaderApp
from reader.config import Pictures
from reader.delivery import carry_out, meet_wishes
from reader.lang import speak
from reader.library import Library
from reader.model import Article, Issue, Newspaper, Paragraph, Section

if TYPE_CHECKING:
    from reader.app import Start

TODAY = date(2024, 7, 9)
NOON = datetime(2024, 7, 9, 4, tzinfo=UTC)
SIZES = [(60, 16), (100, 30), (140, 45)]

KJRB = Newspaper(
    id="kjrb",
    name="科技日报",
    english_name="Science and Technology Daily",
    closed_weekdays=frozenset({6}),
)
SAMPLE = Newspaper(id="sample", name="样报", english_name="The Sample", language="zh")
RMRB = Newspaper(id="rmrb", name="人民日报", english_name="People's Daily")
SECTIONS = ("要闻", "综合", "Opinion", "国际")


def issue_of(newspaper: Newspaper, day: date, stories: int = 9) -> Issue:
    """An issue of four pages."""
    sections = tuple(
        Section(
            name=name,
            page=f"{number:02d}",
            page_pdf_url=f"https://{newspaper.id}.example/{day}/{number}.pdf",
            articles=tuple(
                Article(
                    slug=f"content_{number}{story:02d}",
                    headline=f"{name}第{story}条：国务院常务会议研究部署科技创新",
                    byline="本报记者 张三",
                    blocks=(Paragraph(text="本报讯，" + "科技创新是发展的动力。" * 20),),
                )
                for story in range(1, stories // 4 + 2)
            ),
        )
        for number, name in enumerate(SECTIONS, 1)
    )
    return Issue(newspaper_id=newspaper.id, date=day, sections=sections)


def seeded(path: Path) -> Library:
    """Three weeks of one newspaper, two days of the sample, some of it read and kept."""
    library = Library.open(path)
    day = date(2024, 6, 17)
    count = 0
    while day <= date(2024, 7, 6):
        if day.weekday() != 6:
            count += 1
            library.store(KJRB, issue_of(KJRB, day, 6 + day.day % 7 * 3), at=NOON)
        day += timedelta(days=1)
    for day in (date(2024, 7, 5), date(2024, 7, 6)):
        library.store(SAMPLE, issue_of(SAMPLE, day, 6), at=NOON)
    for day in (date(2024, 7, 2), date(2024, 7, 3)):
        outline = library.outline("kjrb", day)
        assert outline is not None
        for line in outline.lines:
            library.mark_read(line.key, at=NOON)
    library.remember_position("kjrb/2024-07-05/content_101", 40)
    library.bookmark("kjrb/2024-07-06/content_101", at=NOON, note="为周会准备 [bold]x[/]")
    library.bookmark("kjrb/2024-07-05/content_301", at=NOON + timedelta(minutes=1))
    return library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """The library above."""
    with seeded(tmp_path / "library.db") as opened:
        yield opened


@pytest.fixture
def empty_library(tmp_path: Path) -> Iterator[Library]:
    """A library as it is when the program runs for the first time: the sample only."""
    with Library.open(tmp_path / "first.db") as opened:
        opened.store(SAMPLE, issue_of(SAMPLE, date(2024, 7, 6)), at=NOON)
        yield opened


@pytest.fixture(autouse=True)
def _usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app takes its terminal for, wherever the tests run."""
    for name in ("NO_COLOR", "COLORFGBG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture(autouse=True)
def _deliveries_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a test can put a delivery of its own in the place of the real one."""
    monkeypatch.setattr("reader.delivery.deliver_apart", carry_out)
    monkeypatch.setattr("reader.delivery.download_apart", meet_wishes)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    speak("en")
    yield
    speak("en")


def paper(newspaper: Newspaper) -> Any:
    """What the app asks of a paper's definition."""
    return SimpleNamespace(
        newspaper=newspaper, id=newspaper.id, confidence="", seen=None, is_own=True, eras=()
    )


def app_on(library: Library, *papers: Newspaper, start: Start | None = None) -> ReaderApp:
    """The app on a library, on a fixed day."""
    return ReaderApp(
        library,
        papers=tuple(paper(newspaper) for newspaper in papers or (KJRB, RMRB)),
        today=lambda: TODAY,
        start=start,
        pictures=Pictures(fetch=False),
    )


def screen_text(app: ReaderApp) -> str:
    """What a person sees, row by row."""
    width, height = app.size
    rows = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(s.text for s in strip)[:width] for strip in rows[:height])


@pytest.fixture(name="app_on")
def _app_on() -> Callable[..., ReaderApp]:
    return app_on


@pytest.fixture(name="seen")
def _seen() -> Callable[[ReaderApp], str]:
    return screen_text


@pytest.fixture(name="issue_of")
def _issue_of() -> Callable[..., Issue]:
    return issue_of


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """A small, a usual and a large terminal."""
    found: tuple[int, int] = request.param
    return found
