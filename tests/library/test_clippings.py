"""What hangs on bookmarks, and that nothing of it is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reader.errors import LibraryError
from reader.library import Library
from reader.library.before import Before, Kind, Part
from reader.library.merging import Outcome
from reader.model import Article, Clipping, Highlight, Image, Issue, Paragraph, Picture, Section
from reader.text.passages import found_again
from reader.text.tags import tags_in

if TYPE_CHECKING:
    from reader.model import Newspaper
    from tests.library.conftest import Printed, Told

KEY = "kjrb/2024-07-06/a"
PICTURE = "https://paper.example/1.jpg"


@pytest.fixture
def stored(
    library: Library, paper: Newspaper, printed: Printed, told: Told, at: datetime
) -> Library:
    library.store(paper, printed({"01": [told("a"), told("b")]}), at=at)
    return library


@pytest.fixture
def lit(told: Told, at: datetime) -> Highlight:
    text = told("a").text
    return Highlight(start=5, end=12, passage=text[5:12], made_at=at, note="看这里")


# -- tags ----------------------------------------------------------------------


def test_tags_are_counted_and_written_once_whatever_their_letters(
    stored: Library, at: datetime
) -> None:
    stored.bookmark(KEY, at=at)
    stored.bookmark("kjrb/2024-07-06/b", at=at)
    assert stored.clippings.tag(KEY, ["航天", "AI"]) == ("AI", "航天")
    assert stored.clippings.tag(KEY, ["ai"]) == ("AI", "航天")
    stored.clippings.tag("kjrb/2024-07-06/b", ["航天"])
    assert stored.clippings.tags() == (("航天", 2), ("AI", 1))
    assert stored.bookmark_of(KEY).tags == ("AI", "航天")  # type: ignore[union-attr]
    assert stored.clippings.untag(KEY, ["ai"]) == ("航天",)


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("航天，农业、AI", ("AI", "农业", "航天")),
        ("#one #two", ("one", "two")),
        (" , #, ", ()),
        ("Same,same", ("Same",)),
        ("machine learning", ("machine learning",)),
        ("a\x1b[31mb", ("a[31mb",)),
    ],
)
def test_tags_are_typed_with_commas_or_signs(typed: str, tags: tuple[str, ...]) -> None:
    assert tags_in(typed) == tags


def test_an_article_that_is_not_bookmarked_takes_no_tag_and_no_light(
    stored: Library, lit: Highlight
) -> None:
    for deed in (
        lambda: stored.clippings.tag(KEY, ["x"]),
        lambda: stored.clippings.highlight(KEY, lit),
    ):
        with pytest.raises(LibraryError, match="not bookmarked"):
            deed()


# -- highlights ----------------------------------------------------------------


def test_a_passage_is_lit_once_noted_and_let_go(
    stored: Library, at: datetime, lit: Highlight
) -> None:
    stored.bookmark(KEY, at=at)
    stored.clippings.highlight(KEY, lit)
    stored.clippings.highlight(KEY, lit)
    assert stored.bookmark_of(KEY).highlights == (lit,)  # type: ignore[union-attr]
    stored.clippings.annotate_highlight(KEY, lit, "别处")
    assert [one.note for one in stored.bookmark_of(KEY).highlights] == ["别处"]  # type: ignore[union-attr]
    assert stored.clippings.lines()[0].highlights == 1
    stored.clippings.unhighlight(KEY, lit)
    assert stored.bookmark_of(KEY).highlights == ()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("passage", "start", "text", "found"),
    [
        ("bc", 1, "abcd", (1, 3)),
        ("bc", 1, "xxabcd", (3, 5)),
        ("bc", 9, "bc bc bc", (6, 8)),
        ("bc", 3, "bc bc bc", (3, 5)),
        ("bc", 3, "bc      bc", (0, 2)),
        ("bc", 0, "none", None),
        ("", 0, "none", None),
        ("bc", -4, "abc", (1, 3)),
    ],
)
def test_a_passage_is_found_again_nearest_to_where_it_was(
    passage: str, start: int, text: str, found: tuple[int, int] | None
) -> None:
    assert found_again(passage, start, text) == found


# -- what the paper makes of it ------------------------------------------------


def test_later_texts_stay_when_the_issue_is_dropped(
    stored: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    stored.bookmark(KEY, at=at)
    assert not stored.clippings.lines()[0].is_changed
    changed = told("a", text="改过的文字。" * 40)
    for n in range(3):
        stored.store(paper, printed({"01": [changed]}), at=at + timedelta(hours=n + 1))
    stored.remove_issue("kjrb", day, at=at)
    kept = stored.bookmark_of(KEY)
    assert kept is not None
    assert kept.article == told("a")
    assert [(v.article, v.replaced_at) for v in kept.later] == [(changed, at + timedelta(hours=1))]
    assert stored.clippings.lines()[0].is_changed


def test_a_text_that_comes_back_is_kept_once_where_it_came_last(
    stored: Library, paper: Newspaper, printed: Printed, told: Told, at: datetime
) -> None:
    stored.bookmark(KEY, at=at)
    first, second = told("a"), told("a", text="另一篇文字。" * 40)
    for n, text in enumerate((second, first, second, first)):
        stored.store(paper, printed({"01": [text]}), at=at + timedelta(hours=n))
    later = stored.bookmark_of(KEY).later  # type: ignore[union-attr]
    assert [version.article for version in later] == [second, first]


def test_a_text_that_comes_with_its_removed_issue_is_pinned_too(
    stored: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    stored.bookmark(KEY, at=at)
    stored.remove_issue("kjrb", day, at=at)
    stored.restore("kjrb", day)
    changed = told("a", text="回来时已经改了。" * 40)
    stored.store(paper, printed({"01": [changed]}), at=at)
    stored.remove_issue("kjrb", day, at=at)
    assert [v.article for v in stored.bookmark_of(KEY).later] == [changed]  # type: ignore[union-attr]


def test_pictures_of_later_texts_stay_with_the_bookmark(
    stored: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    stored.bookmark(KEY, at=at)
    pictured = replace(told("a"), blocks=(*told("a").blocks, Image(url=PICTURE)))
    stored.store(paper, printed({"01": [pictured]}), at=at)
    assert stored.clippings.without_pictures() == (KEY,)
    stored.keep_picture(PICTURE, "image/jpeg", b"jpeg")
    assert stored.clippings.without_pictures() == ()
    stored.remove_issue("kjrb", day, at=at)
    clipping = stored.clippings.clipping(KEY)
    assert clipping is not None
    assert clipping.pictures == (Picture(url=PICTURE, media_type="image/jpeg", content=b"jpeg"),)


# -- lists ---------------------------------------------------------------------


def test_a_line_says_what_the_bookmark_says(
    stored: Library, paper: Newspaper, at: datetime, lit: Highlight
) -> None:
    stored.bookmark(KEY, at=at, note="为什么")
    stored.clippings.tag(KEY, ["航天"])
    stored.clippings.highlight(KEY, lit)
    (line,) = stored.clippings.lines()
    assert (line.newspaper, line.english_name) == (paper.name, paper.english_name)
    assert (line.page, line.section, line.note) == ("01", "第01版", "为什么")
    assert (line.tags, line.highlights, line.made_at) == (("航天",), 1, at)
    texts = stored.clippings.texts([KEY, "kjrb/2024-07-06/none"])
    assert list(texts) == [KEY]
    assert "第3段" in texts[KEY]


def test_bookmarks_of_an_earlier_version_have_lines_too(stored: Library, at: datetime) -> None:
    stored.bookmark(KEY, at=at)
    before = stored.clippings.lines()
    with stored._connection.writing() as sql:
        sql.execute("DELETE FROM bookmark_line")
    assert stored.clippings.lines() == before
    stored.clippings.settle(at=at)
    with stored._connection.reading() as sql:
        assert sql.execute("SELECT count(*) FROM bookmark_line").fetchone() == (1,)
    assert stored.clippings.lines() == before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE bookmark SET copy = x'00' WHERE key LIKE '%a'",
        "UPDATE bookmark_later SET content = x'00'",
        "UPDATE highlight SET made_at = 'then', start = 'far'",
        "UPDATE bookmark SET day = -5 WHERE key LIKE '%a'",
        "UPDATE bookmark_tag SET tag = x'ff'",
        "UPDATE bookmark_line SET newspaper = x'ff00' WHERE bookmark = 1",
    ],
)
def test_damage_to_one_hides_no_other(
    stored: Library,
    path: Path,
    paper: Newspaper,
    printed: Printed,
    told: Told,
    at: datetime,
    lit: Highlight,
    damage: str,
) -> None:
    stored.bookmark(KEY, at=at)
    stored.bookmark("kjrb/2024-07-06/b", at=at, note="whole")
    stored.clippings.tag(KEY, ["x"])
    stored.clippings.highlight(KEY, lit)
    stored.store(paper, printed({"01": [told("a", text="改过的文字。" * 40)]}), at=at)
    with closing(sqlite3.connect(path)) as sql:
        sql.execute(damage)
        sql.commit()
    assert "whole" in [kept.note for kept in stored.bookmarks()]
    assert "whole" in [line.note for line in stored.clippings.lines()]


# -- bringing in ---------------------------------------------------------------


def test_a_clipping_goes_into_an_empty_library_as_it_was(
    stored: Library, tmp_path: Path, at: datetime, lit: Highlight
) -> None:
    stored.bookmark(KEY, at=at, note="为什么")
    stored.clippings.tag(KEY, ["航天"])
    stored.clippings.highlight(KEY, lit)
    clipping = stored.clippings.clipping(KEY)
    assert clipping is not None
    with Library.open(tmp_path / "other.db") as other:
        assert other.clippings.bring_in([clipping], at=at) == (Outcome.NEW,)
        assert other.bookmarks() == stored.bookmarks()
        assert other.clippings.lines() == stored.clippings.lines()
        assert other.clippings.bring_in([clipping], at=at) == (Outcome.SAME,)


def test_what_is_here_is_joined_and_never_overwritten(
    stored: Library, told: Told, at: datetime, lit: Highlight
) -> None:
    stored.bookmark(KEY, at=at, note="ours")
    stored.clippings.tag(KEY, ["one"])
    ours = stored.bookmark_of(KEY)
    assert ours is not None
    other = replace(
        ours,
        note="theirs",
        tags=("two",),
        highlights=(lit,),
        made_at=at + timedelta(days=1),
        article=told("a", text="他们存下的文字。" * 40),
    )
    for outcome in (Outcome.JOINED, Outcome.SAME):
        assert stored.clippings.bring_in([Clipping(bookmark=other)], at=at) == (outcome,)
        now = stored.bookmark_of(KEY)
        assert now is not None
        assert (now.article, now.made_at) == (ours.article, ours.made_at)
        assert now.note == "ours\n\ntheirs"
        assert (now.tags, now.highlights) == (("one", "two"), (lit,))
        assert [version.article for version in now.later] == [other.article]


def test_a_copy_that_cannot_be_read_is_mended_by_one_that_can(
    stored: Library, path: Path, at: datetime
) -> None:
    stored.bookmark(KEY, at=at)
    whole = stored.clippings.clipping(KEY)
    assert whole is not None
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("UPDATE bookmark SET copy = x'00'")
        sql.commit()
    stored.clippings.bring_in([whole], at=at)
    assert stored.bookmark_of(KEY) == whole.bookmark


# -- whatever the order --------------------------------------------------------

TEXTS = ("甲的文字。" * 30, "乙的文字。" * 30, "丙的文字。" * 30)
DAY = date(2024, 7, 6)
NOON = datetime(2024, 7, 6, 4, tzinfo=UTC)


class AnyOrder(RuleBasedStateMachine):
    """A bookmark through stores, removals and undos: what a person made of it is there."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self._folder = tempfile.TemporaryDirectory()
        self.library = Library.open(Path(self._folder.name) / "library.db")
        self.tags: set[str] = set()
        self.lit: set[int] = set()
        self.note = ""
        self.is_kept = False
        self.seen: list[str] = []
        self.undo: list[tuple[tuple[Before, ...], tuple[object, ...]]] = []
        self.at = NOON

    def teardown(self) -> None:
        self.library.close()
        self._folder.cleanup()

    @initialize(which=st.integers(0, 2))
    def begin(self, which: int) -> None:
        self.store(which)

    @rule(which=st.integers(0, 2))
    def store(self, which: int) -> None:
        from reader.model import Newspaper

        self.at += timedelta(minutes=1)
        article = Article(slug="a", headline="题", blocks=(Paragraph(text=TEXTS[which]),))
        issue = Issue(
            newspaper_id="kjrb",
            date=DAY,
            sections=(Section(name="要闻", page="01", articles=(article,)),),
        )
        self.library.restore("kjrb", DAY)
        self.library.store(Newspaper(id="kjrb", name="科技日报"), issue, at=self.at)
        if self.is_kept and TEXTS[which] not in self.seen:
            self.seen.append(TEXTS[which])

    @rule()
    def remove(self) -> None:
        self.library.remove_issue("kjrb", DAY, at=self.at)

    def _do(self, job: object) -> None:
        state = (set(self.tags), set(self.lit), self.note, self.is_kept, list(self.seen))
        _, was = self.library.change((Part(Kind.BOOKMARK, KEY),), job)  # type: ignore[arg-type]
        self.undo.append((was, state))

    @precondition(lambda self: not self.is_kept)
    @rule()
    def keep(self) -> None:
        article = self.library.article(KEY)
        if article is None:
            return
        self._do(lambda library: library.bookmark(KEY, at=NOON))
        self.is_kept, self.seen = True, [article.text]

    @precondition(lambda self: self.is_kept)
    @rule()
    def let_go(self) -> None:
        self._do(lambda library: library.unbookmark(KEY))
        self.is_kept, self.tags, self.lit, self.note = False, set(), set(), ""

    @precondition(lambda self: self.is_kept)
    @rule(tag=st.sampled_from(["一", "二", "三"]))
    def tag(self, tag: str) -> None:
        self._do(lambda library: library.clippings.tag(KEY, [tag]))
        self.tags.add(tag)

    @precondition(lambda self: self.is_kept)
    @rule(at=st.integers(0, 5))
    def light(self, at: int) -> None:
        lit = Highlight(start=at, end=at + 2, passage=TEXTS[0][at : at + 2], made_at=NOON)
        self._do(lambda library: library.clippings.highlight(KEY, lit))
        self.lit.add(at)

    @precondition(lambda self: self.is_kept)
    @rule(note=st.sampled_from(["甲", "乙", ""]))
    def write(self, note: str) -> None:
        self._do(lambda library: library.annotate(KEY, note))
        self.note = note

    @precondition(lambda self: self.undo)
    @rule()
    def take_back(self) -> None:
        was, state = self.undo.pop()
        seen = list(self.seen)
        self.library.put_back(was)
        self.tags, self.lit, self.note, self.is_kept, self.seen = state  # type: ignore[assignment]
        if self.is_kept:
            # What came while it was kept is kept; while it was not, only what is there now.
            self.seen += [
                text for text in seen if text not in self.seen and not self._was_gone(was)
            ]

    @staticmethod
    def _was_gone(was: tuple[Before, ...]) -> bool:
        return not was[0].done

    @invariant()
    def all_of_it_is_there(self) -> None:
        kept = self.library.bookmark_of(KEY)
        assert (kept is not None) is self.is_kept
        if kept is None:
            return
        assert set(kept.tags) == self.tags
        assert {one.start for one in kept.highlights} == self.lit
        assert kept.note == self.note
        texts = {kept.article.text, *(version.article.text for version in kept.later)}
        assert set(self.seen) <= texts
        assert len(kept.later) <= len(TEXTS)


AnyOrder.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_nothing_a_person_made_is_lost_whatever_the_order = AnyOrder.TestCase


def test_undoing_takes_back_what_was_done_and_not_what_another_program_did(
    stored: Library, path: Path, at: datetime, lit: Highlight
) -> None:
    stored.bookmark(KEY, at=at, note="first")
    stored.clippings.tag(KEY, ["old"])
    deeds = [
        stored.change((Part(Kind.BOOKMARK, KEY),), job)[1]
        for job in (
            lambda library: library.clippings.tag(KEY, ["mine"]),
            lambda library: library.annotate(KEY, "second"),
            lambda library: library.clippings.untag(KEY, ["old"]),
        )
    ]
    with Library.open(path) as other:
        other.clippings.tag(KEY, ["theirs"])
        other.clippings.highlight(KEY, lit)
        other.annotate(KEY, "third")
    for was in reversed(deeds):
        stored.put_back(was)
    kept = stored.bookmark_of(KEY)
    assert kept is not None
    assert (kept.tags, kept.highlights) == (("old", "theirs"), (lit,))
    assert kept.note == "third\n\nfirst"
