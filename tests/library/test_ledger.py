"""What came of everything a paper lists, and what is known of it the next time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from reader.model import Article, Image, Issue, Listing, Newspaper, Paragraph, Role, Section, State

if TYPE_CHECKING:
    from reader.library import Library

Told = Callable[..., Article]
KEY = "kjrb/2024-07-06/a"


@pytest.fixture
def issue_of(day: date) -> Callable[..., Issue]:
    """An issue from its pages and what its ledger says beside them."""

    def issue_of(pages: dict[str, list[Article]], *lines: Listing) -> Issue:
        ledger: list[Listing] = []
        for page, articles in pages.items():
            if not any(line.is_page and line.page == page for line in lines):
                ledger.append(page_line(page))
            ledger += [
                Listing(name=article.slug, state=State.STORED, page=page) for article in articles
            ]
        return Issue(
            newspaper_id="kjrb",
            date=day,
            sections=tuple(
                Section(name=f"第{page}版", page=page, articles=tuple(articles))
                for page, articles in pages.items()
            ),
            ledger=(*ledger, *lines),
        )

    return issue_of


def page_line(page: str, state: State = State.STORED, reason: str = "") -> Listing:
    return Listing(name=f"node_{page}", state=state, is_page=True, page=page, reason=reason)


def line(name: str, state: State, page: str = "01", reason: str = "", part_of: str = "") -> Listing:
    return Listing(name=name, state=state, page=page, reason=reason, part_of=part_of)


def states(library: Library, day: date) -> dict[str, State]:
    return {each.name: each.state for each in library.ledger("kjrb", day) if not each.is_page}


def counts(library: Library) -> tuple[int, int]:
    (tally,) = library.days("kjrb")
    return tally.articles, tally.gaps


def test_the_ledger_says_of_everything_what_came_of_it(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
) -> None:
    notice = Article(slug="n", headline="本版责编 王", role=Role.NOTICE)
    library.store(
        paper,
        issue_of(
            {"01": [told("a"), notice, Article(slug="bare", headline="只有标题")]},
            line("c", State.FAILED, reason="the site answered 503"),
            line("d", State.WAITING),
            line("e", State.ABSORBED, part_of="a"),
        ),
        at=at,
    )
    assert states(library, day) == {
        "a": State.STORED,
        "n": State.NO_STORY,
        "bare": State.EMPTY,
        "c": State.FAILED,
        "d": State.WAITING,
        "e": State.ABSORBED,
    }
    failed = next(each for each in library.ledger("kjrb", day) if each.name == "c")
    assert (failed.reason, failed.tried_at) == ("the site answered 503", at)
    assert counts(library) == (1, 3)


def test_pages_and_articles_stand_in_print_order(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
) -> None:
    library.store(
        paper,
        issue_of(
            {"01": [told("a")], "02": [told("b")]},
            line("x", State.FAILED, "01", "timed out"),
            page_line("03", State.FAILED, "timed out"),
        ),
        at=at,
    )
    assert [(each.is_page, each.page, each.name) for each in library.ledger("kjrb", day)] == [
        (True, "01", "01"),
        (False, "01", "a"),
        (False, "01", "x"),
        (True, "02", "02"),
        (False, "02", "b"),
        (True, "03", "node_03"),
    ]


def test_what_has_come_since_is_missing_no_more(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
) -> None:
    library.store(paper, issue_of({"01": [told("a")]}, line("b", State.FAILED, reason="x")), at=at)
    library.store(paper, issue_of({"01": [told("a"), told("b")]}), at=at)
    assert (states(library, day), counts(library)) == (
        {"a": State.STORED, "b": State.STORED},
        (2, 0),
    )


def test_what_a_page_that_was_read_again_lists_no_more_is_missing_no_more(
    library: Library, paper: Newspaper, issue_of: Callable[..., Issue], told: Told, at: datetime
) -> None:
    library.store(paper, issue_of({"01": [told("a")]}, line("b", State.FAILED, reason="x")), at=at)
    library.store(paper, issue_of({"01": [told("a")]}), at=at)
    assert counts(library) == (1, 0)


def test_what_a_page_that_could_not_be_read_listed_before_is_missing_still(
    library: Library, paper: Newspaper, issue_of: Callable[..., Issue], told: Told, at: datetime
) -> None:
    missing = line("b", State.FAILED, "02", "timed out")
    library.store(paper, issue_of({"01": [told("a")], "02": [told("c")]}, missing), at=at)
    down = page_line("02", State.FAILED, "timed out")
    library.store(paper, issue_of({"01": [told("a")], "02": []}, down), at=at)
    assert counts(library) == (2, 1)


def test_a_page_that_fails_and_whose_articles_are_here_is_not_missing(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
) -> None:
    library.store(paper, issue_of({"01": [told("a")]}), at=at)
    library.store(paper, issue_of({"01": []}, page_line("01", State.FAILED, "timed out")), at=at)
    (page, _) = library.ledger("kjrb", day)
    assert (page.state, page.reason, counts(library)) == (State.STORED, "timed out", (1, 0))


def test_a_try_in_vain_at_what_is_here_is_noted_and_misses_nothing(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
) -> None:
    library.store(paper, issue_of({"01": [told("a")]}), at=at)
    library.store(
        paper, issue_of({"01": []}, line("a", State.FAILED, reason="the site answered 500")), at=at
    )
    (_, kept) = library.ledger("kjrb", day)
    assert (kept.state, kept.reason, counts(library)) == (
        State.STORED,
        "the site answered 500",
        (1, 0),
    )


def test_not_being_asked_is_no_news_of_what_failed_or_was_absorbed(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
) -> None:
    library.store(
        paper,
        issue_of(
            {"01": [told("a")]},
            line("b", State.FAILED, reason="timed out"),
            line("c", State.ABSORBED, part_of="a"),
        ),
        at=at,
    )
    library.store(
        paper,
        issue_of({"01": []}, *(line(name, State.WAITING) for name in "abc")),
        at=at + timedelta(hours=1),
    )
    assert states(library, day) == {
        "a": State.STORED,
        "b": State.FAILED,
        "c": State.ABSORBED,
    }
    assert next(each for each in library.ledger("kjrb", day) if each.name == "b").tried_at == at


def test_what_went_into_another_story_is_not_missing_when_it_fails_the_next_time(
    library: Library, paper: Newspaper, issue_of: Callable[..., Issue], told: Told, at: datetime
) -> None:
    library.store(
        paper, issue_of({"01": [told("a")]}, line("c", State.ABSORBED, part_of="a")), at=at
    )
    library.store(paper, issue_of({"01": [told("a")]}, line("c", State.FAILED, reason="x")), at=at)
    assert counts(library) == (1, 0)


def test_an_issue_without_a_ledger_leaves_the_one_there_is(
    library: Library, paper: Newspaper, issue_of: Callable[..., Issue], told: Told, at: datetime
) -> None:
    whole = issue_of({"01": [told("a")]}, line("b", State.FAILED, reason="x"))
    library.store(paper, whole, at=at)
    library.store(paper, replace(whole, ledger=()), at=at)
    assert counts(library) == (1, 1)


# -- worse copies --------------------------------------------------------------


def worse(article: Article, **changes: object) -> Article:
    return replace(article, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda a: worse(a, blocks=()), "it came back empty"),
        (
            lambda a: worse(a, blocks=(Image(url="https://paper.example/1.jpg"),)),
            "it came back without its words",
        ),
        (
            lambda a: worse(a, blocks=(Paragraph(text=a.text[:40]),)),
            "it came back cut short",
        ),
        (
            lambda a: worse(a, blocks=(Paragraph(text=a.text[:5] + "\ufffd" + a.text[6:]),)),
            "it came back with damaged characters",
        ),
        (
            lambda a: worse(
                a, headline="404 Not Found", blocks=(Paragraph(text="页面不存在，请返回首页"),)
            ),
            "an error page came in its place",
        ),
    ],
)
def test_a_worse_copy_is_noted_and_not_taken(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
    change: Callable[[Article], Article],
    reason: str,
) -> None:
    good = told("a", url="https://paper.example/a.htm")
    library.store(paper, issue_of({"01": [good]}), at=at)
    later = at + timedelta(hours=3)
    assert library.store(paper, issue_of({"01": [change(good)]}), at=later) == ()
    (_, kept) = library.ledger("kjrb", day)
    assert library.article(KEY) == good
    assert (kept.state, kept.reason, kept.tried_at) == (State.STORED, reason, later)
    assert (counts(library), library.versions(KEY)) == ((1, 0), ())


def test_a_good_copy_takes_the_note_about_a_worse_one_away(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
) -> None:
    good = told("a")
    for copy in (good, replace(good, blocks=()), good):
        library.store(paper, issue_of({"01": [copy]}), at=at)
    assert [each.reason for each in library.ledger("kjrb", day)] == ["", ""]


# -- versions ------------------------------------------------------------------


def test_a_text_that_the_paper_changed_is_kept_in_both_versions(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
) -> None:
    first = told("a")
    second = replace(first, blocks=(Paragraph(text=first.text.replace("9件事", "十件事")),))
    library.store(paper, issue_of({"01": [first]}), at=at)
    library.mark_read(KEY, at=at)
    library.remember_position(KEY, 12)
    library.bookmark(KEY, at=at)
    later = at + timedelta(hours=5)
    assert library.store(paper, issue_of({"01": [second]}), at=later) == (KEY,)
    (kept,) = library.versions(KEY)
    assert (library.article(KEY), kept.article, kept.replaced_at) == (second, first, later)
    outline = library.outline("kjrb", day)
    assert outline is not None
    (shown,) = outline.lines
    assert (shown.is_changed, shown.is_read, shown.is_bookmarked) == (True, True, True)
    assert library.read_state(KEY).position == 12


def test_another_reading_of_the_same_words_is_no_version(
    library: Library, paper: Newspaper, issue_of: Callable[..., Issue], told: Told, at: datetime
) -> None:
    first = told("a")
    parted = tuple(Paragraph(text=part + "。") for part in first.text.split("。"))
    library.store(paper, issue_of({"01": [first]}), at=at)
    assert library.store(
        paper, issue_of({"01": [replace(first, blocks=parted, byline="张三")]}), at=at
    ) == (KEY,)
    assert library.versions(KEY) == ()


def test_a_story_that_got_its_rest_is_no_version(
    library: Library, paper: Newspaper, issue_of: Callable[..., Issue], told: Told, at: datetime
) -> None:
    head = told("a")
    whole = replace(
        head, blocks=(*head.blocks, Paragraph(text="余下的话")), printed_on=("01", "04")
    )
    library.store(paper, issue_of({"01": [head]}), at=at)
    library.store(paper, issue_of({"01": [whole]}), at=at)
    assert (library.article(KEY), library.versions(KEY)) == (whole, ())


def test_versions_go_with_their_issue(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
) -> None:
    for text in ("第一种说法是这样的", "第二种说法不一样"):
        library.store(paper, issue_of({"01": [told("a", text=text)]}), at=at)
    library.remove_issue("kjrb", day, at=at)
    assert library.versions(KEY) == ()
    assert library.integrity() == []


# -- removals ------------------------------------------------------------------


def test_a_removed_article_stays_out_whatever_it_is_called_next(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
) -> None:
    gone = told("a", url="https://paper.example/c_1.htm")
    library.store(paper, issue_of({"01": [gone, told("b")]}), at=at)
    library.remove_article(KEY, at=at)
    for slug in ("a", "renamed"):
        library.store(paper, issue_of({"01": [replace(gone, slug=slug), told("b")]}), at=at)
    assert states(library, day) == {"b": State.STORED, "a": State.REMOVED}
    assert counts(library) == (1, 0)
    assert library.stand()[0].unread == 1
    assert library.integrity() == []


def test_what_was_removed_comes_back_when_it_is_restored(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
) -> None:
    issue = issue_of({"01": [told("a"), told("b")]})
    library.store(paper, issue, at=at)
    library.mark_read(KEY, at=at)
    library.remove_article(KEY, at=at)
    assert library.restore("kjrb", day) == 1
    library.store(paper, issue, at=at)
    assert states(library, day) == {"a": State.STORED, "b": State.STORED}
    assert library.read_state(KEY).is_read


def test_a_removed_issue_stays_out_until_it_is_restored(
    library: Library,
    paper: Newspaper,
    issue_of: Callable[..., Issue],
    told: Told,
    day: date,
    at: datetime,
) -> None:
    issue = issue_of({"01": [told("a")]})
    library.store(paper, issue, at=at)
    library.bookmark(KEY, at=at)
    library.remove_issue("kjrb", day, at=at)
    assert (library.is_removed("kjrb", day), library.store(paper, issue, at=at)) == (True, ())
    assert library.issue("kjrb", day) is None
    assert library.article(KEY) == told("a")
    library.restore("kjrb", day)
    assert library.store(paper, issue, at=at) == (KEY,)
