"""An article set in a column: kicker, headline, deck, byline, then its blocks, as lines that know
where in the text they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from reader.model import (
    Article,
    Block,
    Heading,
    Image,
    Items,
    Mark,
    Paragraph,
    Quote,
    Table,
    text_of,
)
from reader.text.cells import width_in_cells
from reader.typeset.headline import break_evenly
from reader.typeset.linebreak import break_text
from reader.typeset.lines import Line, Run, Styling
from reader.typeset.table import set_table

DEFAULT_MEASURE = 72
_INDENT = 4
"""Two full-width characters, as Chinese and Japanese print begins a paragraph."""
_ROOM_FOR_INDENT = 16
"""Cells of the narrowest measure in which paragraphs are indented."""
_BAR = "│ "
_ROOM_FOR_BAR = 8
_RULE = 8
"""Cells of the short rule between what stands above a story and its text."""
_PICTURE = {"zh": ("〔", "图", "〕"), "ja": ("〔", "写真", "〕"), "ko": ("[", "사진", "]")}
_COLON = {"zh": "：", "ja": "："}
_CAPTION = 40
"""Cells of the narrowest caption under a picture, where the measure has as many."""
_NO_ROOM: Mapping[int, tuple[int, int]] = {}
_NO_NOTES: Mapping[int, str] = {}


def set_article(
    article: Article,
    measure: int = DEFAULT_MEASURE,
    *,
    language: str = "",
    show_pictures: bool = True,
    meta: str = "",
    picture_rows: Mapping[int, tuple[int, int]] = _NO_ROOM,
    picture_notes: Mapping[int, str] = _NO_NOTES,
) -> tuple[Line, ...]:
    """The whole article in lines of at most `measure` cells.

    `picture_rows` says of a picture's block for how many cells and rows room is left above its
    caption, in lines whose `picture` is that block. Without room a picture is its caption behind a
    mark, with its note of `picture_notes` in it: why it is not shown.

    `language` counts where the article does not say its own. `meta` is set under the byline: date,
    page, reading time. Chinese and Japanese paragraphs are indented and follow each other without
    white, as in print; those of other languages are parted by a blank line.
    """
    measure = max(1, measure)
    tongue = (article.language or language or "en").split("-")[0].lower()
    blocks = _Blocks(measure, tongue, picture_rows, picture_notes)
    body: list[Line] = []
    offset = 0
    for n, block in enumerate(article.blocks):
        text = text_of(block)
        if text or (show_pictures and isinstance(block, Image)):
            body.extend(blocks.lines_of(n, block, offset))
        # As `Article.text` has it: a block without words takes no room there.
        offset += len(text) + 2 if text else 0
    return (*_head(article, measure, meta, is_followed=bool(body)), *body)


def _head(article: Article, measure: int, meta: str, *, is_followed: bool) -> Iterator[Line]:
    """What stands above the text, down to the rule."""
    for field in ("kicker", "headline", "deck"):
        yield from _plain(words_of(article, field), measure, field, evenly=True)
    below = words_of(article, "byline")
    if below or meta:
        yield Line()
        yield from _plain(below, measure, "byline")
        yield from _plain(meta, measure, "meta", style="note")
    if is_followed:
        yield Line((Run("─" * min(_RULE, measure), "rule"),))
        yield Line()


def _opens_with(article: Article, dateline: str) -> bool:
    """Whether the text's first words are the dateline already."""
    first = next((words for words in map(text_of, article.blocks) if words), "")
    return first.startswith(dateline)


def words_of(article: Article, field: str, block: int = -1) -> str:
    """The words that the runs of a line's `field` count in; "" for a field that is not the
    article's own. A caption is that of its `block`.
    """
    match field:
        case "kicker" | "headline" | "deck":
            return str(getattr(article, field))
        case "byline":
            # Print sets the dateline where the text begins, and most newspapers leave it there.
            dateline = "" if _opens_with(article, article.dateline) else article.dateline
            return " · ".join(words for words in (article.byline, dateline) if words)
        case "caption":
            image = article.blocks[block]
            return caption_of(image) if isinstance(image, Image) else ""
        case _:
            return ""


def caption_of(image: Image) -> str:
    """A picture's caption, and who took it where the caption does not say so."""
    is_named = not image.credit or image.credit in image.caption
    return " ".join(filter(None, (image.caption, "" if is_named else image.credit)))


def _plain(
    text: str, measure: int, field: str, *, style: str = "", evenly: bool = False
) -> Iterator[Line]:
    spans = break_evenly(text, measure) if evenly else break_text(text, measure)
    for start, end in spans:
        yield Line((Run(text[start:end], style or field, start),), field=field)


