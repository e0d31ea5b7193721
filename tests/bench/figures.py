"""Times side by side: only their ratio within one run says anything."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured, and what it is compared with."""

    what: str
    median_ms: float
    fastest_ms: float
    anchor: str
    ratio: float
    remark: str = ""


def in_turn(
    subjects: Mapping[str, Callable[[], float]], rounds: int
) -> dict[str, tuple[float, ...]]:
    """Milliseconds of each subject, measured in turn so that a slow minute is everybody's."""
    names = list(subjects)
    times: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            times[name].append(subjects[name]() * 1000)
    return {name: tuple(found) for name, found in times.items()}


def row(
    what: str, times: Sequence[float], anchor: str, anchor_times: Sequence[float], remark: str = ""
) -> Row:
    """The figures of one subject against its anchor's."""
    median = statistics.median(times)
    return Row(
        what=what,
        median_ms=median,
        fastest_ms=min(times),
        anchor=anchor,
        ratio=median / statistics.median(anchor_times),
        remark=remark,
    )


def table(rows: Sequence[Row]) -> str:
    """As Markdown."""
    lines = [
        "| what | × | of | median ms | fastest ms | |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.what} | {one.ratio:.2f} | {one.anchor} | {one.median_ms:.1f} |"
        f" {one.fastest_ms:.1f} | {one.remark} |"
        for one in rows
    ]
    return "\n".join(lines)
