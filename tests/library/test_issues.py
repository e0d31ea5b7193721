from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.errors import LibraryError
from reader.model import (
    Article,
    DayTally,
    Heading,
    Image,
    Issue,
    Items,
    Listing,
    Mark,
    MarkKind,
    Newspaper,
    Paragraph,
    Quote,
    Role,
    Section,
    State,
    Table,
)

if TYPE_CHECKING:
    from reader.library import Library

Printed = Callable[..., Issue]
Told = Callable[..., Article]


def order_of(library: Library, day: date) -> list[list[str]]:
    outline = library.outline("kjrb", day)
    assert outline is not None
    return [[line.slug for line in section.lines] for section in outline.sections]


def whole_issue(day: date) -> Issue:
    article = Article(
        slug="content_12",
        headline="嫦娥六号",
        kicker="引题",
        deck="副题",
        byline="本报记者 张三",
        dateline="北京7月5日",
        url="https://paper.example/content_12.htm",
        language="zh-Hans",
        area=((0.1, 0.2), (0.9, 0.2), (1 / 3, 0.5)),
        printed_on=("01", "04"),
        blocks=(
            Paragraph(
                text="一二三四",
                marks=(
                    Mark(start=0, end=2, kind=MarkKind.LINK, href="https://paper.example/"),
                    Mark(start=1, end=3, kind=MarkKind.STRONG),
                ),
            ),
            Heading(text="小标题"),
            Quote(text="引文"),
            Items(items=("一", "二"), is_ordered=True),
            Table(rows=(("a", "b"), ("c",)), has_header=True),
            Image(url="https://paper.example/1.jpg", caption="图", credit="李四摄"),
        ),
    )
    return Issue(
        newspaper_id="kjrb",
        date=day,
        url="https://paper.example/node_2.htm",
        ledger=(
            Listing(
                name="https://paper.example/3",
                state=State.FAILED,
                url="https://paper.example/3",
                reason="the site answered 503",
                page="03",
            ),
        ),
        sections=(
            Section(
                name="要闻",
                page="01",
                url="https://paper.example/node_2.htm",
                page_image_url="https://paper.example/1.png",
                page_pdf_url="https://paper.example/1.pdf",
                articles=(article, Article(slug="n", headline="责编", role=Role.NOTICE)),
            ),
            Section(name="广告", page="02"),
        ),
    )


def test_an_issue_comes_back_exactly(
    library: Library, paper: Newspaper, day: date, at: datetime
) -> None:
    issue = whole_issue(day)
    keys = library.store(paper, issue, at=at)
    assert keys == ("kjrb/2024-07-06/content_12", "kjrb/2024-07-06/n")
    stored = library.issue("kjrb", day)
    assert stored is not None
    assert replace(stored, ledger=issue.ledger) == issue
    assert library.article(keys[0]) == issue.sections[0].articles[0]
    assert library.newspaper("kjrb") == paper
    assert library.newspapers() == (paper,)
    assert library.integrity() == []


def test_the_outline_says_what_the_issue_holds(
    library: Library, paper: Newspaper, day: date, at: datetime
) -> None:
    issue = whole_issue(day)
    (key, _) = library.store(paper, issue, at=at)
    outline = library.outline("kjrb", day)
    assert outline is not None
    assert (outline.newspaper, outline.date, outline.url) == (paper, day, issue.url)
    assert outline.gaps == (replace(issue.gaps[0], tried_at=at),)
    (front, back) = outline.sections
    assert (front.page_image_url, front.page_pdf_url) == (
        issue.sections[0].page_image_url,
        issue.sections[0].page_pdf_url,
    )
    assert back.lines == ()
    article, line = issue.sections[0].articles[0], front.lines[0]
    assert (line.key, line.slug, line.headline) == (key, article.slug, article.headline)
    assert (line.kicker, line.deck, line.byline) == (article.kicker, article.deck, article.byline)
    assert (line.length, line.picture_count) == (len(article.text), 1)
    assert (line.area, line.language) == (article.area, article.language)
    assert [each.role for each in outline.lines] == [Role.STORY, Role.NOTICE]


