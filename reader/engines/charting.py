"""What a definition says of a site's pages, and an article read by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reader.engines import storypage
from reader.engines.profiles import Places
from reader.errors import ParseError
from reader.model import Article, Block, Heading, Paragraph
from reader.parse import parse_source
from reader.parse.blocks import line_of
from reader.parse.html import Source, tree_of
from reader.parse.noise import Ledger
from reader.parse.printed import printed_date
from reader.parse.tree import select_one
from reader.text import clean

_SQUEEZED = re.compile(r"[\W_]+")
_PARTS = re.compile(r"\s*[|｜]\s*|\s+(?=[^\s:：]{1,8}\s?[:：])|\s*　\s*")
_AUTHOR = re.compile(
    r"(?:作者|撰文|文|记者|記者|author|written by|글|취재)\s*[:：/／]\s*", re.IGNORECASE
)
_NO_AUTHOR = re.compile(
    r"(?:来源|來源|点击|點擊|浏览|阅读|字号|时间|時間|日期|发布|發布|责编|责任编辑|编辑|版次|分享|评论"
    r"|입력|수정|승인|조회|기사입력|updated|published|posted|views?|source|comments?)\b.{0,60}"
    r"|(?:来源|來源|点击|點擊|浏览|阅读|时间|時間|日期|发布|發布|责编|责任编辑|编辑|字号|字體)"
    r"[^\s:：]{0,4}\s*[:：].{0,60}"
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

    @property
    def places(self) -> Places:
        """Where a story's parts stand."""
        return Places(
            headline=self.headline,
            kicker=self.kicker,
            deck=self.deck,
            byline=self.byline,
            body=self.body,
            captions=self.captions,
        )

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Chart:
        """From a definition's settings."""
        width, _, height = settings.get("area_size", "").partition("x")
        size = None
        if width.isdecimal() and height.isdecimal() and int(width) and int(height):
            size = float(width), float(height)
        names = [name for name in cls.__slots__ if name != "map_size"]
        return cls(map_size=size, **{name: settings.get(name, "") for name in names})


def read_story(
    source: Source, chart: Chart, *, slug: str = "", title: str = "", site_name: str = ""
) -> Article:
    """An article's page: by the definition's selectors, and where it has none as any page with a
    story. `title` is what the page's list calls it.
    """
    try:
        article = storypage.read_story(
            source, slug=slug, title=title, site_name=site_name, places=chart.places
        )
    except ParseError:
        if chart.body:
            raise
        article = replace(parse_source(source).articles[0], slug=slug)
    byline = names_in(article.byline, site_name)
    if chart.byline and not byline:
        byline = names_in(_field(source, chart.byline), site_name)
    article = replace(article, byline=byline)
    return replace(article, blocks=_without(article.blocks, article))


def _field(source: Source, css: str) -> str:
    return line_of(select_one(tree_of(source, Ledger()), css)).strip("()（）[]［］〔〕")


def names_in(text: str, site_name: str = "") -> str:
    """The part of a line that says who wrote it, without the day, the source (the newspaper's own
    name is one) and the counts that some sites print beside it.
    """
    if site_name:
        # Between spaces it is a source; 人民日报评论员 is a name of somebody.
        text = f" {text} ".replace(f" {site_name} ", " | ")
    parts = [part for part in _PARTS.split(_DATE.sub(" | ", text)) if part.strip()]
    signed = [part for part in parts if _AUTHOR.match(part)]
    kept = signed or [part for part in parts if not _NO_AUTHOR.fullmatch(part.strip())]
    return clean(" ".join(_AUTHOR.sub("", part, count=1) if signed else part for part in kept))


def _squeezed(text: str) -> str:
    return _SQUEEZED.sub("", text)


def _without(blocks: tuple[Block, ...], article: Article) -> tuple[Block, ...]:
    """The blocks without those at the top that only repeat a field or say when it was."""
    fields = (article.headline, article.kicker, article.deck, article.byline)
    wanted = {_squeezed(field) for field in fields if field}
    kept = list(blocks)
    for at in range(min(6, len(kept)) - 1, -1, -1):
        block = kept[at]
        if not isinstance(block, Paragraph | Heading):
            continue
        if _squeezed(block.text) == _squeezed(article.headline):
            del kept[at]
            continue
        if len(kept) < 2:
            continue
        is_field = _squeezed(block.text) in wanted or _squeezed(names_in(block.text)) in wanted
        if is_field or printed_date(block.text):
            del kept[at]
    return tuple(kept)
