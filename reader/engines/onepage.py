"""The whole issue on one page: headings that are page labels, each with a list of articles.

Such a page's links go to articles whose addresses follow no rule known beforehand. Those that are
made alike are taken, for a list of articles is a list of addresses of one make.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.engines.addresses import Address, host_of, without_scheme
from reader.engines.labels import label_of
from reader.engines.nodes import Bearings, Listed, Node, PageLink
from reader.engines.pagelinks import article_slug, asked_as, href_of, link_title, page_key
from reader.parse.blocks import line_of
from reader.parse.links import openable, path_of
from reader.parse.tree import Element, select

if TYPE_CHECKING:
    from reader.engines.profiles import Profile

_DIGITS = re.compile(r"\d+|(?<=[/_.-])[0-9a-f]{12,}(?=[/_.-])")
_DEEPEST_LABEL = 3
"""Children that a heading may have; more, and it is a box with a list in it."""
_LONGEST_LABEL = 40


@dataclass(slots=True)
class _Group:
    number: str
    name: str
    links: list[tuple[str, str]] = field(default_factory=list)
    """Address and title."""


def read_whole(tree: Element, url: str, profile: Profile, bearings: Bearings) -> Node:
    """The pages and articles of the issue; a node without articles where this is no such page."""
    groups = _groups(tree, url, profile)
    makes = Counter(_make(href) for group in groups for href, _ in group.links)
    kept = _articles_makes(makes)
    node = Node(is_whole=True)
    seen: set[str] = set()
    base = page_key(url)
    for group in groups:
        listed = []
        for href, title in group.links:
            if _make(href) not in kept or href in seen:
                continue
            seen.add(href)
            address = profile.articles.match(href) or Address(href, without_scheme(href))
            listed.append(
                Listed(
                    slug=article_slug(address),
                    url=asked_as(href),
                    title=title,
                    page=f"{base}#{group.number or group.name}",
                )
            )
        if listed:
            key = f"{base}#{group.number or group.name}"
            node.pages.append(PageLink(url="", key=key, number=group.number, name=group.name))
            node.articles += listed
    return node


def _groups(tree: Element, url: str, profile: Profile) -> list[_Group]:
    """Headings and the links behind each, in order."""
    only = set(select(tree, profile.article_links)) if profile.article_links else None
    names = set(select(tree, profile.page_name)) if profile.page_name else None
    groups: list[_Group] = []
    labels: set[Element] = set()
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.getparent() in labels:
            if element.getparent() in labels:
                labels.add(element)
            continue
        label = _label(element, names)
        if label is not None:
            labels.add(element)
            if not groups or (groups[-1].number, groups[-1].name) != label:
                groups.append(_Group(*label))
            continue
        if not groups or (only is not None and element not in only):
            continue
        href = openable(href_of(element), url)
        title = link_title(element) if href else ""
        if href and title and not path_of(href).lower().endswith(".pdf"):
            groups[-1].links.append((href, title))
    return groups


def _label(element: Element, names: set[Element] | None) -> tuple[str, str] | None:
    """Number and name where an element is a page's heading; None for any other."""
    if names is not None:
        return label_of(line_of(element)) if element in names else None
    if len(element) > _DEEPEST_LABEL or element.tag in (
        "title",
        "script",
        "option",
        "html",
        "body",
    ):
        return None
    first = element.text or ""
    if len(first) > _LONGEST_LABEL or (not first.strip() and not len(element)):
        return None
    text = line_of(element)
    if not text or len(text) > _LONGEST_LABEL:
        return None
    if any(line_of(link) != text for link in element.iter() if href_of(link)):
        # A box with a heading and links, not the heading.
        return None
    number, name = label_of(text, is_strict=True)
    return (number, name) if number else None


def _make(href: str) -> str:
    """What is the same in addresses of one make: host and path without their numbers."""
    return host_of(href) + _DIGITS.sub("0", path_of(href))


def _articles_makes(makes: Counter[str]) -> set[str]:
    """The makes of articles: numbered ones, the most frequent and what is not far behind."""
    numbered = {make: n for make, n in makes.items() if "0" in make.partition("/")[2]}
    if not numbered:
        return set()
    most = max(numbered.values())
    return {make for make, n in numbered.items() if n * 5 >= most or n >= 5}
