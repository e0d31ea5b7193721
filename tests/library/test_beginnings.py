"""`Library.beginnings`: what a page needs of its articles, in one question."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from reader.library import Library
from reader.model import Article, Heading, Issue, Newspaper, Paragraph, Section

PAPER = Newspaper(id="p", name="报")
DAY = date(2024, 7, 6)
NOON = datetime(2024, 7, 6, 4, tzinfo=UTC)


def stocked(path: Path) -> Library:
    library = Library.open(path)
    long = Article(
        slug="a/b",
        headline="长",
        blocks=(Paragraph(text="一" * 300), Heading(text="小"), Paragraph(text="二" * 300)),
    )
    short = Article(slug="短", headline="短", blocks=(Paragraph(text="三"),))
    section = Section(name="要闻", page="01", articles=(long, short))
    library.store(PAPER, Issue(newspaper_id="p", date=DAY, sections=(section,)), at=NOON)
    return library


def test_articles_come_up_to_the_block_that_is_enough(tmp_path: Path) -> None:
    with stocked(tmp_path / "l.db") as library:
        found = library.beginnings(["p/2024-07-06/a/b", "p/2024-07-06/短"], 200)
    assert [len(found[key].blocks) for key in sorted(found)] == [1, 1]
    assert found["p/2024-07-06/短"].text == "三"


def test_whole_articles_come_where_there_is_room(tmp_path: Path) -> None:
    with stocked(tmp_path / "l.db") as library:
        found = library.beginnings(["p/2024-07-06/a/b"])
        assert found["p/2024-07-06/a/b"] == library.article("p/2024-07-06/a/b")


def test_what_is_not_here_is_left_out(tmp_path: Path) -> None:
    with stocked(tmp_path / "l.db") as library:
        assert library.beginnings([]) == {}
        assert library.beginnings(["nonsense"]) == {}
        assert library.beginnings(["p/2024-07-07/x"]) == {}
        assert list(library.beginnings(["p/2024-07-06/短", "p/2024-07-06/x"])) == [
            "p/2024-07-06/短"
        ]
