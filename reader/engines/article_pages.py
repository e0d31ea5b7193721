"""An article's own page in HTML, read by what a definition says of it and else as any page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from reader.engines.bylines import byline_within
from reader.engines.told import dateline_of, with_captions
from reader.errors import ParseError
from reader.lang import say
from reader.model import Article, Block, Image, Response, text_of
from reader.parse import parse_source
from reader.parse.blocks import blocks_of, figure_of, image_of, led_by, line_of
from reader.parse.html import Source, source_of, tree_of
from reader.parse.language import language_of
from reader.parse.noise import Ledger
from reader.parse.page import STAND_IN_HEADLINE
from reader.parse.tree import Element, select, strings_of
from reader.text import is_blank

_COMMA = re.compile(r",(?![^(\[]*[)\]])(?=(?:[^'\"]|'[^']*'|\"[^\"]*\")*$)")
_MOST_ELEMENTS = 400
_MOST_CAPTIONS = 60
_MOST_NAMES = 40
_LONGEST_NAME = 200
"""Characters."""
_SHORT = 800
"""Characters: a text below it, on a page that asks to sign in, is what such pages show of one."""
_NEXT_TO_NOTHING = 200
"""Characters: below it a page's own words are believed, wherever on the page they stand."""
_CLOSED = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_WALL = (
    "#paywall, .paywall, #regwall, .regwall, .registration-wall, .subscription-wall, "
    ".subscribe-wall, .login-wall, [data-paywall]"
)
_SUBSCRIBE = re.compile(
    r"subscri(?:be|ption).{0,60}(?:continue|read|access|unlock|full)"
    r"|(?:premium|subscriber)s?[- ](?:only|exclusive|content)"
    r"|(?:available|only|exclusive) (?:to|for) (?:our )?(?:subscribers|members)"
    r"|付费阅读|订阅后(?:查看|阅读)|유료\s?회원|구독.{0,12}(?:읽|이용|보실)|有料会員|購読.{0,12}(?:読|ご覧)"
    r"|suscr[ií](?:be|p).{0,60}(?:leer|seguir|continuar|acceder)",
    re.IGNORECASE | re.DOTALL,
)
_SIGN_IN = re.compile(
    r"(?:sign|log)[- ]?in.{0,40}(?:continue|read|access|view)"
    r"|(?:register|create (?:an|your) (?:free )?account).{0,40}(?:continue|read|access|view)"
    r"|登[录錄]后(?:查看|阅读|继续)|请先登[录錄]|로그인.{0,10}(?:후|하시면|하셔야)"
    r"|ログイン.{0,16}(?:読|続|ご覧)|会員登録.{0,16}(?:読|続|ご覧)"
    r"|inici(?:a|ar|e) sesi[óo]n.{0,40}(?:leer|seguir|continuar)"
    r"|reg[ií]strate.{0,40}(?:leer|seguir)",
    re.IGNORECASE | re.DOTALL,
)
_NO_LETTER = re.compile(r"[\W_]+")
_ALIKE = 5
"""Letters in a row that two headlines of one story have in common."""
_LOOK_WITHIN = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the issue's list says of an article before its page is read."""

    slug: str
    title: str = ""
    byline: str = ""
    url: str = ""
    """Where a person finds it; "" where that is the page's own address."""
    language: str = ""
    """The newspaper's own."""


def article_at(response: Response, selectors: Mapping[str, str], known: Known) -> Article:
    """The article on a page; `ParseError` where the page has none, keeps it from readers who have
    not signed in, or leaves its text to a script.
    """
    source = source_of(response.body, response.url, response.content_type)
    article = _by_selectors(source, selectors, known)
    if article is None or not has_text(article):
        article = parse_source(source).articles[0]
        if known.title and not _are_alike(article.headline, known.title):
            # The largest line of a page that nothing is known of may be the newspaper's own name.
            article = replace(article, headline=known.title)
    if len(article.text) < _SHORT:
        _check_wall(source, selectors.get("wall", ""), len(article.text))
    if not has_text(article):
        raise ParseError(
            say("the page holds no text of this article; the site may leave it to a script"),
            url=response.url,
        )
    return replace(
        article,
        slug=known.slug,
        byline=article.byline or known.byline,
        dateline=article.dateline or dateline_of(article.blocks),
        url=known.url or response.url,
        language=language_in(known.language, article.language),
    )


