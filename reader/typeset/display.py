"""Display type: what a screen makes of a headline, where there is one size of type.

A Chinese, Japanese or Korean headline over several columns that fits their width in one line is
letter-spaced, as on the front page. The words stay what they are: only what is shown has the white,
never what is printed to be searched or read out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from reader.typeset.heads import spaced
from reader.typeset.lines import Line, Run


def displayed(lines: Iterable[Line], measure: int) -> Iterator[Line]:
    """The lines of an article, its headline letter-spaced where that leaves it one line of at most
    `measure` cells.
    """
    lines = iter(lines)
    held: list[Line] = []
    behind: list[Line] = []
    for line in lines:
        if line.field == "headline":
            held.append(line)
        elif held or line.field != "kicker":
            behind.append(line)
            break
        else:
            yield line
    if len(held) == 1:
        held = [_spread(held[0], measure)]
    yield from chain(held, behind, lines)


def _spread(line: Line, measure: int) -> Line:
    """The line with its characters apart; itself where there is no room for that."""
    if len(line.runs) != 1:
        return line
    run = line.runs[0]
    runs: list[Run] = []
    at = 0
    # What was put between two characters stands where the text has something else.
    for c in spaced(run.text):
        if at < len(run.text) and c == run.text[at]:
            runs.append(Run(c, run.style, run.start + at))
            at += 1
        else:
            runs.append(Run(c, run.style))
    added = sum(one.start < 0 for one in runs)
    if not added or line.width - line.indent + added > measure:
        return line
    indent = max(0, line.indent - added // 2 - added % 2) if line.indent else 0
    return replace(line, runs=_joined(runs), indent=indent)


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """The runs with those made one that stand side by side in the text."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        if last and last.start >= 0 and run.start == last.start + len(last.text):
            out[-1] = replace(last, text=last.text + run.text)
        else:
            out.append(run)
    return tuple(out)
