"""What print tears apart and prints twice, put right: pure functions over the pages of an issue.

A story that ends with （下转第4版） and goes on elsewhere with （上接第1版） is one story. A story
that a site lists under two numbers with the same words is one story. A line that names the page's
editors, and an advertisement, are no stories.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from reader.engines.labels import plain_number
from reader.model import Article, Block, Image, Paragraph, Role, Section, text_of

_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")}
_NUMBER = r"第?\s*([A-Za-z]{0,2}\s?\d{1,3}|[〇一二三四五六七八九十]{1,4})\s*版"
_TO = re.compile(
    rf"\s*[（(]\s*下[转轉]\s*{_NUMBER}[^（）()]{{0,12}}[）)]\s*$"
    r"|\s*[（(]\s*Continued\s+on\s+Page\s+(\w{1,4})\s*[）)]\s*$"
    r"|\s*（(\d{1,3})面に続く）\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"^\s*[（(]\s*(?:紧接|上接)\s*{_NUMBER}[^（）()]{{0,12}}[）)]\s*"
    r"|^\s*[（(]\s*Continued\s+from\s+Page\s+(\w{1,4})\s*[）)]\s*"
    r"|^\s*（(\d{1,3})面から続く）\s*",
    re.IGNORECASE,
)
_EDITORS = re.compile(
    r"(?:本版|本期|今日|值班)?\s*"
    r"(?:责任?编辑?|责编|責編|責任編輯|主编|编辑|编审|美编|版式|组版|校对|图编|视觉|设计|统筹|值班主任)"
    r"(?:/\S+)?\s*[:：\s]\s*\S.{0,80}"
    r"|(?:Page )?editors?\s*:\s*\S.{0,80}",
    re.IGNORECASE,
)
_ADVERTISEMENT = re.compile(
    r"(?:(?:公益|整版|分类|商业)\s*)?[广廣]\s*告(?:\s*\d{0,3})?|advertisements?", re.IGNORECASE
)
_ADVERTISING_PAGE = re.compile(
    r"(?:(?:公益|整版|分类|商业|形象)\s*)?[广廣]\s*告(?:专版|專版|专刊|信息)?|彩票|advertisements?",
    re.IGNORECASE,
)
_BARE_NOTICE = re.compile(
    r"(?:遗失|挂失|注销|拍卖|招标|招租|招聘|征集|征婚|迁坟|减资|债权|清算|送达|开庭|更正|致歉|道歉)?"
    r"(?:公告|声明|聲明|启事|啟事|通告|公示)(?:栏|专栏|\d{0,2})|更正|勘误|社址|投稿邮箱|来稿邮箱|投稿网站"
)
_ADDRESS = re.compile(r"(?:https?://)?[\w.-]+\.\w{2,}\S*")
_NOTHING = re.compile(r"[\W_]+")


def put_together(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The pages with torn stories joined, twins dropped and everything marked for what it is."""
    return put_together_from(sections)[0]


def put_together_from(
    sections: Sequence[Section],
) -> tuple[tuple[Section, ...], dict[str, str]]:
    """The pages put together, and the slug of everything that went into another story with the
    slug of that story.
    """
    absorbed: dict[str, str] = {}
    once = _once([_with_roles(section) for section in sections], absorbed)
    whole = _joined(once, absorbed)
    for slug in absorbed:
        seen = {slug}
        while (into := absorbed[slug]) in absorbed and into not in seen:
            seen.add(into)
            absorbed[slug] = absorbed[into]
    return whole, absorbed


# -- roles -----------------------------------------------------------------------


def role_of(article: Article, page_name: str = "") -> Role:
    """What a listed item is, by its headline, what is under it, and what its page is called."""
    title = article.headline.strip()
    if _ADVERTISEMENT.fullmatch(title) or _ADVERTISING_PAGE.fullmatch(page_name):
        return Role.ADVERTISEMENT
    if _BARE_NOTICE.fullmatch(title) or (_EDITORS.fullmatch(title) and _is_address_only(article)):
        return Role.NOTICE
    if not any(map(text_of, article.blocks)) and article.images:
        return Role.PICTURE
    return Role.STORY


def _is_address_only(article: Article) -> bool:
    """Whether all that stands under a headline, if anything, is an address."""
    return all(_ADDRESS.fullmatch(text) for text in map(text_of, article.blocks) if text)


def _with_roles(section: Section) -> Section:
    return replace(
        section,
        articles=tuple(_as(role_of(a, section.name), a) for a in section.articles),
    )


def _as(role: Role, article: Article) -> Article:
    return article if article.role is role else replace(article, role=role)


# -- twins -----------------------------------------------------------------------


_SHORTEST_TWIN = 8
_SHORTEST_PART = 80
"""Letters of a text that is another one's beginning or end by no chance."""


class _Known:
    """A story under a headline."""

    def __init__(self, article: Article) -> None:
        self.slug = article.slug
        self._article = article

    @cached_property
    def skeleton(self) -> str:
        """Its letters, without those that send the reader to another page. Few headlines are
        printed twice, so that it is seldom asked for.
        """
        text = self._article.text
        return _NOTHING.sub("", _FROM.sub("", _TO.sub("", text))).lower()


