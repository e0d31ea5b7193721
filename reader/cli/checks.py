"""What the doctor looks at, part by part; each answers with findings and changes nothing."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import LibraryError, ReaderError
from reader.lang import say, say_n
from reader.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.library import Library

LEAST_ROOM = 256 * 1024**2
"""Bytes of the disk that should be free: a delivery, its log and a backup fit in easily."""
IDLE_BYTES = 16 * 1024**2
"""So much of a file may lie idle before it is worth giving back."""
_IDLE_SHARE = 10
_SMALLEST = (60, 16)
_OLD_DAYS = 14


class Verdict(StrEnum):
    """How something is."""

    GOOD = "good"
    NOTE = "note"
    """It works, and could be better."""
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found out about one thing."""

    subject: str
    verdict: Verdict
    said: str
    remedy: str = ""
    """What to do, in one sentence; "" where there is nothing to do."""


def _good(subject: str, said: str) -> Finding:
    return Finding(subject=subject, verdict=Verdict.GOOD, said=said)


def _note(subject: str, said: str, remedy: str) -> Finding:
    return Finding(subject=subject, verdict=Verdict.NOTE, said=said, remedy=remedy)


def _bad(subject: str, said: str, remedy: str) -> Finding:
    return Finding(subject=subject, verdict=Verdict.BAD, said=said, remedy=remedy)


# -- the library ---------------------------------------------------------------


def library(path: Path) -> Iterator[Finding]:
    """The file, its disk and its backups."""
    from reader.library import Library

    name = say("library")
    if not path.exists():
        yield _good(
            name,
            say(
                "There is none at {file} yet; the first start or `reader fetch` makes one.",
                file=shown(path),
            ),
        )
        return
    try:
        with Library.open(path, create=False) as opened:
            yield from _inside(opened, name)
    except LibraryError as error:
        said, _, remedy = str(error).partition("; ")
        yield _bad(name, said.rstrip(".。") + say("."), _sentence(remedy))
    yield from _beside(path)
    yield _room(path)
    yield from _backups(path)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _inside(opened: Library, name: str) -> Iterator[Finding]:
    health, size = opened.health, opened.path.stat().st_size
    flaws = opened.integrity()
    if flaws:
        yield _bad(
            name,
            say("{file} is damaged: {flaw}", file=shown(opened.path), flaw=flaws[0]),
            say("`reader doctor --fix` saves what can be read, and keeps the damaged file."),
        )
        return
    yield _good(
        name,
        say(
            "{file}: whole, {size}, {articles}, version {version}.",
            file=shown(opened.path),
            size=weight(size),
            articles=say_n("{n} article", "{n} articles", health.articles),
            version=health.version,
        ),
    )
    if opened.is_read_only:
        yield _note(
            name,
            say("It can be read but not changed."),
            say("Allow writing to it and its folder, or name another file."),
        )
    elif not health.is_logged_ahead:
        yield _note(
            name,
            say("Its disk shares no memory between programs, as network folders do."),
            say("Use it with one reader at a time, or move it to a disk of this computer."),
        )
    idle = health.idle_bytes
    if idle > IDLE_BYTES and idle * _IDLE_SHARE > size:
        yield _note(
            name,
            say("{idle} of the file lie idle.", idle=weight(idle)),
            say("`reader doctor --fix` gives them back to the disk."),
        )


def _beside(path: Path) -> Iterator[Finding]:
    """Damaged and earlier files that were kept."""
    from reader.library.migration import copies_beside

    for copy in copies_beside(path):
        yield _good(
            say("library"),
            say("It is kept as it was before an update, for a day: {file}.", file=shown(copy.name)),
        )
    kept = sorted(path.parent.glob("*.damaged-*"))
    kept = [each for each in kept if each.name.startswith(path.name) and "-wal" not in each.name]
    if kept:
        yield _note(
            say("library"),
            say_n(
                "A damaged file is kept beside it: {first}.",
                "{n} damaged files are kept beside it, the first is {first}.",
                len(kept),
                first=shown(kept[0].name),
            ),
            say("Remove it when nothing is missed any more."),
        )


