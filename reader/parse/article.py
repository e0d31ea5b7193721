"""Any page with a story on it: the net under every engine.

Where a page names its own text (`#ozoom`, `articleBody`, `article` …) that is taken; else the
piece of the page whose paragraphs hold the most words that are not links.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from reader.errors import ParseError
from reader.model import Article, Block, Heading, Image, Paragraph, text_of
from reader.parse.blocks import blocks_of, is_hidden, line_of
from reader.parse.fields import fields_of
from reader.parse.html import Source, flat_blocks, flat_title, tree_of
from reader.parse.language import language_of
from reader.parse.noise import Ledger, icp_of, note_characters
from reader.parse.page import STAND_IN_HEADLINE, Page
from reader.parse.printed import PrintedDate, printed_date
from reader.parse.record import record_of
from reader.parse.slugs import slug_of
from reader.text import is_blank

_CONTAINERS = (
    "#ozoom",
    "founder-content",
    "[itemprop=articleBody]",
    "#articleContent",
    "#ArticleContent",
    ".article-content",
    ".article-body",
    ".m-article-main",
    "#content_area",
    "#newsContent",
    "article",
    "main",
)
_FURNITURE = frozenset(["nav", "aside", "footer", "form", "header"])
_ERROR_PAGE = re.compile(
    r"(?:404|403|500|502|503)?\s*(?:not found|forbidden|bad gateway|service unavailable"
    r"|internal server error|error page)\s*\d*"
    r"|.{0,12}(?:404|错误跳转|页面不存在|找不到页面|页面未找到|访问的页面不存在|您訪問的期刋不存在|无法访问).{0,20}",
    re.IGNORECASE,
)
_LOGIN_PAGE = re.compile(
    r"(?:sign in|log ?in|登录|登錄|用户登录|subscribe|verify|验证码).{0,12}", re.IGNORECASE
)


def parse_html(source: Source) -> Page:
    """The story on a page; `ParseError` where there is none."""
    ledger = Ledger()
    if source.is_too_large_for_a_tree:
        blocks = flat_blocks(source, ledger)
        return _page(source, ledger, flat_title(source), blocks, PrintedDate())
    tree = tree_of(source, ledger)
    fields = fields_of(tree, ledger, record_of(source.text))
    title = tree.find("title")
    page_title = line_of(title) if title else ""
    if isinstance(title, Tag):
        page_title = title.get_text(" ", strip=True)
    roots = containers_of(tree)
    found = tuple(block for root in roots for block in blocks_of(root, source.url, ledger))
    if not _words(found):
        body = _densest(tree)
        found = blocks_of(body, source.url, ledger) if body else ()
    for root in roots:
        note_characters("".join(root.strings), ledger)
    headline = fields.headline
    if _is_no_page(headline or page_title, found):
        raise ParseError(
            "There is no article on this page; the site shows an error or asks to sign in.",
            url=source.url,
        )
    blocks = _without_fields(found, (headline, fields.byline, fields.kicker, fields.deck), ledger)
    byline = fields.byline
    return _page(
        source,
        ledger,
        headline,
        blocks,
        fields.date,
        kicker=fields.kicker,
        deck=fields.deck,
        byline=byline,
        section=fields.section,
        number=fields.page,
        icp=icp_of(_foot(tree)),
    )


def containers_of(tree: BeautifulSoup) -> list[Tag]:
    """The elements that say they hold the story; outermost ones only, in order."""
    for selector in _CONTAINERS:
        found = tree.select(selector, limit=200)
        if not found:
            continue
        kept: list[Tag] = []
        inside: set[int] = set()
        for tag in found:
            if any(id(parent) in inside for parent in tag.parents):
                continue
            inside.add(id(tag))
            if not is_hidden(tag):
                kept.append(tag)
        if any(not is_blank(text) for tag in kept for text in tag.strings) or any(
            tag.find("img") for tag in kept
        ):
            return kept
    return []


def _densest(tree: BeautifulSoup) -> Tag | None:
    """The element whose own paragraphs hold the most words outside links."""
    scores: dict[int, float] = {}
    tags: dict[int, Tag] = {}
    for tag in tree.find_all(("p", "div", "td", "section", "pre", "li", "blockquote", "noscript")):
        own = sum(len(s.strip()) for s in tag.find_all(string=True, recursive=False))
        own += sum(
            len(child.get_text())
            for child in tag.find_all(
                ("b", "strong", "span", "font", "em", "i"), recursive=False, limit=50
            )
            if not child.find(("p", "div", "table"))
        )
        if own < 10 or any(parent.name in _FURNITURE for parent in tag.parents):
            continue
        holder = tag.parent if tag.name in ("p", "li", "pre", "blockquote") else tag
        for distance, element in enumerate((holder, holder.parent if holder else None)):
            if isinstance(element, Tag):
                tags[id(element)] = element
                scores[id(element)] = scores.get(id(element), 0.0) + own / (1 + distance)
    if not scores:
        return tree.body if isinstance(tree.body, Tag) else None
    best = max(scores, key=lambda key: scores[key])
    if tags[best].name in ("html", "[document]") or scores[best] < 80:
        return tree.body if isinstance(tree.body, Tag) else tags[best]
    return tags[best]


def _foot(tree: BeautifulSoup) -> str:
    texts: list[str] = []
    length = 0
    for element in reversed(list(tree.strings)):
        text = str(element)
        if text.strip():
            texts.append(text[-400:])
            length += len(texts[-1])
        if length > 2000:
            break
    return "\n".join(reversed(texts))


def _is_no_page(headline: str, blocks: tuple[Block, ...]) -> bool:
    words = _words(blocks)
    if words > 200:
        return False
    if _ERROR_PAGE.fullmatch(headline.strip()) is not None:
        return True
    return _LOGIN_PAGE.fullmatch(headline.strip()) is not None and words < 40


def _words(blocks: tuple[Block, ...]) -> int:
    return sum(len(text_of(block)) for block in blocks)


def _without_fields(
    blocks: tuple[Block, ...], fields: tuple[str, ...], ledger: Ledger
) -> tuple[Block, ...]:
    """The blocks without those at the top that only repeat a field or give the date."""
    names = {"headline": 0, "byline": 1, "kicker": 2, "deck": 3}
    kept = list(blocks)
    for at in range(min(6, len(kept)) - 1, -1, -1):
        block = kept[at]
        if not isinstance(block, Paragraph | Heading):
            continue
        for name, n in names.items():
            if fields[n] and block.text == fields[n] and len(kept) > 1:
                ledger.note(f"repeated-{name}", block.text)
                del kept[at]
                break
        else:
            if len(kept) > 1 and printed_date(block.text):
                ledger.note("date-line", block.text)
                del kept[at]
    return tuple(kept)


def _page(
    source: Source,
    ledger: Ledger,
    headline: str,
    blocks: tuple[Block, ...],
    printed: PrintedDate,
    *,
    kicker: str = "",
    deck: str = "",
    byline: str = "",
    section: str = "",
    number: str = "",
    icp: str = "",
) -> Page:
    remarks = [printed.remark] if printed.remark else []
    has_text = _words(blocks) > 0
    has_picture = any(isinstance(block, Image) for block in blocks)
    if is_blank(headline):
        headline = ""
    if not has_text and not has_picture:
        if not headline:
            raise ParseError("There is nothing to read in this page.", url=source.url)
        remarks.append("The page has a headline and no text.")
    remarks.extend(source.remarks)
    article = Article(
        slug=slug_of(source.url, headline, blocks),
        headline=headline or STAND_IN_HEADLINE,
        kicker=kicker,
        deck=deck,
        byline=byline,
        blocks=blocks,
        url=source.url,
        language=language_of(headline, blocks),
    )
    return Page(
        articles=(article,),
        date=printed.day,
        icp=icp,
        section=section,
        page=number,
        url=source.url,
        removals=ledger.removals,
        remarks=tuple(remarks),
    )
