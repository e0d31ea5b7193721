"""A library on a temporary path, and issues to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reader.library import Library
from reader.model import Article, Issue, Listing, Newspaper, Paragraph, Section

Printed = Callable[..., Issue]
Told = Callable[..., Article]


@pytest.fixture
def day() -> date:
    return date(2024, 7, 6)


@pytest.fixture
def at() -> datetime:
    return datetime(2024, 7, 6, 1, 30, tzinfo=UTC)


@pytest.fixture
def paper() -> Newspaper:
    return Newspaper(
        id="kjrb",
        name="科技日报",
        english_name="Science and Technology Daily",
        homepage="https://paper.example/",
        icp="京ICP备06005116号",
        closed_weekdays=frozenset({5, 6}),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path) as library:
        yield library


@pytest.fixture
def told() -> Told:
    """An article of some length whose words all come from its slug and headline."""

    def told(slug: str, headline: str = "", *, url: str = "", text: str = "") -> Article:
        headline = headline or f"关于{slug}的报道"
        words = text or "。".join(f"{headline}第{n}段说的是{slug}的{n * n}件事" for n in range(12))
        return Article(slug=slug, headline=headline, url=url, blocks=(Paragraph(text=words),))

    return told


@pytest.fixture
def printed(day: date) -> Printed:
    """An issue from its pages: `printed({"01": [article, …]})`."""

    def printed(
        pages: Mapping[str, Sequence[Article]],
        *,
        on: date = day,
        gaps: Sequence[Listing] = (),
        newspaper_id: str = "kjrb",
    ) -> Issue:
        return Issue(
            newspaper_id=newspaper_id,
            date=on,
            url="https://paper.example/2024-07/06/node_2.htm",
            ledger=tuple(gaps),
            sections=tuple(
                Section(name=f"第{page}版", page=page, articles=tuple(articles))
                for page, articles in pages.items()
            ),
        )

    return printed