def _room(path: Path) -> Finding:
    name = say("disk")
    try:
        free = shutil.disk_usage(path.absolute().parent).free
    except OSError as error:
        return _note(
            name,
            say("Its room cannot be told ({reason}).", reason=shown(error.strerror or error)),
            say("Check that the folder is there."),
        )
    if free < LEAST_ROOM:
        return _bad(
            name,
            say("Only {free} are free where the library is.", free=weight(free)),
            say("Make room, or move the library to a larger disk."),
        )
    return _good(name, say("{free} are free where the library is.", free=weight(free)))


def _backups(path: Path) -> Iterator[Finding]:
    from reader.cli.safety import counts
    from reader.library.backups import Backups
    from reader.library.restoring import belongings_of

    name, listed = say("backups"), Backups(path).listed()
    if not listed:
        yield _note(
            name,
            say("There is none yet."),
            say("`reader backup` makes one; by itself one is made on every day of reading."),
        )
        return
    unreadable = []
    newest = ""
    for each in listed:
        try:
            held = belongings_of(each.path)
        except LibraryError:
            unreadable.append(each)
        else:
            newest = newest or counts(held)
    for each in unreadable:
        yield _bad(
            name,
            say("{file} cannot be read.", file=shown(each.path)),
            say("Remove it; `reader backup` makes a new one."),
        )
    made = listed[0].made_at.astimezone().strftime("%Y-%m-%d %H:%M")
    said = say_n(
        "{n}, of {made}: {held}.",
        "{n}, the newest of {made}: {held}.",
        len(listed),
        made=made,
        held=newest,
    )
    if (datetime.now(UTC) - listed[0].made_at).days > _OLD_DAYS and Backups(path).is_due(
        datetime.now(UTC)
    ):
        yield _note(name, said, say("`reader backup` makes one now and says why it cannot."))
    else:
        yield _good(name, said)


def weight(size: int) -> str:
    """Bytes as they are spoken of."""
    if size < 10_000:
        return f"{size} B"
    for unit in ("kB", "MB", "GB"):
        size_of_unit = {"kB": 1e3, "MB": 1e6, "GB": 1e9}[unit]
        if size < 1000 * size_of_unit or unit == "GB":
            return f"{size / size_of_unit:.1f} {unit}"
    return ""


# -- what a person wrote -------------------------------------------------------


def config() -> Iterator[Finding]:
    """The configuration file."""
    from reader.commands import COMMANDS
    from reader.config import config_path, read_config

    name = say("config")
    complaints = read_config(commands=COMMANDS).complaints
    for complaint in complaints:
        yield _bad(name, str(complaint), say("Mend that line; the default is used until then."))
    if complaints:
        return
    path = config_path()
    if path.exists():
        yield _good(name, say("{file} can be read.", file=shown(path)))
    else:
        yield _good(name, say("There is no {file}; the defaults are used.", file=shown(path)))


def papers() -> Iterator[Finding]:
    """The definitions of newspapers."""
    from reader.config import papers_path
    from reader.papers import own_papers, stand_of_papers

    name = say("papers")
    own, faults = own_papers(papers_path())
    for fault in faults:
        yield _bad(
            name,
            str(fault),
            say("Mend the file, or remove it from {folder}.", folder=shown(papers_path())),
        )
    said = say_n("{n} newspaper is known", "{n} newspapers are known", len(stand_of_papers(own)))
    yield _good(name, said + say(", {n} of them your own.", n=len(own)))


# -- the terminal --------------------------------------------------------------


def terminal(environ: Mapping[str, str]) -> Iterator[Finding]:
    """What the app would find to draw on."""
    from reader.app.pictures.terminal import way_of

    name = say("terminal")
    term = environ.get("TERM", "")
    if term in ("", "dumb"):
        yield _note(
            name,
            say("TERM is {term}: only the plain front page can be shown.", term=term or "-"),
            say("Run the reader in a terminal, or use `reader --plain`."),
        )
    size = shutil.get_terminal_size((80, 24))
    said = f"{shown(term, 40) or '-'}, {size.columns}×{size.lines}"
    colours = colours_of(environ)
    said += (
        ", "
        + {
            "truecolor": say("all colours"),
            "256": say("256 colours"),
            "standard": say("16 colours"),
            None: say("no colours"),
        }[colours]
    )
    said += ", " + say("pictures as {way}.", way=way_of(environ, colours).value)
    if size.columns < _SMALLEST[0] or size.lines < _SMALLEST[1]:
        yield _note(
            name,
            said,
            say(
                "Make the window at least {columns}×{rows}.",
                columns=_SMALLEST[0],
                rows=_SMALLEST[1],
            ),
        )
    elif colours not in ("truecolor", None) and environ.get("TERM") not in ("", "dumb", "linux"):
        yield _note(
            name,
            said,
            say("If the terminal has all colours, set COLORTERM=truecolor."),
        )
    else:
        yield _good(name, said)
    yield _encoding(environ)


