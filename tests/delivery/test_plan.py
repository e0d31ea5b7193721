"""A fetch again asks for what is missing and for what may have changed, and spoils nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from reader.delivery import deliver
from reader.delivery.calendar import DayBook
from reader.delivery.plan import stock_of
from reader.errors import Removed
from reader.model import Article, Issue, Listing, Role, State

if TYPE_CHECKING:
    from reader.fetch import Fetcher
    from reader.library import Library
    from reader.papers import Paper

Hurry = Callable[..., "Fetcher"]
DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
LONG_AFTER = datetime(2027, 6, 1, tzinfo=UTC)
NAMES = ("a", "b")


# -- the plan ------------------------------------------------------------------


def stored(name: str, state: State = State.STORED) -> Listing:
    return Listing(name=f"source-{name}", slug=name, state=state)


def articles(names: Iterable[str] = NAMES) -> tuple[Article, ...]:
    return tuple(
        Article(slug=name, headline=name, url=f"https://paper.example/{name}") for name in names
    )


@pytest.mark.parametrize(
    ("age_days", "tells", "missing", "ask_all", "again"),
    [
        (0, False, False, False, {"source-a", "source-b"}),
        (9, True, False, False, {"source-a", "source-b"}),
        (9, False, False, False, set()),
        (99, True, False, False, set()),
        (0, True, True, False, set()),
        (99, False, True, True, {"source-a", "source-b"}),
    ],
)
def test_texts_are_asked_for_again_when_the_issue_is_whole_and_young(
    age_days: int, tells: bool, missing: bool, ask_all: bool, again: set[str]
) -> None:
    ledger = [stored("a"), stored("b")]
    if missing:
        ledger.append(Listing(name="c", state=State.FAILED))
    stock = stock_of(
        ledger,
        articles(),
        age_days=age_days,
        is_told_of_changes=lambda _: tells,
        ask_all=ask_all,
    )
    assert [article.slug for article in stock.articles] == ["source-a", "source-b"]
    assert stock.again == again


def test_what_two_stories_are_called_by_their_source_is_asked_for() -> None:
    ledger = [replace(stored("a"), name="n"), replace(stored("b"), name="n"), stored("c")]
    stock = stock_of(ledger, articles("abc"), age_days=9, is_told_of_changes=lambda _: False)
    assert [article.slug for article in stock.articles] == ["source-c"]


def test_parts_and_removals_are_known() -> None:
    ledger = [
        stored("a"),
        Listing(name="tail", state=State.ABSORBED, part_of="source-a"),
        Listing(name="gone", slug="gone", state=State.REMOVED),
    ]
    stock = stock_of(ledger, articles("a"), age_days=9, is_told_of_changes=lambda _: False)
    assert (stock.absorbed, stock.removed) == ({"tail": "source-a"}, frozenset({"gone"}))


# -- with a site ---------------------------------------------------------------


@pytest.fixture
def press(press_kit: Any) -> Any:
    return press_kit.Press(press_kit.spec_for("F2"), seed=7)


class Site:
    """The press's site, whose answers can be spoilt by path."""

    def __init__(self, running: Any) -> None:
        self.running = running
        self.spoil: dict[str, Callable[[Any], Any]] = {}
        whole = running.family.reply

        def reply(request: Any) -> Any:
            answer = whole(request)
            spoil = self.spoil.get(request.path)
            return answer if spoil is None else spoil(answer)

        running.family.reply = reply

    def articles_asked(self, since: int) -> list[str]:
        return [e.path for e in self.running.log[since:] if "/content_" in e.path]


@pytest.fixture
def bring(paper: Paper, library: Library, hurry: Hurry) -> Callable[..., Any]:
    async def bring(running: Any, *, now: datetime = NOW, ask_all: bool = False) -> Issue:
        async with hurry(library, attempts=1) as fetcher:
            return await deliver(
                paper,
                DAY,
                fetcher=fetcher,
                library=library,
                base_url=running.url,
                ask_all=ask_all,
                days=DayBook(paper, library, mirror=running.url, now=now),
            )

    return bring


def drop(_: Any) -> Any:
    raise BrokenPipeError


def paths(press: Any, role: str = "article", continuation: str = "") -> list[str]:
    return [
        article.parts[0].path
        for article in press.truth(DAY).articles
        if article.role == role and article.continuation == continuation and article.text
    ]


def wrong(press_kit: Any, press: Any, issue: Issue | None) -> dict[str, float]:
    assert issue is not None
    score = press_kit.score_issues([issue], {str(issue.date): press.truth(issue.date).to_dict()})
    rates = score.rates()
    perfect = dict.fromkeys(rates, 1.0) | {"lost rate": 0.0, "added rate": 0.0}
    faults = {name: rate for name, rate in rates.items() if rate != perfect[name]}
    return faults | {name: float(count) for name, count in score.extra.items()}


async def test_a_fetch_again_asks_for_the_gaps_and_for_no_text_that_is_here(
    press_kit: Any, press: Any, library: Library, bring: Callable[..., Any]
) -> None:
    with press_kit.serve(press, [DAY]) as running:
        site, broken = Site(running), paths(press)[2:5]
        site.spoil = dict.fromkeys(broken, drop)
        first = await bring(running)
        assert {gap.state for gap in first.gaps} == {State.FAILED}
        assert library.days("kjrb")[0].gaps == 3
        site.spoil = {}
        seen = len(running.log)
        await bring(running)
    assert sorted(site.articles_asked(seen)) == sorted(broken)
    assert library.days("kjrb")[0].gaps == 0
    assert wrong(press_kit, press, library.issue("kjrb", DAY)) == {}


