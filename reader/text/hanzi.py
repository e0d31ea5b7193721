"""Simplified and traditional characters, one for another.

OpenCC chooses by phrase (头发 → 頭髮, 出发 → 出發), and its tables for these two directions give
every phrase one of the same length, so that every place in a text stays what it was: selections,
finds and the line where one left off. Should a text come out longer or shorter all the same, it is
done character by character instead.

OpenCC is an optional extra and is imported only when a text is converted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from typing import assert_never

from reader.model import (
    Article,
    Block,
    Heading,
    Hit,
    Image,
    Items,
    Line,
    Outline,
    Paragraph,
    Quote,
    SectionOutline,
    Table,
)

Convert = Callable[[str], str]


class Script(StrEnum):
    """How Chinese is written."""

    SIMPLIFIED = "hans"
    TRADITIONAL = "hant"

    @property
    def other(self) -> Script:
        """The other one."""
        return Script.TRADITIONAL if self is Script.SIMPLIFIED else Script.SIMPLIFIED


class NotInstalled(ImportError):
    """The extra that brings OpenCC is not installed."""


_TABLES = {Script.SIMPLIFIED: "t2s", Script.TRADITIONAL: "s2t"}
_ENOUGH = 4000
"""Characters that tell the script of a text."""


def is_loaded() -> bool:
    """Whether converting costs nothing but the text: the tables take a tenth of a second."""
    return _converter.cache_info().currsize == len(Script)


def load() -> None:
    """Read the tables; raises `NotInstalled`."""
    for script in Script:
        _converter(script)


@lru_cache
def _converter(script: Script) -> Convert:
    try:
        from opencc import OpenCC
    except ImportError as error:
        raise NotInstalled from error
    return OpenCC(_TABLES[script]).convert


def script_of(text: str) -> Script | None:
    """Which script a text is in; None where both write it the same. Raises `NotInstalled`."""
    text = text[:_ENOUGH]
    changed = {
        script: sum(a != b for a, b in zip(text, in_script(text, script), strict=True))
        for script in Script
    }
    simplified, traditional = changed[Script.TRADITIONAL], changed[Script.SIMPLIFIED]
    if simplified == traditional == 0:
        return None
    return Script.SIMPLIFIED if simplified >= traditional else Script.TRADITIONAL


def in_script(text: str, script: Script) -> str:
    """The text in a script, as long as it was. Raises `NotInstalled`."""
    convert = _converter(script)
    found = convert(text)
    if len(found) != len(text):
        found = "".join(one if len(one) == 1 else sign for sign in text for one in [convert(sign)])
    return found


def article_in(article: Article, script: Script) -> Article:
    """The article in a script, each place in it where it was; the same one where it is in that
    script already. Raises `NotInstalled`."""
    told = "".join((article.headline, article.deck, article.text))
    if script_of(told) is not script.other:
        return article

    def turned(text: str) -> str:
        return in_script(text, script)

    return replace(
        article,
        headline=turned(article.headline),
        kicker=turned(article.kicker),
        deck=turned(article.deck),
        byline=turned(article.byline),
        dateline=turned(article.dateline),
        blocks=tuple(_block(block, turned) for block in article.blocks),
    )


def _block(block: Block, turned: Convert) -> Block:
    match block:
        case Paragraph() | Heading() | Quote():
            return replace(block, text=turned(block.text))
        case Items():
            return replace(block, items=tuple(map(turned, block.items)))
        case Table():
            return replace(block, rows=tuple(tuple(map(turned, row)) for row in block.rows))
        case Image():
            return replace(block, caption=turned(block.caption), credit=turned(block.credit))
        case _:
            assert_never(block)


def outline_in(outline: Outline, script: Script) -> Outline:
    """An issue's contents in a script, as `article_in`. Raises `NotInstalled`."""
    told = "".join(line.headline for line in outline.lines)
    if script_of(told) is not script.other:
        return outline

    def turned_line(line: Line) -> Line:
        return replace(
            line,
            headline=in_script(line.headline, script),
            kicker=in_script(line.kicker, script),
            deck=in_script(line.deck, script),
            byline=in_script(line.byline, script),
        )

    def turned(section: SectionOutline) -> SectionOutline:
        lines = tuple(map(turned_line, section.lines))
        return replace(section, name=in_script(section.name, script), lines=lines)

    return replace(outline, sections=tuple(map(turned, outline.sections)))


def hit_in(hit: Hit, script: Script) -> Hit:
    """What was found, in a script, as `article_in`. Raises `NotInstalled`."""
    if script_of(hit.headline + hit.snippet) is not script.other:
        return hit
    return replace(
        hit,
        headline=in_script(hit.headline, script),
        section=in_script(hit.section, script),
        byline=in_script(hit.byline, script),
        snippet=in_script(hit.snippet, script),
    )