def test_what_is_not_there_is_none(library: Library, day: date) -> None:
    assert library.outline("kjrb", day) is None
    assert library.issue("kjrb", day) is None
    assert library.article("kjrb/2024-07-06/a") is None
    assert library.article("no key") is None
    assert library.newspaper("kjrb") is None
    assert library.newest() is None
    assert library.stand() == ()
    assert library.days("kjrb") == ()
    assert library.month("kjrb", 2024, 7) == {}
    assert library.neighbours("kjrb", day) == (None, None)


# -- a delivery that grows -----------------------------------------------------


def test_storing_the_same_again_changes_nothing(
    library: Library, paper: Newspaper, printed: Printed, told: Told, at: datetime
) -> None:
    issue = printed({"01": [told("a"), told("b")]})
    assert len(library.store(paper, issue, at=at)) == 2
    assert library.store(paper, issue, at=at) == ()


def test_a_growing_issue_gives_the_keys_of_what_is_new(
    library: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    library.store(paper, printed({"01": [told("a")], "02": []}), at=at)
    keys = library.store(paper, printed({"01": [told("a"), told("b")], "02": [told("c")]}), at=at)
    assert keys == ("kjrb/2024-07-06/b", "kjrb/2024-07-06/c")
    assert order_of(library, day) == [["a", "b"], ["c"]]


def test_what_is_missing_this_time_stays_where_it_was(
    library: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    a, b, c, d, e = (told(slug) for slug in "abcde")
    library.store(paper, printed({"01": [a, b, c], "02": [d], "03": [e]}), at=at)
    assert library.store(paper, printed({"03": [e], "01": [c, a]}), at=at) == ()
    assert order_of(library, day) == [["e"], ["c", "a", "b"], ["d"]]


def test_an_article_that_comes_without_its_text_keeps_the_text_it_had(
    library: Library, paper: Newspaper, printed: Printed, told: Told, at: datetime
) -> None:
    full = told("a")
    (key,) = library.store(paper, printed({"01": [full]}), at=at)
    assert library.store(paper, printed({"01": [replace(full, blocks=())]}), at=at) == ()
    assert library.article(key) == full


def test_a_headline_whose_text_comes_later_is_changed(
    library: Library, paper: Newspaper, printed: Printed, told: Told, at: datetime
) -> None:
    full = told("a")
    (key,) = library.store(paper, printed({"01": [replace(full, blocks=())]}), at=at)
    assert library.store(paper, printed({"01": [full]}), at=at) == (key,)
    assert library.article(key) == full


def test_two_stories_with_one_slug_are_both_stored(
    library: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    issue = printed({"01": [told("n", "甲地的新闻"), told("n", "乙处体育")]})
    library.store(paper, issue, at=at)
    assert library.store(paper, issue, at=at) == ()
    assert order_of(library, day) == [["n", "n-2"]]
    second = library.article("kjrb/2024-07-06/n-2")
    assert second is not None
    assert (second.slug, second.headline) == ("n-2", "乙处体育")


def test_an_article_listed_twice_is_stored_once(
    library: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    library.store(paper, printed({"01": [told("a")], "02": [told("a"), told("b")]}), at=at)
    assert order_of(library, day) == [["a"], ["b"]]


# -- identity ------------------------------------------------------------------


def test_marks_survive_another_slug_at_the_same_address(
    library: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    old = told("1", url="https://paper.example/c_1.htm?div=-1")
    (key,) = library.store(paper, printed({"01": [old]}), at=at)
    library.mark_read(key, at=at)
    new = replace(told("x", "新题"), slug="content_1", url="https://paper.example/c_1.htm")
    assert library.store(paper, printed({"01": [new]}), at=at) == (key,)
    assert order_of(library, day) == [["1"]]
    assert library.read_state(key).is_read


def test_marks_survive_a_move_to_another_section(
    library: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    library.store(paper, printed({"01": [told("a")], "02": [told("b")]}), at=at)
    library.mark_read("kjrb/2024-07-06/b", at=at)
    moved = replace(told("b"), slug="b-moved")
    assert library.store(paper, printed({"01": [moved, told("a")]}), at=at) == ()
    assert order_of(library, day) == [["b", "a"]]
    assert [line.is_read for line in library.outline("kjrb", day).lines] == [True, False]  # type: ignore[union-attr]


def test_a_page_that_is_given_its_name_is_the_same_page(
    library: Library, paper: Newspaper, told: Told, day: date, at: datetime
) -> None:
    issue = Issue(newspaper_id="kjrb", date=day, sections=(Section(name="", page="01"),))
    library.store(paper, issue, at=at)
    named = Section(name="要闻", page="01", articles=(told("a"),))
    library.store(paper, replace(issue, sections=(named,)), at=at)
    outline = library.outline("kjrb", day)
    assert outline is not None
    assert [(each.page, each.name) for each in outline.sections] == [("01", "要闻")]


def test_an_edited_text_is_changed(
    library: Library, paper: Newspaper, printed: Printed, told: Told, at: datetime
) -> None:
    (key,) = library.store(paper, printed({"01": [told("a")]}), at=at)
    edited = told("a", text="改过的正文")
    assert library.store(paper, printed({"01": [edited]}), at=at) == (key,)
    assert library.article(key) == edited


def test_a_newspaper_keeps_what_is_not_said_again(
    library: Library, paper: Newspaper, printed: Printed, at: datetime
) -> None:
    library.store(paper, printed({}), at=at)
    library.store(Newspaper(id="kjrb", name="科技日报社"), printed({}), at=at)
    kept = library.newspaper("kjrb")
    assert kept is not None
    assert (kept.name, kept.english_name) == ("科技日报社", "Science and Technology Daily")


def test_an_issue_of_another_newspaper_is_refused(
    library: Library, paper: Newspaper, printed: Printed, at: datetime
) -> None:
    with pytest.raises(ValueError, match="own newspaper"):
        library.store(paper, printed({}, newspaper_id="rmrb"), at=at)


# -- days ----------------------------------------------------------------------


def test_the_stand_counts(
    library: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    for back in (0, 2, 29, 30, 400):
        advertisement = replace(told("ad"), role=Role.ADVERTISEMENT)
        pages = {"01": [told("a"), told("b"), advertisement], "02": [told("c")]}
        library.store(paper, printed(pages, on=day - timedelta(days=back)), at=at)
    library.mark_read("kjrb/2024-07-06/a", at=at)
    library.remember_position("kjrb/2024-07-06/b", 120)
    library.bookmark("kjrb/2024-07-06/c", at=at)
    (entry,) = library.stand()
    assert entry.newspaper == paper
    assert entry.newest == DayTally(date=day, articles=3, read=1, begun=1, pages=2)
    assert [each.date for each in entry.recent] == [
        day - timedelta(days=29),
        day - timedelta(days=2),
        day,
    ]
    assert (entry.unread, entry.bookmarks) == (14, 1)


def test_days_of_the_newspaper_and_of_a_month(
    library: Library, paper: Newspaper, printed: Printed, day: date, at: datetime
) -> None:
    other = Newspaper(id="rmrb", name="人民日报")
    for back in (40, 0, 5, 6):
        library.store(paper, printed({}, on=day - timedelta(days=back)), at=at)
    library.store(other, printed({}, newspaper_id="rmrb", on=day + timedelta(days=1)), at=at)
    days = [each.date for each in library.days("kjrb")]
    assert days == [day - timedelta(days=back) for back in (40, 6, 5, 0)]
    assert list(library.month("kjrb", 2024, 7)) == [date(2024, 7, 1), day]
    assert list(library.month("kjrb", 2024, 6)) == [date(2024, 6, 30)]
    assert library.neighbours("kjrb", day) == (date(2024, 7, 1), None)
    assert library.neighbours("kjrb", date(2024, 7, 3)) == (date(2024, 7, 1), day)
    assert library.newest() == ("rmrb", day + timedelta(days=1))


def test_the_first_and_the_last_day_there_is(
    library: Library, paper: Newspaper, printed: Printed, told: Told, at: datetime
) -> None:
    for day in (date.min, date.max):
        library.store(paper, printed({"01": [told("a")]}, on=day), at=at)
        assert library.newest() == ("kjrb", day)
    assert library.neighbours("kjrb", date.max) == (date.min, None)


def test_a_library_whose_only_issue_is_of_the_first_day_has_a_stand(
    library: Library, paper: Newspaper, printed: Printed, at: datetime
) -> None:
    library.store(paper, printed({}, on=date.min), at=at)
    assert [entry.newest for entry in library.stand()] == [DayTally(date=date.min, articles=0)]


def test_a_removed_issue_is_gone_and_its_marks_are_not(
    library: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    issue = printed({"01": [told("a"), told("b")]})
    library.store(paper, issue, at=at)
    library.mark_read("kjrb/2024-07-06/a", at=at)
    library.remove_issue("kjrb", day, at=at)
    library.remove_issue("kjrb", day, at=at)
    assert library.issue("kjrb", day) is None
    assert library.stand() == ()
    assert library.newspapers() == (paper,)
    library.restore("kjrb", day)
    library.store(paper, issue, at=at)
    assert [line.is_read for line in library.outline("kjrb", day).lines] == [True, False]  # type: ignore[union-attr]
    assert library.stand()[0].unread == 1
    assert library.integrity() == []


def test_nothing_of_an_issue_is_left_after_its_removal(
    library: Library, path: Path, paper: Newspaper, day: date, at: datetime
) -> None:
    library.store(paper, whole_issue(day), at=at)
    library.keep_picture("https://paper.example/1.jpg", "image/jpeg", b"jpeg")
    library.keep_picture("https://paper.example/1.png", "image/png", b"png")
    library.remove_issue("kjrb", day, at=at)
    library.close()
    sql = sqlite3.connect(path)
    for table in (
        "issue",
        "section",
        "article",
        "body",
        "listing",
        "earlier",
        "article_picture",
        "picture",
    ):
        assert sql.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    sql.close()


def test_a_store_that_fails_leaves_what_was_there(
    library: Library,
    paper: Newspaper,
    printed: Printed,
    told: Told,
    day: date,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library.store(paper, printed({"01": [told("a")]}), at=at)
    before = library.issue("kjrb", day)

    def fail(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("reader.library.ledger.store", fail)
        with pytest.raises(KeyboardInterrupt):
            library.store(paper, printed({"01": [told("b"), told("a")]}), at=at)
    assert library.issue("kjrb", day) == before
    assert library.store(paper, printed({"01": [told("b")]}), at=at) == ("kjrb/2024-07-06/b",)


def test_a_day_has_room_for_a_million_articles_and_no_more(
    library: Library,
    paper: Newspaper,
    printed: Printed,
    told: Told,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reader.library.rows.PER_DAY", 3)
    library.store(paper, printed({"01": [told("a"), told("b")]}), at=at)
    with pytest.raises(LibraryError, match="million"):
        library.store(paper, printed({"01": [told("c")]}), at=at)


def test_text_that_is_no_text_is_stored_all_the_same(
    library: Library, paper: Newspaper, day: date, at: datetime
) -> None:
    bad = "a\ud800\0b"
    article = Article(slug=bad, headline=bad, url=bad, byline=bad, blocks=(Image(url=bad),))
    issue = Issue(
        newspaper_id="kjrb",
        date=day,
        url=bad,
        sections=(Section(name=bad, page=bad, articles=(article,)),),
        ledger=(
            Listing(
                name=bad,
                state=State.FAILED,
                url=bad,
                reason=bad,
            ),
        ),
    )
    (key,) = library.store(paper, issue, at=at)
    assert library.store(paper, issue, at=at) == ()
    library.mark_read(key, at=at)
    library.bookmark(key, at=at, note=bad)
    assert library.article(key).headline == "a\ufffd\0b"  # type: ignore[union-attr]
    assert library.article("kjrb/2024-07-06/" + bad) is not None
    assert library.integrity() == []


def test_threads_share_a_library(
    library: Library, paper: Newspaper, printed: Printed, told: Told, day: date, at: datetime
) -> None:
    failures: list[BaseException] = []

    def write(page: str) -> None:
        try:
            for n in range(10):
                library.store(paper, printed({page: [told(f"{page}-{n}")]}), at=at)
                library.outline("kjrb", day)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(page,)) for page in ("01", "02", "03")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(map(len, order_of(library, day))) == [10, 10, 10]
