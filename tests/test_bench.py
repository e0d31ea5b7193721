"""The benches can be run, and their pure parts are right; no time is asserted."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from reader.library import Library

BENCH = Path(__file__).resolve().parent / "bench"
NAMES = sorted(path.stem for path in BENCH.glob("*.py"))
posix = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Imports a bench by its name, as if its folder were where one stands."""
    before = {name: sys.modules.pop(name) for name in NAMES if name in sys.modules}
    monkeypatch.syspath_prepend(str(BENCH))
    yield importlib.import_module
    for name in NAMES:
        sys.modules.pop(name, None)
    sys.modules.update(before)


@posix
@pytest.mark.parametrize("name", NAMES)
def test_every_bench_can_be_imported(bench: Callable[[str], ModuleType], name: str) -> None:
    assert bench(name).__doc__


def test_figures_are_ratios_of_medians(bench: Callable[[str], ModuleType]) -> None:
    figures = bench("figures")
    row = figures.row("ours", [30.0, 20.0, 900.0], "theirs", [10.0, 20.0, 15.0])
    assert (row.median_ms, row.fastest_ms, row.ratio) == (30.0, 20.0, 2.0)
    assert figures.table([row]).splitlines()[-1] == "| ours | 2.00 | theirs | 30.0 | 20.0 |  |"


def test_subjects_are_measured_in_turn(bench: Callable[[str], ModuleType]) -> None:
    order: list[str] = []

    def subject(name: str) -> Callable[[], float]:
        def measured() -> float:
            order.append(name)
            return 0.001

        return measured

    times = bench("figures").in_turn({"a": subject("a"), "b": subject("b")}, 2)
    assert order == ["a", "b", "b", "a"]
    assert times == {"a": (1.0, 1.0), "b": (1.0, 1.0)}


def test_the_generated_issue_has_as_many_articles_as_were_asked_for(
    bench: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    stock = bench("stock")
    assert stock.stock(tmp_path / "library.db", issues=2, articles=3, newest=40) == 43
    with Library.open(tmp_path / "library.db") as library:
        days = library.days("bench")
        assert [(tally.date, tally.articles) for tally in days] == [
            (date(2026, 11, 29), 3),
            (date(2026, 11, 30), 40),
        ]
        outline = library.outline("bench", date(2026, 11, 30))
        assert outline is not None
        assert next(outline.lines).headline.startswith("第001条")


@posix
def test_a_picture_is_whole_only_at_the_end_of_an_update(
    bench: Callable[[str], ModuleType],
) -> None:
    picture = bench("terminal").Picture(10, 2)
    assert not picture.feed(b"\x1b[?2026h\x1b[>1uhe")
    assert not picture.feed(b"llo\x1b[3")
    assert picture.feed(b"1m!\x1b[?2026l")
    assert picture.rows[0].rstrip() == "hello!"


@posix
def test_a_terminal_sees_what_a_program_draws_and_how_it_ends(
    bench: Callable[[str], ModuleType],
) -> None:
    script = (
        "import sys; sys.stdout.write('读报 ready'); sys.stdout.flush(); sys.exit(len(input()))"
    )
    with bench("terminal").Terminal([sys.executable, "-c", script], size=(40, 5)) as terminal:
        assert terminal.shows("读报 ready") > terminal.started
        terminal.press("abc\r")
        assert terminal.wait() == 3


def test_prose_is_the_same_every_time_and_needs_no_corpus(
    bench: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    prose = bench("prose")
    one, other = (prose.Prose(3, corpus=tmp_path).article("a") for _ in range(2))
    assert one == other
    assert len(one.text) >= 60


def test_a_bench_library_is_filled_and_found_in(
    bench: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = bench("library")
    monkeypatch.setattr(measured, "Prose", lambda: bench("prose").Prose(corpus=tmp_path))
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        took = measured.filled(library, 30)
        assert library.indexing.stale_count() == 0
    assert took["bytes"] > took["characters"] > 0
    assert measured.weighed(path)["whole"] == path.stat().st_size
    assert len(measured.words_in(path, 8)) == 8
