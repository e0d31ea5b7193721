"""Makes every picture of this folder anew: `python screenshots/make.py [NAME…]`.

The real app on the sample newspaper, on a fixed day. Names choose some of the pictures
(`issue-120x36`). Those in the README are written as PNG too, where rsvg-convert is installed, so
that they look the same whatever fonts the page is seen with; `--png` does that with all of them.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from picture import svg_of  # noqa: E402 - the folder first has to be known

if TYPE_CHECKING:
    from reader.app import Start
    from reader.library import Library

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
NEWSPAPER = "sample"
SIZES = ((60, 16), (80, 24), (120, 36), (200, 50))
USUAL = (120, 36)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: where the app starts, and the keys that lead to what is shown."""

    name: str
    size: tuple[int, int]
    start: str = "newsstand"
    keys: tuple[str, ...] = ()
    theme: str = "night"
    language: str = "en"

    @property
    def file_name(self) -> str:
        """`issue-120x36.svg`."""
        return f"{self.name}-{self.size[0]}x{self.size[1]}.svg"

    @property
    def is_in_readme(self) -> bool:
        """Whether the README shows it."""
        return self.file_name.removesuffix(".svg") in IN_README


IN_README = (
    "frontpage-printed-120x36",
    "issue-120x36",
    "article-columns-120x36",
    "frontpage-120x36",
    "search-120x36",
    "article-lit-120x36",
)

SHOTS = (
    *(
        Shot(name=name, size=size, start=name, keys=keys)
        for name, keys in (("newsstand", ()), ("issue", ("j",)), ("article", ()))
        for size in SIZES
    ),
    *(
        Shot(name="frontpage", size=size, start="issue", keys=("f", "F"), language="zh")
        for size in SIZES
    ),
    *(
        Shot(
            name="frontpage-printed", size=size, start="issue", keys=("]", "]", "f"), theme="paper"
        )
        for size in SIZES[1:]
    ),
    *(
        Shot(
            name=f"frontpage-{theme}", size=USUAL, start="issue", keys=("]", "]", "f"), theme=theme
        )
        for theme in ("night", "ink")
    ),
    Shot(name="article-english", size=USUAL, start="article-english", theme="paper"),
    Shot(name="article-columns", size=USUAL, start="article-first", keys=(*"--------", "v")),
    Shot(
        name="article-columns",
        size=(200, 50),
        start="article-first",
        keys=("v",),
        theme="paper",
    ),
    Shot(
        name="article-found",
        size=USUAL,
        start="article",
        keys=("/", *"标点", "enter"),
        language="zh",
    ),
    Shot(name="picture", size=USUAL, start="article-first", keys=("z",)),
    Shot(name="whole-paper", size=USUAL, start="issue", keys=("w", "]"), theme="paper"),
    Shot(
        name="reading-list",
        size=USUAL,
        start="issue",
        keys=("j", "x", "n", "x", "n", "n", "x", "n", "x", "X", "X"),
        language="zh",
    ),
    Shot(name="issue-paper", size=USUAL, start="issue", keys=("j",), theme="paper"),
    Shot(name="calendar", size=(80, 24), keys=("c",)),
    Shot(name="go-to-date", size=USUAL, start="issue", keys=("d",)),
    Shot(name="bookmarks", size=USUAL, keys=("B",)),
    Shot(name="article-lit", size=USUAL, start="article-lit", keys=("}",), theme="paper"),
    Shot(name="search", size=USUAL, start="issue", keys=("S", *"page -type", "down")),
    Shot(
        name="search-chinese",
        size=USUAL,
        start="issue",
        keys=("S", *"标点", "down"),
        theme="paper",
        language="zh",
    ),
    Shot(name="downloads", size=USUAL, start="downloads", keys=("D",)),
    Shot(name="statistics", size=USUAL, keys=("R",), theme="paper"),
    Shot(name="statistics-chinese", size=USUAL, keys=("R",), language="zh"),
    Shot(name="keys", size=USUAL, start="issue", keys=("question_mark",)),
    Shot(name="palette", size=USUAL, start="issue", keys=("ctrl+p",)),
    Shot(name="themes", size=USUAL, start="issue", keys=("T",)),
)


