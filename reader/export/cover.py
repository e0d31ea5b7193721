"""The cover of a book: the newspaper's name, the day, the first headlines, as on a front page.

It is a drawing of lines of text and of rules. Where this machine has a font with the newspaper's
characters it becomes a PNG, which every device shows on its shelf; else it is an SVG, for which the
device has to have the font.
"""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from reader.export.markup import escaped
from reader.export.terms import is_right_to_left, language_tag
from reader.text import clean
from reader.text.cells import width_in_cells
from reader.typeset.opportunities import opportunities

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 1600
_MARGIN = 90
_COLUMN = WIDTH - 2 * _MARGIN
_MOST_HEADLINES = 9
_MOST_LINES = 3
_LONGEST = 200
"""Characters of a headline that are looked at."""

_FOLDERS = {
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": ("${WINDIR}/Fonts", "${LOCALAPPDATA}/Microsoft/Windows/Fonts"),
}
_OTHER_FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
)
_FONTS = (
    # Serifs first, as newspapers have them; each names files, without what stands behind a dot.
    *("NotoSerifCJK-Bold", "SourceHanSerif-Bold", "SourceHanSerifSC-Bold", "NotoSerifSC-Bold"),
    *("NotoSerifCJK-Regular", "SourceHanSerif-Regular", "Songti", "STSong", "simsun", "mingliu"),
    *("Hiragino Mincho ProN", "yumindb", "yumin", "msmincho", "AppleMyungjo", "batang"),
    *(
        "NotoSansCJK-Bold",
        "NotoSansCJK-Regular",
        "SourceHanSans-Bold",
        "PingFang",
        "STHeiti Medium",
    ),
    *("msyhbd", "msyh", "simhei", "wqy-zenhei", "wqy-microhei", "uming", "DroidSansFallbackFull"),
    *("AppleSDGothicNeo", "malgunbd", "malgun", "NanumMyeongjoBold", "NanumGothicBold"),
    *("DejaVuSerif-Bold", "LiberationSerif-Bold", "NotoSerif-Bold", "georgiab", "timesbd"),
    *("Times New Roman Bold", "Georgia Bold", "Times", "FreeSerifBold", "DejaVuSans-Bold"),
)
_FACES = {"zh-Hans": " SC", "zh-Hant": " TC", "ja": " JP", "ko": " KR"}
_MOST_FACES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What stands on it."""

    nameplate: str
    date_line: str
    headlines: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: int
    """Pixels."""
    y: int
    """Of its top."""
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    y: int
    thickness: int


_WidthOf = Callable[[str, int], float]
"""Pixels of a text in a size."""


def draw_cover(cover: Cover) -> tuple[str, bytes]:
    """The cover's media type and its bytes; on one machine the same cover is the same bytes."""
    font = _font_for(cover)
    if font is None:
        return "image/svg+xml", _as_svg(_layout(cover, _guessed_width), cover.language)
    return "image/png", _as_png(cover, font)


def _guessed_width(text: str, size: int) -> float:
    return width_in_cells(text) * size * 0.53


def _layout(cover: Cover, width_of: _WidthOf) -> list[_Line | _Rule]:
    """The front page from above: nameplate between rules, the lead, the others."""
    placed: list[_Line | _Rule] = []
    name = clean(cover.nameplate)[:_LONGEST] or "—"
    size = 220
    while size > 60 and width_of(name, size) > _COLUMN:
        size -= 4
    y = 130
    for row in _rows(name, size, width_of)[:2]:
        placed.append(_Line(row, size, y, is_centred=True))
        y += round(size * 1.2)
    y += 40
    placed += [_Rule(y, 6), _Rule(y + 14, 2)]
    y += 40
    for row in _rows(clean(cover.date_line)[:_LONGEST], 40, width_of)[:2]:
        placed.append(_Line(row, 40, y, is_centred=True))
        y += 56
    y += 14
    placed.append(_Rule(y, 2))
    y += 50
    for number, headline in enumerate(cover.headlines[:_MOST_HEADLINES]):
        size = 84 if number == 0 else 46
        rows = _rows(clean(headline)[:_LONGEST], size, width_of)
        if len(rows) > _MOST_LINES:
            rows = [*rows[: _MOST_LINES - 1], _cut(rows[_MOST_LINES - 1], size, width_of)]
        if y + round(len(rows) * size * 1.35) > HEIGHT - _MARGIN:
            break
        for row in rows:
            placed.append(_Line(row, size, y))
            y += round(size * 1.35)
        y += 22
        if number == 0:
            placed.append(_Rule(y, 2))
            y += 36
    return placed


def _rows(text: str, size: int, width_of: _WidthOf) -> list[str]:
    """The text in lines no wider than the column, ended where print ends them."""
    rows: list[str] = []
    start = last = 0
    for at in [*opportunities(text), len(text)]:
        if width_of(text[start:at].rstrip(), size) > _COLUMN and last > start:
            rows.append(text[start:last].rstrip())
            start = last
        last = at
    rest = text[start:].strip()
    while rest and width_of(rest, size) > _COLUMN:
        end = next(
            n for n in range(len(rest), 0, -1) if n == 1 or width_of(rest[:n], size) <= _COLUMN
        )
        rows.append(rest[:end])
        rest = rest[end:]
    return [row for row in [*rows, rest] if row]


