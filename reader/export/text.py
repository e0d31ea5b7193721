"""Articles as plain text, set by the typesetter of the article view."""

from __future__ import annotations

from collections.abc import Iterable

from reader.export import Printed, without_controls
from reader.text.cells import width_in_cells
from reader.typeset import break_text, plain, set_article
from reader.typeset.meta import meta_line, page_label


def article(printed: Printed, measure: int, *, hang: int = 0) -> str:
    """One article as the article view sets it, ended by a line feed. Its lines are at most
    `measure` cells wide, and `hang` more where a comma or full stop hangs over.
    """
    language = printed.article.language or printed.language
    meta = meta_line(
        printed.article,
        newspaper=printed.newspaper,
        day=printed.date,
        page=page_label(printed.page, printed.section, printed.language or language),
        language=language,
        paper_language=printed.language,
    )
    lines = set_article(printed.article, measure, language=language, meta=meta, hang=hang)
    words = plain(lines).strip("\n")
    if printed.note:
        words += "\n\n" + paragraph(printed.note, measure, indent=2)
    return without_controls(words) + "\n"


def paragraph(text: str, measure: int, *, indent: int = 0) -> str:
    """Running text broken into lines, without a line feed at its end."""
    indent = max(0, min(indent, measure - 2))
    room = max(1, measure - indent)
    rows = [
        row[start:end].rstrip(" ")
        for row in text.split("\n")
        for start, end in break_text(row, room)
    ]
    return without_controls("\n".join(" " * indent + row for row in rows))


def numbered(number: int, headline: str, measure: int) -> str:
    """A line of a table of contents, its number hanging to the left."""
    sign = f"{number:>3}  "
    rows = paragraph(headline, measure, indent=len(sign))
    return sign + rows.lstrip(" ") if measure > 2 * len(sign) else paragraph(headline, measure)


def headline_list(title: str, headlines: Iterable[str], measure: int) -> str:
    """Items that are named and not printed: notices and advertisements, under their title."""
    return paragraph(title + " " + "; ".join(headlines), measure)


def centred(text: str, measure: int) -> str:
    """The text in the middle of the measure."""
    return " " * max(0, (measure - width_in_cells(text)) // 2) + text


def letter_spaced(name: str) -> str:
    """A nameplate: a space between the characters of a Chinese, Japanese or Korean name."""
    wide = sum(width_in_cells(character) == 2 for character in name)
    return " ".join(name) if wide * 2 > len(name) else name


def rule(measure: int, character: str = "─") -> str:
    """A line across the measure."""
    return character * measure