def stocked(path: Path) -> Library:
    """A library with the sample newspaper, some of it read, bookmarked, tagged and lit."""
    from reader.delivery import deliver_sample
    from reader.library import Library
    from reader.model import Highlight

    library = Library.open(path)
    deliver_sample(library)
    days = [tally.date for tally in library.days(NEWSPAPER)]
    for count, day in zip((99, 7, 3, 2), days, strict=True):
        outline = library.outline(NEWSPAPER, day)
        for number, line in enumerate(list(outline.lines)[:count] if outline else ()):
            library.mark_read(line.key, at=NOW - timedelta(days=number * number // 12))
    begun = key_of(library, "content_404")
    library.remember_position(begun, 400)
    for minutes, (slug, note, tags) in enumerate(
        (
            ("content_306", "", ("history",)),
            ("content_210", "为周会准备：避头尾", ("排印", "标点")),
            ("content_309", "The map behind every page image", ("e-papers", "history")),
            ("content_407", "", ("排印",)),
        )
    ):
        key = key_of(library, slug)
        library.bookmark(key, at=NOW + timedelta(minutes=minutes), note=note)
        library.clippings.tag(key, tags)
    for slug, passage, note in (
        ("content_309", "A person sees a front page; a program sees a geometry", "For the talk."),
        ("content_309", "This paper, as it happens, is made in the same way.", ""),
        ("content_210", "标点不是字，它依附着字。", "开头就用这一句"),
    ):
        key = key_of(library, slug)
        bookmark = library.bookmark_of(key)
        start = bookmark.article.text.index(passage) if bookmark else 0
        end = start + len(passage)
        lit = Highlight(start=start, end=end, passage=passage, made_at=NOW, note=note)
        library.clippings.highlight(key, lit)
    return library


def want_years(library: Library) -> None:
    """Downloads, some of them under way, one with a day that did not come."""
    from reader.model import DayState

    for newspaper_id, days, done in (("rmrb", 30, 30), ("kjrb", 366, 141)):
        last = TODAY - timedelta(days=TODAY.day)
        wish = library.downloads.wish(
            newspaper_id, last - timedelta(days=days - 1), last, at=NOW - timedelta(hours=1)
        )
        came = {last - timedelta(days=number): DayState.DONE for number in range(done)}
        library.downloads.settle(wish.number, came, at=NOW)
    reason = "The site did not answer in time."
    day = last - timedelta(days=3)
    library.downloads.note(wish.number, day, DayState.FAILED, reason=reason, at=NOW, is_try=True)


def key_of(library: Library, slug: str) -> str:
    """The key of the sample's article with this slug."""
    for tally in library.days(NEWSPAPER):
        outline = library.outline(NEWSPAPER, tally.date)
        for line in outline.lines if outline else ():
            if line.slug == slug:
                return line.key
    raise KeyError(slug)


def start_of(library: Library, name: str) -> Start:
    """Where the app opens for a shot."""
    from reader.app import Start

    match name:
        case "issue":
            return Start(newspaper_id=NEWSPAPER, day=TODAY)
        case "article":
            return Start(key=key_of(library, "content_407"))
        case "article-first":
            return Start(key=key_of(library, "content_401"))
        case "article-english" | "article-lit":
            return Start(key=key_of(library, "content_309"))
        case "downloads":
            want_years(library)
            return Start()
        case _:
            return Start()


async def taken(shot: Shot, path: Path) -> str:
    """The SVG of a shot."""
    from reader.app.app import ReaderApp
    from reader.lang import speak
    from reader.papers import stand_of_papers

    os.environ["READER_LANG"] = shot.language
    speak(shot.language)
    with stocked(path) as library:
        library.note_down("theme", shot.theme)
        start = start_of(library, shot.start)
        app = ReaderApp(library, papers=stand_of_papers(), today=lambda: TODAY, start=start)
        async with app.run_test(size=shot.size) as pilot:
            await settled(app, pilot)
            for key in shot.keys:
                await pilot.press(key)
                await settled(app, pilot)
            theme = app.current_theme
            strips = app.screen._compositor.render_strips()
            return svg_of(
                strips,
                *shot.size,
                ink=theme.foreground or "#e0e0e0",
                paper=theme.background or "#121212",
            )


async def settled(app: object, pilot: object) -> None:
    """Wait until nothing is being worked on any more."""
    for _ in range(3):
        await pilot.pause()  # type: ignore[attr-defined]
        await app.workers.wait_for_complete()  # type: ignore[attr-defined]
    await pilot.pause()  # type: ignore[attr-defined]


def main(words: list[str]) -> int:
    """Make them and say their sizes."""
    os.environ.pop("NO_COLOR", None)
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", TEXTUAL_ANIMATIONS="none")
    converter = shutil.which("rsvg-convert")
    names = tuple(word for word in words if not word.startswith("-"))
    for shot in SHOTS:
        if names and not shot.file_name.startswith(names):
            continue
        with tempfile.TemporaryDirectory() as folder:
            svg = asyncio.run(taken(shot, Path(folder) / "library.db"))
        target = HERE / shot.file_name
        target.write_text(svg, encoding="utf-8")
        print(f"{shot.file_name:<32} {len(svg.encode()) // 1024:>4} kB")
        if shot.is_in_readme or "--png" in words:
            picture = target.with_suffix(".png")
            if converter:
                subprocess.run([converter, target, "-o", picture], check=True)
            else:
                print(f"{picture.name:<32} was not made: there is no rsvg-convert")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
