"""Wishes, and what has come of their days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from reader.model import (
    Article,
    DayState,
    Image,
    Issue,
    Newspaper,
    Paragraph,
    PicturesWanted,
    Section,
)

if TYPE_CHECKING:
    import pytest

    from reader.library import Library

PAPER = Newspaper(id="kjrb", name="科技日报")
FIRST, LAST = date(2024, 7, 1), date(2024, 7, 31)
DAY = date(2024, 7, 6)
AT = datetime(2024, 8, 1, 1, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


def pictured(day: date = DAY) -> Issue:
    article = Article(
        slug="a",
        headline="有图",
        blocks=(
            Paragraph(text="正文。"),
            Image(url="https://p.example/1.png"),
            Image(url="https://p.example/2.png"),
        ),
    )
    section = Section(
        name="要闻", page="01", page_image_url="https://p.example/page.jpg", articles=(article,)
    )
    return Issue(newspaper_id="kjrb", date=day, sections=(section,))


def test_a_wish_is_of_every_day_and_nothing_of_it_is_done(library: Library) -> None:
    wish = library.downloads.wish("kjrb", FIRST, LAST, at=AT)
    assert (wish.days, wish.waiting, wish.done, wish.is_over) == (31, 31, 0, False)
    assert library.downloads.all() == (wish,)


def test_what_comes_of_a_day_is_counted(library: Library) -> None:
    downloads = library.downloads
    number = downloads.wish("kjrb", FIRST, LAST, at=AT).number
    downloads.note(number, LAST, DayState.DONE, at=AT)
    downloads.note(number, FIRST, DayState.NONE_PRINTED, at=AT)
    downloads.note(number, DAY, DayState.FAILED, reason="it was down.", at=AT, is_try=True)
    (wish,) = downloads.all()
    assert (wish.done, wish.printed, wish.lacking, wish.waiting) == (2, 1, 1, 28)
    (lacking,) = downloads.lacking(number)
    assert (lacking.day, lacking.reason, lacking.tries) == (DAY, "it was down.", 1)


def test_the_same_wish_again_is_the_same_one_and_asks_for_what_is_lacking(
    library: Library,
) -> None:
    downloads = library.downloads
    number = downloads.wish("kjrb", FIRST, LAST, at=AT).number
    for day, state in ((LAST, DayState.DONE), (DAY, DayState.IN_PART), (FIRST, DayState.DONE)):
        downloads.note(number, day, state, at=AT)
    downloads.pause(number, is_paused=True)
    wish = downloads.wish("kjrb", FIRST, LAST, at=LATER)
    assert (wish.number, wish.is_paused, wish.asked_at) == (number, False, LATER)
    # The last day may have grown since.
    assert {day: one.state for day, one in downloads.days(number).items()} == {
        DAY: DayState.WAITING,
        FIRST: DayState.DONE,
    }


def test_what_a_day_came_to_is_true_of_other_wishes_that_want_no_more(library: Library) -> None:
    downloads = library.downloads
    whole = downloads.wish("kjrb", FIRST, LAST, at=AT).number
    bare = downloads.wish("kjrb", FIRST, DAY, pictures=PicturesWanted.NONE, at=AT).number
    more = downloads.wish("kjrb", DAY, LAST, pictures=PicturesWanted.PAGES, at=AT).number
    other = downloads.wish("rmrb", FIRST, LAST, at=AT).number
    downloads.note(whole, DAY, DayState.UNDER_WAY, at=AT)
    assert not downloads.days(bare)
    downloads.note(whole, DAY, DayState.DONE, at=AT)
    assert downloads.days(bare)[DAY].state is DayState.DONE
    assert not downloads.days(more)
    assert not downloads.days(other)


def test_a_wish_that_was_given_up_is_written_no_more(library: Library) -> None:
    downloads = library.downloads
    number = downloads.wish("kjrb", FIRST, LAST, at=AT).number
    assert downloads.cancel(number)
    assert not downloads.cancel(number)
    downloads.note(number, DAY, DayState.DONE, at=AT)
    assert downloads.days(number) == {}


def test_what_is_known_without_asking_does_not_go_before_what_was_found(library: Library) -> None:
    downloads = library.downloads
    number = downloads.wish("kjrb", FIRST, LAST, at=AT).number
    downloads.note(number, DAY, DayState.IN_PART, at=AT)
    downloads.settle(number, {DAY: DayState.DONE, FIRST: DayState.NONE_PRINTED}, at=AT)
    states = {day: one.state for day, one in downloads.days(number).items()}
    assert states == {DAY: DayState.IN_PART, FIRST: DayState.NONE_PRINTED}


def test_an_issue_is_whole_with_the_pictures_that_are_wanted(library: Library) -> None:
    library.store(PAPER, pictured(), at=AT)

    def is_whole(wanted: PicturesWanted) -> bool:
        return DAY in library.downloads.whole_days("kjrb", FIRST, LAST, wanted)

    assert is_whole(PicturesWanted.NONE)
    assert not is_whole(PicturesWanted.ARTICLES)
    missing = library.downloads.missing_pictures("kjrb", DAY, PicturesWanted.ARTICLES)
    assert sorted(missing) == ["https://p.example/1.png", "https://p.example/2.png"]
    for url in missing:
        library.downloads.keep_picture(url, "image/png", b"x")
    assert is_whole(PicturesWanted.ARTICLES)
    assert not is_whole(PicturesWanted.PAGES)
    assert library.downloads.missing_pictures("kjrb", DAY, PicturesWanted.PAGES) == (
        "https://p.example/page.jpg",
    )


def test_pictures_of_a_download_stay_where_what_was_looked_at_goes(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.keepsakes.PICTURES_BYTES", 100)
    library.store(PAPER, pictured(), at=AT)
    library.keep_picture("https://p.example/1.png", "image/png", b"x" * 90)
    library.downloads.keep_pictures_of("kjrb", DAY, PicturesWanted.ARTICLES)
    library.downloads.keep_picture("https://p.example/2.png", "image/png", b"x" * 90)
    for n in range(40):
        library.keep_picture(f"https://p.example/seen/{n}.png", "image/png", b"x" * 90)
    assert library.picture("https://p.example/1.png")
    assert library.picture("https://p.example/2.png")
    assert library.picture("https://p.example/seen/0.png") is None
    # They go with their issue.
    library.remove_issue("kjrb", DAY, at=AT)
    assert library.picture("https://p.example/1.png") is None


def test_wishes_that_were_met_are_forgotten_in_time(library: Library) -> None:
    downloads = library.downloads
    met = downloads.wish("kjrb", DAY, DAY, at=AT).number
    downloads.note(met, DAY, DayState.DONE, at=AT)
    lacking = downloads.wish("kjrb", LAST, LAST, at=AT).number
    downloads.note(lacking, LAST, DayState.FAILED, at=AT)
    downloads.forget_done(before=AT)
    assert [wish.number for wish in downloads.all()] == [met, lacking]
    downloads.forget_done(before=LATER)
    assert [wish.number for wish in downloads.all()] == [lacking]
