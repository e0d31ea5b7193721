"""Whose page is this? A saved page does not say which engine reads it; its marks do."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.engines import saved
from reader.engines.addresses import date_in
from reader.engines.imprints import printed_label, text_outside_links
from reader.engines.pagelinks import slug_at
from reader.engines.storypage import StoryPage
from reader.errors import ParseError
from reader.lang import say
from reader.model import Paragraph
from reader.parse import parse_source
from reader.parse.bylines import byline_in_text
from reader.parse.fields import named_date_of, printed_place_of
from reader.parse.html import Source, source_of
from reader.parse.links import path_of
from reader.parse.noise import Ledger, icp_of
from reader.parse.page import Page
from reader.parse.printed import PrintedDate, date_within, printed_date
from reader.parse.survey import named_elements

if TYPE_CHECKING:
    from datetime import date

    from reader.model import Response

_ARTICLE = re.compile(
    r"""class\s*=\s*["']?(?:biaoti|yinti)\b|<!--enpcontent-->|<founder-title\b|<cms-content\b"""
    r"""|<!--<npm:article-content>-->""",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"""id\s*=\s*["']?pageLink\b|name\s*=\s*["']?PagePicMap\b|\bdaoxiang\s*=""", re.IGNORECASE
)
_KIND = re.compile(
    r"""<meta\s+name\s*=\s*["']?pagetype["']?\s+content\s*=\s*["']?([12])\b"""
    r"""|<founder-type>\s*([12])\s*</founder-type>""",
    re.IGNORECASE,
)
_ARTICLE_WORDS = (
    *(b"biaoti", b"yinti", b"enpcontent", b"founder-title", b"cms-content", b"npm:article"),
)
_LIST_WORDS = (b"pagelink", b"pagepicmap", b"daoxiang")
_LOOK_WITHIN = 200_000


def read_page(response: Response) -> Page:
    """The articles of a page, read by the engine whose marks it bears, else as any page."""
    head = response.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return saved.read_json(response)
    source = source_of(response.body, response.url, response.content_type)
    if not source.is_html or source.is_too_large_for_a_tree:
        return parse_source(source)
    if saved.is_naver_story(source.text[:_LOOK_WITHIN]):
        return saved.read_naver_story(response, source.text)
    match _kind_of(source):
        case "article":
            return _saved_article(source)
        case "list":
            raise ParseError(
                say(
                    "This is a contents page and not an article; import its folder or "
                    "fetch the issue."
                ),
                url=response.url,
            )
        case _:
            return parse_source(source)


def _kind_of(source: Source) -> str:
    """`article` or `list` for a page of an e-paper, "" for any other."""
    text, end = source.text, _LOOK_WITHIN
    # Bytes are folded ten times as fast as characters, and the words are ASCII.
    head = text[:end].encode("utf-8", "replace").lower()
    # Most pages have none of the words, and a look for a word costs the hundredth of a pattern.
    has_article = _has(head, _ARTICLE_WORDS) and _ARTICLE.search(text, 0, end) is not None
    has_list = _has(head, _LIST_WORDS) and _LIST.search(text, 0, end) is not None
    declared = _KIND.search(text) if has_article or has_list else None
    if declared:
        return "article" if (declared[1] or declared[2]) == "1" else "list"
    if has_article:
        return "article"
    if has_list:
        return "list"
    return "article" if slug_at(source.url) else ""


def _has(text: bytes, words: tuple[bytes, ...]) -> bool:
    return any(word in text for word in words)


def _saved_article(source: Source) -> Page:
    """An article's page with what it says of date and place."""
    ledger = Ledger()
    reading = StoryPage(source, ledger=ledger)
    words = text_outside_links(reading.tree)
    named = named_elements(reading.tree)
    number, section = printed_place_of(named)
    if not number:
        number, section = printed_label(words)
    number = number or reading.record.page
    article = reading.article(slug_at(source.url))
    if not article.byline:
        # A page alone is asked more: its first sentence often names who wrote.
        paragraphs = [block.text for block in article.blocks if isinstance(block, Paragraph)]
        article = replace(article, byline=byline_in_text(paragraphs))
    printed = _date_of(source, reading, named_date_of(named), words)
    remarks = [printed.remark] if printed.remark else []
    return Page(
        articles=(article,),
        date=printed.day,
        icp=icp_of(source.text[-4000:]),
        section=section,
        page=number,
        url=source.url,
        removals=ledger.removals,
        remarks=(*remarks, *source.remarks),
    )


def _date_of(source: Source, reading: StoryPage, named: PrintedDate, words: str) -> PrintedDate:
    """The day of the issue: where the page names a place for it, else in the system's record, the
    page's address, or the page's words.
    """
    if named.day:
        return named
    day: date | None = date_in(path_of(source.url))
    recorded = printed_date(reading.record.date[:10]) if reading.record.date else None
    if recorded and recorded.day:
        return recorded
    if day:
        return PrintedDate(day=day)
    if named.remark:
        return named
    for line in words.split("\n"):
        found = date_within(line) if "年" in line else None
        if found and found.day:
            return replace(found, remark="")
    return named