class _Blocks:
    """Sets one block after another, with the white between them."""

    def __init__(
        self,
        measure: int,
        language: str,
        picture_rows: Mapping[int, tuple[int, int]],
        picture_notes: Mapping[int, str],
    ) -> None:
        self._measure = measure
        self._picture_rows = picture_rows
        self._picture_notes = picture_notes
        self._language = language
        self._is_indented = language in ("zh", "ja") and measure >= _ROOM_FOR_INDENT
        self._last: Block | None = None

    def lines_of(self, n: int, block: Block, offset: int) -> Iterator[Line]:
        """The lines of a block that begins at `offset` of the text."""
        lines = self._set(n, block, offset)
        first = next(lines, None)
        if first is None:
            return
        if self._last is not None and self._needs_white(self._last, block):
            yield Line()
        self._last = block
        yield first
        yield from lines

    def _set(self, n: int, block: Block, offset: int) -> Iterator[Line]:
        match block:
            case Paragraph(text=text, marks=marks):
                first = _INDENT if self._is_indented else 0
                yield from self._running(n, text, marks, offset, first=first)
            case Heading(text=text, marks=marks):
                yield from self._running(n, text, marks, offset, style="heading")
            case Quote():
                yield from self._quote(n, block, offset)
            case Items():
                yield from self._items(n, block, offset)
            case Table():
                yield from set_table(n, block, offset, self._measure, self._language)
            case Image():
                yield from self._image(n, block)
            case _:
                assert_never(block)

    def _needs_white(self, last: Block, block: Block) -> bool:
        follows = isinstance(last, Paragraph | Heading) and isinstance(block, Paragraph)
        return not (follows and self._is_indented)

    def _running(
        self,
        n: int,
        text: str,
        marks: tuple[Mark, ...],
        offset: int,
        *,
        first: int = 0,
        style: str = "",
    ) -> Iterator[Line]:
        styling = Styling(text, marks, style, offset=offset)
        indent = first
        for start, end in break_text(text, self._measure, first_indent=first):
            yield Line(styling.runs(start, end), offset + start, offset + end, n, indent)
            indent = 0

    def _quote(self, n: int, block: Quote, offset: int) -> Iterator[Line]:
        bar = (Run(_BAR, "rule"),) if self._measure >= _ROOM_FOR_BAR else ()
        room = self._measure - (width_in_cells(_BAR) if bar else 0)
        styling = Styling(block.text, block.marks, "quote", offset=offset)
        for start, end in break_text(block.text, room):
            yield Line((*bar, *styling.runs(start, end)), offset + start, offset + end, n)

    def _items(self, n: int, block: Items, offset: int) -> Iterator[Line]:
        digits = len(str(len(block.items)))
        at = offset
        for k, item in enumerate(block.items, 1):
            sign = f"{k:>{digits}}. " if block.is_ordered else "• "
            hang = width_in_cells(sign)
            if self._measure < hang + _ROOM_FOR_BAR:
                sign, hang = "", 0
            for j, (start, end) in enumerate(break_text(item, self._measure - hang)):
                leads = j == 0 and sign
                words = Run(item[start:end], "", at + start)
                yield Line(
                    (Run(sign, "rule"), words) if leads else (words,),
                    at + start,
                    at + end,
                    n,
                    0 if leads else hang,
                )
            at += len(item) + 1

    def _image(self, n: int, block: Image) -> Iterator[Line]:
        cells, rows = self._picture_rows.get(n, (0, 0))
        if rows:
            for _ in range(rows):
                yield Line(block=n, picture=n)
            yield from self._caption_below(n, caption_of(block), cells)
            return
        words = caption_of(block)
        left, name, right = _PICTURE.get(self._language, ("[", "Picture", "]"))
        note = self._picture_notes.get(n, "")
        sign = f"{left}{name}{_COLON.get(self._language, ': ') if note else ''}{note}{right}"
        sign += " " if words else ""
        # The sign stands in the first line as if it were part of the caption.
        for start, end in break_text(sign + words, self._measure):
            runs: list[Run] = []
            if start < len(sign):
                runs.append(Run(sign[start:end], "caption"))
            if end > len(sign):
                first = max(0, start - len(sign))
                runs.append(Run(words[first : end - len(sign)], "caption", first))
            yield Line(tuple(runs), block=n, field="caption")

    def _caption_below(self, n: int, words: str, cells: int) -> Iterator[Line]:
        """A caption as wide as its picture, one line of it in the middle."""
        room = min(self._measure, max(cells, _CAPTION))
        spans = list(break_text(words, room))
        for start, end in spans:
            width = width_in_cells(words[start:end]) if len(spans) == 1 else room
            indent = (self._measure - min(width, self._measure)) // 2
            run = Run(words[start:end], "caption", start)
            yield Line((run,), block=n, indent=indent, field="caption")