async def test_a_rest_that_came_late_is_joined_to_the_story_that_is_here(
    press_kit: Any, press: Any, library: Library, bring: Callable[..., Any]
) -> None:
    torn = [a for a in press.truth(DAY).articles if a.continuation == "split"]
    with press_kit.serve(press, [DAY]) as running:
        site = Site(running)
        site.spoil = {part.path: drop for story in torn for part in story.parts[1:]}
        await bring(running)
        assert library.days("kjrb")[0].gaps == len(site.spoil) > 0
        site.spoil = {}
        await bring(running)
    assert wrong(press_kit, press, library.issue("kjrb", DAY)) == {}


async def test_a_story_that_is_whole_stays_whole_when_only_half_of_it_comes_again(
    press_kit: Any, press: Any, library: Library, bring: Callable[..., Any]
) -> None:
    torn = [a for a in press.truth(DAY).articles if a.continuation]
    with press_kit.serve(press, [DAY]) as running:
        site = Site(running)
        await bring(running)
        for half in (0, 1):
            site.spoil = {story.parts[half].path: drop for story in torn}
            await bring(running, ask_all=True)
            assert wrong(press_kit, press, library.issue("kjrb", DAY)) == {}
    tally = library.days("kjrb")[0]
    assert tally.gaps == 0


async def test_a_text_that_the_paper_changed_is_kept_in_both_versions(
    press_kit: Any, press: Any, library: Library, bring: Callable[..., Any]
) -> None:
    path = paths(press)[3]

    def edited(answer: Any) -> Any:
        body = answer.body
        at = body.index("。".encode(), body.index(b"ozoom"))
        return replace(answer, body=body[:at] + "，更正".encode() + body[at:])

    with press_kit.serve(press, [DAY]) as running:
        site = Site(running)
        await bring(running)
        before = library.issue("kjrb", DAY)
        site.spoil[path] = edited
        await bring(running)
    outline = library.outline("kjrb", DAY)
    assert before is not None
    assert outline is not None
    (changed,) = [line for line in outline.lines if line.is_changed]
    (version,) = library.versions(changed.key)
    assert version.article == next(a for a in before.articles if a.slug == changed.slug)
    now = library.article(changed.key)
    assert now is not None
    assert "，更正" in now.text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body[: len(body) // 2],
        lambda body: b"<html><title>404</title><h1>404 Not Found</h1></html>",
        lambda body: b"<html><body></body></html>",
        lambda body: body.replace("的".encode(), "\ufffd".encode()),
        lambda body: b"",
    ],
    ids=["cut", "error page", "frame", "damaged", "nothing"],
)
async def test_nothing_that_is_here_is_spoilt_by_what_comes_again(
    press_kit: Any,
    press: Any,
    library: Library,
    bring: Callable[..., Any],
    spoil: Callable[[bytes], bytes],
) -> None:
    with press_kit.serve(press, [DAY]) as running:
        site = Site(running)
        await bring(running)
        before = library.issue("kjrb", DAY)
        for path in paths(press):
            site.spoil[path] = lambda answer: replace(answer, body=spoil(answer.body))
        await bring(running, ask_all=True)
    assert wrong(press_kit, press, library.issue("kjrb", DAY)) == {}
    after = library.issue("kjrb", DAY)
    assert before is not None
    assert after is not None
    assert after.sections == before.sections
    tally = library.days("kjrb")[0]
    assert tally.gaps == 0
    assert any(line.reason for line in after.ledger if line.state is State.STORED)


async def test_of_an_old_issue_that_is_whole_only_the_lists_are_asked_for(
    press_kit: Any, press: Any, bring: Callable[..., Any]
) -> None:
    with press_kit.serve(press, [DAY]) as running:
        site = Site(running)
        await bring(running)
        seen = len(running.log)
        await bring(running, now=LONG_AFTER)
        assert site.articles_asked(seen) == []
        await bring(running, now=LONG_AFTER, ask_all=True)
        assert len(site.articles_asked(seen)) > 20


async def test_what_a_person_removed_is_neither_asked_for_nor_brought_back(
    press_kit: Any, press: Any, library: Library, bring: Callable[..., Any]
) -> None:
    with press_kit.serve(press, [DAY]) as running:
        site = Site(running)
        issue = await bring(running)
        gone = next(a for a in issue.articles if a.role is Role.STORY and not a.printed_on)
        library.remove_article(issue.key(gone), at=NOW)
        seen = len(running.log)
        await bring(running, ask_all=True)
        assert all(f"/{gone.slug}.htm" not in path for path in site.articles_asked(seen))
        assert library.article(issue.key(gone)) is None
        library.restore("kjrb", DAY)
        await bring(running)
    assert library.article(issue.key(gone)) == gone


async def test_a_removed_issue_is_not_fetched(
    press_kit: Any, press: Any, library: Library, bring: Callable[..., Any]
) -> None:
    with press_kit.serve(press, [DAY]) as running:
        await bring(running)
        library.remove_issue("kjrb", DAY, at=NOW)
        seen = len(running.log)
        with pytest.raises(Removed, match="--restore"):
            await bring(running)
    assert (len(running.log), library.issue("kjrb", DAY)) == (seen, None)


async def test_pages_that_appear_late_are_found_without_asking_for_texts_again(
    press_kit: Any, library: Library, bring: Callable[..., Any]
) -> None:
    press = press_kit.Press(press_kit.spec_for("F2", late_pages=2), seed=7)
    with press_kit.serve(press, [DAY]) as running:
        site = Site(running)
        await bring(running)
        early = set(site.articles_asked(0))
        running.publish()
        seen = len(running.log)
        await bring(running, now=LONG_AFTER)
        assert not early & set(site.articles_asked(seen))
    assert wrong(press_kit, press, library.issue("kjrb", DAY)) == {}
