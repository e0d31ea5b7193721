"""Every place as it looks, at every size, in both languages and every theme.

Made anew by `pytest tests/app/test_screens.py --snapshot-update`, and then read in the diff.
"""

from __future__ import annotations

import asyncio
import shutil
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.app.app import ReaderApp
from reader.app.marking import marking_of
from reader.app.pagelayout import COMPOSED, PRINTED
from reader.app.screens.frontpage import LAYOUT
from reader.app.themes import THEMES
from reader.config import Pictures
from reader.lang import speak
from reader.library import Library
from reader.papers import stand_of_papers
from reader.typeset.pictures import CELL
from tests.app.pictured import ROOT, Album, ScreenFile, module_at, screen_as_text

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

SHOWN = module_at(ROOT / "screenshots" / "make.py")
"""Where the sample newspaper is got ready for being looked at."""
KEPT = Path(__file__).with_name("__snapshots__") / Path(__file__).stem
DRAWN_WITH = ("textual", "rich", "icu4py", "pyphen", "pillow")
"""What decides where a line breaks and which colour a cell has."""

SIZES = ((60, 16), (80, 24), (120, 36), (200, 50))
USUAL = (120, 36)
LANGUAGES = ("en", "zh")
OURS = "night"
OTHERS = (*(ours.name for ours in THEMES if ours.name != OURS), "nord")
"""Our other themes, and one of Textual's own."""
WAITS_S = 0.4
"""What is put off for less than that belongs to the picture: a preview, a page that is set."""
PATIENCE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is looked at: where the app starts, and the keys that lead there, parted by blanks."""

    start: str = "newsstand"
    keys: str = ""
    layout: str = ""
    """Of a page: as printed, or composed."""


VIEWS = {
    "newsstand": View(),
    "issue": View(start="issue", keys="j"),
    "article": View(start="article"),
    "columns": View(start="article-english", keys="v"),
    "printed": View(start="issue", keys="f", layout=PRINTED),
    "composed": View(start="issue", keys="f", layout=COMPOSED),
    "paper": View(start="issue", keys="w"),
    "bookmarks": View(keys="B"),
    "list": View(keys="X X"),
    "calendar": View(start="issue", keys="d"),
    "help": View(start="issue", keys="question_mark"),
    "palette": View(start="issue", keys="ctrl+p"),
    "citation": View(start="article", keys="c"),
    "finding": View(start="article", keys="slash 行 enter"),
    "search": View(keys="S 报 纸 down"),
    "statistics": View(keys="R"),
    "downloads": View(keys="D"),
    "tags": View(keys="B number_sign"),
    "lit": View(start="article", keys="right_parenthesis H"),
    "filter": View(start="issue", keys="slash 报"),
}


def themes_at(size: tuple[int, int]) -> tuple[str, ...]:
    """The themes a place is looked at in: all of them at the usual size."""
    return (OURS, *OTHERS) if size == USUAL else (OURS,)


def reason_to_skip() -> str:
    """Which versions are not those that the screens were kept with; "" where all are."""
    pins = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    made_with = dict(
        requirement.split("==", 1)
        for requirement in pins["dependency-groups"]["dev"]
        if requirement.partition("==")[0] in DRAWN_WITH
    )
    assert set(made_with) == set(DRAWN_WITH)
    others = []
    for package, wanted in made_with.items():
        found = "none"
        with suppress(PackageNotFoundError):
            found = version(package)
        if found != wanted:
            others.append(f"{package} {wanted}, and here is {found}")
    return f"the screens are kept as drawn with {'; '.join(others)}" if others else ""


# -- a still app -----------------------------------------------------------------


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample newspaper, some of it read, bookmarked and on the reading list."""
    folder = tmp_path_factory.mktemp("stock")
    with SHOWN.stocked(folder / "library.db") as library:
        for minutes, slug in enumerate(("content_404", "content_309", "content_210")):
            at = SHOWN.NOW + timedelta(minutes=minutes)
            since = SHOWN.NOW - timedelta(hours=9)
            library.put_on_list(SHOWN.key_of(library, slug), at=at, since=since)
    return folder


@pytest.fixture
def library(stock: Path, tmp_path: Path) -> Iterator[Library]:
    """One's own copy of it."""
    folder = shutil.copytree(stock, tmp_path / "stock")
    with Library.open(folder / "library.db") as opened:
        yield opened


