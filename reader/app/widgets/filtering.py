"""What a filter leaves of a list, and what it lights in the rows that stay."""

from __future__ import annotations

from collections.abc import Sequence

from reader.text.folding import has_words, spans_of_words

Piece = tuple[str, str]
"""Words, and the name of the component class that styles them ("" for plain); what a filter found
has ` lit` behind that name."""


NOWHERE = -1_000_000
"""Where no span reaches."""


def shown_items(words: Sequence[str], texts: Sequence[str | None]) -> list[bool]:
    """Which items stay: those in whose folded text each folded word occurs, and of the headings,
    whose text is None, those over one that stays."""
    shown = [False] * len(texts)
    heading = -1
    for index, text in enumerate(texts):
        if text is None:
            heading = index
        elif has_words(words, text):
            shown[index] = True
            if heading >= 0:
                shown[heading] = True
    return shown


def lit(lines: Sequence[Sequence[Piece]], words: Sequence[str]) -> list[list[Piece]]:
    """The lines of an item with the words lit, also where a line ends within one of them."""
    flat: list[str] = []
    starts: list[list[int]] = []
    at = 0
    before = ""
    for line in lines:
        starts.append([])
        body = [piece for piece in line if not piece[0].isspace()]
        if flat and body:
            # A headline's lines are one text; a line of something else begins another.
            joint = "\n"
            if before and body[0][1] == before:
                joint = "" if not (flat[-1][-1:].isascii() and body[0][0][:1].isascii()) else " "
            flat.append(joint)
            at += len(joint)
        begun = False
        for text, _ in line:
            begun = begun or not text.isspace()
            # The indent stands between two lines of one text and belongs to neither.
            starts[-1].append(at if begun else NOWHERE)
            flat += [text] if begun else []
            at += len(text) if begun else 0
        before = body[-1][1] if body else ""
    spans = spans_of_words(words, "".join(flat))
    if not spans:
        return [list(line) for line in lines]
    return [
        [
            part
            for (text, name), start in zip(line, begins, strict=True)
            for part in _parts(text, name, start, spans)
        ]
        for line, begins in zip(lines, starts, strict=True)
    ]


def _parts(text: str, name: str, start: int, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    parts: list[Piece] = []
    done = 0
    for first, last in spans:
        left, right = max(done, first - start), min(len(text), last - start)
        if left >= right:
            continue
        parts += [(text[done:left], name)] if left > done else []
        parts.append((text[left:right], f"{name} lit"))
        done = right
    return [*parts, (text[done:], name)] if done < len(text) or not parts else parts
