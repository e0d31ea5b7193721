"""How often what a delivery reports reaches the screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from reader.app.arrivals import EVERY_S, Arrivals
from reader.app.progress import Arrived
from reader.model import Progress

DAY = date(2024, 7, 9)


def report(newspaper_id: str = "kjrb", **values: Any) -> Progress:
    return Progress(newspaper_id=newspaper_id, date=DAY, **values)


class Watcher:
    """What was passed on, and a clock that goes when it is told to."""

    def __init__(self) -> None:
        self.told: list[Progress] = []
        self.due: list[Callable[[], None]] = []
        self.arrivals = Arrivals(self.told.append, self.later)

    def later(self, seconds: float, does: Callable[[], None]) -> None:
        assert seconds == EVERY_S
        self.due.append(does)

    def tick(self) -> None:
        due, self.due = self.due, []
        for does in due:
            does()


def test_the_first_report_is_told_at_once_and_the_next_ones_together() -> None:
    watcher = Watcher()
    for number in range(1, 9):
        watcher.arrivals.take(report(articles_done=number, stored=(f"a{number}",)))
    assert [progress.articles_done for progress in watcher.told] == [1]
    watcher.tick()
    assert watcher.told[1:] == [report(articles_done=8, stored=tuple(f"a{n}" for n in range(2, 9)))]
    watcher.tick()
    watcher.tick()
    assert len(watcher.told) == 2
    watcher.arrivals.take(report(articles_done=9))
    assert len(watcher.told) == 3


def test_each_issue_is_told_of() -> None:
    watcher = Watcher()
    for name in ("a", "b", "c", "b"):
        watcher.arrivals.take(report(name))
    watcher.tick()
    assert [progress.newspaper_id for progress in watcher.told] == ["a", "c", "b"]


def test_what_somebody_waits_for_is_told_at_once() -> None:
    watcher = Watcher()
    watcher.arrivals.take(report())
    watcher.arrivals.take(report(stored=("a",)), at_once=True)
    assert watcher.told[-1].stored == ("a",)


def test_nothing_is_told_of_what_has_ended() -> None:
    watcher = Watcher()
    watcher.arrivals.take(report())
    watcher.arrivals.take(report(articles_done=3))
    watcher.arrivals.forget("kjrb", DAY)
    watcher.tick()
    assert len(watcher.told) == 1


def test_news_is_not_replaced_by_what_is_none() -> None:
    news, words = Arrived(report(stored=("a",))), Arrived(report())
    assert not news.can_replace(words)
    assert news.can_replace(news)
    assert words.can_replace(news)
