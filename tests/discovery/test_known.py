"""Which paper of the stand an address is of, and which day and article it means."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.discovery.known import Place, place_of
from reader.papers.definition import paper_from

if TYPE_CHECKING:
    from reader.papers import Paper

TODAY = date(2026, 11, 26)


def paper(identifier: str, *eras: str, more: str = "") -> Paper:
    text = f'id = "{identifier}"\nname = "{identifier}"\n{more}\n' + "\n".join(
        f"[[eras]]\n{era}" for era in eras
    )
    return paper_from(text.encode(), Path("x.toml"))


TWO_ERAS = paper(
    "two",
    'engine = "founder-nbs"\nlast = 2024-11-30\n'
    'entry = "http://paper.example.cn/two/html/{year}-{month}/{day}/nbs.D110000two_01.htm"',
    'engine = "founder"\nfirst = 2024-12-01\n'
    'entry = "http://paper.example.cn/two/pc/layout/{year}{month}/{day}/node_01.html"\n'
    'newest = "http://paper.example.cn/two/paperindex.htm"',
    more='homepage = "http://paper.example.cn/two/"',
)
SISTER = paper(
    "sister",
    'engine = "founder"\n'
    'entry = "http://paper.example.cn/sister/pc/layout/{year}{month}/{day}/node_01.html"',
)
DESCRIBED = paper(
    "described",
    'engine = "linked-pages"\nentry = "https://www.gazette.example/ed?date={year}{month}{day}&page=A01"\n'
    "[eras.settings]\n"
    'page_address = "/ed?date={year}{month}{day}&page={page}"\narticle_address = "/story?id={id}"',
)
PAPERS = (TWO_ERAS, SISTER, DESCRIBED)


def place(url: str, base_url: str = "") -> Place:
    found = place_of(url, PAPERS, TODAY, base_url=base_url)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("url", "identifier", "day"),
    [
        ("http://paper.example.cn/two/pc/layout/202611/24/node_03.html", "two", date(2026, 11, 24)),
        (
            "https://paper.example.cn/two/pc/content/202611/24/content_3.html",
            "two",
            date(2026, 11, 24),
        ),
        (
            "http://paper.example.cn/two/html/2023-05/06/nbs.D110000two_04.htm",
            "two",
            date(2023, 5, 6),
        ),
        (
            "http://paper.example.cn/sister/pc/layout/202611/24/node_01.html",
            "sister",
            date(2026, 11, 24),
        ),
        ("http://gazette.example/ed?date=20261101&page=B02", "described", date(2026, 11, 1)),
        ("http://paper.example.cn/two/paperindex.htm", "two", None),
        ("https://gazette.example/", "described", None),
        ("http://www.gazette.example/story?id=991", "described", None),
    ],
)
def test_an_address_names_paper_and_day(url: str, identifier: str, day: date | None) -> None:
    found = place(url)
    assert (found.paper.id, found.day) == (identifier, day)


def test_an_article_is_told_from_a_page() -> None:
    assert place("http://paper.example.cn/two/pc/content/202611/24/content_3.html").is_article
    assert not place("http://paper.example.cn/two/pc/layout/202611/24/node_03.html").is_article
    assert place("http://www.gazette.example/story?id=991").is_article


def test_a_page_is_named_by_its_code() -> None:
    assert place("http://gazette.example/ed?date=20261101&page=B02").page == "B02"


@pytest.mark.parametrize(
    "url",
    [
        "http://elsewhere.example/two/pc/layout/202611/24/node_03.html",
        "http://paper.example.cn/third/pc/layout/202611/24/node_03.html",
    ],
)
def test_an_address_of_no_paper_has_no_place(url: str) -> None:
    assert place_of(url, PAPERS, TODAY) is None


def test_on_a_mirror_the_path_alone_decides() -> None:
    mirror = "http://127.0.0.1:8123"
    url = f"{mirror}/sister/pc/layout/202611/24/node_02.html"
    found = place(url, base_url=mirror)
    assert (found.paper.id, found.day) == ("sister", date(2026, 11, 24))
