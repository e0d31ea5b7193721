"""Issues over a bad line: whole in the end, and never a wrong page in place of the right one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.delivery import deliver
from reader.engines import Era
from reader.errors import ReaderError
from reader.model import Issue, Newspaper
from reader.papers import Paper

if TYPE_CHECKING:
    from reader.fetch import Fetcher
    from reader.library import Library

DAY = date(2024, 7, 6)
PAPER = Paper(
    newspaper=Newspaper(id="bad-line", name="坏线报", language="zh"),
    eras=(
        Era(
            engine="founder-classic",
            entry="http://bad-line.invalid/html/{year}-{month}/{day}/node_1.htm",
        ),
    ),
)


@pytest.fixture
def serve(shared: Path) -> Iterator[Callable[..., str]]:
    """Starts a server that misbehaves; its address."""
    script = shared / "hostile" / "server.py"
    if not script.exists():
        pytest.skip("the server is not here")
    processes: list[subprocess.Popen[str]] = []

    def start(*words: str) -> str:
        process = subprocess.Popen(
            [sys.executable, str(script), "serve", *words], stdout=subprocess.PIPE, text=True
        )
        processes.append(process)
        assert process.stdout is not None
        return process.stdout.readline().strip().rstrip("/")

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def texts(issue: Issue | None) -> dict[str, tuple[str, str]]:
    assert issue is not None
    return {a.slug: (a.headline, a.text) for a in issue.articles if a.role.is_story}


async def brought(
    url: str, library: Library, hurry: Callable[..., Fetcher], **limits: Any
) -> Issue:
    async with hurry(library, read_s=1, total_s=5, **limits) as fetcher:
        return await deliver(PAPER, DAY, fetcher=fetcher, library=library, base_url=url)


@pytest.mark.parametrize("seed", ["3", "7", "11", "41"])
async def test_every_third_answer_is_wrong_and_the_issue_whole(
    serve: Callable[..., str],
    library: Library,
    path: Path,
    hurry: Callable[..., Fetcher],
    seed: str,
) -> None:
    from reader.library import Library as Opened

    with Opened.open(path.with_name("clean.db")) as clean:
        want = texts(await brought(serve("--seed", seed), clean, hurry))
    bad = serve("--seed", seed, "--random", "0.3", "--drop", "0.1")
    issue = await brought(bad, library, hurry)
    assert (len(want), texts(library.issue("bad-line", DAY)), issue.gaps) == (24, want, ())


@pytest.mark.parametrize(
    "fault",
    ["error200", "login200", "escape200", "binary200", "empty", "redirect-down", "gzip-cut",
     "cl-less", "cl-more", "chunk-cut", "404", "500", "304-always", "redirect-bad", "999"],
)  # fmt: skip
async def test_what_goes_wrong_once_is_right_in_the_end(
    serve: Callable[..., str], library: Library, hurry: Callable[..., Fetcher], fault: str
) -> None:
    url = serve("--fault", f"first:{fault}", "--match", r"node_[2-4]|content_[12]0[1-3]")
    issue = await brought(url, library, hurry)
    found = texts(library.issue("bad-line", DAY))
    assert (len(found), issue.gaps) == (24, ())


@pytest.mark.parametrize(
    "fault", ["error200", "empty", "gzip-cut", "cl-more", "404", "503=0", "login200", "stall=9"]
)
async def test_what_was_stored_outlives_a_site_that_broke(
    serve: Callable[..., str], library: Library, hurry: Callable[..., Fetcher], fault: str
) -> None:
    await brought(serve(), library, hurry)
    before = library.issue("bad-line", DAY)
    broken = serve("--fault", fault, "--match", "content_")
    async with hurry(library, read_s=0.2, total_s=1, attempts=2) as fetcher:
        await deliver(PAPER, DAY, fetcher=fetcher, library=library, base_url=broken, ask_all=True)
    after = library.issue("bad-line", DAY)
    assert texts(after) == texts(before)


async def test_what_a_site_refuses_on_purpose_is_asked_for_twice_and_no_more(
    serve: Callable[..., str], library: Library, hurry: Callable[..., Fetcher], tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    url = serve("--fault", "404", "--match", "content_203", "--log", str(log))
    issue = await brought(url, library, hurry)
    assert [gap.reason.partition(" answered ")[2] for gap in issue.gaps] == [
        "404 (Not Found): there is no such page"
    ]
    assert log.read_text().count("content_203") == 2


async def test_a_site_that_refuses_everything_is_soon_left_alone(
    serve: Callable[..., str], library: Library, hurry: Callable[..., Fetcher], tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    words = ("--sections", "10", "--articles", "10", "--log", str(log))
    url = serve("--fault", "403", "--match", "content_", *words)
    issue = await brought(url, library, hurry)
    assert len(issue.gaps) == 100
    assert log.read_text().count("content_") < 60


@pytest.mark.parametrize(
    "fault", ["reset", "redirect-file", "999", "bomb=50", "binary200", "loop", "not-http", "empty"]
)
async def test_an_issue_that_cannot_be_begun_is_told_with_paper_step_and_remedy(
    serve: Callable[..., str], library: Library, hurry: Callable[..., Fetcher], fault: str
) -> None:
    url = serve("--fault", fault, "--match", "node_1")
    with pytest.raises(ReaderError) as told:
        await brought(url, library, hurry, attempts=2)
    said = str(told.value)
    assert said.startswith("坏线报 of 2024-07-06, first page: ")
    assert "try again" in said or "`reader papers check bad-line`" in said
    assert said.endswith(".")
    assert said.isprintable()
