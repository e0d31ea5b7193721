"""What `--format jsonl` wrote comes back with nothing lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.export import printed_in
from reader.export.json import document, line, record_of
from reader.model import (
    Article,
    Heading,
    Image,
    Issue,
    Items,
    Mark,
    MarkKind,
    Newspaper,
    Paragraph,
    Quote,
    Section,
    Table,
)
from tests.delivery.intake.containers import AT, Told

if TYPE_CHECKING:
    from reader.library import Library

DAY = date(2024, 7, 6)
PAPER = Newspaper(id="the-post", name="The Post", language="en")
ARTICLE = Article(
    slug="content_12",
    headline="Bridge opens",
    kicker="After ten years",
    deck="A month early",
    byline="By A. Writer",
    dateline="RIVERTON",
    blocks=(
        Paragraph(
            text="The bridge is open.",
            marks=(
                Mark(start=0, end=3, kind=MarkKind.STRONG),
                Mark(start=4, end=10, kind=MarkKind.LINK, href="http://a.example/b"),
            ),
        ),
        Heading(text="Below"),
        Quote(text="At last."),
        Items(items=("one", "two"), is_ordered=True),
        Table(rows=(("a", ""), ("b", "c")), has_header=True),
        Image(url="http://a.example/p.jpg", caption="The bridge", credit="A. Photographer"),
    ),
    url="http://a.example/content_12.htm",
    language="en",
)
OTHER = Article(
    slug="content_9", headline="A play", blocks=(Paragraph(text="Played well."),), language="en"
)
ISSUE = Issue(
    newspaper_id="the-post",
    date=DAY,
    sections=(
        Section(name="News", page="02", articles=(ARTICLE,)),
        Section(name="Arts", page="01", articles=(OTHER,)),
    ),
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "post.jsonl"
    records = [record_of(printed) for printed in printed_in(ISSUE, PAPER)]
    path.write_text("".join(line(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_what_was_written_comes_back_whole(library: Library, written: Path) -> None:
    assert Told(library, written).filed == [("the-post", DAY, 2)]
    issue = library.issue("the-post", DAY)
    assert issue is not None
    assert issue.sections == ISSUE.sections


def test_the_newspaper_keeps_the_name_that_the_library_has(library: Library, written: Path) -> None:
    library.store(PAPER, replace(ISSUE, date=date(2024, 7, 5)), at=AT)
    Told(library, written)
    newspaper = library.newspaper("the-post")
    assert newspaper is not None
    assert (newspaper.name, newspaper.language) == ("The Post", "en")


def test_a_document_of_records_comes_back_too(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "post.json"
    path.write_text(document(record_of(p) for p in printed_in(ISSUE, PAPER)), encoding="utf-8")
    assert Told(library, path).filed == [("the-post", DAY, 2)]


def test_a_line_that_is_no_article_costs_itself(library: Library, written: Path) -> None:
    lines = written.read_text(encoding="utf-8").splitlines()
    lines[1:1] = ['{"id": "x"}', "[" * 100_000, "not json", json.dumps(5), ""]
    written.write_text("\n".join(lines), encoding="utf-8")
    told = Told(library, written)
    assert told.filed == [("the-post", DAY, 2)]
    assert len(told.left_out) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"blocks": [{"kind": "paragraph", "text": "x", "marks": [{"start": -1, "end": 9**99}]}]},
        {"blocks": [5, None, {"kind": "table", "rows": "x"}, {"kind": "list", "items": [{}]}]},
        {"date": "2024-02-30", "title": "x", "blocks": []},
        {"title": ["x"], "byline": {}, "url": "javascript:1", "id": "../../x/2024-07-06/y"},
        {"title": "\x1b[2J\u202eboo", "role": "x", "printed_on": [1, "02"]},
    ],
)
def test_a_record_of_odd_values_is_read_as_far_as_it_can_be(
    library: Library, written: Path, change: dict[str, object]
) -> None:
    record = json.loads(written.read_text(encoding="utf-8").splitlines()[0]) | change
    written.write_text(json.dumps(record), encoding="utf-8")
    told = Told(library, written)
    assert len(told.filed) + len(told.left_out) == 1
    for newspaper_id, day, _ in told.filed:
        issue = library.issue(newspaper_id, day)
        assert issue is not None
        assert "\x1b" not in next(issue.articles).headline