def _cut(row: str, size: int, width_of: _WidthOf) -> str:
    while row and width_of(row + "…", size) > _COLUMN:
        row = row[:-1]
    return row + "…"


# -- as an SVG ---------------------------------------------------------------------


def _as_svg(placed: Sequence[_Line | _Rule], language: str) -> bytes:
    tag = language_tag(language)
    direction = ' direction="rtl"' if is_right_to_left(tag) else ""
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" xml:lang="{tag}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<g fill="black" font-family="serif" font-weight="bold"{direction}>',
    ]
    for part in placed:
        if isinstance(part, _Rule):
            rows.append(
                f'<rect x="{_MARGIN}" y="{part.y}" width="{_COLUMN}" height="{part.thickness}"/>'
            )
            continue
        x = WIDTH // 2 if part.is_centred else (WIDTH - _MARGIN if direction else _MARGIN)
        anchor = "middle" if part.is_centred else "start"
        # Text stands on its base line, a good deal of its size under its top.
        y = part.y + round(part.size * 0.88)
        rows.append(
            f'<text x="{x}" y="{y}" font-size="{part.size}" text-anchor="{anchor}">'
            f"{escaped(part.text)}</text>"
        )
    return ("\n".join([*rows, "</g>", "</svg>"]) + "\n").encode()


# -- as a PNG ----------------------------------------------------------------------


def _as_png(cover: Cover, font: FreeTypeFont) -> bytes:
    from PIL import Image, ImageDraw

    sized: dict[int, FreeTypeFont] = {}

    def of(size: int) -> FreeTypeFont:
        if size not in sized:
            sized[size] = font.font_variant(size=size)
        return sized[size]

    page = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(page)
    for part in _layout(cover, lambda text, size: of(size).getlength(text)):
        if isinstance(part, _Rule):
            pen.rectangle((_MARGIN, part.y, WIDTH - _MARGIN, part.y + part.thickness - 1), fill=0)
        elif part.is_centred:
            middle = (WIDTH / 2, part.y + part.size / 2)
            pen.text(middle, part.text, font=of(part.size), fill=0, anchor="mm")
        else:
            pen.text((_MARGIN, part.y), part.text, font=of(part.size), fill=0)
    content = io.BytesIO()
    page.save(content, "PNG")
    return content.getvalue()


def _font_for(cover: Cover) -> FreeTypeFont | None:
    """A font that has every character of the nameplate and the date; None where there is none, or
    where the letters have to be joined by one who knows how."""
    words = "".join(dict.fromkeys(clean(cover.nameplate + cover.date_line)))
    if any(unicodedata.bidirectional(c) in ("R", "AL") or _is_joined(c) for c in words):
        return None
    more = "".join(dict.fromkeys(clean("".join(cover.headlines[:_MOST_HEADLINES]))))
    face = _FACES.get(language_tag(cover.language), "")
    best: tuple[int, FreeTypeFont] | None = None
    for path in _font_files():
        font = _face_of(path, face)
        if font is None or _lacking(font, words):
            continue
        # A headline may quote a script that the paper's font lacks.
        lacking = _lacking(font, more)
        if not lacking:
            return font
        if best is None or lacking < best[0]:
            best = lacking, font
    return best[1] if best else None


def _is_joined(character: str) -> bool:
    """Whether it belongs to a script in which letters take shapes from their neighbours."""
    return "\u0900" <= character <= "\u10ff" or "\u1780" <= character <= "\u18af"


@lru_cache
def _font_files() -> tuple[Path, ...]:
    """The fonts of this machine that are known here, the best first."""
    rank = {name.casefold(): n for n, name in enumerate(_FONTS)}
    found: dict[int, Path] = {}
    for name in _FOLDERS.get(sys.platform, _OTHER_FOLDERS):
        for folder, folders, files in os.walk(Path(os.path.expandvars(name)).expanduser()):
            folders.sort()
            for file in sorted(files):
                path = Path(folder, file)
                place = rank.get(path.stem.casefold())
                is_font = path.suffix.lower() in (".ttc", ".otf", ".ttf", ".otc")
                if is_font and place is not None:
                    found.setdefault(place, path)
    return tuple(found[place] for place in sorted(found))


@lru_cache
def _face_of(path: Path, face: str) -> FreeTypeFont | None:
    """The font of a file; of a file with several, the one for the language."""
    from PIL import ImageFont

    layout = ImageFont.Layout.BASIC
    first: FreeTypeFont | None = None
    for index in range(_MOST_FACES):
        try:
            font = ImageFont.truetype(path, size=40, index=index, layout_engine=layout)
        except (OSError, ValueError):
            break
        first = first or font
        if not face or str(font.getname()[0]).endswith(face):
            return font
    return first


def _lacking(font: FreeTypeFont, characters: str) -> int:
    """How many of these characters it draws as the box that means none."""
    box = _drawn(font, "\U0010ffff")
    return sum(_drawn(font, character) == box for character in characters if character.strip())


def _drawn(font: FreeTypeFont, character: str) -> bytes:
    # What Pillow's types say of a mask leaves out that it is a sequence of its pixels.
    return bytes(cast("Sequence[int]", font.getmask(character)))
