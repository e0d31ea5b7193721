"""Whole screens, kept as text: what stands in every row, and in which colours.

A picture of a screen as Textual draws it is some hundred thousand characters that nobody can read
in a diff. Here a screen is its rows as they are read, then for each row how many cells have which
look, so that a change is seen for what it is: a word, a line that breaks elsewhere, another colour.
A tenth of the size, it is drawn as a picture again where one is wanted: in the report that
pytest-textual-snapshot writes of what differs.
"""

from __future__ import annotations

import pickle
import sys
from dataclasses import dataclass
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pytest_textual_snapshot import PseudoApp, PseudoConsole, node_to_report_path
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

if TYPE_CHECKING:
    import pytest
    from syrupy.assertion import SnapshotAssertion

    from reader.app.app import ReaderApp

ROOT = Path(__file__).resolve().parents[2]
SAME = '"'
"""Stands for the looks of the row above."""
RULE = "·" * 8
_ATTRIBUTES = ("bold", "dim", "italic", "underline", "blink", "reverse", "strike", "underline2")


class ScreenFile(SingleFileSnapshotExtension):
    """A file a screen."""

    _file_extension = "screen"
    _write_mode = WriteMode.TEXT


# -- a screen as text ------------------------------------------------------------


def screen_as_text(app: ReaderApp) -> str:
    """The rows of what is on the screen, and their looks."""
    width, height = app.size
    strips = app.screen._compositor.render_strips(app.size)[:height]
    rows = [list(strip.crop(0, width)) for strip in strips]
    names: dict[str, str] = {}
    looks, above = [], ""
    for row in rows:
        runs = []
        for look, cells in groupby(row, lambda segment: look_of(segment.style)):
            name = names.setdefault(look, _name(len(names)))
            runs.append(f"{sum(cell_len(segment.text) for segment in cells)}{name}")
        line = " ".join(runs)
        looks.append(SAME if line == above else line)
        above = line
    written = ("".join(segment.text for segment in row).rstrip(" ") for row in rows)
    ground = app.current_theme
    legend = [
        f"{width}x{height} {ground.foreground} on {ground.background}",
        *(f"{name} {look}" for look, name in names.items()),
    ]
    return "\n".join([*written, RULE, *looks, RULE, *legend, ""])


def look_of(style: Style | None) -> str:
    """A style's words, without the actions that hang on it."""
    if style is None:
        return "none"
    words = [name for name in _ATTRIBUTES if getattr(style, name)]
    if style.color is not None:
        words.append(style.color.name)
    if style.bgcolor is not None:
        words += ["on", style.bgcolor.name]
    return " ".join(words) or "none"


def _name(number: int) -> str:
    """a … z, A … Z, aa …: short, and never a digit."""
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    before, last = divmod(number, len(letters))
    return (_name(before - 1) if before else "") + letters[last]


def picture_of(text: str) -> str:
    """The SVG of such a text; "" for none."""
    if not text.strip():
        return ""
    written, looks, legend = (part.split("\n") for part in text.rstrip("\n").split(f"\n{RULE}\n"))
    size, ink, _, paper = legend[0].split(" ")
    width, height = map(int, size.split("x"))
    styles = dict(line.split(" ", 1) for line in legend[1:])
    strips, above = [], ""
    for words, line in zip(written, looks, strict=True):
        above = above if line == SAME else line
        cells = list(_clusters(words + " " * (width - cell_len(words))))
        strip = []
        for run in above.split():
            name = run.lstrip("0123456789")
            count, taken = int(run[: -len(name)]), ""
            while cells and cell_len(taken) < count:
                taken += cells.pop(0)
            strip.append(Segment(taken, Style.parse(styles[name])))
        strips.append(strip)
    pictures = module_at(ROOT / "screenshots" / "picture.py")
    return str(pictures.svg_of(strips, width, height, ink=_hex(ink), paper=_hex(paper, "#000000")))


def _hex(colour: str, otherwise: str = "#e0e0e0") -> str:
    return colour if colour.startswith("#") else otherwise


def _clusters(words: str) -> list[str]:
    found: list[str] = []
    for character in words:
        if found and not cell_len(character):
            found[-1] += character
        else:
            found.append(character)
    return found


@cache
def module_at(path: Path) -> ModuleType:
    """A module of a folder that is no package."""
    spec = spec_from_file_location(f"_{path.stem}_of_screens", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


# -- comparing -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Album:
    """Compares screens with those that are kept, and tells the report what differs."""

    snapshot: SnapshotAssertion
    request: pytest.FixtureRequest

    def has(self, name: str, text: str) -> bool:
        """Whether the screen that the test calls so is kept as it is now."""
        kept = self.snapshot(name=name)
        is_same = bool(kept == text)
        before = ""
        if not is_same:
            path = Path(ScreenFile.get_location(test_location=kept.test_location, index=name))
            before = path.read_text(encoding="utf-8") if path.is_file() else ""
        self._report(name, text, before, is_same=is_same)
        return is_same

    def _report(self, name: str, text: str, before: str, *, is_same: bool) -> None:
        # The record that the plugin makes of each comparison, for its page of differences.
        node: Any = self.request.node
        path, line, _ = node.reportinfo()
        console = Console(legacy_windows=False, force_terminal=True)
        record = (
            is_same,
            "" if is_same else picture_of(before),
            "" if is_same else picture_of(text),
            PseudoApp(PseudoConsole(console.legacy_windows, console.size)),
            path,
            line,
            f"{node.name} {name}",
            "",
            "",
            bool(before),
        )
        place = node_to_report_path(node)
        place.with_name(f"{place.name}_{name}").write_bytes(pickle.dumps(record))
