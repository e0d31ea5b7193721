"""Text made to break a screen: it is shown letter by letter, and every row keeps its width."""

from __future__ import annotations

import contextlib
import importlib.util
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from reader.app.app import ReaderApp
from reader.app.screens.article import ArticleScreen
from reader.engines import read_page
from reader.errors import ReaderError
from reader.library import Library
from reader.model import (
    Article,
    Heading,
    Image,
    Issue,
    Items,
    Listing,
    Mark,
    MarkKind,
    Newspaper,
    Paragraph,
    Quote,
    Section,
    State,
    Table,
)
from reader.text import clean

_PATH = Path(__file__).with_name("issue_fixtures.py")
_SPEC = importlib.util.spec_from_file_location("issue_fixtures", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
given = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(given)

AppOn = Callable[..., ReaderApp]
DAY = date(2024, 7, 6)
SIZES = [(60, 16), (100, 30), (140, 45)]

PAYLOADS = {
    "markup": "[red]x[/] [@click=app.quit]y[/] [/] [b",
    "escape": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \x1bPq\x1b\\",
    "bidi": "abc\u202edef\u202c \u2066x\u2069 \u200f\u061c",
    "controls": "a\x00b\x08c\x7fd\x85e\rf\ng\th\x0bi",
    "tags": "x\U000e0041\U000e0042y",
    "joined": "👩‍👩‍👧‍👦👨🏽‍🚀🏳️‍🌈🇨🇳🇰🇷" * 6,
    "combining": "e" + "\u0301" * 500 + "Z\u0335\u0336" * 40,
    "wide": "中" * 300,
    "narrow": "A" * 300,
    "ambiguous": "①“”—…●→◐○★│─" * 20,
    "surrogate": "a\ud800b",
    "nonchar": "a\ufffeb\ufdd0",
    "nothing": "",
    "white": " \u3000\u200b\u2060\ufeff ",
    "fillers": "\u3164\u2800\u115f",
    "title": "标题" * 50_000,
    "spaces": "a" + " " * 10_000 + "b",
    "rtl": "العربية עברית " * 10,
    "indic": "क्षि स्त्री ที่นี่ မြန်မာ " * 10,
    "template": "{0} %s $name {name!r}",
}

_ALLOWED = {"\n"}


def is_dangerous(c: str) -> bool:
    """Whether a terminal might obey it, or nobody would see it."""
    code = ord(c)
    return (
        (unicodedata.category(c) == "Cc" and c not in _ALLOWED)
        or code in (0x061C, 0x200B, 0x200E, 0x200F, 0xFEFF)
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x206F
        or 0xE0000 <= code <= 0xE007F
        or 0xFDD0 <= code <= 0xFDEF
        or code & 0xFFFE == 0xFFFE
        or 0xD800 <= code <= 0xDFFF
    )


def issue_full_of(text: str, day: date = DAY) -> Issue:
    """An issue in which the text stands wherever text can stand."""
    story = Article(
        slug="bad",
        headline=text,
        kicker=text,
        deck=text,
        byline=text,
        dateline=text,
        printed_on=(text[:20], "02"),
        url="http://a.invalid/" + text[:50],
        blocks=(
            Paragraph(text=text, marks=(Mark(start=0, end=4, kind=MarkKind.LINK, href="x"),)),
            Heading(text=text),
            Quote(text=text),
            Items(items=(text, "b"), is_ordered=True),
            Table(rows=((text, "b"), ("c", text)), has_header=True),
            Image(url="http://a.invalid/1.jpg", caption=text, credit=text),
            Paragraph(text="The end. " * 40),
        ),
    )
    plain = Article(slug="plain", headline="plain", blocks=(Paragraph(text="plain"),))
    return Issue(
        newspaper_id="bad",
        date=day,
        sections=(
            Section(name=text, page="01", articles=(story, plain)),
            Section(name="二", page=text[:10], articles=()),
        ),
        ledger=(
            Listing(
                name="http://a.invalid/2",
                state=State.FAILED,
                url="http://a.invalid/2",
                title=text,
                reason=text,
                page=text[:10],
            ),
        ),
    )


def storable(text: str) -> str:
    """The text as far as UTF-8 has it: no library could hold a lone surrogate."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def check_screen(app: ReaderApp) -> str:
    """Every row as wide as the screen, nothing dangerous in it; what a person sees."""
    width, height = app.size
    strips = app.screen._compositor.render_strips(app.size)[:height]
    seen: list[str] = []
    for strip in strips:
        text = "".join(segment.text for segment in strip)
        assert not [hex(ord(c)) for c in text if is_dangerous(c) or c == "\n"]
        assert sum(cell_len(segment.text) for segment in strip) == width
        seen.append(text)
    return "\n".join(seen)


def check_picture(app: ReaderApp) -> None:
    """The same for the picture that Textual makes of the screen."""
    assert not [hex(ord(c)) for c in app.export_screenshot() if is_dangerous(c)]


async def check_sizes(app: ReaderApp, pilot: Any) -> str:
    """The screen at every size; what was seen."""
    seen: list[str] = []
    for width, height in SIZES:
        await pilot.resize_terminal(width, height)
        await pilot.pause()
        seen.append(check_screen(app))
    return "\n".join(seen)


async def walk(app: ReaderApp, pilot: Any) -> str:
    """Through issue and article with the keys that touch text; all that was seen."""
    app.open_issue("bad", DAY)
    await given.settle(app, pilot)
    seen = [await check_sizes(app, pilot)]
    screen: Any = app.screen
    screen._preview_now()
    await given.settle(app, pilot)
    seen.append(check_screen(app))
    check_picture(app)
    for keys in (("j",), ("G", "enter"), ("g", "tab"), ("tab", "b")):
        await pilot.press(*keys)
        seen.append(check_screen(app))
    await given.settle(app, pilot)
    await pilot.press("enter")
    await given.settle(app, pilot)
    assert isinstance(app.screen, ArticleScreen)
    seen.append(await check_sizes(app, pilot))
    check_picture(app)
    for keys in (("v",), ("space", "v"), ("-",), ("i",), ("o",), ("y",), ("Y",), ("G",)):
        await pilot.press(*keys)
        seen.append(check_screen(app))
    await given.settle(app, pilot)
    seen.append(check_screen(app))
    for keys in (("a",), ("escape", "B"), ("q", "ctrl+p")):
        await pilot.press(*keys)
        await pilot.pause()
        check_screen(app)
    await pilot.press("escape")
    return "\n".join(seen)


async def walk_on(app: ReaderApp, pilot: Any) -> str:
    """Through the places that open from an issue, and what opens over an article; all seen."""
    app.open_issue("bad", DAY)
    await given.settle(app, pilot)
    seen: list[str] = []
    # The page composed and as printed; an article from it; the whole paper.
    for keys in (("f",), ("F",), ("q", "w"), ("space", "G"), ("q",)):
        await pilot.press(*keys)
        await given.settle(app, pilot)
        seen.append(await check_sizes(app, pilot))
    # What opens over it, what is typed into, what is found, and the list for reading.
    for keys in (("c",), ("escape", "slash", "a"), ("escape", "x", "enter"), ("c",)):
        await pilot.press(*keys)
        await given.settle(app, pilot)
        seen.append(check_screen(app))
    for keys in (("escape", "slash", "e"), ("enter", "n", "escape"), ("O",), ("escape", "P")):
        await pilot.press(*keys)
        await given.settle(app, pilot)
        seen.append(check_screen(app))
    for keys in (("escape", "escape", "X"), ("X",), ("ctrl+z",), ("question_mark",)):
        await pilot.press(*keys)
        await given.settle(app, pilot)
        seen.append(check_screen(app))
    check_picture(app)
    return "\n".join(seen)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "bad.db") as opened:
        yield opened


@pytest.fixture(autouse=True)
def _no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReaderApp, "pin_pictures", lambda *_: None)
    monkeypatch.setattr("webbrowser.open", lambda *_: False)


@pytest.mark.parametrize("name", PAYLOADS)
async def test_raw_text_in_the_library_breaks_no_screen(
    app_on: AppOn, library: Library, name: str
) -> None:
    text = storable(PAYLOADS[name])
    newspaper = Newspaper(id="bad", name=text or "x", english_name=text)
    library.store(newspaper, issue_full_of(text), at=given.NOON)
    app = app_on(library, newspaper)
    async with app.run_test(size=(100, 30)) as pilot:
        seen = await walk(app, pilot)
        assert app.is_running
    if name == "markup":
        assert "[red]x[/] [@click=app.quit]y[/] [/] [b" in seen
    if name == "template":
        assert "{0} %s $name {name!r}" in seen


@pytest.mark.parametrize("name", PAYLOADS)
async def test_cleaned_text_breaks_no_screen_either(
    app_on: AppOn, library: Library, name: str
) -> None:
    text = clean(PAYLOADS[name])
    newspaper = Newspaper(id="bad", name=text or "x", english_name=text)
    library.store(newspaper, issue_full_of(text), at=given.NOON)
    app = app_on(library, newspaper)
    async with app.run_test(size=(100, 30)) as pilot:
        await walk(app, pilot)
        assert app.is_running


@pytest.mark.parametrize("name", ["markup", "escape", "bidi", "wide", "white", "spaces", "nothing"])
async def test_raw_text_breaks_no_place_that_opens_from_an_issue(
    app_on: AppOn, library: Library, name: str
) -> None:
    text = storable(PAYLOADS[name])
    newspaper = Newspaper(id="bad", name=text or "x", english_name=text)
    issue = issue_full_of(text)
    story, plain = issue.sections[0].articles
    printed = (
        replace(story, area=((0.0, 0.0), (0.6, 0.0), (0.6, 1.0), (0.0, 1.0))),
        replace(plain, area=((0.6, 0.0), (1.0, 0.0), (1.0, 1.0), (0.6, 1.0))),
    )
    first = replace(issue.sections[0], articles=printed)
    issue = replace(issue, sections=(first, issue.sections[1]))
    library.store(newspaper, issue, at=given.NOON)
    app = app_on(library, newspaper)
    async with app.run_test(size=(60, 16)) as pilot:
        await walk_on(app, pilot)
        assert app.is_running


async def test_links_of_the_text_are_no_actions(app_on: AppOn, library: Library) -> None:
    text = "[@click=app.exit]press here[/]"
    library.store(Newspaper(id="bad", name="B"), issue_full_of(text), at=given.NOON)
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open_issue("bad", DAY, key="bad/2024-07-06/bad")
        await given.settle(app, pilot)
        for y in range(28):
            await pilot.click(offset=(25, y))
        await given.settle(app, pilot)
        assert app.is_running
        for strip in app.screen._compositor.render_strips(app.size):
            for segment in strip:
                meta = segment.style.meta if segment.style else {}
                assert not [key for key in meta if key.startswith("@")]
                assert not (segment.style and segment.style.link)


def _pages(shared: Path) -> list[Path]:
    return sorted((shared / "hostile" / "files").rglob("*"))


async def test_every_hostile_page_that_can_be_read_can_be_shown(
    app_on: AppOn, library: Library, shared: Path
) -> None:
    articles: list[Article] = []
    for path in _pages(shared):
        if not path.is_file() or path.suffix not in (".html", ".htm", ".txt", ".xhtml"):
            continue
        with contextlib.suppress(ReaderError):
            page = read_page(path.read_bytes(), f"http://a.invalid/{len(articles)}")
            articles += page.articles
    assert len(articles) > 50
    sections = tuple(
        Section(name=f"{at}", page=f"{at:02}", articles=tuple(articles[at : at + 40]))
        for at in range(0, len(articles), 40)
    )
    seen: set[str] = set()
    kept: list[Section] = []
    for section in sections:
        own: list[Article] = []
        for article in section.articles:
            slug = f"s{len(seen)}"
            seen.add(slug)
            own.append(replace(article, slug=slug))
        kept.append(Section(name=section.name, page=section.page, articles=tuple(own)))
    library.store(
        Newspaper(id="bad", name="B"),
        Issue(newspaper_id="bad", date=DAY, sections=tuple(kept)),
        at=given.NOON,
    )
    app = app_on(library)
    async with app.run_test(size=(60, 16)) as pilot:
        app.open_issue("bad", DAY)
        await given.settle(app, pilot)
        for _ in range(len(articles) // 5):
            check_screen(app)
            await pilot.press("ctrl+f")
        await pilot.press("g", "enter")
        await given.settle(app, pilot)
        screen = app.screen
        assert isinstance(screen, ArticleScreen)
        for number in range(len(articles)):
            check_screen(app)
            if number % 8 == 0:
                await pilot.press("G")
                check_screen(app)
            screen.action_next_article()
            await pilot.pause()
        await given.settle(app, pilot)
        assert app.is_running


def test_the_check_itself_finds_what_is_dangerous() -> None:
    assert all(is_dangerous(c) for c in "\x1b\u202e\u200b\ufeff\U000e0041\x9b")
    assert not any(is_dangerous(c) for c in "aéع中👩\u200d\n")
