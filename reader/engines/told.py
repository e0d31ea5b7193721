"""An article that a site tells in fields, its text being a piece of markup or plain lines."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.engines.bylines import byline_within
from reader.errors import ParseError
from reader.lang import say
from reader.model import Article, Block, Image, Paragraph, Response
from reader.parse.blocks import blocks_of, credit_of, led_by, line_of
from reader.parse.encoding import decode
from reader.parse.html import Source, tree_of
from reader.parse.language import language_of
from reader.parse.noise import Ledger, note_characters, rule_of
from reader.parse.page import STAND_IN_HEADLINE
from reader.parse.tree import parsed, select
from reader.text import clean, is_blank

_TAG = re.compile(
    r"</?(?:p|br|div|span|strong|b|i|u|em|a|img|h[1-6]|table|tbody|tr|td|ul|ol|li|section|article|"
    r"figure|figcaption|center|font|sub|sup|blockquote|html|body|script|style|founder-\w+)[\s/>]"
    r"|<!--",
    re.IGNORECASE,
)
"""Elements that texts hold: `a<b` is no markup."""
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,31}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_ESCAPED = re.compile(r"&lt;/?(?:p|br|div|strong|span|img)\b", re.IGNORECASE)
CAPTIONS = ".tushuo, .caption, .pic-caption, .img-caption, .img_desc, .picture-text, figcaption"
"""Classes that say of a line that it stands under a picture."""
_LONGEST_CAPTION = 160
"""Characters of a line below a picture that may still be about it."""
_CAPTION_HEAD = re.compile(r"[▲△▼▽↑↓←→◀▶]|(?:图为|[上下左右]图|航拍)")
_NOTHING_THERE = re.compile(
    r"(?<![0-9])(?:404|410)(?![0-9])|not found|不存在|找不到|错误跳转|未找到"
    r"|찾을 수 없|見つかりません",
    re.IGNORECASE,
)
_PAGE = 20_000
"""Bytes of a page that came in place of an answer that are looked at."""
_LINE = 300
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z .'’/-]{2,40}(?:, [A-Z][A-Za-z. ]{1,20})?"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? [0-9]{1,2}|[0-9]{1,2} [A-Z][a-z]{2,8}))?)"
    r"(?: \([A-Za-z ]{2,24}\))?(?::| [—–-]{1,2}) ?\S"
)


def json_of(response: Response) -> object:
    """The value an answer in JSON holds; `ParseError` where it is none."""
    try:
        return json.loads(decode(response.body, response.content_type).text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as fault:
        raise ParseError(say("the site did not answer in JSON"), url=response.url) from fault


def says_nothing_there(response: Response, *, is_of_day: bool = False) -> bool:
    """Whether a page came where JSON was asked for that says that there is no such thing; an
    address of the day's own (`is_of_day`) says so by an empty page too, where an API's would only
    have moved.
    """
    if not response.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    text = decode(response.body[:_PAGE], response.content_type).text
    words = line_of(parsed(text))
    return (is_of_day and not words) or _NOTHING_THERE.search(words[:_LINE]) is not None


def json_after(response: Response, mark: str) -> object:
    """The value that stands in a page's script behind a mark, `grouped_articles =` or the `id` of
    the script; `ParseError` where there is none.
    """
    text = decode(response.body, response.content_type).text
    at = text.find(mark)
    start = min((p for p in (text.find("{", at), text.find("[", at)) if p >= 0), default=-1)
    if at < 0 or start < 0:
        raise ParseError(
            say(
                "the page holds no “{mark}”; the site is not as it used to be",
                mark=clean(mark)[:40],
            ),
            url=response.url,
        )
    try:
        return json.JSONDecoder().raw_decode(text, start)[0]
    except (ValueError, RecursionError) as fault:
        raise ParseError(
            say("what the page holds as “{mark}” cannot be read", mark=clean(mark)[:40]),
            url=response.url,
        ) from fault


def title_of(markup: str) -> str:
    """A field of one line, which may hold markup, as text."""
    if _TAG.search(markup):
        return line_of(parsed(f"<div>{markup}</div>"))
    return clean(html.unescape(markup) if _ENTITY.search(markup) else markup)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The fields as they came; "" where the site gave none."""

    slug: str
    url: str
    title: str = ""
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    dateline: str = ""
    body: str = ""
    """Markup, or lines of plain text."""
    pictures: tuple[Image, ...] = ()
    """Told apart from the body; those in it stand where they stand."""
    is_picture: bool = False
    """Whether the site says that the pictures are the story: its words are their captions."""


def article_told(told: Told, listed_title: str = "", ledger: Ledger | None = None) -> Article:
    """The article, its captions with their pictures and a byline where the text begins with it."""
    ledger = ledger if ledger is not None else Ledger(is_detailed=False)
    title = title_of(told.title)
    headline = listed_title if is_blank(title) else title
    blocks = _blocks(told.body, told.url, ledger, told.is_picture)
    blocks = led_by(told.pictures, blocks)
    byline, blocks = byline_within(clean(title_of(told.byline)), headline, blocks, ledger)
    return Article(
        slug=told.slug,
        headline=STAND_IN_HEADLINE if is_blank(headline) else headline,
        kicker=title_of(told.kicker),
        deck=title_of(told.deck),
        byline=byline,
        dateline=title_of(told.dateline) or dateline_of(blocks),
        blocks=blocks,
        url=told.url,
        language=language_of(headline, blocks),
    )


def _blocks(body: str, url: str, ledger: Ledger, is_picture: bool) -> tuple[Block, ...]:
    if _ESCAPED.search(body) and not _TAG.search(body):
        # Escaped once too often, as some systems do.
        body = html.unescape(body)
    if _TAG.search(body):
        note_characters(body.replace("&nbsp;", "\u00a0"), ledger)
        root = tree_of(Source(text=f"<div>{body}</div>", url=url), ledger)
        has_picture = next(root.iter("img"), None) is not None
        named = frozenset(map(line_of, select(root, CAPTIONS) if has_picture else ()))
        return with_captions(blocks_of(root, url, ledger), named, all_words=is_picture)
    note_characters(body, ledger)
    lines = [clean(html.unescape(line)) for line in body.splitlines()]
    return tuple(Paragraph(text=t) for t in lines if not is_blank(t) and not rule_of(t))


def with_captions(
    blocks: Sequence[Block], named: frozenset[str] = frozenset(), *, all_words: bool = False
) -> tuple[Block, ...]:
    """The blocks with the line below a picture as its caption.

    A line is one where the page names it so (`named`), where it begins as captions do or ends by
    saying who took the picture; in a story told in pictures every line below one is.
    """
    out: list[Block] = []
    for block in blocks:
        above = out[-1] if out else None
        if (
            isinstance(block, Paragraph)
            and isinstance(above, Image)
            and (all_words or block.text in named or _is_caption(block.text, above))
        ):
            caption = " ".join(filter(None, (above.caption, block.text)))
            out[-1] = replace(above, caption=caption, credit=credit_of(caption))
        else:
            out.append(block)
    return tuple(out)


def _is_caption(text: str, above: Image) -> bool:
    is_short = not above.caption and len(text) <= _LONGEST_CAPTION
    return is_short and bool(_CAPTION_HEAD.match(text) or credit_of(text))


def dateline_of(blocks: Sequence[Block]) -> str:
    """The place, and the day where it is named, in capitals at the head of an English text:
    `ISLAMABAD`; "" where it opens otherwise. The text keeps its words.
    """
    first = next((block for block in blocks if isinstance(block, Paragraph)), None)
    found = _DATELINE.match(first.text) if first else None
    return clean(found["place"]) if found else ""
