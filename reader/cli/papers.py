"""The command `papers`: which newspapers are known, what is known of one, and whether it can be
read.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli import terminal
from reader.cli.names import known_papers, own_ids, today_at, typed
from reader.cli.running import DONE, FAILED, check_mirror
from reader.errors import NotPublished, UsageError
from reader.text import shown
from reader.text.cells import width_in_cells

if TYPE_CHECKING:
    from reader.delivery.issue import Transport
    from reader.engines import Era
    from reader.papers import Paper

_MOST_FAULTS = 20
_DAYS_BACK = {"daily": 8, "several-weekly": 8, "weekly": 9, "fortnightly": 16, "monthly": 33}
"""How far back an issue is looked for."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def papers(options: argparse.Namespace) -> int:
    """`reader papers …`."""
    match options.action:
        case "show":
            return _show(_named(options.paper), options.format)
        case "check":
            return _check(options)
        case "add":
            from reader.cli.adding import add

            return add(options)
        case _:
            return _list(options)


# -- which there are --


def _list(options: argparse.Namespace) -> int:
    """`reader papers [WORD…]`: those that have every word in their names; one that is called so is
    shown.
    """
    words = [typed(word) for word in options.words]
    known = known_papers()
    asked = {key: typed(getattr(options, key)) for key in _FILTERS if getattr(options, key)}
    if len(words) == 1 and not asked and (paper := _called(words[0], known)):
        return _show(paper, options.format)
    found = [
        paper
        for paper in known
        if all(_FILTERS[key](paper, value) for key, value in asked.items())
        and all(any(_folded(word) in _folded(text) for text in _texts(paper)) for word in words)
    ]
    if not found:
        raise UsageError(
            f"No newspaper is like that ({shown(', '.join([*words, *asked.values()]), 80)});"
            " `reader papers` lists all of them."
        )
    if options.format != "text":
        _print_records([_record(paper) for paper in found], options.format)
        return DONE
    rows = [
        (
            paper.newspaper.id,
            paper.newspaper.name,
            paper.newspaper.english_name,
            paper.newspaper.language,
        )
        for paper in found
    ]
    widths = [max(width_in_cells(row[n]) for row in rows) for n in range(4)]
    for row in rows:
        cells = [text + " " * (widths[n] - width_in_cells(text)) for n, text in enumerate(row)]
        terminal.write("  ".join(cells).rstrip() + "\n")
    return DONE


def _of_language(paper: Paper, wanted: str) -> bool:
    language, wanted = paper.newspaper.language.casefold(), wanted.casefold()
    return language == wanted or language.startswith(wanted + "-")


_FILTERS: dict[str, Callable[[Paper, str], bool]] = {
    "language": _of_language,
    "engine": lambda paper, wanted: any(era.engine == wanted for era in paper.eras),
    "group": lambda paper, wanted: _folded(wanted) in _folded(paper.group),
    "region": lambda paper, wanted: _folded(wanted) in _folded(paper.region),
    "confidence": lambda paper, wanted: paper.confidence == wanted,
}


def _texts(paper: Paper) -> tuple[str, ...]:
    return (*paper.names, paper.group, paper.region)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


def _called(word: str, known: Sequence[Paper]) -> Paper | None:
    from reader.papers import folded_name

    wanted = folded_name(word)
    return next((p for p in known if wanted in map(folded_name, p.names)), None)


def _named(words: str) -> Paper:
    from reader.papers import paper_named

    return paper_named(typed(words), known_papers())


# -- what is known of one --


