"""The links of a page that matter: those to pages, articles and PDFs, with their words.

A link may be an `a`, an area of a map, or anything with an attribute that the page's scripts read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from reader.engines.addresses import Address, date_in, host_of, without_scheme
from reader.engines.profiles import PROFILES
from reader.parse.blocks import line_of
from reader.parse.links import last_name, openable
from reader.parse.slugs import slug_of
from reader.parse.tree import attr, select
from reader.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.engines.profiles import Profile
    from reader.parse.tree import Element

_LINKS = etree.XPath(
    "//a | //area | //*[@daoxiang or @data-href or @data-url or @data-link or @onclick]"
)
_OTHER_ATTRIBUTES = ("daoxiang", "data-href", "data-url", "data-link")
_MOST_LINKS = 8000
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][\w.-]{0,100}(?:\?[\w=&.-]{0,60})?", re.ASCII)
"""A file beside the page, which most links of a page are: nothing to resolve in it."""
_NO_ADDRESS = ("#", "javascript:", "mailto:", "tel:")
_NO_BEGINNING = frozenset("#jJmMtT")
_IN_SCRIPT = re.compile(r"""['"]([^'"\s]{1,300}?\.s?html?(?:\?[^'"\s]*)?)['"]""", re.IGNORECASE)
_VIEW = re.compile(r"""view\(\s*(["'])(.*?)(?<!\\)\1\s*\)""", re.DOTALL)
_TAGS = re.compile(r"<[^<>]{0,200}>")
_DEFAULT_DIV = re.compile(r"\?div=(?:-1|0)$")
_CONTENT = re.compile(r"content_(?:\d+_)?(\d+)", re.IGNORECASE)


class Link:
    """A link on the page that leads to a page, an article or a PDF."""

    __slots__ = (
        "_key",
        "_slug",
        "_title",
        "article",
        "element",
        "folder",
        "is_area",
        "page",
        "url",
    )

    def __init__(
        self, element: Element, url: str, page: Address | None, article: Address | None
    ) -> None:
        self.element = element
        self.url = url
        self.page = page
        self.article = article
        self.folder = path_in(article.base) if article is not None else ""
        self.is_area: bool = element.tag == "area"
        self._key: str | None = None
        self._slug: str | None = None
        self._title: str | None = None

    @property
    def key(self) -> str:
        """What names the page it leads to."""
        if self._key is None:
            self._key = page_key(self.url)
        return self._key

    @property
    def slug(self) -> str:
        """What names the article it leads to; "" where it leads to none."""
        if self._slug is None:
            self._slug = article_slug(self.article) if self.article is not None else ""
        return self._slug

    @property
    def title(self) -> str:
        """Its words."""
        if self._title is None:
            self._title = link_title(self.element)
        return self._title


def path_in(base: str) -> str:
    """A base without its host."""
    return "/" + base.partition("/")[2]


def page_key(url: str) -> str:
    """What names a page of an issue: its address without scheme, query and `index.html` twins."""
    return without_scheme(url.partition("#")[0].partition("?")[0])


def article_slug(address: Address) -> str:
    """What names an article for good: the number in its address, whatever page it is listed on."""
    return _slug(address.url, address.id)


@lru_cache(maxsize=4096)
def _slug(url: str, name: str) -> str:
    # A page names an article in its list and on its map, and other pages name it too.
    if name:
        return slug_of(f"x/{name}.html", name)
    name = last_name(url)
    found = _CONTENT.fullmatch(name)
    return f"content_{found[1]}" if found else slug_of(url, name)


def slug_at(url: str) -> str:
    """The name that an engine gives the article at an address; "" where it is none's."""
    for profile in PROFILES.values():
        found = profile.articles.match(url)
        if found is not None:
            return article_slug(found)
    return ""


def asked_as(url: str) -> str:
    """The address an article is asked for at: as linked, but for a query that changes nothing."""
    url = url.partition("#")[0]
    return _DEFAULT_DIV.sub("", url) if "?div=" in url else url


def links_of(tree: Element, url: str, profile: Profile) -> Iterator[Link]:
    """Every link on the page that may matter, in order."""
    only_pages = set(select(tree, profile.page_links)) if profile.page_links else None
    only_articles = set(select(tree, profile.article_links)) if profile.article_links else None
    scheme, host = url.partition("://")[0], host_of(url)
    own = f"{scheme}:"
    folder = url.partition("?")[0].partition("#")[0].rpartition("/")[0] + "/"
    for element in islice(_LINKS(tree), _MOST_LINKS):
        href = href_of(element)
        if not href:
            continue
        target = folder + href if _PLAIN_NAME.fullmatch(href) else openable(href, url)
        if not target:
            continue
        if not target.startswith(own) and host_of(target) == host:
            # One site under two schemes: the one that answers is kept.
            target = scheme + target[target.index(":") :]
        page = article = None
        is_area = element.tag == "area"
        if only_pages is None or element in only_pages:
            page = profile.pages.match(target)
            if page is None and only_pages is not None:
                page = _anything(target)
        if page is None and (only_articles is None or is_area or element in only_articles):
            article = profile.articles.match(target)
            if article is None and only_articles is not None and not is_area:
                article = _anything(target)
        if page or article or page_key(target).lower().endswith(".pdf"):
            yield Link(element, target, page, article)


def _anything(url: str) -> Address:
    """An address that a definition's selector names, whatever it looks like."""
    path = url.partition("#")[0].partition("?")[0]
    return Address(url, without_scheme(path.rpartition("/")[0] + "/"), date_in(path))


def href_of(element: Element) -> str:
    """Where an element leads, as written: in `href`, in the attributes that scripts read, or in
    the script itself.
    """
    href = attr(element, "href").strip() if element.tag in ("a", "area") else ""
    if href and not (href[0] in _NO_BEGINNING and href.lower().startswith(_NO_ADDRESS)):
        return href
    for name in _OTHER_ATTRIBUTES:
        if value := attr(element, name).strip():
            return value
    script = attr(element, "onclick") or (href if href.lower().startswith("javascript:") else "")
    found = _IN_SCRIPT.search(script) if script else None
    return found[1] if found else ""


def link_title(element: Element) -> str:
    """The words of a link: what it shows, what its script writes, or its tooltip."""
    has_paragraph = len(element) > 0 and next(element.iterchildren("p"), None) is not None
    if has_paragraph and element.text and element.text.strip():
        # A headline with its summary below it.
        return clean(element.text)
    text = line_of(element)
    if text:
        return text
    for script in element.iter("script"):
        found = _VIEW.search(script.text or "")
        if found:
            words = found[2].replace('\\"', '"').replace("\\'", "'").replace("\\/", "/")
            return clean(_TAGS.sub(" ", words))
    return clean(attr(element, "title"))
