"""A screen of the app as an SVG that looks the same wherever it is opened.

Every run of letters is put at the place of its cell, so that a font that is a little wider or
narrower than the terminal's cannot push a column out of line; wide characters have a font of their
own. Lines and blocks are drawn, not written: fonts leave seams between them. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from rich.style import Style
    from textual.strip import Strip

CELL_WIDTH, CELL_HEIGHT = 10, 21
MARGIN = 12
_BASELINE = 15.5
_STYLE = (
    "text{font:16.6px 'DejaVu Sans Mono','Fira Code',Menlo,Consolas,monospace;white-space:pre}"
    ".w{font:18px 'Noto Sans CJK SC','Noto Sans Mono CJK SC','PingFang SC','Microsoft YaHei',"
    "sans-serif;letter-spacing:2px}"
    ".b{font-weight:bold}.i{font-style:italic}.m{text-anchor:middle}"
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a character is drawn."""

    ink: str
    paper: str
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A character, with what combines with it, and the cells it stands on."""

    text: str
    column: int
    width: int
    look: Look


def svg_of(strips: Iterable[Strip], width: int, height: int, *, ink: str, paper: str) -> str:
    """The picture of a screen of `width` by `height` cells, on these colours."""
    plain = Look(ink, paper)
    full_width = width * CELL_WIDTH + 2 * MARGIN
    full_height = height * CELL_HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full_width} {full_height}"'
        f' width="{full_width}" height="{full_height}">',
        f"<style>{_STYLE}</style>",
        f'<rect width="100%" height="100%" rx="8" fill="{paper}"/>',
    ]
    for row, strip in enumerate(strips):
        cells = list(cells_of(strip, plain))
        top = MARGIN + row * CELL_HEIGHT
        parts += _backgrounds(cells, top, paper)
        parts += _letters(cells, top)
    return "\n".join([*parts, "</svg>", ""])


def cells_of(strip: Strip, plain: Look) -> Iterator[Cell]:
    """The characters of a row, each at its column."""
    column = 0
    for segment in strip:
        look = look_of(segment.style, plain)
        for cluster in _clusters(segment.text):
            width = cell_len(cluster)
            yield Cell(cluster, column, width, look)
            column += width


def look_of(style: Style | None, plain: Look) -> Look:
    """The look that a style means where the terminal's own colours are those of `plain`."""
    if style is None:
        return plain
    ink, paper = plain.ink, plain.paper
    if style.color and not style.color.is_default:
        ink = style.color.get_truecolor().hex
    if style.bgcolor and not style.bgcolor.is_default:
        paper = style.bgcolor.get_truecolor(foreground=False).hex
    if style.reverse:
        ink, paper = paper, ink
    return Look(
        ink,
        paper,
        bool(style.bold),
        bool(style.italic),
        bool(style.underline),
        bool(style.strike),
    )


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for character in text:
        if cluster and cell_len(character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _backgrounds(cells: list[Cell], top: float, paper: str) -> Iterator[str]:
    for run in _runs(cells, lambda cell: (cell.look.paper,)):
        if run[0].look.paper != paper:
            columns = sum(cell.width for cell in run)
            yield _box(_left(run[0]), top, columns * CELL_WIDTH, CELL_HEIGHT, run[0].look.paper)


def _letters(cells: list[Cell], top: float) -> Iterator[str]:
    for run in _runs(cells, _kind):
        first = run[0]
        text = "".join(cell.text for cell in run)
        left, look = _left(first), first.look
        if text.strip():
            yield _shape(first, top, len(run)) or _written(text, run, top)
        length = sum(cell.width for cell in run) * CELL_WIDTH
        if look.is_underlined:
            yield _box(left, top + CELL_HEIGHT - 3, length, 1, look.ink)
        if look.is_struck:
            yield _box(left, top + CELL_HEIGHT / 2, length, 1, look.ink)


def _written(text: str, run: list[Cell], top: float) -> str:
    first = run[0]
    classes = [
        name
        for name, wanted in (
            ("w", first.width == 2),
            ("b", first.look.is_bold),
            ("i", first.look.is_italic),
            ("m", _stands_alone(first)),
        )
        if wanted
    ]
    left = _left(first) + (CELL_WIDTH / 2 if _stands_alone(first) else 0)
    named = f' class="{" ".join(classes)}"' if classes else ""
    return (
        f'<text x="{left:g}" y="{top + _BASELINE:g}" fill="{first.look.ink}"{named}>'
        f"{escape(text, quote=False)}</text>"
    )


def _kind(cell: Cell) -> tuple[object, ...]:
    """What cells of one run have in common; a sign of a doubtful width is a run of its own, and so
    is a space, as some programs that show pictures leave spaces out."""
    alone: int | str = -1
    if cell.text in _UNBROKEN:
        alone = cell.text
    elif cell.text == " " or _stands_alone(cell) or _is_drawn(cell):
        alone = cell.column
    return (cell.look.ink, cell.look.is_bold, cell.look.is_italic, cell.look.is_underlined,
            cell.look.is_struck, cell.width, alone)  # fmt: skip


def _stands_alone(cell: Cell) -> bool:
    return cell.width == 1 and not _is_drawn(cell) and cell.text[0] > "\u024f"


def _runs(cells: list[Cell], kind: object) -> Iterator[list[Cell]]:
    run: list[Cell] = []
    for cell in cells:
        if run and kind(cell) != kind(run[0]):  # type: ignore[operator]
            yield run
            run = []
        run.append(cell)
    if run:
        yield run


def _left(cell: Cell) -> float:
    return MARGIN + cell.column * CELL_WIDTH


def _box(left: float, top: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="{colour}"/>'


# -- lines and blocks ------------------------------------------------------------

_ARMS = {
    "│": "ud", "┌": "dr", "┐": "dl", "└": "ur", "┘": "ul", "├": "udr", "┤": "udl",
    "┬": "dlr", "┴": "ulr", "┼": "udlr", "╭": "dr", "╮": "dl", "╰": "ur", "╯": "ul",
    "┃": "UD", "╌": "lr", "┄": "lr", "┈": "lr",
}  # fmt: skip
"""Which way a line goes from the middle of its cell; a capital is a heavy line."""

_PARTS = {
    **{"▁▂▃▄▅▆▇█"[n - 1]: (0, 1 - n / 8, 1, n / 8) for n in range(1, 9)},
    **{"▏▎▍▌▋▊▉"[n - 1]: (0, 0, n / 8, 1) for n in range(1, 8)},
    "▀": (0, 0, 1, 0.5), "▐": (0.5, 0, 0.5, 1), "▔": (0, 0, 1, 0.125), "▕": (0.875, 0, 0.125, 1),
}  # fmt: skip
"""The part of its cell that a block fills: left, top, width, height."""

_SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
_UNBROKEN = frozenset("─━═▁▂▃▄▅▆▇█▀▔░▒▓")
"""What fills its cell from side to side: a row of them is one shape."""


def _is_drawn(cell: Cell) -> bool:
    return cell.text in _ARMS or cell.text in _PARTS or cell.text in _UNBROKEN


def _shape(cell: Cell, top: float, count: int) -> str:
    """The shape of `count` such cells side by side; "" for what is written."""
    left, colour, text = _left(cell), cell.look.ink, cell.text
    length = CELL_WIDTH * count
    if text in _PARTS:
        x, y, width, height = _PARTS[text]
        if count > 1:
            width = count
        return _box(
            left + x * CELL_WIDTH,
            top + y * CELL_HEIGHT,
            width * CELL_WIDTH,
            height * CELL_HEIGHT,
            colour,
        )
    if text in _SHADES:
        shape = _box(left, top, length, CELL_HEIGHT, colour)
        return shape.replace("/>", f' opacity="{_SHADES[text]}"/>')
    middle = top + CELL_HEIGHT / 2
    match text:
        case "═":
            return _box(left, middle - 3, length, 1.5, colour) + _box(
                left, middle + 1.5, length, 1.5, colour
            )
        case "─":
            return _box(left, middle - 0.75, length, 1.5, colour)
        case "━":
            return _box(left, middle - 1.5, length, 3, colour)
    return "".join(_arm(arm, left, top, colour) for arm in _ARMS.get(text, ""))


def _arm(arm: str, left: float, top: float, colour: str) -> str:
    thick = 3.0 if arm.isupper() else 1.5
    half = thick / 2
    x, y = left + CELL_WIDTH / 2 - half, top + CELL_HEIGHT / 2 - half
    match arm.lower():
        case "l":
            return _box(left, y, CELL_WIDTH / 2 + half, thick, colour)
        case "r":
            return _box(x, y, CELL_WIDTH / 2 + half, thick, colour)
        case "u":
            return _box(x, top, thick, CELL_HEIGHT / 2 + half, colour)
        case _:
            return _box(x, y, thick, CELL_HEIGHT / 2 + half, colour)
