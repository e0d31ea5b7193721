from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reader.model import StoredResponse

if TYPE_CHECKING:
    from reader.library import Library


def test_a_picture_comes_back_and_the_last_one_counts(library: Library) -> None:
    assert library.picture("https://paper.example/1.jpg") is None
    library.keep_picture("https://paper.example/1.jpg", "image/jpeg", b"one")
    library.keep_picture("https://paper.example/1.jpg", "image/png", bytes(range(256)))
    assert library.picture("https://paper.example/1.jpg") == ("image/png", bytes(range(256)))


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
