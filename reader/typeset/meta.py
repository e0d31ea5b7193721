"""The line under a byline: whose article it is, of what day, from which page, how long it takes.

The article view and what is printed say the same in the same order.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reader.dates import masthead_date
from reader.lang import say

if TYPE_CHECKING:
    from reader.model import Article

CJK_A_MINUTE = 400
LATIN_A_MINUTE = 240 * 6
"""Characters: 240 words of five letters and a space."""


def minutes_of(characters: int, language: str) -> int:
    """Minutes that so many characters take to read, at least one."""
    a_minute = CJK_A_MINUTE if language.split("-")[0] in ("zh", "ja", "ko") else LATIN_A_MINUTE
    return max(1, -(-characters // a_minute))


def page_label(page: str, name: str, language: str) -> str:
    """`第01版 要闻` in a Chinese or Japanese paper, `Page 01 · Opinion` in another; as much of it
    as is known.
    """
    if page and language.startswith(("zh", "ja")):
        return f"第{page}版 {name}".strip()
    return " · ".join(part for part in (say("Page {n}", n=page) if page else "", name) if part)


def meta_line(
    article: Article | None,
    *,
    newspaper: str = "",
    day: date | None = None,
    page: str = "",
    language: str = "",
    paper_language: str = "",
    mark: str = "",
) -> str:
    """`科技日报 · 2024年7月6日 星期六 · 第01版 要闻 · 4 min`, and the mark where there is one.

    `page` is the page's label; an article that stood on several pages names them all. `language`
    is the text's, in which it is read; `paper_language` the newspaper's, which dates follow.
    """
    paper_language = paper_language or language
    parts = [newspaper]
    if day is not None:
        parts.append(masthead_date(day, paper_language))
    if article is not None and len(article.printed_on) > 1:
        parts.append(" → ".join(page_label(one, "", paper_language) for one in article.printed_on))
    else:
        parts.append(page)
    if article is not None and article.text:
        parts.append(say("{n} min", n=minutes_of(len(article.text), language or paper_language)))
    return " · ".join(filter(None, (*parts, mark)))
