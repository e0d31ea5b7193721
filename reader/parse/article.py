"""Any page with a story on it: the net under every engine.

Where a page names its own text (`#ozoom`, `articleBody`, `article` …) that is taken; else the
piece of the page whose paragraphs hold the most words that are not links.
"""

from __future__ import annotations

import re
from itertools import islice

from reader.errors import ParseError
from reader.model import Article, Block, Heading, Image, Paragraph, text_of
from reader.parse.blocks import blocks_of
from reader.parse.fields import fields_of, title_of
from reader.parse.html import Source, flat_blocks, flat_title, tree_of
from reader.parse.language import language_of
from reader.parse.noise import Ledger, icp_of, note_characters
from reader.parse.page import STAND_IN_HEADLINE, Page
from reader.parse.printed import PrintedDate, printed_date
from reader.parse.record import record_of
from reader.parse.slugs import slug_of
from reader.parse.tree import Element, inner_strings, is_hidden, select, strings_of
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
    page_title = title_of(tree)
    roots = containers_of(tree)
    found = tuple(block for root in roots for block in blocks_of(root, source.url, ledger))
    if not _words(found):
        body = _densest(tree)
        found = blocks_of(body, source.url, ledger) if body is not None else ()
    for root in roots:
        note_characters(inner_strings(root), ledger)
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


def containers_of(tree: Element) -> list[Element]:
    """The elements that say they hold the story; outermost ones only, in order."""
    for selector in _CONTAINERS:
        found = select(tree, selector)[:200]
        if not found:
            continue
        kept: list[Element] = []
        inside: set[Element] = set()
        for tag in found:
            if any(parent in inside for parent in tag.iterancestors()):
                continue
            inside.add(tag)
            if not is_hidden(tag):
                kept.append(tag)
        if any(not is_blank(text) for tag in kept for text in strings_of(tag)) or any(
            next(tag.iter("img"), None) is not None for tag in kept
        ):
            return kept
    return []


def _densest(tree: Element) -> Element | None:
    """The element whose own paragraphs hold the most words outside links."""
    scores: dict[Element, float] = {}
    for element in tree.iter("p", "div", "td", "section", "pre", "li", "blockquote", "noscript"):
        own = len((element.text or "").strip()) + sum(
            len((child.tail or "").strip()) for child in element
        )
        for child in islice(element.iterchildren("b", "strong", "span", "font", "em", "i"), 50):
            if next(child.iterdescendants("p", "div", "table"), None) is None:
                own += sum(map(len, child.itertext()))
        if own < 10 or next(element.iterancestors(*_FURNITURE), None) is not None:
            continue
        is_line = element.tag in ("p", "li", "pre", "blockquote")
        holder = element.getparent() if is_line else element
        above = holder.getparent() if holder is not None else None
        for distance, holding in enumerate((holder, above)):
            if holding is not None:
                scores[holding] = scores.get(holding, 0.0) + own / (1 + distance)
    body = next(tree.iter("body"), None)
    if not scores:
        return body
    best = max(scores, key=lambda holding: scores[holding])
    return body if body is not None and (best.tag == "html" or scores[best] < 80) else best


def _foot(tree: Element) -> str:
    texts: list[str] = []
    length = 0
    for text in reversed(list(tree.itertext())):
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
