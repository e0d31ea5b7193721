from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from reader.library import keepsakes
from reader.model import Article, Image, Issue, Newspaper, Section, StoredResponse

if TYPE_CHECKING:
    import pytest

    from reader.library import Library


def test_a_picture_comes_back_and_the_last_one_counts(library: Library) -> None:
    assert library.picture("https://paper.example/1.jpg") is None
    library.keep_picture("https://paper.example/1.jpg", "image/jpeg", b"one")
    library.keep_picture("https://paper.example/1.jpg", "image/png", bytes(range(256)))
    assert library.picture("https://paper.example/1.jpg") == ("image/png", bytes(range(256)))


def test_the_beginning_of_a_picture_is_had_without_the_rest(library: Library) -> None:
    assert library.picture_beginning("https://paper.example/1.jpg", 3) is None
    library.keep_picture("https://paper.example/1.jpg", "image/jpeg", b"abcdef")
    assert library.picture_beginning("https://paper.example/1.jpg", 3) == b"abc"
    assert library.picture_beginning("https://paper.example/1.jpg", 99) == b"abcdef"


def test_the_oldest_pictures_go_that_only_were_looked_at(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keepsakes, "PICTURES_BYTES", 1000)
    pinned = "https://paper.example/pinned.jpg"
    article = Article(slug="a", headline="One", blocks=(Image(url=pinned),))
    issue = Issue(
        newspaper_id="p", date=date(2024, 7, 6), sections=(Section(name="", articles=(article,)),)
    )
    library.store(Newspaper(id="p", name="P"), issue, at=datetime.now(UTC))
    library.bookmark("p/2024-07-06/a", at=datetime.now(UTC))
    library.keep_picture(pinned, "image/png", bytes(900))
    for n in range(40):
        library.keep_picture(f"https://paper.example/{n}.jpg", "image/png", bytes(100))
    assert library.picture(pinned) is not None
    assert library.picture("https://paper.example/0.jpg") is None
    assert library.picture("https://paper.example/39.jpg") is not None
    there = sum(library.picture(f"https://paper.example/{n}.jpg") is not None for n in range(40))
    assert 10 <= there < 30


def test_a_setting_comes_back_and_the_last_one_counts(library: Library) -> None:
    assert library.recall("measure") is None
    library.note_down("measure", "72")
    library.note_down("measure", "80")
    assert library.recall("measure") == "80"


def test_an_answer_comes_back_as_it_came(library: Library, at: datetime) -> None:
    response = StoredResponse(
        url="https://paper.example/",
        body=b"<html>\xff\0" * 999,
        fetched_at=at,
        content_type="text/html; charset=gbk",
        etag='W/"1"',
        last_modified="Fri, 05 Jul 2024 16:00:00 GMT",
    )
    assert library.response(response.url) is None
    library.keep_responses([response])
    assert library.response(response.url) == response
    later = StoredResponse(url=response.url, body=b"", fetched_at=at + timedelta(1))
    library.keep_responses([later])
    assert library.response(response.url) == later
