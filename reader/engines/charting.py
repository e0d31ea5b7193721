"""What a definition says of a site's pages, and an article read by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reader.engines.pictures import captioned
from reader.errors import ParseError
from reader.model import Article, Block, Heading, Image, Paragraph
from reader.parse import parse_source
from reader.parse.blocks import blocks_of, led_by, line_of
from reader.parse.html import Source, tree_of
from reader.parse.noise import Ledger
from reader.parse.page import STAND_IN_HEADLINE
from reader.parse.printed import printed_date
from reader.parse.tree import Element, select
from reader.text import clean, is_blank

_SQUEEZED = re.compile(r"[\W_]+")
_PARTS = re.compile(r"\s*[|｜]\s*|\s+(?=[^\s:：]{1,8}\s?[:：])|\s*　\s*")
_AUTHOR = re.compile(
    r"(?:作者|撰文|文|记者|記者|author|written by|글|취재)\s*[:：/／]\s*", re.IGNORECASE
)
_NO_AUTHOR = re.compile(
    r"(?:来源|來源|点击|點擊|浏览|阅读|字号|时间|時間|日期|发布|發布|责编|责任编辑|编辑|版次|分享|评论"
    r"|입력|수정|승인|조회|기사입력|updated|published|posted|views?|source|comments?)\b.{0,60}"
    r"|(?:来源|來源|点击|點擊|浏览|时间|時間|日期|发布|發布|责编|责任编辑|编辑)\s*[:：].{0,60}"
    r"|(?:입력|수정|승인|조회).{0,60}",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}\s?[-/.年년]\s?[0-9]{1,2}\s?[-/.月월]\s?[0-9]{1,2}\s?[日일]?(?:\s?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The settings of a site that is read by its addresses."""

    page_address: str
    article_address: str
    pages: str = ""
    articles: str = ""
    sections: str = ""
    headline: str = ""
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    body: str = ""
    date: str = ""
    page_name: str = ""
    captions: str = ""
    encoding: str = ""
    map_size: tuple[float, float] | None = None

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Chart:
        """From a definition's settings."""
        width, _, height = settings.get("area_size", "").partition("x")
        size = None
        if width.isdecimal() and height.isdecimal() and int(width) and int(height):
            size = float(width), float(height)
        names = [name for name in cls.__slots__ if name != "map_size"]
        return cls(map_size=size, **{name: settings.get(name, "") for name in names})


def read_story(source: Source, chart: Chart, title: str = "") -> Article:
    """An article's page: by the definition's selectors, and where it has none as any page with a
    story. `title` is what the page's list calls it.
    """
    tree = tree_of(source, Ledger())
    body = _body(tree, source, chart)
    try:
        found = parse_source(source).articles[0]
    except ParseError:
        if not body:
            raise
        found = Article(slug="", headline=STAND_IN_HEADLINE, url=source.url)
    headline = _field(tree, chart.headline) or _announced(tree, title) or found.headline
    byline = names_in(_field(tree, chart.byline)) if chart.byline else found.byline
    kicker = _field(tree, chart.kicker) if chart.kicker else found.kicker
    deck = _field(tree, chart.deck) if chart.deck else found.deck
    blocks = body or found.blocks
    if body:
        pictures = tuple(b for b in found.blocks if isinstance(b, Image))
        known = {b.url for b in body if isinstance(b, Image)}
        blocks = led_by(tuple(p for p in pictures if p.url not in known), body)
    return replace(
        found,
        headline=headline or found.headline,
        kicker=kicker,
        deck=deck,
        byline=byline,
        blocks=_without(blocks, (headline, byline, kicker, deck)),
        url=source.url,
    )


def names_in(text: str) -> str:
    """The part of a line that says who wrote it, without the day, the source and the counts that
    some sites print beside it.
    """
    parts = [part for part in _PARTS.split(_DATE.sub(" | ", text)) if part.strip()]
    signed = [part for part in parts if _AUTHOR.match(part)]
    kept = signed or [part for part in parts if not _NO_AUTHOR.fullmatch(part.strip())]
    return clean(" ".join(_AUTHOR.sub("", part, count=1) if signed else part for part in kept))


def _body(tree: Element, source: Source, chart: Chart) -> tuple[Block, ...]:
    """The text in everything that the selector names, in the page's order."""
    if not chart.body:
        return ()
    elements = select(tree, chart.body)
    outer = [e for e in elements if not any(above in elements for above in e.iterancestors())]
    captions = set(select(tree, chart.captions)) if chart.captions else set()
    for element in outer:
        captioned(element, source.url, captions)
    ledger = Ledger()
    return tuple(block for e in outer for block in blocks_of(e, source.url, ledger))


def _field(tree: Element, css: str) -> str:
    for element in select(tree, css) if css else ():
        text = line_of(element)
        if not is_blank(text):
            return text
    return ""


def _announced(tree: Element, title: str) -> str:
    """The line of the page that is what its list calls the article."""
    wanted = _squeezed(title.removesuffix("...").removesuffix("…"))
    if len(wanted) < 4:
        return ""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("a", "script", "title", "option"):
            continue
        own = (element.text or "").strip()
        if not own or not wanted.startswith(_squeezed(own)[:4]):
            continue
        text = line_of(element)
        if len(text) <= 2 * len(title) + 20 and _squeezed(text).startswith(wanted):
            return text
    return ""


def _squeezed(text: str) -> str:
    return _SQUEEZED.sub("", text)


def _without(blocks: tuple[Block, ...], fields: tuple[str, ...]) -> tuple[Block, ...]:
    """The blocks without those at the top that only repeat a field or say when it was."""
    wanted = {_squeezed(field) for field in fields if field}
    kept = list(blocks)
    for at in range(min(6, len(kept)) - 1, -1, -1):
        block = kept[at]
        if not isinstance(block, Paragraph | Heading) or len(kept) < 2:
            continue
        is_field = _squeezed(block.text) in wanted or _squeezed(names_in(block.text)) in wanted
        if is_field or printed_date(block.text):
            del kept[at]
    return tuple(kept)