@pytest.fixture
def album(snapshot: SnapshotAssertion, request: pytest.FixtureRequest) -> Album:
    """The screens that are kept."""
    return Album(snapshot.use_extension(ScreenFile), request)


@pytest.fixture(autouse=True)
def _stillness(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A place and a terminal that are the same everywhere, and nothing that happens by itself."""
    for name in ("NO_COLOR", "COLORFGBG", "FORCE_COLOR", "TMUX", "TERM_PROGRAM", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("TZ", "UTC")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("reader.app.pictures.house.cell_size", lambda: CELL)
    for place in ("reading", "paper"):
        # What is looked at for a while counts as read.
        monkeypatch.setattr(f"reader.app.screens.{place}.LOOK_S", 3600)
        monkeypatch.setattr(f"reader.app.screens.{place}.PAUSE_S", 3600)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


async def still(app: ReaderApp, pilot: Any) -> None:
    """Wait until nothing is being worked on or put off for a moment."""
    calm, end = 0, time.monotonic() + PATIENCE_S
    while calm < 2:
        assert time.monotonic() < end, "the screen does not come to rest"
        await pilot.pause()
        await marking_of(app).finish()
        await app.workers.wait_for_complete()
        await pilot.pause()
        calm = 0 if is_put_off(app) else calm + 1
        if not calm:
            await asyncio.sleep(0.005)


def is_put_off(app: ReaderApp) -> bool:
    """Whether something is to happen in a moment."""
    nodes = (app, *(node for screen in app.screen_stack for node in screen.walk_children()))
    return any(
        timer._interval < WAITS_S
        and timer._active.is_set()
        and timer._task is not None
        and not timer._task.done()
        for node in (*nodes, *app.screen_stack)
        for timer in node._timers
    )


async def looked_at(app: ReaderApp, pilot: Any) -> str:
    """The screen as it is once it rests, without the sentence that goes by itself."""
    await still(app, pilot)
    if app.place is not None:
        app.place.announce("")
    for field in app.screen.query("Input"):
        field.cursor_blink = False  # type: ignore[attr-defined]
    await still(app, pilot)
    return screen_as_text(app)


Looking = Callable[..., Any]


@pytest.fixture
def looking(library: Library) -> Looking:
    """Opens the app on a view, and tells what is seen in each of these themes."""

    async def look(
        name: str, size: tuple[int, int], language: str, themes: tuple[str, ...]
    ) -> dict[str, str]:
        view = VIEWS[name]
        speak(language)  # type: ignore[arg-type]
        library.note_down("theme", themes[0])
        if view.layout:
            library.note_down(LAYOUT, view.layout)
        app = ReaderApp(
            library,
            papers=stand_of_papers(),
            today=lambda: SHOWN.TODAY,
            start=SHOWN.start_of(library, view.start),
            pictures=Pictures(fetch=False, draw="blocks"),
        )
        seen = {}
        async with app.run_test(size=size) as pilot:
            await still(app, pilot)
            for key in view.keys.split():
                await pilot.press(key)
                await still(app, pilot)
            for theme in themes:
                app.theme = theme
                seen[theme] = await looked_at(app, pilot)
        return seen

    return look


# -- the screens -----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", VIEWS)
async def test_a_place_looks_as_it_is_kept(
    looking: Looking, album: Album, view: str, size: tuple[int, int], language: str
) -> None:
    if reason := reason_to_skip():
        pytest.skip(reason)
    seen = await looking(view, size, language, themes_at(size))
    changed = [theme for theme, text in seen.items() if not album.has(theme, text)]
    assert not changed, "read the differences in snapshot_report.html"


def test_every_screen_that_is_kept_is_looked_at(request: pytest.FixtureRequest) -> None:
    name = test_a_place_looks_as_it_is_kept.__name__
    wanted = {
        f"{name}[{view}-{size[0]}x{size[1]}-{language}][{theme}].screen"
        for view, size, language in product(VIEWS, SIZES, LANGUAGES)
        for theme in themes_at(size)
    }
    left_over = [path for path in KEPT.iterdir() if path.name not in wanted]
    if request.config.getoption("--snapshot-update"):
        for path in left_over:
            path.unlink()
    else:
        assert not left_over
