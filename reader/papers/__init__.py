"""All newspapers known: the ones that come with the reader, and a user's own, which win over
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from reader.errors import ConfigError, UsageError
from reader.papers.definition import LARGEST_FILE, Paper, paper_from
from reader.text import shown

if TYPE_CHECKING:
    from reader.engines.exchange import Era

__all__ = [
    "SAMPLE",
    "Paper",
    "entry_for",
    "load",
    "own_papers",
    "paper_by_icp",
    "paper_named",
    "stand_of_papers",
]

SAMPLE = "sample"
"""The id of the newspaper that comes with the program."""


@cache
def _ours() -> tuple[Paper, ...]:
    folder = Path(__file__).parent
    return tuple(paper_from(file.read_bytes(), file) for file in sorted(folder.glob("*.toml")))


def stand_of_papers(own: Iterable[Paper] = ()) -> tuple[Paper, ...]:
    """Every known newspaper, a user's own in place of ours where the ids are the same; the
    sample comes last.
    """
    papers = {paper.id: paper for paper in _ours()}
    papers.update((paper.id, paper) for paper in own)
    return tuple(sorted(papers.values(), key=lambda paper: (paper.id == SAMPLE, paper.id)))


def load(path: Path) -> Paper:
    """The paper a file defines; `ConfigError` where it cannot be read or is wrong."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise ConfigError(
            f"{shown(path.name)} cannot be read: {shown(fault.strerror or fault, 80)}.", path=path
        ) from fault
    return paper_from(raw, path)


def own_papers(folder: Path) -> tuple[tuple[Paper, ...], tuple[ConfigError, ...]]:
    """The definitions in a user's folder, and what is wrong with those that cannot be used; one
    bad file costs no other.
    """
    papers: list[Paper] = []
    faults: list[ConfigError] = []
    try:
        files = sorted(folder.glob("*.toml"))
    except OSError:
        files = []
    for path in files[:1000]:
        try:
            papers.append(load(path))
        except ConfigError as fault:
            faults.append(fault)
    return tuple(papers), tuple(faults)


def paper_named(name: str, papers: Sequence[Paper]) -> Paper:
    """The paper of that id, native or English name; `UsageError` names the nearest one where
    there is none.
    """
    wanted = _folded(name)
    names: dict[str, Paper] = {}
    for paper in papers:
        for known in (paper.id, paper.newspaper.name, paper.newspaper.english_name):
            if known:
                names.setdefault(_folded(known), paper)
    if wanted in names:
        return names[wanted]
    from difflib import get_close_matches

    near = get_close_matches(wanted, names, n=1, cutoff=0.5)
    remedy = (
        f"did you mean {names[near[0]].id} ({names[near[0]].newspaper.name})?"
        if near
        else "`reader papers` lists those that are known."
    )
    raise UsageError(f"There is no newspaper called “{shown(name, 60)}”; {remedy}")


def _folded(name: str) -> str:
    return "".join(name.casefold().split()).removeprefix("the")


def paper_by_icp(icp: str, papers: Iterable[Paper]) -> Paper | None:
    """The paper whose site bears that registration number."""
    wanted = icp.removesuffix("号")
    for paper in papers:
        if wanted and paper.newspaper.icp.removesuffix("号") == wanted:
            return paper
    return None


def entry_for(era: Era, day: date, base_url: str = "") -> str:
    """The first address of the issue of `day`; with `base_url`, scheme and host are those of a
    mirror and the path stays.
    """
    url = era.entry.format(year=f"{day:%Y}", month=f"{day:%m}", day=f"{day:%d}")
    if not base_url:
        return url
    mirror, parts = urlsplit(base_url), urlsplit(url)
    return urlunsplit(
        (mirror.scheme, mirror.netloc, mirror.path.rstrip("/") + parts.path, parts.query, "")
    )
