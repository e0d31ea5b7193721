"""Which entries of a feed belong to which day's issue."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.delivery.newsday import MOST_OF_A_FEED, Plan, names_of, planned, published_on
from reader.parse.feed import Entry, Feed

TODAY = date(2024, 7, 6)
NOON = datetime(2024, 7, 6, 12, tzinfo=UTC)
URL = "https://blog.example/feed"


def entry(n: int, *, days_ago: int | None = 0, url: str | None = None, name: str = "") -> Entry:
    return Entry(
        name=name or f"tag:{n}",
        url=f"https://blog.example/{n}" if url is None else url,
        headline=f"Number {n}",
        published=None if days_ago is None else NOON - timedelta(days=days_ago),
    )


def plan(
    *entries: Entry,
    known: dict[bytes, date] | None = None,
    day: date = TODAY,
    last_read: date | None = TODAY,
    printed: frozenset[str] = frozenset(),
) -> Plan:
    feed = Feed(entries=entries, homepage="https://blog.example/")
    return planned(
        feed,
        names_of(feed, URL),
        known or {},
        day=day,
        today=TODAY,
        zone=UTC,
        last_read=last_read,
        printed=printed,
    )


def headlines(plan: Plan) -> list[str]:
    return [one.entry.headline for one in plan.chosen]


def remembered(plan: Plan, day: date) -> dict[bytes, date]:
    printed = {name: day for one in plan.chosen for name in one.names}
    return {**plan.elsewhere, **printed}


def test_what_is_new_is_today_s_in_the_feed_s_order() -> None:
    assert headlines(plan(entry(3), entry(1, days_ago=1), entry(2))) == [
        "Number 3",
        "Number 1",
        "Number 2",
    ]


def test_yesterday_s_entries_do_not_come_again() -> None:
    known = remembered(plan(entry(1)), TODAY - timedelta(days=1))
    assert headlines(plan(entry(2), entry(1), known=known)) == ["Number 2"]


def test_today_s_are_today_s_when_it_is_fetched_again() -> None:
    known = remembered(plan(entry(1)), TODAY)
    assert headlines(plan(entry(2), entry(1), known=known)) == ["Number 2", "Number 1"]


def test_an_entry_that_is_called_otherwise_is_known_by_its_address() -> None:
    known = remembered(plan(entry(1, name="old")), TODAY - timedelta(days=1))
    renamed = entry(1, name="new", url="http://www.blog.example/1/?utm_source=feed#top")
    assert headlines(plan(renamed, known=known)) == []


def test_an_entry_that_moved_is_known_by_its_name() -> None:
    known = remembered(plan(entry(1)), TODAY - timedelta(days=1))
    assert headlines(plan(entry(1, url="https://moved.example/x"), known=known)) == []


def test_an_address_that_all_entries_have_makes_none_of_them_the_same() -> None:
    home = "https://blog.example/"
    known = remembered(plan(entry(1, url=home), entry(2, url=home)), TODAY - timedelta(days=1))
    found = plan(entry(3, url=home), entry(1, url=home), entry(2, url=home), known=known)
    assert headlines(found) == ["Number 3"]


def test_an_entry_without_a_date_is_of_the_day_it_was_seen() -> None:
    assert headlines(plan(entry(1, days_ago=None))) == ["Number 1"]


def test_an_entry_dated_in_the_future_is_today_s() -> None:
    assert headlines(plan(entry(1, days_ago=-400))) == ["Number 1"]


def test_what_was_old_when_its_feed_was_first_read_belongs_to_its_own_day() -> None:
    found = plan(entry(1), entry(2, days_ago=30), last_read=None)
    assert headlines(found) == ["Number 1"]
    assert set(found.elsewhere.values()) == {TODAY - timedelta(days=30)}
    known = remembered(found, TODAY)
    then = plan(entry(1), entry(2, days_ago=30), known=known, day=TODAY - timedelta(days=30))
    assert headlines(then) == ["Number 2"]


def test_a_feed_that_seldom_says_something_has_its_last_three_at_first() -> None:
    found = plan(*(entry(n, days_ago=100 * n) for n in range(1, 9)), last_read=None)
    assert headlines(found) == ["Number 1", "Number 2", "Number 3"]


def test_after_a_month_away_all_of_the_month_is_new() -> None:
    found = plan(entry(1, days_ago=25), last_read=TODAY - timedelta(days=30))
    assert headlines(found) == ["Number 1"]


def test_a_day_that_is_past_takes_what_is_dated_so_and_decides_nothing_else() -> None:
    day = TODAY - timedelta(days=3)
    found = plan(entry(1), entry(2, days_ago=3), entry(3, days_ago=None), day=day)
    assert headlines(found) == ["Number 2"]
    assert found.elsewhere == {}


def test_an_issue_has_an_end_and_says_what_it_left_out() -> None:
    found = plan(*map(entry, range(MOST_OF_A_FEED + 7)))
    assert len(found.chosen) == MOST_OF_A_FEED
    assert found.left_out == 7
    again = plan(
        *map(entry, range(MOST_OF_A_FEED + 7)),
        known=remembered(found, TODAY),
        printed=frozenset(one.slug for one in found.chosen),
    )
    assert headlines(again) == headlines(found)
    tomorrow = {name: day - timedelta(days=1) for name, day in remembered(found, TODAY).items()}
    assert headlines(plan(*map(entry, range(MOST_OF_A_FEED + 7)), known=tomorrow)) == []


def test_a_day_is_that_of_the_reader_s_own_clock() -> None:
    late = datetime(2024, 7, 5, 20, tzinfo=UTC)
    assert published_on(late, ZoneInfo("Asia/Shanghai")) == date(2024, 7, 6)
    assert published_on(late, UTC) == date(2024, 7, 5)
    assert published_on(late.replace(tzinfo=None), ZoneInfo("Asia/Shanghai")) == date(2024, 7, 5)
    assert published_on(datetime(1970, 1, 1, tzinfo=UTC), UTC) is None
    assert published_on(datetime.max.replace(tzinfo=UTC), ZoneInfo("Asia/Shanghai")) is None


ENTRIES = st.lists(
    st.builds(
        lambda n, ago, name, url: entry(n, days_ago=ago, name=name, url=url),
        st.integers(0, 20),
        st.none() | st.integers(-3, 40),
        st.sampled_from(["", "x", "tag:x"]),
        st.sampled_from([None, "", "https://blog.example/"]),
    ),
    max_size=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ENTRIES, min_size=1, max_size=6))
def test_whatever_a_feed_does_no_entry_is_printed_on_two_days(editions: list[list[Entry]]) -> None:
    known: dict[bytes, date] = {}
    printed: dict[bytes, int] = {}
    for number, entries in enumerate(editions):
        today = TODAY + timedelta(days=number)
        feed = Feed(entries=tuple(entries), homepage="https://blog.example/")
        found = planned(
            feed,
            names_of(feed, URL),
            known,
            day=today,
            today=today,
            zone=UTC,
            last_read=today - timedelta(days=1) if number else None,
        )
        for one in found.chosen:
            assert printed.setdefault(one.names[0], number) == number
        known = {**remembered(found, today), **known}
