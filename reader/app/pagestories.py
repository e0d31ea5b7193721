"""The stories of a page as the layouts take them, out of its outline and its texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.app.widgets.headlines import is_minor
from reader.lang import say
from reader.model import Items, Paragraph, Quote, Role
from reader.text import clean, is_blank
from reader.typeset.meta import minutes_of
from reader.typeset.sheet import Story

if TYPE_CHECKING:
    from reader.model import Article, Image, Line, SectionOutline

LONGEST_HEADLINE = 400


def stories_of(
    section: SectionOutline,
    texts: Mapping[str, Article],
    language: str,
    sizes: Mapping[str, tuple[int, int]] | None = None,
) -> tuple[Story, ...]:
    """The stories of a page in print order, those without a text yet with their headline alone.
    `sizes` are the pixels of their pictures as far as these are known; None shows no picture."""
    return tuple(
        _story(line, texts.get(line.key), section.page, language, sizes) for line in section.lines
    )


def picture_of(article: Article) -> Image | None:
    """The picture that stands for an article on its page: the first that can be had."""
    images = article.images
    return next((image for image in images if image.url), images[0] if images else None)


def _story(
    line: Line,
    article: Article | None,
    page: str,
    language: str,
    sizes: Mapping[str, tuple[int, int]] | None,
) -> Story:
    headline = clean(line.headline[:LONGEST_HEADLINE])
    tongue = line.language or language
    image = picture_of(article) if article else None
    return Story(
        key=line.key,
        headline=say("Untitled") if is_blank(headline) else headline,
        kicker=clean(line.kicker[:LONGEST_HEADLINE]),
        deck=clean(line.deck[:LONGEST_HEADLINE]),
        byline=clean(line.byline[:LONGEST_HEADLINE]),
        paragraphs=_paragraphs(article),
        length=line.length,
        area=line.area,
        has_picture=sizes is not None and line.picture_count > 0,
        picture_size=(sizes or {}).get(line.key, (0, 0)),
        caption=image.caption if image else "",
        language=tongue,
        foot=_foot(line, article, page, tongue),
        is_brief=is_minor(line),
    )


def _paragraphs(article: Article | None) -> tuple[str, ...]:
    """The running text; of a story told in pictures, what is written under them."""
    if article is None:
        return ()
    texts: list[str] = []
    for block in article.blocks:
        match block:
            case Paragraph(text=text) | Quote(text=text):
                texts.append(text)
            case Items(items=items):
                texts += [f"• {item}" for item in items]
            case _:
                # What heads a part, or is set in cells, is no text that a column could end with.
                pass
    if not texts:
        texts = [image.caption for image in article.images]
    return tuple(text for text in texts if not is_blank(text))


def _foot(line: Line, article: Article | None, page: str, language: str) -> str:
    """How long the whole is, and the page on which print goes on."""
    if line.role is Role.ADVERTISEMENT:
        return say("advertisement")
    words = say("{n} min", n=minutes_of(line.length, language)) if line.length else ""
    printed_on = article.printed_on if article else ()
    if page in printed_on[:-1]:
        turned = say("to page {n}", n=printed_on[printed_on.index(page) + 1])
        words = f"{turned} · {words}" if words else turned
    return words
