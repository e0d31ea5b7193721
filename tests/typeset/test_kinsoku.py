"""Real articles, set at several measures and in several styles, under the eyes of a checker that
shares nothing with the typesetter.
"""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from pathlib import Path

import pytest

from reader.delivery import sample_issues
from reader.engines import read_page
from reader.errors import ParseError
from reader.model import Article, text_of
from reader.typeset import Style, break_evenly, break_text

from .conftest import whole_lines
from .kinsoku import Breach, breaches, wrong_between

MEASURES = (36, 72, 110)
STYLES = {
    "ragged": Style(),
    "hanging": Style(hang=2),
    "by phrases": Style(by_phrases=True),
    "justified": Style(is_justified=True),
    "all at once": Style(
        language="zh", is_justified=True, is_hyphenated=True, hang=2, by_phrases=True
    ),
}


# -- the checker itself -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("科学", "，技术"),
        ("科学（", "技术）"),
        ("科学—", "—技术"),
        ("科学…", "…技术"),
        ("20", "24年"),
        ("2024", "年"),
        ("3.5", "公里"),
        ("sci", "ence"),
        ("ロボ", "ッと"),
        ("ユーザ", "ー"),
        ("he said ", ", and"),
        ("e", "\u0301a"),
    ],
)
def test_the_checker_knows_a_breach(before: str, after: str) -> None:
    assert wrong_between(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [("科学", "技术"), ("科学，", "技术"), ("the ", "end"), ("科学", "（技术"), ("it is ", ".NET")],
)
def test_the_checker_lets_pass_what_is_right(before: str, after: str) -> None:
    assert not wrong_between(before, after)


def test_the_checker_excuses_what_could_not_be_avoided() -> None:
    assert not breaches(["2024", "年"])
    assert breaches(["在2024", "年"])


# -- what newspapers printed ------------------------------------------------------------------


def all_breaches(articles: list[Article], measure: int, style: Style) -> list[Breach]:
    found: list[Breach] = []
    for article in articles:
        for block in article.blocks:
            for paragraph in text_of(block).split("\n"):
                spans = break_text(paragraph, measure, style=style)
                found += breaches(whole_lines(paragraph, spans))
    return found


@lru_cache(maxsize=1)
def captured(folder: Path) -> list[Article]:
    """Every article of the captures: pages, feeds, text files and an issue kept as JSON."""
    articles: list[Article] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".html", ".txt"):
            try:
                articles += read_page(path.read_bytes(), "").articles
            except ParseError:
                continue  # an index, which has no article
        elif path.suffix == ".xml":
            for item in re.findall(
                r"<content:encoded>(.*?)</content:encoded>", path.read_text(), re.S
            ):
                body = html.unescape(item.removeprefix("<![CDATA[").removesuffix("]]>"))
                articles += page_of("頭條新聞", body)
        elif path.name.endswith("issue.json"):
            for page in json.loads(path.read_text())["pages"]:
                for one in page["articles"]:
                    paragraphs = one["content"].split("\n")
                    articles += page_of(one["title"], "".join(f"<p>{p}</p>" for p in paragraphs))
    return articles


def page_of(headline: str, body: str) -> tuple[Article, ...]:
    page = f"<html><body><h1>{headline}</h1><article>{body}</article></body></html>"
    try:
        return read_page(page.encode(), "").articles
    except ParseError:
        return ()


@pytest.fixture(scope="module")
def captures(shared: Path) -> list[Article]:
    folder = shared / "papers" / "captures"
    if not folder.is_dir():
        pytest.skip("the captured newspapers (../shared/papers/captures) are not here")
    articles = captured(folder)
    assert len(articles) > 300
    return articles


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("name", STYLES)
def test_no_captured_article_has_a_breach(captures: list[Article], measure: int, name: str) -> None:
    assert all_breaches(captures, measure, STYLES[name]) == []


@pytest.mark.parametrize("measure", MEASURES)
def test_no_captured_headline_has_a_breach(captures: list[Article], measure: int) -> None:
    for headline in {article.headline for article in captures}:
        spans = break_evenly(headline, measure // 2)
        assert breaches(whole_lines(headline, spans)) == []


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("name", STYLES)
def test_the_sample_newspaper_has_no_breach(measure: int, name: str) -> None:
    articles = [
        article
        for issue in sample_issues()
        for section in issue.sections
        for article in section.articles
    ]
    assert articles
    assert all_breaches(articles, measure, STYLES[name]) == []


@pytest.mark.parametrize("measure", MEASURES)
def test_no_page_of_the_corpus_in_chinese_or_japanese_has_a_breach(
    shared: Path, measure: int
) -> None:
    texts = [
        known["text"]
        for path in sorted((shared / "corpus" / "cases").glob("*.json"))
        if (known := json.loads(path.read_text()))["language"] in ("zh", "ja", "ko")
    ]
    if not texts:
        pytest.skip("the corpus has no text in these languages")
    for text in texts:
        for paragraph in text.split("\n"):
            assert breaches(whole_lines(paragraph, break_text(paragraph, measure))) == []