def has_text(article: Article) -> bool:
    """Whether there is anything to read or to look at besides what stands over it."""
    over = {article.headline, article.kicker, article.deck, article.byline}
    return any(isinstance(b, Image) or text_of(b) not in over for b in article.blocks)


def language_in(of_paper: str, by_script: str) -> str:
    """The language of an article whose script tells `by_script`, in a newspaper of a language.

    A script is shared by several: Spanish words are not English, nor are a Japanese headline's
    characters Chinese.
    """
    base = of_paper.partition("-")[0]
    if not by_script or not base:
        return by_script or of_paper
    if by_script == "zh":
        return of_paper if base in ("zh", "ja") else by_script
    if by_script == "en":
        return by_script if base in ("zh", "ja", "ko") else of_paper
    return of_paper if base == by_script else by_script


def _are_alike(one: str, other: str) -> bool:
    """Whether two headlines are of one story: a list may shorten it, or word a part of it."""
    one, other = (_NO_LETTER.sub("", line).casefold() for line in (one, other))
    if min(len(one), len(other)) < _ALIKE:
        return one in other or other in one
    return any(one[at : at + _ALIKE] in other for at in range(len(one) - _ALIKE + 1))


def _check_wall(source: Source, css: str, length: int) -> None:
    """Raises `ParseError` where a page with a short text, or none, keeps the rest for some."""
    text = source.text[:_LOOK_WITHIN]
    is_closed = bool(_CLOSED.search(text))
    if not (css or is_closed or "wall" in text or length < _NEXT_TO_NOTHING):
        return
    if not source.is_html or source.is_too_large_for_a_tree:
        return
    tree = tree_of(source, Ledger())
    walls = select(tree, css or _WALL)
    if not (walls or is_closed or length < _NEXT_TO_NOTHING):
        return
    words = " ".join(map(line_of, walls)) or line_of(tree)
    if _SUBSCRIBE.search(words) or (is_closed and not _SIGN_IN.search(words)):
        raise ParseError(say("the site shows this article to its subscribers only"), url=source.url)
    if walls or _SIGN_IN.search(words):
        raise ParseError(
            say("the site asks readers to sign in before it shows this article"), url=source.url
        )


# -- by selectors ----------------------------------------------------------------


def _by_selectors(source: Source, selectors: Mapping[str, str], known: Known) -> Article | None:
    """None where the definition names no text, or what it names is not on the page."""
    if not selectors.get("body") or not source.is_html or source.is_too_large_for_a_tree:
        return None
    ledger = Ledger(is_detailed=False)
    tree = tree_of(source, ledger)
    _drop(tree, selectors.get("drop", ""))
    bodies = _bodies(tree, selectors["body"])
    if not bodies:
        return None
    headline = _headline(tree, selectors.get("headline", "h1"), known.title, bodies)
    kicker, deck, dateline = (
        _line(tree, selectors.get(name, ""), bodies) for name in ("kicker", "deck", "dateline")
    )
    byline = _bylines(tree, selectors.get("byline", ""), bodies, ledger)
    named = _move_captions(bodies, selectors.get("captions", ""))
    found = tuple(block for body in bodies for block in blocks_of(body, source.url, ledger))
    blocks = with_captions(_without_title(found, headline), named)
    blocks = led_by(_pictures(tree, selectors, source.url), blocks)
    byline, blocks = byline_within(byline, headline, blocks, ledger)
    return Article(
        slug=known.slug,
        headline=STAND_IN_HEADLINE if is_blank(headline) else headline,
        kicker=kicker,
        deck=deck,
        byline=byline,
        dateline=dateline,
        blocks=blocks,
        url=source.url,
        language=language_of(headline, blocks),
    )


def _in_turn(tree: Element, css: str) -> Iterator[list[Element]]:
    """What each selector of a list means: the first ones are those that are meant, the others
    stand in where a site was changed.
    """
    for alternative in _alternatives(css):
        found = select(tree, alternative)
        if found:
            yield found[:_MOST_ELEMENTS]


@lru_cache(maxsize=512)
def _alternatives(css: str) -> tuple[str, ...]:
    """The selectors of a list: parted at its commas, but for those within brackets and quotes."""
    return tuple(part.strip() for part in _COMMA.split(css) if part.strip())