def _show(paper: Paper, form: str) -> int:
    if form != "text":
        _print_records([_record(paper)], form, is_one=True)
        return DONE
    newspaper = paper.newspaper
    names = (newspaper.english_name, *paper.other_names)
    terminal.write("  ".join([newspaper.name, *filter(None, names)]) + "\n")
    facts = (newspaper.id, newspaper.language, paper.kind, paper.region, paper.group)
    terminal.write(" · ".join(filter(None, facts)) + "\n\n")
    up = f"; an issue is usually up at {paper.appears:%H:%M}" if paper.appears else ""
    rows = [
        ("site", newspaper.homepage),
        ("ICP", newspaper.icp),
        ("time zone", newspaper.time_zone + up),
        ("no issue", _closed(paper)),
        ("pace", f"{paper.at_once} at a time, {paper.per_second:g} a second"),
        ("hosts", ", ".join(paper.hosts)),
        ("page names", _page_names(paper)),
        ("sure", _sure(paper.confidence, paper.seen)),
        ("known from", paper.source),
        ("definition", "your own" if newspaper.id in own_ids() else "comes with the reader"),
    ]
    _print_rows([(name, said) for name, said in rows if said])
    for era in paper.eras:
        terminal.write("\n")
        _print_era(era)
    return DONE


def _print_era(era: Era) -> None:
    span = " ".join(
        part
        for part in (
            f"from {era.first.isoformat()}" if era.first else "",
            f"to {era.last.isoformat()}" if era.last else "",
        )
        if part
    )
    rows = [
        ("era", span or "always"),
        ("engine", era.engine),
        ("entry", era.entry),
        ("newest", era.newest if era.newest != era.entry else ""),
        ("sure", _sure(era.confidence, era.seen) if era.confidence or era.seen else ""),
        *era.settings.items(),
        *(("header", f"{name}: {value}") for name, value in era.headers.items()),
    ]
    _print_rows([(name, said) for name, said in rows if said])


def _print_rows(rows: Sequence[tuple[str, str]]) -> None:
    width = max([10, *(len(name) for name, _ in rows)])
    for name, said in rows:
        terminal.write(f"{name:{width}}  {said}\n")


def _sure(confidence: str, seen: object) -> str:
    said = confidence or "nobody said"
    return f"{said}, seen on {seen}" if seen else f"{said}, no day on which it was seen"


def _closed(paper: Paper) -> str:
    weekdays = sorted(paper.newspaper.closed_weekdays)
    return ", ".join([*(_WEEKDAYS[day] for day in weekdays), *(c.words for c in paper.no_issue)])


def _page_names(paper: Paper) -> str:
    rules = paper.page_names
    parts = [f"{old} is {new}" for old, new in rules.replace.items()]
    if rules.drop:
        parts.append(f"without {' '.join(rules.drop)}")
    if rules.advertisement:
        parts.append(f"advertisement: {', '.join(rules.advertisement)}")
    return "; ".join(parts)


def _record(paper: Paper) -> dict[str, Any]:
    """The newspaper as JSON has it: every field, empty where nothing is known."""
    newspaper = paper.newspaper
    return {
        "id": newspaper.id,
        "name": newspaper.name,
        "english_name": newspaper.english_name,
        "other_names": list(paper.other_names),
        "language": newspaper.language,
        "region": paper.region,
        "group": paper.group,
        "kind": paper.kind,
        "time_zone": newspaper.time_zone,
        "homepage": newspaper.homepage,
        "icp": newspaper.icp,
        "closed": [_WEEKDAYS[day].lower() for day in sorted(newspaper.closed_weekdays)],
        "no_issue": [closure.words for closure in paper.no_issue],
        "appears": f"{paper.appears:%H:%M}" if paper.appears else "",
        "pace": {"at_once": paper.at_once, "per_second": paper.per_second},
        "hosts": sorted(paper.all_hosts()),
        "page_names": {
            "replace": dict(paper.page_names.replace),
            "drop": list(paper.page_names.drop),
            "advertisement": list(paper.page_names.advertisement),
        },
        "confidence": paper.confidence,
        "seen": paper.seen.isoformat() if paper.seen else "",
        "source": paper.source,
        "eras": [
            {
                "engine": era.engine,
                "first": era.first.isoformat() if era.first else "",
                "last": era.last.isoformat() if era.last else "",
                "entry": era.entry,
                "newest": era.newest,
                "settings": dict(era.settings),
                "headers": dict(era.headers),
                "confidence": era.confidence,
                "seen": era.seen.isoformat() if era.seen else "",
            }
            for era in paper.eras
        ],
    }