def _once(sections: list[Section], absorbed: dict[str, str]) -> list[Section]:
    """Every story where it stands first; a second one is a twin if headline and all words are
    the same, or if the one holds all of the other.
    """
    seen: dict[str, list[_Known]] = {}
    fuller: dict[str, Article] = {}
    out: list[Section] = []
    for section in sections:
        kept: list[Article] = []
        for article in section.articles:
            this = _Known(article)
            known = seen.setdefault(_NOTHING.sub("", article.headline).lower(), [])
            first = next((k for k in known if _are_twins(k.skeleton, this.skeleton)), None)
            if first is None:
                known.append(this)
                kept.append(article)
                continue
            absorbed[article.slug] = first.slug
            if len(this.skeleton) > len(first.skeleton):
                first.skeleton = this.skeleton
                fuller[first.slug] = article
        out.append(replace(section, articles=tuple(kept)))
    if not fuller:
        return out
    return [
        replace(
            section,
            articles=tuple(
                replace(a, blocks=fuller[a.slug].blocks) if a.slug in fuller else a
                for a in section.articles
            ),
        )
        for section in out
    ]


def _are_twins(one: str, other: str) -> bool:
    """Whether two texts under one headline are one story's."""
    shorter, longer = sorted((one, other), key=len)
    if shorter == longer:
        return len(shorter) >= _SHORTEST_TWIN
    return len(shorter) >= _SHORTEST_PART and shorter in longer


# -- torn stories ----------------------------------------------------------------


def _page_number(found: re.Match[str]) -> str:
    raw = next(group for group in found.groups() if group)
    number = raw.replace(" ", "").upper()
    if number[0] in "〇一二三四五六七八九十":
        tens, has_ten, ones = number.partition("十")
        number = (
            str(int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0")))
            if has_ten
            else "".join(_DIGITS[c] for c in number)
        )
    return plain_number(number)


def _turn_to(article: Article) -> str:
    """The page a story goes on on, or ""."""
    for block in reversed(article.blocks):
        if isinstance(block, Image):
            continue
        found = _TO.search(text_of(block)[-60:])
        return _page_number(found) if found else ""
    return ""


def _turn_from(article: Article) -> str:
    """The page a story began on, or ""."""
    for block in article.blocks:
        if isinstance(block, Image):
            continue
        found = _FROM.match(text_of(block)[:60])
        return _page_number(found) if found else ""
    return ""


def _joined(sections: list[Section], absorbed: dict[str, str]) -> tuple[Section, ...]:
    tails = [
        (plain_number(section.page), article)
        for section in sections
        for article in section.articles
        if _turn_from(article)
    ]
    taken: dict[str, str] = {}
    out: list[Section] = []
    for section in sections:
        articles: list[Article] = []
        for article in section.articles:
            whole, pages, here = article, [section.page], plain_number(section.page)
            while to := _turn_to(whole):
                tail = _tail_of(whole, here, to, tails, taken)
                if tail is None:
                    break
                taken[tail.slug] = article.slug
                whole = _with_tail(whole, tail)
                pages.append(_printed(sections, to))
                here = to
            articles.append(replace(whole, printed_on=tuple(pages)) if len(pages) > 1 else whole)
        out.append(replace(section, articles=tuple(articles)))
    absorbed.update(taken)
    return tuple(
        replace(section, articles=tuple(a for a in section.articles if a.slug not in taken))
        for section in out
    )


def _printed(sections: Sequence[Section], plain: str) -> str:
    return next(
        (section.page for section in sections if plain_number(section.page) == plain), plain
    )


def _tail_of(
    head: Article, here: str, to: str, tails: list[tuple[str, Article]], taken: Mapping[str, str]
) -> Article | None:
    """The rest of a story: on the page it turns to, from the page it left, and of the same name
    where several could be.
    """
    fitting = [
        article
        for page, article in tails
        if page == to
        and _turn_from(article) == here
        and article.slug not in taken
        and article.slug != head.slug
    ]
    name = _NOTHING.sub("", head.headline)
    for article in fitting:
        other = _NOTHING.sub("", article.headline)
        if other == name or (len(other) >= 4 and (other in name or name in other)):
            return article
    return fitting[0] if len(fitting) == 1 else None


def _with_tail(head: Article, tail: Article) -> Article:
    """One story of two halves, without the lines that sent the reader from page to page."""
    known = {image.url for image in head.images if image.url}
    rest = _without_turn(tail.blocks, _FROM, from_end=False)
    return replace(
        head,
        blocks=(
            *_without_turn(head.blocks, _TO, from_end=True),
            *(b for b in rest if not (isinstance(b, Image) and b.url in known)),
        ),
        byline=head.byline or tail.byline,
        deck=head.deck or ("" if tail.deck == head.headline else tail.deck),
    )


def _without_turn(
    blocks: tuple[Block, ...], turn: re.Pattern[str], *, from_end: bool
) -> tuple[Block, ...]:
    """The blocks without the turn line at their end (or start)."""
    out = list(blocks)
    for at in range(len(out) - 1, -1, -1) if from_end else range(len(out)):
        block = out[at]
        if isinstance(block, Image):
            continue
        if isinstance(block, Paragraph):
            text = turn.sub("", block.text)
            shift = 0 if from_end else len(block.text) - len(text)
            if not text:
                del out[at]
            else:
                marks = tuple(
                    replace(m, start=max(0, m.start - shift), end=min(len(text), m.end - shift))
                    for m in block.marks
                    if m.end - shift > 0 and m.start - shift < len(text)
                )
                out[at] = replace(block, text=text, marks=marks)
        break
    return tuple(out)
