"""All newspapers known: the ones that come with the reader, and a user's own, which win over
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from reader.engines.places import filled
from reader.errors import ConfigError, UsageError
from reader.lang import say
from reader.papers.closures import Closure
from reader.papers.own import OWN, own_paper
from reader.papers.paper import PageNames, Paper
from reader.text import shown

if TYPE_CHECKING:
    from reader.engines.exchange import Era

__all__ = [
    "OWN",
    "SAMPLE",
    "Closure",
    "PageNames",
    "Paper",
    "entry_for",
    "faults_of",
    "folded_name",
    "load",
    "own_paper",
    "own_papers",
    "paper_by_icp",
    "paper_named",
    "stand_of_papers",
]

SAMPLE = "sample"
"""The id of the newspaper that comes with the program."""


@cache
def _ours() -> tuple[Paper, ...]:
    from reader.papers.index import papers_in

    return papers_in(Path(__file__).parent)


def stand_of_papers(own: Iterable[Paper] = ()) -> tuple[Paper, ...]:
    """Every known newspaper, a user's own in place of ours where the ids are the same; the
    sample comes last.
    """
    papers = {paper.id: paper for paper in _ours()}
    papers.update((paper.id, paper) for paper in own if paper.id != OWN)
    return tuple(sorted(papers.values(), key=lambda paper: (paper.id == SAMPLE, paper.id)))


def load(path: Path) -> Paper:
    """The paper a file defines; `ConfigError` where it cannot be read or is wrong."""
    from reader.papers.definition import paper_from

    return paper_from(_text_of(path), path)


def faults_of(path: Path) -> tuple[ConfigError, ...]:
    """Everything that is wrong in a definition's file; nothing where it can be used."""
    from reader.papers.definition import faults_in

    try:
        return faults_in(_text_of(path), path)
    except ConfigError as fault:
        return (fault,)


def _text_of(path: Path) -> bytes:
    from reader.papers.source import LARGEST_FILE

    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "its name cannot be used"
        raise ConfigError(
            f"{shown(path.name)} cannot be read: {shown(why, 80)}.", path=path
        ) from fault


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
            papers.append(replace(load(path), is_own=True))
        except ConfigError as fault:
            faults.append(fault)
    return tuple(papers), tuple(faults)


def paper_named(name: str, papers: Sequence[Paper]) -> Paper:
    """The paper of that id or of any of its names; `UsageError` names the nearest one where there
    is none.
    """
    wanted = folded_name(name)
    names: dict[str, Paper] = {}
    for paper in papers:
        for known in paper.names:
            names.setdefault(folded_name(known), paper)
    if wanted in names:
        return names[wanted]
    from difflib import get_close_matches

    likely = next(map(names.get, get_close_matches(wanted, names, n=1, cutoff=0.5)), None)
    remedy = (
        say("did you mean {id} ({name})?", id=likely.id, name=likely.newspaper.name)
        if likely
        else say("`reader papers` lists those that are known.")
    )
    raise UsageError(
        say("There is no newspaper called “{name}”; {remedy}", name=shown(name, 60), remedy=remedy)
    )


def folded_name(name: str) -> str:
    """A newspaper's name as it is compared: without case, spaces and its article."""
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
    url = filled(era.entry, day)
    if not base_url:
        return url
    mirror, parts = urlsplit(base_url), urlsplit(url)
    return urlunsplit(
        (mirror.scheme, mirror.netloc, mirror.path.rstrip("/") + parts.path, parts.query, "")
    )
