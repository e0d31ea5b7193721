"""Bytes to articles: pure functions, the same bytes always give the same value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.parse.html import Source
    from reader.parse.page import Page

__all__ = ["parse_page", "parse_source"]


def parse_page(body: bytes, url: str = "", content_type: str = "") -> Page:
    """The articles of any page, a text dump included; `ParseError` where there is none.

    Pages of a known newspaper site are read better by their engine: `reader.engines.read_page` asks
    those first.
    """
    from reader.parse.html import source_of

    return parse_source(source_of(body, url, content_type))


def parse_source(source: Source) -> Page:
    """The same, for a page that is decoded already."""
    from reader.parse.article import parse_html
    from reader.parse.dump import parse_text

    return parse_html(source) if source.is_html else parse_text(source)
