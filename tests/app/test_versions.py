"""A text that the paper changed: it says so, and what it was can be seen."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reader.app.app import ReaderApp
from reader.library import Library
from reader.model import Paragraph

_PATH = Path(__file__).with_name("issue_fixtures.py")
_SPEC = importlib.util.spec_from_file_location("issue_fixtures", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
given = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(given)

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        opened.store(given.PAPER, given.full_issue(), at=given.NOON)
        yield opened


@pytest.fixture
def edited(library: Library) -> Library:
    """The short story in three texts, the last of them now."""
    issue = given.full_issue()
    for n, text in enumerate(("明天天气不好说。" + given.LONG * 3, "后天天气也很好。"), 1):
        front = issue.sections[0]
        short = replace(front.articles[2], blocks=(Paragraph(text=text),))
        sections = (replace(front, articles=(*front.articles[:2], short)), *issue.sections[1:])
        at = given.NOON + timedelta(hours=n)
        library.store(given.PAPER, replace(issue, sections=sections), at=at)
    return library


async def test_a_changed_text_says_so_and_v_goes_through_the_earlier_ones(
    app_on: AppOn, seen: Seen, edited: Library
) -> None:
    app = app_on(edited)
    async with app.run_test(size=(100, 40)) as pilot:
        await given.on_article(app, pilot, "short")
        assert "edited" in seen(app)
        texts = []
        for _ in range(4):
            texts.append(next(t for t in ("今天", "明天", "后天") if f"{t}天气" in seen(app)))
            await given.pressed(app, pilot, "V")
    assert texts == ["后天", "明天", "今天", "后天"]


async def test_an_earlier_text_leaves_place_and_read_mark_alone(
    app_on: AppOn, edited: Library
) -> None:
    app = app_on(edited)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await given.on_article(app, pilot, "short")
        await given.pressed(app, pilot, "V", "G")
        assert screen._galley.position > 0
        assert not screen._may_be_read
        await given.pressed(app, pilot, "q")
    state = edited.read_state(given.key("short"))
    assert (state.position, state.is_read) == (0, False)


async def test_a_text_that_never_changed_says_so(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 40)) as pilot:
        await given.on_article(app, pilot)
        await given.pressed(app, pilot, "V")
        assert app.place is not None
        assert "has not changed this text" in app.place.sentence


def lit(app: ReaderApp, what: str) -> str:
    """The characters on the screen that are drawn so."""
    strips = app.screen._compositor.render_strips()
    return "".join(
        segment.text
        for strip in strips
        for segment in strip
        if segment.style is not None and getattr(segment.style, what)
    )


async def test_what_changed_is_struck_in_the_earlier_text_and_underlined_in_the_one_now(
    app_on: AppOn, edited: Library
) -> None:
    app = app_on(edited)
    async with app.run_test(size=(100, 40)) as pilot:
        await given.on_article(app, pilot, "short")
        assert lit(app, "strike") == ""
        await given.pressed(app, pilot, "V")
        await app.workers.wait_for_complete()
        await pilot.pause()
        struck = lit(app, "strike")
        assert struck.startswith("明")
        assert "天气" not in struck[:3]
        await given.pressed(app, pilot, "V", "V")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert lit(app, "strike") == ""
        assert "后" in lit(app, "underline")
