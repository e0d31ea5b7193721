"""Every version of the schema ever released is kept in `schemas/` as the SQL of a small library."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reader.errors import Damaged, FromTheFuture, LibraryError
from reader.library import Library, connection, schema
from reader.model import Image, Paragraph

KEPT = sorted((Path(__file__).parent / "schemas").glob("v*.sql"))


def made_from(script: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as sql:
        sql.executescript(script.read_text(encoding="utf-8"))


def test_every_version_is_kept() -> None:
    assert {each.stem for each in KEPT} == {f"v{n + 1}" for n in range(schema.VERSION)}


@pytest.mark.parametrize("script", KEPT, ids=lambda script: script.stem)
def test_a_library_of_every_version_is_brought_up_to_date(script: Path, path: Path) -> None:
    made_from(script, path)
    with Library.open(path) as library:
        assert library.integrity() == []
        (entry,) = library.stand()
        assert entry.newest is not None
        assert (entry.newest.articles, entry.newest.read, entry.bookmarks) == (2, 1, 1)
        outline = library.outline("kjrb", date(2024, 7, 6))
        assert outline is not None
        assert [line.headline for line in outline.lines] == ["嫦娥六号带回月背样品", "图片新闻"]
        assert [gap.reason for gap in outline.gaps] == ["the site answered 503"]
        (kept,) = library.bookmarks()
        assert (kept.note, kept.made_at) == ("为什么留", datetime(2024, 7, 6, 1, 30, tzinfo=UTC))
        assert kept.article.blocks == (
            Paragraph(text="本报北京7月5日电"),
            Image(url="https://paper.example/1.jpg", caption="样品"),
        )
        assert library.read_state(kept.key).position == 7
        assert library.picture("https://paper.example/1.jpg") == ("image/jpeg", b"jpeg")
        assert library.recall("measure") == "72"
        answer = library.response("https://paper.example/")
        assert answer is not None
        assert answer.body == b"<html>"
        listed = [entry.key for entry in library.reading_list(since=kept.made_at)]
        assert listed == (["kjrb/2024-07-06/content_2"] if script.stem >= "v3" else [])
    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


@pytest.fixture
def next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the next version were here: a step with two statements."""
    step = ("CREATE TABLE label (name TEXT PRIMARY KEY)", "CREATE INDEX by_name ON label (name)")
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, step))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    connection._shape.cache_clear()
    monkeypatch.setattr(connection, "_shape", schema.expected_shape)


@pytest.mark.usefixtures("next_step")
def test_a_step_leads_to_the_next_version_and_keeps_what_is_there(path: Path) -> None:
    made_from(KEPT[-1], path)
    with pytest.raises(LibraryError, match="earlier reader"):
        Library.open(path, read_only=True)
    with Library.open(path) as library, library._connection.reading() as sql:
        assert schema.version_of(sql) == schema.VERSION
        assert sql.execute("SELECT count(*) FROM label").fetchone() == (0,)
        assert len(library.bookmarks()) == 1
    Library.open(path, read_only=True).close()


@pytest.mark.usefixtures("next_step")
def test_a_step_that_fails_leaves_the_version_before(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_from(KEPT[-1], path)
    steps = (*schema.STEPS[:-1], (schema.STEPS[-1][0], "CREATE TABLE issue (there already)"))
    with monkeypatch.context() as patch:
        patch.setattr(schema, "STEPS", steps)
        patch.setattr(connection, "_shape", lambda: frozenset())
        with pytest.raises(LibraryError):
            Library.open(path)
    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("PRAGMA user_version").fetchone() == (schema.VERSION - 1,)
        assert sql.execute("SELECT 1 FROM sqlite_schema WHERE name = 'label'").fetchone() is None
    Library.open(path).close()


@pytest.mark.usefixtures("next_step")
def test_a_step_that_does_not_lead_to_the_shape_expected_is_taken_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_from(KEPT[-1], path)
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("CREATE TABLE foreign_one (a)")
    with pytest.raises(Damaged):
        Library.open(path)
    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("PRAGMA user_version").fetchone() == (schema.VERSION - 1,)


def test_a_library_that_was_brought_up_to_date_is_refused_by_the_reader_before(path: Path) -> None:
    made_from(KEPT[-1], path)
    with closing(sqlite3.connect(path)) as sql:
        sql.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(FromTheFuture) as caught:
        Library.open(path)
    assert caught.value.version == schema.VERSION + 1
