"""A volume as plain text: in lines of a width as the article view sets them, or a paragraph a line
for whoever breaks lines themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from reader.export import Printed, remarks_of, text, without_controls
from reader.export.markup import name_of, place_words
from reader.export.terms import terms_of
from reader.model import Block, Heading, Image, Items, Paragraph, Quote, Table

if TYPE_CHECKING:
    from reader.export.volume import Volume

_WIDEST_RULE = 40


def text_pieces(volume: Volume, measure: int | None = None) -> Iterator[str]:
    """The volume, piece by piece, in lines of at most `measure` cells; None leaves every paragraph
    on one line."""
    ruler = min(measure or _WIDEST_RULE, _WIDEST_RULE)
    if not volume.is_single:
        yield _row(volume.nameplate, measure) + _row(volume.subtitle, measure)
    is_first = volume.is_single
    for part in volume.parts():
        if volume.is_many:
            yield "\n\n" + text.rule(ruler, "═") + "\n" + _row(part.title, measure)
        for chapter in part.chapters:
            if chapter.label:
                yield "\n" + text.rule(ruler) + "\n" + _row(chapter.label, measure)
            for printed in chapter.articles:
                yield "" if is_first else "\n\n"
                is_first = False
                yield _unset(printed) if measure is None else text.article(printed, measure)
            if chapter.others:
                notices = terms_of(volume.language).notices
                yield "\n" + _row(f"{notices}: {'; '.join(chapter.others)}", measure)


def _row(words: str, measure: int | None) -> str:
    if not words:
        return ""
    return (without_controls(words) if measure is None else text.paragraph(words, measure)) + "\n"


def _unset(printed: Printed) -> str:
    """An article with a paragraph a line, blocks parted by a blank one."""
    article = printed.article
    head = [article.kicker, name_of(printed), article.deck, article.byline]
    if not article.text.startswith(article.dateline):
        head.append(article.dateline)
    head.append(place_words(printed))
    parts = ["\n".join(" ".join(words.split()) for words in head if words.strip())]
    parts += filter(None, (" · ".join(printed.tags), "\n".join(remarks_of(printed))))
    parts += [words for block in article.blocks if (words := _words(block))]
    parts += [article.url] if article.url else []
    return without_controls("\n\n".join(parts)) + "\n"


def _words(block: Block) -> str:
    match block:
        case Paragraph(text=words) | Heading(text=words):
            return words
        case Quote(text=words):
            return "\n".join(f"> {row}" for row in words.split("\n"))
        case Items(items=items, is_ordered=is_ordered):
            signs = (f"{n}. " if is_ordered else "- " for n in range(1, len(items) + 1))
            return "\n".join(sign + item for sign, item in zip(signs, items, strict=True))
        case Table(rows=rows):
            return "\n".join("\t".join(row) for row in rows)
        case Image(caption=caption, credit=credit):
            return " ".join(dict.fromkeys(filter(None, (caption, credit))))
        case _:
            assert_never(block)
