"""The definitions that come with the reader, read beforehand.

To parse and check a hundred small files takes longer than the reader may take to open. So what they
say is kept in one file beside them, a line a newspaper, with the size of the definition it was made
from. A definition that is of another size, or that has no line, is read itself; that the index is
true is the business of a test.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from reader.engines.exchange import Era
from reader.model import Newspaper
from reader.papers.closures import Closure
from reader.papers.paper import PageNames, Paper

FILE = "index.jsonl"

_NEWSPAPER = ("id", "name", "english_name", "language", "time_zone", "homepage", "icp")
_PAPER = (
    *("at_once", "per_second", "is_paced", "group", "region", "kind", "confidence", "source"),
)
_ERA = ("engine", "entry", "newest", "settings", "headers", "confidence")


def papers_in(folder: Path) -> tuple[Paper, ...]:
    """Every paper defined in the reader's own folder, by file name."""
    lines = _lines_of(folder / FILE)
    return tuple(
        paper_of(lines[path.name])
        if lines.get(path.name, {}).get("size") == path.stat().st_size
        else _defined(path)
        for path in sorted(folder.glob("*.toml"))
    )


def text_of(folder: Path) -> str:
    """What the index of a folder must be."""
    rows = [
        json.dumps(
            {"file": path.name, "size": path.stat().st_size, **record_of(_defined(path))},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for path in sorted(folder.glob("*.toml"))
    ]
    return "".join(row + "\n" for row in rows)


def _defined(path: Path) -> Paper:
    from reader.papers.definition import paper_from

    return paper_from(path.read_bytes(), path, is_ours=True)


def _lines_of(path: Path) -> Mapping[str, dict[str, Any]]:
    try:
        rows = path.read_text(encoding="utf-8").splitlines()
        # One call for all is three times as fast as one a line.
        records = json.loads(f"[{','.join(rows)}]")
        return {record["file"]: record for record in records}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


# -- a paper as JSON, without what is as usual ------------------------------------


def record_of(paper: Paper) -> dict[str, Any]:
    """The paper as plain values; what has its default is left out."""
    newspaper, rules = paper.newspaper, paper.page_names
    usual_paper, usual = Newspaper(id="", name=""), Paper(newspaper=paper.newspaper, eras=())
    record = {
        **_unusual(newspaper, usual_paper, _NEWSPAPER),
        **_unusual(paper, usual, _PAPER),
        "closed": sorted(newspaper.closed_weekdays),
        "other_names": list(paper.other_names),
        "no_issue": [[*closure.first, *closure.last] for closure in paper.no_issue],
        "appears": paper.appears.isoformat("minutes") if paper.appears else "",
        "hosts": list(paper.hosts),
        "replace": dict(rules.replace),
        "drop": list(rules.drop),
        "advertisement": list(rules.advertisement),
        "seen": _iso(paper.seen),
        "eras": [_era_record(era) for era in paper.eras],
    }
    return {key: value for key, value in record.items() if value or key in _PAPER}


def _era_record(era: Era) -> dict[str, Any]:
    record = {
        **_unusual(era, Era(engine="", entry=""), _ERA),
        "first": _iso(era.first),
        "last": _iso(era.last),
        "seen": _iso(era.seen),
    }
    return {key: value for key, value in record.items() if value}


def _unusual(value: object, usual: object, keys: Iterable[str]) -> dict[str, Any]:
    return {key: getattr(value, key) for key in keys if getattr(value, key) != getattr(usual, key)}


def paper_of(record: Mapping[str, Any]) -> Paper:
    """The paper a record was made of."""
    appears = record.get("appears")
    return Paper(
        newspaper=Newspaper(
            **{key: record[key] for key in _NEWSPAPER if key in record},
            closed_weekdays=frozenset(record.get("closed", ())),
        ),
        eras=tuple(map(_era_of, record.get("eras", ()))),
        **{key: record[key] for key in _PAPER if key in record},
        other_names=tuple(record.get("other_names", ())),
        no_issue=tuple(
            Closure(first=tuple(days[:3]), last=tuple(days[3:]))
            for days in record.get("no_issue", ())
        ),
        appears=time.fromisoformat(appears) if appears else None,
        hosts=tuple(record.get("hosts", ())),
        page_names=PageNames(
            replace=record.get("replace", {}),
            drop=tuple(record.get("drop", ())),
            advertisement=tuple(record.get("advertisement", ())),
        ),
        seen=_day(record.get("seen")),
    )


def _era_of(record: Mapping[str, Any]) -> Era:
    return Era(
        **{key: record[key] for key in _ERA if key in record},
        first=_day(record.get("first")),
        last=_day(record.get("last")),
        seen=_day(record.get("seen")),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
