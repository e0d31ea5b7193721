"""Lists of subscriptions, there and back."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import ParseError
from reader.export.opml import opml_of
from reader.model import Subscription
from reader.parse.opml import looks_like_opml, subscriptions_of

LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>x</title></head><body>
<outline text="First" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>
<outline text="Science"><outline title="Second" text="x" xmlUrl="https://b.example/feed"/>
<outline text="Space/Time"><outline text="Third" xmlUrl="https://c.example/feed"/></outline>
<outline text="Fourth" xmlUrl="https://d.example/feed"/></outline>
<outline text="Again" xmlUrl="https://a.example/feed"/>
<outline text="Runs" xmlUrl="exec:~/steal.sh"/><outline text="Reads" xmlUrl="file:///etc/passwd"/>
<outline text="Filter" xmlUrl="filter:cat:https://a.example/"/>
</body></opml>"""


def test_folders_are_groups_and_the_order_stays() -> None:
    found = subscriptions_of(LIST)
    assert [(feed.title, feed.section) for feed in found.feeds] == [
        ("First", ""),
        ("Second", "Science"),
        ("Third", "Science/Space／Time"),
        ("Fourth", "Science"),
    ]
    assert found.feeds[0].homepage == "https://a.example/"


def test_what_is_no_feed_of_the_web_is_named_and_left_out() -> None:
    found = subscriptions_of(LIST)
    assert [name for name, _ in found.skipped] == ["Again", "Runs", "Reads", "Filter"]
    assert all(why for _, why in found.skipped)


def test_nothing_that_a_document_type_declares_is_filled_in() -> None:
    raw = LIST.replace(b"<opml", b"<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml")
    raw = raw.replace(b'text="First"', b'text="&x;"')
    assert subscriptions_of(raw).feeds[0].title == "&x;"


def test_a_list_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    found = subscriptions_of(LIST[: LIST.index(b"Third")])
    assert [feed.title for feed in found.feeds] == ["First", "Second"]


@pytest.mark.parametrize("body", [b"", b"<", b"words"])
def test_what_is_no_list_is_one_sentence(body: bytes) -> None:
    with pytest.raises(ParseError):
        subscriptions_of(body)


def test_a_list_that_nests_without_end_is_read() -> None:
    raw = (
        b"<opml><body>" + b"<outline text='a'>" * 5000 + b"<outline xmlUrl='https://a.example/f'/>"
    )
    assert len(subscriptions_of(raw).feeds) <= 1


NAMES = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zs", "Zl", "Zp", "Mn", "Me", "Co", "Cn")),
    min_size=1,
    max_size=12,
).filter(lambda name: "/" not in name)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(NAMES, st.lists(NAMES, max_size=3).map("/".join), st.integers(0, 10**6)),
        unique_by=lambda one: one[2],
        max_size=8,
    )
)
def test_a_list_that_is_given_away_comes_back_the_same(feeds: list[tuple[str, str, int]]) -> None:
    given_away = tuple(
        Subscription(url=f"https://a.example/{n}?x=1&y=<2>", title=title, section=section)
        for title, section, n in feeds
    )
    raw = opml_of(given_away, "My <newspaper>").encode()
    back = subscriptions_of(raw).feeds
    assert [(f.url, f.title, f.section) for f in back] == [
        (f.url, f.title, f.section) for f in given_away
    ]
    assert looks_like_opml(raw)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_one_sentence(body: bytes) -> None:
    looks_like_opml(body)
    with suppress(ParseError):
        subscriptions_of(body)
