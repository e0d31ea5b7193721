"""What showing text costs: `python tests/bench/painting.py [ROUNDS]`.

An article of ten thousand characters on a screen of 120 by 36: put up for the first time, set anew
when the terminal is resized, and scrolled by a screen; in the galley of the article view, against
Textual's `Static` and `Markdown` with the same words in a scrolling container. Each is the time
until the screen is at rest again, without a terminal to write to.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from figures import Row, row, table
from setting import paragraphs
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown, Static

from reader.app.widgets.galley import Galley
from reader.model import Article, Paragraph

if TYPE_CHECKING:
    from textual.widget import Widget

CHINESE = (
    "记者从中国科学院获悉，“我们在2024年7月6日完成了第3次试验”，共行驶3.5公里，增长10.5%以上。"
    "他说：“好。”大桥昨日通车，两岸居民步行过江，往来只需一刻钟；施工历时三年，工人最多时有两千人。"
)
SIZE = (120, 36)
_ROUNDS = 10

Times = dict[str, list[float]]


class Alone(App[None]):
    """One thing to read, and nothing else."""

    # As small as the galley's own, and in the colours of the theme.
    CSS = """
    VerticalScroll { scrollbar-size: 0 0; }
    Galley { height: 1fr; }
    """

    def __init__(self, made: Callable[[], Widget]) -> None:
        super().__init__()
        self._made = made

    def compose(self) -> ComposeResult:
        """What was asked for, nothing in it yet."""
        yield self._made()


def in_galley(app: App[None], texts: list[str]) -> None:
    """As the article view shows it."""
    blocks = tuple(Paragraph(text=text) for text in texts)
    article = Article(slug="a", headline="标题", language="zh", blocks=blocks)
    app.query_one(Galley).show(article, language="zh")


def in_static(app: App[None], texts: list[str]) -> None:
    """As Textual shows text."""
    app.query_one(Static).update("\n\n".join(texts))


async def in_markdown(app: App[None], texts: list[str]) -> None:
    """As Textual shows Markdown."""
    await app.query_one(Markdown).update("\n\n".join(texts))


SUBJECTS: Mapping[str, tuple[Callable[[], Widget], Callable[[App[None], list[str]], object]]] = {
    "galley": (Galley, in_galley),
    "Static": (lambda: VerticalScroll(Static(markup=False)), in_static),
    "Markdown": (lambda: VerticalScroll(Markdown()), in_markdown),
}


async def watched(name: str, seed: int, times: Times) -> None:
    """One subject from the first word to the last screen."""
    made, puts_up = SUBJECTS[name]
    app = Alone(made)
    async with app.run_test(size=SIZE) as pilot:

        async def note(what: str, doing: Callable[[], object]) -> None:
            begun = time.perf_counter()
            done = doing()
            if asyncio.iscoroutine(done):
                await done
            await pilot.pause()
            times.setdefault(f"{what} {name}", []).append((time.perf_counter() - begun) * 1000)

        await pilot.pause()
        await note("first", lambda: puts_up(app, paragraphs(CHINESE, seed)))
        for width in (100, 90, 110, 120):
            await note("resized", lambda width=width: pilot.resize_terminal(width, SIZE[1]))
        scroll = app.query_one(Galley if name == "galley" else VerticalScroll)
        for _ in range(3):
            await note("scrolled", lambda: scroll.scroll_relative(y=SIZE[1] - 2, animate=False))


def measure(rounds: int) -> list[Row]:
    """All of it."""
    times: Times = {}
    for seed in range(rounds):
        for name in SUBJECTS:
            asyncio.run(watched(name, seed, times))
    told = {
        "first": "10,000 characters, put up",
        "resized": "the same, the terminal resized",
        "scrolled": "the same, a screen further",
    }
    return [
        row(f"{words}: {name}", times[f"{what} {name}"], "Static", times[f"{what} Static"])
        for what, words in told.items()
        for name in SUBJECTS
    ]


if __name__ == "__main__":
    sys.stdout.write(table(measure(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)) + "\n")
