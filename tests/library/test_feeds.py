"""Subscriptions, and what is remembered of entries."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reader.library import Library
from reader.model import Article, Issue, Paragraph, Section, Subscription
from reader.papers.own import OWN, own_newspaper

AT = datetime(2024, 7, 6, 1, tzinfo=UTC)
DAY = date(2024, 7, 6)


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


def feed(name: str, section: str = "") -> Subscription:
    return Subscription(url=f"https://{name}.example/feed", title=name, section=section)


def names(library: Library) -> list[str]:
    return [one.title for one in library.feeds.all()]


def test_feeds_keep_the_order_in_which_they_came(library: Library) -> None:
    assert library.feeds.is_empty()
    batch = [feed("c"), feed("a", "Science"), feed("d"), feed("b", "Science")]
    assert len(library.feeds.add(batch, at=AT)) == 4
    assert names(library) == ["c", "a", "d", "b"]
    assert not library.feeds.is_empty()


def test_a_feed_stands_behind_those_of_its_group(library: Library) -> None:
    library.feeds.add([feed("a"), feed("b", "Science"), feed("c")], at=AT)
    library.feeds.add([feed("d", "Science")], at=AT)
    library.feeds.add([feed("e")], at=AT)
    assert names(library) == ["a", "b", "d", "c", "e"]


def test_a_feed_is_subscribed_once(library: Library) -> None:
    library.feeds.add([feed("a")], at=AT)
    assert library.feeds.add([feed("a"), feed("b")], at=AT) == ("https://b.example/feed",)
    assert library.feeds.remove(["https://a.example/feed", "https://z.example/"]) == 1
    assert names(library) == ["b"]


def test_a_failure_is_told_until_the_feed_comes_again(library: Library) -> None:
    library.feeds.add([Subscription(url="https://a.example/feed")], at=AT)
    library.feeds.failed("https://a.example/feed", "the site answered 503", at=AT)
    (one,) = library.feeds.all()
    assert (one.failure, one.tried_at, one.fetched_at) == ("the site answered 503", AT, None)
    came = Subscription(url=one.url, title="A", homepage="https://a.example/", language="en")
    library.feeds.store(own_newspaper(), None, {}, came=[came], at=AT)
    (one,) = library.feeds.all()
    assert (one.failure, one.fetched_at, one.title, one.language) == ("", AT, "A", "en")


def test_entries_are_remembered_with_the_issue_or_not_at_all(library: Library) -> None:
    article = Article(slug="f1", headline="One", blocks=(Paragraph(text="Words."),))
    issue = Issue(newspaper_id=OWN, date=DAY, sections=(Section(name="A", articles=(article,)),))
    wrong = Issue(newspaper_id="kjrb", date=DAY, sections=issue.sections)
    with pytest.raises(ValueError, match="own newspaper"):
        library.feeds.store(own_newspaper(), wrong, {b"x" * 16: DAY}, at=AT)
    assert library.feeds.days_of([b"x" * 16]) == {}
    assert library.feeds.store(own_newspaper(), issue, {b"x" * 16: DAY}, at=AT) == (
        "own/2024-07-06/f1",
    )
    assert library.feeds.days_of([b"x" * 16, b"y" * 16]) == {b"x" * 16: DAY}


def test_what_is_remembered_stays_whatever_is_said_later(library: Library) -> None:
    library.feeds.store(own_newspaper(), None, {b"x" * 16: DAY}, at=AT)
    library.feeds.store(own_newspaper(), None, {b"x" * 16: date(2025, 1, 1)}, at=AT)
    assert library.feeds.days_of([b"x" * 16] * 2000) == {b"x" * 16: DAY}
