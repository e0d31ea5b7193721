"""Whose page is this? A saved page does not say which engine reads it; its marks do."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.engines import founder, stdaily
from reader.errors import ParseError
from reader.parse import parse_source
from reader.parse.html import source_of
from reader.parse.noise import icp_of

if TYPE_CHECKING:
    from reader.model import Response
    from reader.parse.page import Page

_FOUNDER_ARTICLE = re.compile(r"""class\s*=\s*["']?(?:biaoti|yinti)\b""", re.IGNORECASE)
_FOUNDER_LIST = re.compile(
    r"""id\s*=\s*["']?pageLink\b|name\s*=\s*["']?PagePicMap\b""", re.IGNORECASE
)
_LOOK_WITHIN = 200_000


def read_page(response: Response) -> Page:
    """The articles of a page, read by the engine whose marks it bears, else as any page."""
    head = response.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return stdaily.read_article(response)
    source = source_of(response.body, response.url, response.content_type)
    if not source.is_html or source.is_too_large_for_a_tree:
        return parse_source(source)
    if _FOUNDER_ARTICLE.search(source.text, 0, _LOOK_WITHIN):
        return replace(founder.read_article(source), icp=icp_of(source.text[-4000:]))
    if _FOUNDER_LIST.search(source.text, 0, _LOOK_WITHIN):
        raise ParseError(
            "This is a contents page and not an article; import its folder or fetch the issue.",
            url=response.url,
        )
    return parse_source(source)
