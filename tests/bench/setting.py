"""What setting text costs: `python tests/bench/setting.py [ROUNDS]`.

An article of ten thousand characters, in paragraphs as newspapers have them, is set for the first
time, and again at a measure it was not set at before, as when a terminal is resized; against what
Rich and Textual take to wrap it, who know nothing of what may begin a line. And the first
screenful of a paragraph of a million characters.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice

from figures import Row, in_turn, row, table
from rich.console import Console
from rich.text import Text
from textual.content import Content

from reader.typeset import Style, break_text, justified, lines_from

_CHINESE = (
    "记者从中国科学院获悉，“我们在2024年7月6日完成了第3次试验”，共行驶3.5公里，增长10.5%以上——这是GDP"
    "（国内生产总值）的……意外。他说：“好。”张三·李四前往《自然》杂志，约3000多万元人民币。大桥昨日通车，"
    "两岸居民步行过江，往来只需一刻钟；施工历时三年，工人最多时有两千人。"
)
_ENGLISH = (
    "The ninth Trilateral Summit, held in May, resumed negotiations that had been interrupted for "
    "four and a half years. Scientists agreed that collaboration in 人工智能 and environmental "
    "monitoring would be strengthened considerably, although details (some 3.5% of them) remain. "
)
_SIZE, _PARAGRAPH = 10_000, 250
_ROUNDS = 15


def paragraphs(sentences: str, seed: int = 0) -> list[str]:
    """Ten thousand characters that no other seed's are, so that none is known already."""
    text = sentences * (_SIZE // len(sentences) + 2)
    parts = [text[n : n + _PARAGRAPH] for n in range(0, _SIZE, _PARAGRAPH)]
    return [f"{seed}.{n} {part}" for n, part in enumerate(parts)]


def measure(rounds: int) -> list[Row]:
    """All of it."""
    rows: list[Row] = []
    for name, sentences, language in (("Chinese", _CHINESE, "zh"), ("English", _ENGLISH, "en")):
        rows += _article(name, sentences, language, rounds)
    return [*rows, *_million(rounds)]


def _article(name: str, sentences: str, language: str, rounds: int) -> list[Row]:
    known = paragraphs(sentences)
    seeds, measures = iter(range(1, 10**9)), cycle(range(40, 111, 2))
    console = Console(width=200)
    whole = Style(language=language, is_justified=True, is_hyphenated=True, hang=2)

    def first() -> object:
        return [break_text(one, 72) for one in paragraphs(sentences, next(seeds))]

    def again() -> object:
        width = next(measures)
        return [break_text(one, width) for one in known]

    def columns() -> object:
        width = next(measures) // 2 + 8
        return [
            justified(one, span, width)
            for one in known
            for span in break_text(one, width, style=whole)
        ]

    def rich() -> object:
        return [Text(one).wrap(console, 72) for one in known]

    def textual() -> object:
        return [Content(one).wrap(72) for one in known]

    again(), columns()
    ways = {"first": first, "again": again, "columns": columns, "rich": rich, "textual": textual}
    times = in_turn({way: timed(does) for way, does in ways.items()}, rounds)
    told = {
        "first": f"{name}, 10,000 characters set for the first time",
        "again": f"{name}, set again at a new measure",
        "columns": f"{name}, again in justified columns, hyphens and all",
        "textual": f"{name}: Textual's own wrapping",
    }
    return [row(told[way], times[way], "Rich's wrapping", times["rich"]) for way in told]


def _million(rounds: int) -> list[Row]:
    seeds = iter(range(10**9))

    def text() -> str:
        return f"{next(seeds)}{_CHINESE}" * (1_000_000 // len(_CHINESE))

    def screenful() -> float:
        book = text()
        return timed(lambda: list(islice(lines_from(book, 72), 60)))()

    def whole() -> float:
        book = text()
        return timed(lambda: break_text(book, 72))()

    times = in_turn({"screenful": screenful, "whole": whole}, max(3, rounds // 5))
    return [
        row(
            "a paragraph of 1,000,000: its first 60 lines",
            times["screenful"],
            "all of it",
            times["whole"],
        ),
        row("a paragraph of 1,000,000: all of it", times["whole"], "all of it", times["whole"]),
    ]


def timed(does: Callable[[], object]) -> Callable[[], float]:
    """Seconds that something takes."""

    def seconds() -> float:
        began = time.perf_counter()
        does()
        return time.perf_counter() - began

    return seconds


def main(arguments: Sequence[str]) -> None:
    """Prints the table."""
    print(table(measure(int(arguments[0]) if arguments else _ROUNDS)))


if __name__ == "__main__":
    main(sys.argv[1:])
