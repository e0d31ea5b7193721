"""One question at a time, the newest first, and what is slow answers in steps."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from reader.app import searching
from reader.app.searching import Answer, Question, Searching
from reader.errors import LibraryError
from reader.library.search import Search
from reader.model import Found, Order, Scope


def question(number: int, words: str = "words") -> Question:
    return Question(number=number, words=words, scope=Scope(), order=Order.BEST, limit=10)


class Door:
    """Stands in for the search: answers as it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.is_closed = False
        self.answer: Callable[[str, Callable[[], bool]], Found] = lambda *_: Found()

    def find(self, words: str, *, is_cancelled: Callable[[], bool], **_: Any) -> Found:
        self.asked.append(words)
        return self.answer(words, is_cancelled)

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Door:
    door = Door()
    monkeypatch.setattr(Search, "open", classmethod(lambda *_: door))
    return door


class Bench:
    """A search whose work is done when it is called for, in this thread."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []
        self.answers: list[Answer] = []
        self.searching = Searching(
            Path("library.db"),
            today=date(2024, 7, 9),
            scripts=SimpleNamespace(hit=lambda hit: hit),  # type: ignore[arg-type]
            start=self.jobs.append,
            tell=self.answers.append,
        )

    def work(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()


def test_of_many_questions_the_last_is_answered(door: Door) -> None:
    bench = Bench()
    for number in range(1, 5):
        bench.searching.ask(question(number, f"words {number}"))
    assert len(bench.jobs) == 1
    bench.work()
    assert door.asked == ["words 4"]
    assert [answer.question.number for answer in bench.answers] == [4]


def test_a_question_that_is_followed_by_another_is_broken_off(door: Door) -> None:
    bench = Bench()
    seen: list[bool] = []

    def answer(words: str, is_cancelled: Callable[[], bool]) -> Found:
        seen.append(is_cancelled())
        if words == "first":
            bench.searching.ask(question(2, "second"))
            seen.append(is_cancelled())
        return Found()

    door.answer = answer
    bench.searching.ask(question(1, "first"))
    bench.work()
    assert seen == [False, True, False]
    assert [answer.question.number for answer in bench.answers] == [2]


def test_what_takes_long_answers_in_steps(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOMENTS_S", (0.0, 0.0))
    bench = Bench()

    def answer(_: str, is_cancelled: Callable[[], bool]) -> Found:
        while not is_cancelled() and len(door.asked) < 3:
            pass
        return Found(is_all=len(door.asked) == 3)

    door.answer = answer
    bench.searching.ask(question(1))
    bench.work()
    assert [(one.is_last, one.found.is_all) for one in bench.answers] == [
        (False, False),
        (False, False),
        (True, True),
    ]


def test_a_failure_is_told_and_the_next_question_is_answered(door: Door) -> None:
    bench = Bench()

    def answer(words: str, _: Callable[[], bool]) -> Found:
        if words == "bad":
            raise LibraryError("damaged")
        return Found()

    door.answer = answer
    bench.searching.ask(question(1, "bad"))
    bench.work()
    bench.searching.ask(question(2, "good"))
    bench.work()
    assert [str(one.failure or "") for one in bench.answers] == ["damaged", ""]


def test_a_fault_of_ours_does_not_end_all_searching(door: Door) -> None:
    bench = Bench()

    def answer(words: str, _: Callable[[], bool]) -> Found:
        if words == "bad":
            raise RuntimeError
        return Found()

    door.answer = answer
    bench.searching.ask(question(1, "bad"))
    with pytest.raises(RuntimeError):
        bench.work()
    bench.searching.ask(question(2, "good"))
    bench.work()
    assert [answer.question.number for answer in bench.answers] == [2]


def test_leaving_breaks_off_and_lets_go(door: Door) -> None:
    bench = Bench()

    def answer(_: str, is_cancelled: Callable[[], bool]) -> Found:
        bench.searching.close()
        assert is_cancelled()
        return Found()

    door.answer = answer
    bench.searching.ask(question(1))
    bench.work()
    assert door.is_closed
    assert not bench.answers
    bench.searching.ask(question(2))
    assert not bench.jobs


def test_two_threads_never_search_at_once(door: Door) -> None:
    lock, at_once, most = threading.Lock(), 0, 0
    done = threading.Event()

    def answer(words: str, _: Callable[[], bool]) -> Found:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        with lock:
            at_once -= 1
        if words == "the last":
            done.set()
        return Found()

    door.answer = answer
    searching = Searching(
        Path("library.db"),
        today=date(2024, 7, 9),
        scripts=SimpleNamespace(hit=lambda hit: hit),  # type: ignore[arg-type]
        start=lambda job: threading.Thread(target=job).start(),
        tell=lambda _: None,
    )
    for number in range(2_000):
        searching.ask(question(number))
    searching.ask(question(2_000, "the last"))
    assert done.wait(20)
    assert most == 1
    searching.close()
