"""Text that was never cleaned: what an older version wrote into the library."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, assert_never

from reader.model import Article, Block, Heading, Image, Items, Paragraph, Quote, Table
from reader.text import clean


def safe_article(article: Article) -> Article:
    """The article with every text in it cleaned once more; the same object where nothing was to
    be done, as always but for what an older version wrote into the library."""
    blocks = tuple(_safe_block(block) for block in article.blocks)
    changes: dict[str, Any] = {}
    if any(new is not old for new, old in zip(blocks, article.blocks, strict=True)):
        changes["blocks"] = blocks
    for name in ("headline", "kicker", "deck", "byline", "dateline"):
        raw = getattr(article, name)
        safe = clean(raw)
        if safe != raw:
            changes[name] = safe
    pages = tuple(map(clean, article.printed_on))
    if pages != article.printed_on:
        changes["printed_on"] = pages
    return replace(article, **changes) if changes else article


def _safe_block(block: Block) -> Block:
    match block:
        case Paragraph(text=text) | Heading(text=text) | Quote(text=text):
            safe = clean(text)
            # Where characters went, the marks would cover others.
            return block if safe == text else replace(block, text=safe, marks=())
        case Items(items=items):
            cleaned = tuple(map(clean, items))
            return block if cleaned == items else replace(block, items=cleaned)
        case Table(rows=rows):
            cells = tuple(tuple(map(clean, row)) for row in rows)
            return block if cells == rows else replace(block, rows=cells)
        case Image():
            words = (clean(block.caption), clean(block.credit), clean(block.url))
            if words == (block.caption, block.credit, block.url):
                return block
            return replace(block, caption=words[0], credit=words[1], url=words[2])
        case _:
            assert_never(block)
