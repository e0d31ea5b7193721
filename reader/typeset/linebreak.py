"""Where a line may end, and where it does.

The theory. Where a line may end is said by `reader.typeset.opportunities`; here one of those
places is chosen for each line. Chinese and Japanese break between any two characters but for the
marks: what closes (，。」) begins no line, what opens (「《) ends none, —— and …… are never torn,
and a number keeps its unit. Latin and Korean words hold together.

Where a mark would begin a line, print first tries to push it in, by setting the line's marks
narrower. Cells cannot be squeezed: every full-width mark keeps both of its own, as in the style
that Chinese print calls full-width. What can be done is to let a comma or a full stop hang in the
margin where the caller says that there is one; else the mark is pushed out, and takes the character
before it down. Two full-width marks beside each other keep their cells as well. Half-width forms
exist for few of them and would not be what the newspaper printed; but the white between two marks
is never made wider, and a line rather ends there than elsewhere, where the choice is free.
No space is put between Han and Latin characters, and none of the text's own is taken away: a text
looks throughout as its newspaper wrote it.

What is set ragged takes its lines one by one, each as full as it can be. Where lines are to be
filled, text whose words are parted by spaces has them chosen for the paragraph as a whole, so that
none needs much. Chinese and Japanese text is never filled (`reader.typeset.justification` says why)
and takes its lines one by one always: they end within a cell or two of the measure.

What holds together and is wider than the line is cut where it hurts least: an address behind one
of its signs, anything else between two characters that may stand there, and only where there are
none of those anywhere; never inside what a reader sees as one character.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.typeset.firstfit import first_fit
from reader.typeset.justification import is_spaced
from reader.typeset.setting import Setting, pieces_of, setting_of
from reader.typeset.style import Hyphenated, Span, Style
from reader.typeset.totalfit import total_fit

_RAGGED = Style()


def break_text(
    text: str, measure: int, *, first_indent: int = 0, indent: int = 0, style: Style = _RAGGED
) -> list[Span]:
    """The lines of a text as (start, end) offsets, each at most `measure` cells with its indent
    and its hyphen, and `style.hang` more where a comma or full stop hangs.

    Spaces between two lines belong to neither; a line end in the text ends a line. A single
    character wider than the line stands alone.
    """
    lines = lines_from(text, measure, first_indent=first_indent, indent=indent, style=style)
    return list(lines)


def lines_from(
    text: str,
    measure: int,
    *,
    start: int = 0,
    first_indent: int = 0,
    indent: int = 0,
    style: Style = _RAGGED,
) -> Iterator[Span]:
    """The lines that `break_text` makes, one after another, as they are asked for.

    The first lines of a text of any length cost some milliseconds, so that a screenful can be
    shown at once and the rest be set piece by piece. `start` is an offset where a line begins:
    those before it are left out, and `first_indent` with them unless it is 0.
    """
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        first = measure - (indent if start else first_indent)
        yield from _paragraph(text[start:end], start, first, measure - indent, style)
        start = end + 1


def _paragraph(text: str, offset: int, first_room: int, room: int, style: Style) -> Iterator[Span]:
    """The lines of a text without line ends that begins at `offset` of a longer one."""
    phrases_of = (style.language or "zh") if style.by_phrases else ""
    setting: Setting | None = None
    choose = total_fit if style.is_justified and is_spaced(text) else first_fit
    start, done, is_safe, hyphens = 0, 0, True, 0
    for piece in pieces_of(text):
        is_whole = piece.end == len(text)
        if setting is not None:
            if not is_whole and piece.end - start < len(setting.base) - done:
                continue  # what has no end is taken in ever longer stretches
            known = setting_of(text[start : piece.end], phrases_of)
            offset += setting.offset(done)
            setting = setting.followed_by(known, done, is_safe=is_safe)
        else:
            setting = setting_of(text[: piece.end], phrases_of)
        start, done, is_safe = piece.end, 0, piece.is_safe
        for cut in choose(setting, first_room, room, style, hyphens=hyphens, is_whole=is_whole):
            kind = Hyphenated if cut.is_hyphenated else Span
            yield kind(offset + setting.offset(cut.start), offset + setting.offset(cut.end))
            first_room, done = room, cut.next
            hyphens = hyphens + 1 if cut.is_hyphenated else 0
