"""What makes room in the library, and what never does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from reader.library import Library
from reader.model import Article, DayState, Image, Issue, Newspaper, Paragraph, PrintDay, Section

PAPER = Newspaper(id="kjrb", name="科技日报")
DAYS = [date(2024, 7, 1) + timedelta(days=n) for n in range(6)]
AT = datetime(2024, 8, 1, 1, tzinfo=UTC)
NOW = AT + timedelta(days=30)


def large(day: date, newspaper: Newspaper = PAPER) -> Issue:
    """An issue of which little can be packed."""
    rare = Random(day.toordinal())
    text = "".join(chr(rare.randrange(0x4E00, 0x9FA5)) for _ in range(40_000))
    article = Article(
        slug="a",
        headline=f"{day}",
        blocks=(Paragraph(text=text), Image(url=f"https://p.example/{day}.png")),
    )
    section = Section(name="要闻", page="01", articles=(article,))
    return Issue(newspaper_id=newspaper.id, date=day, sections=(section,))


@pytest.fixture
def shelf(library: Library) -> Library:
    """Six issues of a site, stored one an hour."""
    for n, day in enumerate(DAYS):
        library.store(PAPER, large(day), at=AT + timedelta(hours=n))
    library.learn("kjrb", [PrintDay(day=day, known_at=AT) for day in DAYS])
    return library


def dropped_from(library: Library, count: int, at: datetime = NOW) -> list[date]:
    """What goes where there is to be room for so many issues."""
    with Library.open(library.path.with_name("bare.db")) as empty:
        bare = empty.room.bytes_used
    each = (library.room.bytes_used - bare) // max(1, len(library.days("kjrb")))
    quota = library.room.bytes_used - each * count + each // 2
    return [one.day for one in library.room.drop_to(quota, newspapers={"kjrb"}, at=at)]


def test_what_was_read_the_longest_ago_goes_first(shelf: Library) -> None:
    shelf.room.opened("kjrb", DAYS[0], at=AT + timedelta(days=2))
    shelf.room.opened("kjrb", DAYS[1], at=AT + timedelta(days=1))
    # What was never opened counts from when it was stored.
    assert dropped_from(shelf, 5) == [DAYS[2], DAYS[3], DAYS[4], DAYS[5], DAYS[1]]


def test_no_more_goes_than_must(shelf: Library) -> None:
    assert dropped_from(shelf, 1) == [DAYS[0]]
    assert dropped_from(shelf, 0) == []


def test_a_bookmarked_article_stays_with_its_picture(shelf: Library) -> None:
    key = f"kjrb/{DAYS[0]}/a"
    picture = f"https://p.example/{DAYS[0]}.png"
    shelf.bookmark(key, at=AT)
    shelf.keep_picture(picture, "image/png", b"x")
    shelf.mark_read(key, at=AT)
    assert dropped_from(shelf, 6) == DAYS
    kept = shelf.bookmark_of(key)
    assert kept is not None
    assert shelf.article(key) == kept.article
    assert shelf.picture(picture) is not None
    assert shelf.read_state(key).is_read


def test_a_dropped_day_is_one_that_was_printed_and_can_come_back(shelf: Library) -> None:
    assert dropped_from(shelf, 1) == [DAYS[0]]
    assert DAYS[0] not in shelf.month("kjrb", 2024, 7)
    assert shelf.print_days("kjrb", DAYS[0], DAYS[0])[DAYS[0]].is_printed
    shelf.store(PAPER, large(DAYS[0]), at=NOW)
    assert DAYS[0] in shelf.month("kjrb", 2024, 7)


@pytest.mark.parametrize("newspapers", [set(), {"rmrb"}])
def test_what_no_site_has_is_never_dropped(shelf: Library, newspapers: set[str]) -> None:
    assert shelf.room.drop_to(0, newspapers=newspapers, at=NOW) == ()


def test_what_only_was_imported_is_never_dropped(library: Library) -> None:
    library.store(PAPER, large(DAYS[0]), at=AT)
    assert library.room.drop_to(0, newspapers={"kjrb"}, at=NOW) == ()


def test_the_issues_of_today_and_yesterday_and_those_being_read_stay(shelf: Library) -> None:
    now = datetime(2024, 7, 6, 12, tzinfo=UTC)
    shelf.room.opened("kjrb", DAYS[0], at=now - timedelta(hours=1))
    assert dropped_from(shelf, 6, at=now) == DAYS[1:4]


def test_what_an_unfinished_download_brought_stays_until_it_is_over(library: Library) -> None:
    wish = library.downloads.wish("kjrb", DAYS[0], DAYS[-1], at=AT)
    library.learn("kjrb", [PrintDay(day=day, known_at=AT) for day in DAYS])
    library.store(PAPER, large(DAYS[-1]), at=AT)
    library.downloads.note(wish.number, DAYS[-1], DayState.DONE, at=AT)
    assert dropped_from(library, 1) == []
    for day in DAYS[:-1]:
        library.downloads.note(wish.number, day, DayState.NONE_PRINTED, at=AT)
    assert dropped_from(library, 1) == [DAYS[-1]]
    assert library.downloads.days(wish.number)[DAYS[-1]].state is DayState.DROPPED
    assert library.downloads.all()[0].is_whole


def file_bytes(library: Library) -> int:
    """The file's size once nothing of it is in the log beside it."""
    library.close()
    with Library.open(library.path):
        pass
    return library.path.stat().st_size


def test_free_pages_are_written_to_again(shelf: Library) -> None:
    assert len(dropped_from(shelf, 5)) == 5
    path = shelf.path
    size = file_bytes(shelf)
    with Library.open(path) as library:
        for n, day in enumerate(DAYS[:5]):
            library.store(PAPER, large(day), at=AT + timedelta(hours=n))
        assert not library.room.give_back()
        assert file_bytes(library) <= size * 1.05


def test_a_file_of_which_much_is_free_is_made_smaller(shelf: Library) -> None:
    path = shelf.path
    shelf.room.drop_to(0, newspapers={"kjrb"}, at=NOW)
    before = file_bytes(shelf)
    with Library.open(path) as library:
        assert library.room.give_back()
        assert library.integrity() == []
        assert file_bytes(library) < before / 2