def _encoding(environ: Mapping[str, str]) -> Finding:
    name = say("encoding")
    spoken = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    stdout = getattr(sys.stdout, "encoding", None) or ""
    if "utf-8" in spoken.lower() or "utf8" in spoken.lower() or sys.platform in ("win32", "darwin"):
        return _good(name, (shown(spoken, 40) or stdout) + say("."))
    return _note(
        name,
        say("The locale is “{locale}”, which is not UTF-8.", locale=shown(spoken, 40) or "C"),
        say("Set LANG to a UTF-8 locale, as C.UTF-8, if Chinese does not show."),
    )


def colours_of(environ: Mapping[str, str]) -> str | None:
    """How many colours the environment says the terminal has."""
    term = environ.get("TERM", "").lower()
    if "NO_COLOR" in environ or term in ("", "dumb"):
        return None
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "truecolor"
    return (
        "256" if "256" in term or term in ("xterm-kitty", "xterm-ghostty", "foot") else "standard"
    )


def width(measured: Mapping[str, int] | None) -> Iterator[Finding]:
    """What the terminal said of the width of signs; None where it was not or could not be
    asked."""
    from reader.text import width_in_cells

    name = say("width")
    if measured is None:
        yield _good(name, say("Not measured: there is no terminal to ask, or it did not answer."))
        return
    other = {sign: cells for sign, cells in measured.items() if cells != width_in_cells(sign)}
    if not other:
        yield _good(name, say("Letters and Chinese characters are as wide as they are taken for."))
        return
    signs = " ".join(f"{sign}={cells}" for sign, cells in other.items())
    if all(cells == 2 for cells in other.values()):
        remedy = say("Set its ambiguous-width characters to narrow (one cell).")
    else:
        remedy = say("Choose a font and a locale with Chinese, or another terminal.")
    yield _bad(
        name,
        say("Signs are drawn wider or narrower than they are taken for: {signs}.", signs=signs),
        remedy,
    )


# -- the network ---------------------------------------------------------------


def network(environ: Mapping[str, str]) -> Iterator[Finding]:
    """What the environment says; nothing is asked."""
    name = say("network")
    proxies = [
        key
        for key in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
        if environ.get(key) or environ.get(key.lower())
    ]
    if proxies:
        yield _good(
            name, say("Requests go through the proxy that {names} names.", names=", ".join(proxies))
        )
    else:
        yield _good(name, say("No proxy is set; nothing was asked (`--online PAPER` asks a site)."))


def online(paper_name: str, base_url: str) -> Iterator[Finding]:
    """Whether a newspaper's site answers: one request, for its robots.txt."""
    import asyncio

    from reader.cli.names import known_papers, typed
    from reader.delivery import fetcher_for
    from reader.errors import Refused
    from reader.model import Request
    from reader.papers import entry_for, paper_named

    name = say("network")
    paper = paper_named(typed(paper_name), known_papers())
    if not paper.eras:
        yield _good(
            name, say("{name} comes with the reader and has no site.", name=paper.newspaper.name)
        )
        return
    today = datetime.now(UTC).date()
    entry = entry_for(paper.eras[-1], today, base_url)
    scheme, _, rest = entry.partition("://")
    url = f"{scheme}://{rest.partition('/')[0]}/robots.txt"

    async def ask() -> None:
        async with fetcher_for(paper, None, base_url=base_url) as fetcher:
            await fetcher.fetch(Request(url=url))

    try:
        asyncio.run(ask())
    except Refused as error:
        if error.status != 404:
            yield _bad(name, str(error), say("Try again later."))
            return
    except ReaderError as error:
        yield _bad(
            name,
            str(error),
            say("Check the connection; `reader papers check {id}` tries more.", id=paper.id),
        )
        return
    yield _good(name, say("The site of {name} answers.", name=paper.newspaper.name))


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """The worst of them."""
    order = list(Verdict)
    return max((each.verdict for each in findings), key=order.index, default=Verdict.GOOD)


def environment() -> Mapping[str, str]:
    """What the surroundings say."""
    return os.environ