def _bodies(tree: Element, css: str) -> list[Element]:
    for found in _in_turn(tree, css):
        bodies = _outermost(found)
        if any(map(_has_something, bodies)):
            return bodies
    return []


def _has_something(element: Element) -> bool:
    return next(element.iter("img"), None) is not None or any(
        not is_blank(text) for text in strings_of(element)
    )


def _headline(tree: Element, css: str, listed: str, bodies: list[Element]) -> str:
    """The line that may be what the list calls the article, else the first there is."""
    chosen: tuple[str, Element] | None = None
    for found in _in_turn(tree, css):
        lines = [(text, e) for e in found[:_MOST_NAMES] if not is_blank(text := line_of(e))]
        alike = next((line for line in lines if listed and _are_alike(line[0], listed)), None)
        chosen = alike or chosen or (lines[0] if lines else None)
        if alike or not listed:
            break
    if chosen is None:
        return listed
    if _is_within(chosen[1], bodies):
        _take_out(chosen[1])
    return chosen[0]


def _line(tree: Element, css: str, bodies: list[Element]) -> str:
    """The first line of the page that a selector means and that a reader would see; one that
    stands within the text is taken out of it.
    """
    for found in _in_turn(tree, css):
        for element in found:
            text = line_of(element)
            if not is_blank(text):
                if _is_within(element, bodies):
                    _take_out(element)
                return text
    return ""


def _bylines(tree: Element, css: str, bodies: list[Element], ledger: Ledger) -> str:
    """Every name once; one that stands within the text is taken out of it."""
    names: list[str] = []
    for element in next(_in_turn(tree, css), [])[:_MOST_NAMES]:
        name = line_of(element)
        if is_blank(name) or len(name) > _LONGEST_NAME:
            continue
        if _is_within(element, bodies):
            ledger.note("byline-line", name)
            _take_out(element)
        if not any(name.startswith(other) or other.startswith(name) for other in names):
            names.append(name)
    return ", ".join(names)


def _is_within(element: Element, bodies: list[Element]) -> bool:
    return any(body is not element and _is_under(element, body) for body in bodies)


def _pictures(tree: Element, selectors: Mapping[str, str], url: str) -> tuple[Image, ...]:
    css = selectors.get("pictures", "")
    pictures: list[Image] = []
    for element in select(tree, css)[:_MOST_CAPTIONS] if css else ():
        if element.tag == "img":
            found: Iterable[Image | None] = (image_of(element, url),)
        else:
            _move_captions([element], selectors.get("captions", ""))
            found = figure_of(element, url)
        pictures.extend(image for image in found if image)
    return tuple({image.url or image.caption: image for image in pictures}.values())


def _move_captions(roots: list[Element], css: str) -> frozenset[str]:
    """Gives each picture the caption that stands behind it; answers the captions that stand so
    that no picture is before them.
    """
    left: set[str] = set()
    given: dict[Element, str] = {}
    for root in roots if css else ():
        for caption in select(root, css)[:_MOST_CAPTIONS]:
            text = line_of(caption)
            if caption is root or is_blank(text) or caption.tag == "figcaption":
                continue
            before = caption.xpath("(preceding::img)[last()]")
            picture = before[0] if isinstance(before, list) and before else None
            if not isinstance(picture, Element) or not _is_under(picture, root):
                left.add(text)
                continue
            given[picture] = f"{given[picture]} {text}" if picture in given else text
            picture.set("data-original-title", given[picture])
            _take_out(caption)
    return frozenset(left)


def _is_under(element: object, root: Element) -> bool:
    return isinstance(element, Element) and (element is root or root in element.iterancestors())


def _drop(tree: Element, css: str) -> None:
    for element in select(tree, css) if css else ():
        _take_out(element)


def _take_out(element: Element) -> None:
    """Takes an element out of its tree; what stands behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _outermost(elements: list[Element]) -> list[Element]:
    kept: list[Element] = []
    inside: set[Element] = set()
    for element in elements:
        if inside.isdisjoint(element.iterancestors()):
            kept.append(element)
            inside.add(element)
    return kept


def _without_title(blocks: tuple[Block, ...], headline: str) -> tuple[Block, ...]:
    if blocks and headline and text_of(blocks[0]) == headline:
        return blocks[1:]
    return blocks
