"""Is what came this time as good as what is here already?

Sites answer with an error page and status 200, with an empty frame, with half a page, with
characters broken on the way. None of that may take the place of a text that came whole once. A
paper may change and even shorten its text, though: what is left then still ends as a text ends,
or says something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.model import Image, text_of

if TYPE_CHECKING:
    from reader.model import Article

NOTHING_ON_IT = "there is nothing under its headline"
"""Why an article that came counts as missing."""
_DAMAGE = "\ufffd"
_END = 8
"""Letters by which the end of a text is known again."""
_TURN = 14
"""Letters that a cut copy may have at its end and the whole has not: `下转第4版`, `Read more`."""
_SHORT = 600
"""Letters; no error page is longer."""
_ERROR = re.compile(
    r"(?<![0-9])(?:40[0-9]|410|429|50[0-4])(?![0-9])|not found|no longer available|forbidden|denied"
    r"|bad gateway|unavailable|too many requests|maintenance|captcha|please (?:log|sign) ?in"
    r"|unusual traffic|(?:try|come) (?:again |back )?later|server error"
    r"|页面不存在|找不到|未找到|无法访问|拒绝访问|出错|错误|维护|验证码|安全验证"
    r"|请(?:先)?登录|过于频繁|稍后再试|已(?:被)?删除|不存在|頁面不存在|找不到|登入|維護|錯誤"
    r"|見つかりません|メンテナンス|ログイン|찾을 수 없|오류|로그인|점검",
    re.IGNORECASE,
)


def is_empty(article: Article) -> bool:
    """Whether there is nothing under the headline."""
    return not any(isinstance(b, Image) or text_of(b).strip() for b in article.blocks)


def agrees(title: str, article: Article) -> bool:
    """Whether a list's title may be that of the article; lists shorten titles, and put kicker or
    deck beside them.
    """
    listed = _letters(title)
    printed = _letters(article.kicker + article.headline + article.deck)
    if not listed or not printed or listed in printed:
        return True
    return _letters(article.headline) in listed or _likeness(listed, printed) >= 0.5


def looks_like_error(article: Article) -> bool:
    """Whether the words are those with which sites say that there is nothing to read."""
    words = f"{article.headline}\n{article.text}"
    return len(words) <= _SHORT and _ERROR.search(words[:300]) is not None


def fault_of(copy: Article, kept: Article) -> str:
    """Why a copy may not take the place of what is kept, as one clause; "" where it may."""
    if is_empty(kept):
        return ""
    if is_empty(copy):
        return "it came back empty"
    before, now = _letters(kept.text), _letters(copy.text)
    if before and not now:
        return "it came back without its words"
    if _damage(copy) > _damage(kept):
        return "it came back with damaged characters"
    if looks_like_error(copy) and not looks_like_error(kept) and _likeness(now, before) < 0.5:
        return "an error page came in its place"
    return _cut_of(now, before, is_same_title=agrees(copy.headline, kept))


def fault_of_reading(reading: Article, kept: Article) -> str:
    """Why another reading of the same page may not take the place of what is kept, as one clause;
    a shorter one may, for a better parser leaves out what is no part of the story."""
    if is_empty(kept):
        return ""
    before, now = _letters(kept.text), _letters(reading.text)
    if is_empty(reading) or (before and not now):
        return "it was read without its words"
    if _damage(reading) > _damage(kept):
        return "it was read with damaged characters"
    if looks_like_error(reading) and not looks_like_error(kept) and _likeness(now, before) < 0.5:
        return "an error page is what was kept"
    return "less than a third of it was read" if len(now) * 3 < len(before) else ""


def _cut_of(now: str, before: str, *, is_same_title: bool) -> str:
    """Whether a text is the beginning of what it was, or little of it; words that are all other
    ones under the same headline were written anew."""
    if len(now) >= len(before):
        return ""
    has_end = now[-_END:] == before[-_END:]
    if before.startswith(now):
        return "it came back cut short"
    if has_end:
        return ""
    if len(now) * 2 < len(before) and (not is_same_title or _likeness(now, before) >= 0.5):
        return "it came back less than half as long"
    head = now[:-_TURN]
    if len(now) * 10 < len(before) * 9 and len(head) > _TURN and before.startswith(head):
        return "it came back cut short"
    return ""


def says_else(one: Article, other: Article) -> bool:
    """Whether two texts of an article differ in more than a parser's way with spaces and signs."""
    return (
        _letters(one.headline + one.kicker + one.deck),
        _letters(one.text),
        tuple(image.url for image in one.images),
    ) != (
        _letters(other.headline + other.kicker + other.deck),
        _letters(other.text),
        tuple(image.url for image in other.images),
    )


def _damage(article: Article) -> int:
    return article.headline.count(_DAMAGE) + article.text.count(_DAMAGE)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _likeness(one: str, other: str) -> float:
    """How many of the pairs of letters of the one the other has too, 0..1."""
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    theirs = {other[i : i + 2] for i in range(len(other) - 1)}
    return len(pairs & theirs) / len(pairs) if pairs else 0.0
