"""Who wrote a story, where a site says it in a line with other things or in the text itself."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from reader.model import Block, Image, Paragraph

if TYPE_CHECKING:
    from reader.parse.noise import Ledger

_NAMES = re.compile(
    r"(?:By\s+)?(?:□|■|●|文[/／]|作者[:：]|撰文[:：])?\s*"
    r"(?:(?:本报|新华社|人民日报)?(?:特约|实习|驻\S{1,8})?(?:记者|通讯员|评论员)\s*)?"
    r"(?:[\u4e00-\u9fff·]{2,6}(?:[\s、]+(?:通讯员\s*)?[\u4e00-\u9fff·]{2,6}){0,7}"
    r"|[A-Z][\w.'-]*(?:,?\s+(?:and|&|in|[A-Z][\w.'-]*)){1,8})"
)
_NO_NAMES = re.compile(
    r"[。，！？：；“”《》…]|^(?:导读|提要|编者按|摘要|核心提示|内容提要|新闻链接|延伸阅读)$"
)
_LABELS = re.compile(r"^(?:作\s*者|撰\s*文|记者姓名)\s*[:：]\s*")
_NO_BYLINE = re.compile(
    r"[（(]?\s*(?:19|20)\d\d\s*[-年./].*|[（(《].*[)）》]\s*|来\s*源\s*[:：].*|"
    r"第?\s*[A-Z]{0,4}\d{1,4}\s*版.*|\d[\d\s:：-]*|[^\w]*|星期[一二三四五六日天]|周[一二三四五六日]"
)
_PIECES = re.compile(
    r"\s*(?:《[^》]{1,20}》\s*)?[（(]\s*(?:19|20)\d\d\s*年[^（）()]{0,40}[)）]"
    r"|来\s*源\s*[:：]\s*\S+"
    r"|(?:19|20)\d\d\s*(?:年|[-/.])\s*\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}\s*日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|第\s*[A-Za-z]{0,4}\d{1,4}\s*版(?:\s*[:：]\s*\S+)?|星期[一二三四五六日天]"
)
_SURELY = re.compile(
    r"(?:By |□|■|●|文[/／]|作者[:：]|撰文[:：]"
    r"|(?:本报|新华社|人民日报)(?:特约|实习|驻)?\S{0,8}(?:记者|评论员))"
)
_LONGEST = 60
"""Characters of a line that may be a byline."""


def byline_in(line: str, site_names: Collection[str] = ()) -> str:
    """The names in a line that may give date, source and page too; "" where there are none, or
    where the name is the newspaper's.
    """
    text = _PIECES.sub(" ", line)
    text = _LABELS.sub("", " ".join(text.split()))
    if not text or _NO_BYLINE.fullmatch(text) or len(text) > 2 * _LONGEST:
        return ""
    return "" if text.removesuffix("社") in site_names else text


def is_sentence(line: str) -> bool:
    """Whether a line has the marks of running text, which names have not."""
    return _NO_NAMES.search(line) is not None


def is_imprint(line: str) -> bool:
    """Whether a short line begins or ends with where and when a story was printed."""
    text = line.strip(" |·　")
    return len(text) <= 2 * _LONGEST and any(
        found.start() <= 1 or found.end() >= len(text) - 1 for found in _PIECES.finditer(text)
    )


def says_who(line: str) -> bool:
    """Whether a line begins as only a byline does."""
    return _SURELY.match(line) is not None and is_byline(line)


def is_byline(line: str) -> bool:
    """Whether a short line looks like the names of who wrote."""
    return (
        0 < len(line) <= _LONGEST
        and _NAMES.fullmatch(line) is not None
        and not _NO_NAMES.search(line)
    )


def byline_within(
    byline: str, headline: str, blocks: tuple[Block, ...], ledger: Ledger
) -> tuple[str, tuple[Block, ...]]:
    """The byline where a site printed it as the first line of the text and left its own field
    empty.
    """
    if byline:
        return byline, blocks
    for at, block in enumerate(blocks):
        if isinstance(block, Image):
            continue
        rest = [b for b in blocks[at + 1 :] if not isinstance(b, Image)]
        if (
            isinstance(block, Paragraph)
            and rest
            and block.text != headline
            and is_byline(block.text)
        ):
            ledger.note("byline-line", block.text)
            return block.text, blocks[:at] + blocks[at + 1 :]
        break
    return "", blocks
