"""Every way a server can misbehave that the fault server knows, and how polite we stay."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.errors import FetchError
from reader.fetch import Fetcher, Limits, Pace
from reader.model import Request

_PAGE = "html/2024-07/06/node_1.htm"
_MUST_WORK = ("no-length", "chunk-ok", "gzip-ok", "continue-flood")
_MODES = tuple(
    """
    slow slow-head stall stall-start reset reset-start close-start cl-more cl-less
    cl-negative cl-two cl-huge no-length chunk-ok chunk-bad chunk-cut chunk-huge loop
    loop2 redirect-file redirect-js redirect-host redirect-local redirect-private
    redirect-bad redirect-none redirect-down 400 401 403 404 410 418 429 451 500 502 503
    504 999 retry-date retry-huge retry-bad bomb bomb2 bomb-zstd bomb-br endless
    endless-head continue-flood charset-wrong charset-hex charset-escape no-type
    type-wrong empty error200 login200 binary200 escape200 gzip-cut gzip-not gzip-ok
    not-http reason-escape 304-always changing cookie date-future
    """.split()  # noqa: SIM905
)
_LINGERING = ("slow", "slow-head", "stall", "stall-start", "endless", "endless-head", "bomb")
"""Modes in which the server is not done when we are: it would count them as still asked."""
_BUSY = ("bomb2", "bomb-zstd", "continue-flood")
"""Modes in which the server stands still for a while: it would count late what came meanwhile."""


class _Server:
    def __init__(self, script: Path, log: Path, *options: str) -> None:
        self.script, self.log = script, log
        self._process = subprocess.Popen(
            [sys.executable, str(script), "serve", "--log", str(log), *options],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()

    def stop(self) -> None:
        self._process.terminate()
        self._process.communicate(timeout=10)

    def report(self) -> dict[str, object]:
        out = subprocess.run(
            [sys.executable, str(self.script), "report", str(self.log)],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        told: dict[str, object] = json.loads(out)
        return told


@pytest.fixture(scope="module")
def script(shared: Path) -> Path:
    path = shared / "hostile" / "server.py"
    if not path.is_file():
        pytest.skip("the fault server is not here")
    return path


@pytest.fixture(scope="module")
def server(script: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Server]:
    server = _Server(script, tmp_path_factory.mktemp("hostile") / "log.jsonl")
    yield server
    server.stop()


def _fetcher(total_s: float = 20, **given: object) -> Fetcher:
    limits = Limits(
        read_s=0.3, total_s=total_s, backoff_s=0.01, backoff_most_s=0.02, retry_after_s=0.5
    )
    return Fetcher(Pace(at_once=2, per_second=50), limits=limits, **given)  # type: ignore[arg-type]


def test_every_mode_of_the_server_is_tried(script: Path) -> None:
    told = subprocess.run(
        [sys.executable, str(script), "faults"], capture_output=True, check=True, text=True
    ).stdout
    assert {line.split()[0] for line in told.splitlines()} == set(_MODES)


@pytest.mark.parametrize("mode", _MODES)
async def test_every_fault_ends_in_a_page_or_a_sentence(server: _Server, mode: str) -> None:
    began = time.monotonic()
    async with _fetcher(total_s=1 if mode.startswith("slow") else 20) as fetcher:
        words = ""
        try:
            found = await fetcher.fetch(Request(url=f"{server.url}~{mode}/{_PAGE}"))
        except FetchError as error:
            words = str(error)
        if words:
            assert mode not in _MUST_WORK, words
            assert words.endswith(".")
            assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in words)
            assert not re.search(r"\wError", words)
        else:
            assert found.status == 200
            assert found.body
            assert found.content_type.isprintable()
            if mode in _MUST_WORK:
                assert b"</html>" in found.body
    assert time.monotonic() - began < 20


async def test_we_stay_polite_whatever_the_server_does(script: Path, tmp_path: Path) -> None:
    server = _Server(script, tmp_path / "log.jsonl", "--robots", "deny-images")
    try:
        limits = Limits(attempts=2, backoff_s=0.01, backoff_most_s=0.02, retry_after_s=1.5)
        async with Fetcher(Pace(at_once=2, per_second=40), limits=limits) as fetcher:

            async def one(mode: str) -> None:
                with contextlib.suppress(FetchError):
                    await fetcher.fetch(Request(url=f"{server.url}~{mode}/{_PAGE}"))

            quick = [mode for mode in _MODES if mode not in (*_LINGERING, *_BUSY)]
            # Each of these holds the whole host for a second.
            last = ["503", "retry-bad", "retry-huge"]
            await asyncio.gather(
                *(one(mode) for mode in quick if mode not in (*last, "429", "retry-date"))
            )
            for number in (1, 2):
                with pytest.raises(FetchError, match=r"robots\.txt"):
                    await fetcher.picture(f"{server.url}html/2024-07/06/res/{number}.png")
            for mode in last:
                await one(mode)
    finally:
        server.stop()
    told = server.report()
    assert told["robots_asked"] == 1
    assert told["robots_first"] is True
    assert told["most_at_once"] <= 2  # type: ignore[operator]
    # The two that are under way may reach a busy server together.
    assert told["busiest_second"] <= 40 + 2  # type: ignore[operator]
    assert told["before_retry_after"] == 0
    assert told["other_hosts"] == []
    assert told["most_tries_of_one_path"] <= 6, "the first and five redirects"  # type: ignore[operator]
    assert told["without_user_agent"] == 0
    assert told["accept_encoding"] == ["gzip"]
    assert told["tls_attempts"] == 0


async def test_a_second_run_asks_for_nothing_twice(
    script: Path, tmp_path: Path, shelf: object
) -> None:
    server = _Server(script, tmp_path / "log.jsonl")
    pages = [f"{server.url}html/2024-07/06/content_{n}.htm" for n in range(101, 107)]
    runs = []
    try:
        for _ in range(2):
            async with _fetcher(store=shelf) as fetcher:
                found = await asyncio.gather(*(fetcher.fetch(Request(url=u)) for u in pages))
            runs.append([page.body for page in found])
    finally:
        server.stop()
    assert runs[0] == runs[1]
    told = server.report()
    assert told["not_modified"] == len(pages) + 1, "robots.txt too"
    assert told["asked_again_unconditionally"] == 0


@pytest.mark.parametrize("seed", range(5))
async def test_no_page_is_silently_short_on_a_bad_line(
    script: Path, tmp_path: Path, seed: int
) -> None:
    clean = _Server(script, tmp_path / "clean.jsonl", "--seed", str(seed))
    faults = (
        "reset,reset-start,close-start,cl-more,cl-less,chunk-bad,chunk-cut,gzip-cut,not-http,500,"
        "empty,304-always,cl-two"
    )
    bad = _Server(
        script, tmp_path / "bad.jsonl",
        "--random", "0.3", "--drop", "0.1", "--seed", str(seed), "--modes", faults,
    )  # fmt: skip
    names = [f"html/2024-07/06/content_{n}0{a}.htm" for n in (1, 2) for a in range(1, 7)]
    try:
        async with _fetcher() as fetcher:
            whole = [(await fetcher.fetch(Request(url=clean.url + n))).body for n in names]
        missing = 0
        async with _fetcher() as fetcher:
            for name, body in zip(names, whole, strict=True):
                try:
                    assert (await fetcher.fetch(Request(url=bad.url + name))).body == body
                except FetchError:
                    missing += 1
    finally:
        clean.stop()
        bad.stop()
    assert missing <= 1
