"""A library on a temporary path, the paper, and a fetcher in a hurry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.fetch import Fetcher, Limits, Pace
from reader.library import Library
from reader.papers import Paper, paper_named, stand_of_papers

Hurry = Callable[..., Fetcher]


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path) as opened:
        yield opened


@pytest.fixture
def paper() -> Paper:
    return paper_named("kjrb", stand_of_papers())


@pytest.fixture
def hurry() -> Hurry:
    """Makes a fetcher that loopback need not be spared."""

    def make(store: Library | None, **limits: float) -> Fetcher:
        return Fetcher(
            Pace(at_once=8, per_second=1000),
            store=store,
            limits=Limits(backoff_s=0.01, backoff_most_s=0.02, **limits),  # type: ignore[arg-type]
        )

    return make
