"""An article set in a column: kicker, headline, deck, byline, then its blocks, as lines that know
where in the text they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
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
from reader.typeset.justification import justified
from reader.typeset.linebreak import break_text, lines_from
from reader.typeset.lines import Line, Run, Styling
from reader.typeset.measure import DEFAULT_MEASURE
from reader.typeset.style import Span, Style
from reader.typeset.table import set_table

_INDENT = 4
"""Two full-width characters, as Chinese and Japanese print begins a paragraph."""
_NARROW = 40
"""Cells of the widest measure in which a ragged column parts words, lest it be full of holes."""
_ROOM_FOR_INDENT = 16
"""Cells of the narrowest measure in which paragraphs are indented."""
_BAR = "│ "
_DOT = " · "
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
    in_columns: bool = False,
    head_measure: int = 0,
    hang: int = 0,
    picture_rows: Mapping[int, tuple[int, int]] = _NO_ROOM,
    picture_notes: Mapping[int, str] = _NO_NOTES,
) -> tuple[Line, ...]:
    """The whole article in lines of at most `measure` cells.

    `picture_rows` says of a picture's block for how many cells and rows room is left above its
    caption, in lines whose `picture` is that block. Without room a picture is its caption behind a
    mark, with its note of `picture_notes` in it: why it is not shown.

    `language` counts where the article does not say its own. `meta` is set under the byline: date,
    page, reading time. Chinese and Japanese paragraphs are indented and follow each other without
    white, as in print; those of other languages are parted by a blank line. What stands
    `in_columns` beside other columns is justified where its words are parted by spaces, with words
    parted by hyphens where that is the language's custom; one column alone is ragged. What stands
    above the text has `head_measure` cells where it stretches over several columns. Chinese and
    Japanese commas and full stops may `hang` so many cells over the measure, 2 at most. The head of
    a Chinese or Japanese text is centred, and so is any over several columns.
    """
    return tuple(
        lines_of(
            article,
            measure,
            language=language,
            show_pictures=show_pictures,
            meta=meta,
            in_columns=in_columns,
            head_measure=head_measure,
            hang=hang,
            picture_rows=picture_rows,
            picture_notes=picture_notes,
        )
    )


def lines_of(
    article: Article,
    measure: int = DEFAULT_MEASURE,
    *,
    language: str = "",
    show_pictures: bool = True,
    meta: str = "",
    in_columns: bool = False,
    head_measure: int = 0,
    hang: int = 0,
    picture_rows: Mapping[int, tuple[int, int]] = _NO_ROOM,
    picture_notes: Mapping[int, str] = _NO_NOTES,
    start: int = 0,
) -> Iterator[Line]:
    """The lines of `set_article` one after another, as they are asked for: the next one costs the
    same however long the text is.

    With a `start`, an offset in the text, everything before it is left out and a line begins there.
    """
    measure = max(1, measure)
    tongue = article.language or language or "en"
    blocks = _Blocks(measure, tongue, picture_rows, picture_notes, in_columns=in_columns, hang=hang)
    shown: list[tuple[int, Block, int, int]] = []
    offset = 0
    for n, block in enumerate(article.blocks):
        size = len(text_of(block))
        if size or (show_pictures and isinstance(block, Image)):
            shown.append((n, block, offset, size))
        # As `Article.text` has it: a block without words takes no room there.
        offset += size + 2 if size else 0
    body = chain.from_iterable(
        blocks.lines_of(n, block, offset, max(0, start - offset))
        for n, block, offset, size in shown
        if start <= 0 or start < offset + size
    )
    first = next(body, None)
    if start <= 0:
        width = head_measure or measure
        is_centred = tongue.split("-")[0].lower() in ("zh", "ja") or width > measure
        head = _head(article, width, meta)
        yield from _centred(head, width) if is_centred else head
        if first is not None:
            # As wide as the columns under it, short over a single one.
            rule = Line((Run("─" * (width if width > measure else min(_RULE, measure)), "rule"),))
            yield from _centred([rule], width) if is_centred else [rule]
            yield Line()
    if first is not None:
        yield first
        yield from body


def _head(article: Article, measure: int, meta: str) -> Iterator[Line]:
    """What stands above the text."""
    for field in ("kicker", "headline", "deck"):
        yield from _plain(words_of(article, field), measure, field, evenly=True)
    below = words_of(article, "byline")
    if below or meta:
        yield Line()
        yield from _plain(below, measure, "byline")
        for start, end in _between_facts(meta, measure):
            yield Line((Run(meta[start:end], "note", start),), field="meta")


def _centred(lines: Iterable[Line], measure: int) -> Iterator[Line]:
    """Each line in the middle, as Chinese and Japanese print sets what stands above a text, and all
    print what stands above several columns."""
    for line in lines:
        yield replace(line, indent=max(0, measure - line.width) // 2)


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


def _between_facts(text: str, measure: int) -> Iterator[tuple[int, int]]:
    """The lines of facts with a dot between them, which are broken at the dots where each fact has
    room for itself."""
    facts = text.split(_DOT)
    if width_in_cells(text) <= measure or max(map(width_in_cells, facts)) > measure:
        yield from break_text(text, measure)
        return
    start, at = 0, -len(_DOT)
    for fact in facts:
        end = at + len(_DOT) + len(fact)
        if at > 0 and width_in_cells(text[start:end]) > measure:
            yield start, at
            start = at + len(_DOT)
        at = end
    yield start, at


class _Blocks:
    """Sets one block after another, with the white between them."""

    def __init__(
        self,
        measure: int,
        language: str,
        picture_rows: Mapping[int, tuple[int, int]],
        picture_notes: Mapping[int, str],
        *,
        in_columns: bool,
        hang: int,
    ) -> None:
        tongue = language
        language = tongue.split("-")[0].lower()
        self._measure = measure
        self._style = Style(
            language=tongue,
            is_justified=in_columns,
            is_hyphenated=in_columns or measure <= _NARROW,
            hang=hang if language in ("zh", "ja") else 0,
        )
        self._picture_rows = picture_rows
        self._picture_notes = picture_notes
        self._language = language
        self._is_indented = language in ("zh", "ja") and measure >= _ROOM_FOR_INDENT
        self._last: Block | None = None

    def lines_of(self, n: int, block: Block, offset: int, skipped: int = 0) -> Iterator[Line]:
        """The lines of a block that begins at `offset` of the text, without its first characters
        where some are `skipped`."""
        lines = self._set(n, block, offset, skipped)
        first = next(lines, None)
        if first is None:
            return
        if self._last is not None and self._needs_white(self._last, block):
            yield Line()
        self._last = block
        yield first
        yield from lines

    def _set(self, n: int, block: Block, offset: int, skipped: int) -> Iterator[Line]:
        match block:
            case Paragraph(text=text, marks=marks):
                first = _INDENT if self._is_indented and not skipped else 0
                yield from self._running(n, text, marks, offset, first=first, start=skipped)
            case Heading(text=text, marks=marks):
                yield from self._running(n, text, marks, offset, style="heading", start=skipped)
            case Quote():
                yield from self._quote(n, block, offset, skipped)
            case Items():
                yield from self._items(n, block, offset)
            case Table():
                yield from set_table(n, block, offset, self._measure, self._language)
            case Image():
                yield from self._image(n, block)
            case _:
                assert_never(block)

    def _needs_white(self, last: Block, block: Block) -> bool:
        # A heading stands close to what it is the heading of.
        if isinstance(last, Heading) and not isinstance(block, Image):
            return False
        follows = isinstance(last, Paragraph) and isinstance(block, Paragraph)
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
        start: int = 0,
    ) -> Iterator[Line]:
        styling = Styling(text, marks, style, offset=offset)
        how = replace(self._style, is_justified=False) if style else self._style
        indent = first
        for span in lines_from(text, self._measure, start=start, first_indent=first, style=how):
            runs = self._filled(text, styling, span, self._measure - indent, how)
            yield Line(runs, offset + span.start, offset + span.end, n, indent)
            indent = 0

    def _filled(
        self, text: str, styling: Styling, span: Span, room: int, how: Style
    ) -> tuple[Run, ...]:
        """The runs of a line, with the white that fills it to the measure and its hyphen."""
        runs: list[Run] = []
        at = span.start
        for place in justified(text, span, room) if how.is_justified else ():
            runs += styling.runs(at, place)
            runs.append(Run(" ", runs[-1].style if runs else ""))
            at = place
        runs += styling.runs(at, span.end)
        if span.hyphen:
            runs.append(Run(span.hyphen, runs[-1].style))
        return tuple(runs)

    def _quote(self, n: int, block: Quote, offset: int, start: int) -> Iterator[Line]:
        bar = (Run(_BAR, "rule"),) if self._measure >= _ROOM_FOR_BAR else ()
        room = self._measure - (width_in_cells(_BAR) if bar else 0)
        styling = Styling(block.text, block.marks, "quote", offset=offset)
        for span in lines_from(block.text, room, start=start, style=self._style):
            runs = self._filled(block.text, styling, span, room, self._style)
            yield Line((*bar, *runs), offset + span.start, offset + span.end, n)

    def _items(self, n: int, block: Items, offset: int) -> Iterator[Line]:
        digits = len(str(len(block.items)))
        ragged = replace(self._style, is_justified=False)
        at = offset
        for k, item in enumerate(block.items, 1):
            sign = f"{k:>{digits}}. " if block.is_ordered else "• "
            hang = width_in_cells(sign)
            if self._measure < hang + _ROOM_FOR_BAR:
                sign, hang = "", 0
            room = self._measure - hang
            for j, span in enumerate(lines_from(item, room, style=ragged)):
                leads = j == 0 and sign
                yield Line(
                    (
                        *((Run(sign, "rule"),) if leads else ()),
                        Run(item[span.start : span.end], "", at + span.start),
                        *((Run(span.hyphen),) if span.hyphen else ()),
                    ),
                    at + span.start,
                    at + span.end,
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