def _print_records(records: Sequence[dict[str, Any]], form: str, *, is_one: bool = False) -> None:
    import json

    if form == "jsonl":
        for record in records:
            terminal.write(json.dumps(record, ensure_ascii=False) + "\n")
        return
    value = records[0] if is_one else list(records)
    terminal.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


# -- whether it can be read --


def _check(options: argparse.Namespace) -> int:
    """`reader papers check PAPER [DATE]` and `reader papers check FILE.toml [DATE]`."""
    words = typed(options.paper)
    if words.casefold().endswith(".toml"):
        paper = _defined(Path(words))
        if paper is None:
            return FAILED
        if not options.when and not options.base_url:
            return DONE
    else:
        paper = _named(words)
        _tell(True, "definition", f"{paper.newspaper.name} is known as {paper.id}.")
        if not paper.eras:
            _tell(
                True,
                "site",
                "It has none: it is made of your feeds, and `reader feeds` lists them.",
            )
            return DONE
    import asyncio

    return asyncio.run(_rehearse(paper, options))


def _defined(path: Path) -> Paper | None:
    """The paper of a definition's file, told of; None where something is wrong in it, which is
    said.
    """
    from reader.papers import faults_of, load

    faults = faults_of(path)
    for fault in faults[:_MOST_FAULTS]:
        _tell(False, "definition", str(fault))
    if faults[_MOST_FAULTS:]:
        _tell(False, "definition", f"{len(faults) - _MOST_FAULTS} more are wrong.")
    if faults:
        return None
    paper = load(path)
    eras = len(paper.eras)
    _tell(
        True,
        "definition",
        f"{shown(path.name, 80)} defines {paper.newspaper.name} ({paper.id}) with"
        f" {eras} {'era' if eras == 1 else 'eras'}.",
    )
    return paper


async def _rehearse(paper: Paper, options: argparse.Namespace) -> int:
    from reader.config import read_config
    from reader.dates import parse_day
    from reader.delivery import fetcher_for

    check_mirror(options)
    today = today_at(paper.newspaper)
    day = parse_day(typed(options.when), today=today) if options.when else None
    config = read_config()
    paper = paper.slowed(config.at_once, config.per_second)
    async with fetcher_for(paper, None, base_url=options.base_url) as fetcher:
        if day is not None:
            return DONE if await _tried(paper, day, fetcher, options.base_url) else FAILED
        days = _days_to_try(paper, today)
        while days:
            day = days.pop(0)
            try:
                return DONE if await _tried(paper, day, fetcher, options.base_url) else FAILED
            except NotPublished as absent:
                terminal.write(f"· {day.isoformat()}: {absent}\n")
                terminal.flush()
                other = absent.other_day
                if other is not None and other in days:
                    days = days[days.index(other) :]
    _tell(
        False,
        "entry",
        f"{paper.newspaper.name} has no issue on any of the days that were tried; the entry's"
        " address may have changed.",
    )
    return FAILED


def _days_to_try(paper: Paper, today: date) -> list[date]:
    """Today and the days before it on which an issue may have appeared: as many as there are from
    one issue to the next, and some for a holiday.
    """
    days = [today - timedelta(days=back) for back in range(_DAYS_BACK.get(paper.kind, 8))]
    return [day for day in days if not paper.is_without_issue(day)]


async def _tried(paper: Paper, day: date, fetcher: Transport, base_url: str) -> bool:
    from reader.delivery.rehearsal import Step, rehearse

    era = paper.eras_for(day)[0]
    note = "" if era.covers(day) else "; no era covers that day, this is the nearest"
    steps: list[Step] = []

    def report(step: Step) -> None:
        if not steps:
            _tell(True, "era", f"{era.engine} reads {day.isoformat()}{note}.")
        steps.append(step)
        _tell(step.is_right, step.name, step.said)
        terminal.flush()

    return await rehearse(paper, day, fetcher=fetcher, base_url=base_url, report=report)


def _tell(is_right: bool, name: str, said: str) -> None:
    terminal.write(f"{'✓' if is_right else '✗'} {name}: {said}\n")
