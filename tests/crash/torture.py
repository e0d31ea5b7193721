"""Lets each call that writes fail once, and looks what is left: what was kept before, or what was
to be kept too, and one sentence about it.

    cc -shared -fPIC -O1 -o failing.so tests/crash/failing.c -ldl
    LD_PRELOAD=./failing.so python tests/crash/torture.py FOLDER [EVERY]

Runs the commands of `TASKS` in this process; of every EVERY calls one fails. Prints a line of JSON:
calls that failed by command, and what went wrong.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import io
import json
import os
import shutil
import sqlite3
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from reader.cli import main
from reader.library import Library, schema
from reader.library.backups import Backups
from reader.model import Article, Issue, Newspaper, Paragraph, Section

PAPER = Newspaper(id="kjrb", name="科技日报", language="zh")
DAY = date(2024, 7, 6)
AT = datetime(2024, 7, 6, 1, tzinfo=UTC)
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
KEPT = 3
OLD = Path(__file__).resolve().parents[1] / "library" / "schemas" / f"v{schema.VERSION - 1}.sql"
PAGE = (
    "<html><head><meta charset=utf-8><title>一页报道</title></head><body><h1>一页报道</h1>"
    + "".join(f"<p>第{n}段说的是一页报道的事情，一共有{n * 3}件。</p>" for n in range(12))
    + "</body></html>"
)

TASKS = {
    "bookmark": ["bookmarks", "add", "kjrb/2024-07-06/a9"],
    "import": ["import", "{folder}/page.html"],
    "export": ["bookmarks", "export", "{folder}/out.json"],
    "remove": ["remove", "kjrb", "2024-07-06", "a8", "--yes"],
    "backup": ["backup", "{folder}/own.backup"],
    "restore": ["restore", "{folder}/made.backup"],
    "mend": ["doctor", "--fix"],
    "migrate": ["bookmarks"],
}


def template(folder: Path) -> None:
    """A library with three bookmarks, one of the version before, and one that is damaged."""
    folder.mkdir(parents=True)
    articles = tuple(
        Article(slug=f"a{n}", headline=f"第{n}题", blocks=(Paragraph(text=f"第{n}段话。" * 200),))
        for n in range(30)
    )
    with Library.open(folder / "whole.db") as library:
        section = Section(name="要闻", articles=articles)
        library.store(PAPER, Issue(newspaper_id="kjrb", date=DAY, sections=(section,)), at=AT)
        for n in range(KEPT):
            library.bookmark(f"kjrb/2024-07-06/a{n}", at=AT, note=f"note {n}")
        made = Backups(folder / "whole.db").make(AT)
        assert made is not None
    shutil.copy(made.path, folder / "made.backup")
    with contextlib.closing(sqlite3.connect(folder / "old.db")) as sql:
        sql.executescript(OLD.read_text(encoding="utf-8"))
    content = bytearray((folder / "whole.db").read_bytes())
    content[:4096] = bytes(4096)
    (folder / "damaged.db").write_bytes(content)


def laid_out(stock: Path, folder: Path, task: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    kind = {"migrate": "old", "mend": "damaged"}.get(task, "whole")
    shutil.copy(stock / f"{kind}.db", folder / "library.db")
    shutil.copy(stock / "made.backup", folder / "made.backup")
    (folder / "page.html").write_text(PAGE)


def run(words: list[str]) -> tuple[int, str]:
    out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(words)
        err.flush()
    return status, err.buffer.getvalue().decode()  # type: ignore[attr-defined]


def judged(folder: Path, task: str, status: int, said: str) -> str:
    """What is wrong; "" where nothing is."""
    if "Traceback" in said or "inside reader" in said:
        return f"said {said!r}"
    if status not in (0, 1, 3) or (status == 1 and not said.strip() and task != "mend"):
        return f"status {status}, said {said!r}"
    path = folder / "library.db"
    if task == "mend" and status != 0:
        # The damaged one is still there, and the next try has to do.
        status, said = run(["doctor", "--fix"])
    try:
        with Library.open(path, create=False) as library:
            flaws = library.integrity()
            here = {b.key: b.note for b in library.bookmarks()}
    except Exception as error:
        return f"cannot be opened: {error}"
    if flaws:
        return f"flaws {flaws[:2]}"
    if task == "migrate":
        return "" if len(here) == 1 else "the bookmark is lost"
    wanted = {f"kjrb/2024-07-06/a{n}": f"note {n}" for n in range(KEPT)}
    if any(here.get(key) != note for key, note in wanted.items()):
        return f"lost: {wanted.keys() - here.keys()}"
    if task == "bookmark" and status == 0 and "kjrb/2024-07-06/a9" not in here:
        return "acknowledged and not there"
    for name in ("out.json", "own.backup"):
        written = folder / name
        if status == 0 and task in ("export", "backup") and name == _written_by(task):
            if not written.exists() or not written.stat().st_size:
                return "written, and not there"
        elif status == 1 and written.exists():
            return f"half of {name} is there"
    return ""


def _written_by(task: str) -> str:
    return "out.json" if task == "export" else "own.backup"


def torture(folder: Path, every: int) -> dict[str, object]:
    shim = ctypes.CDLL(None)
    shim.failing_count.restype = ctypes.c_long
    stock, place = folder / "stock", folder / "here"
    template(stock)
    os.environ["READER_LIBRARY"] = str(place / "library.db")
    failed: dict[str, int] = {}
    wrong: list[str] = []
    for task, words in TASKS.items():
        words = [word.replace("{folder}", str(place)) for word in words]
        k = 1
        while True:
            laid_out(stock, place, task)
            error = ERRORS[k % len(ERRORS)]
            shim.failing_arm(str(place).encode(), ctypes.c_long(k), error)
            try:
                status, said = run(words)
            finally:
                count = shim.failing_count()
            if count < k:
                break
            failed[task] = failed.get(task, 0) + 1
            if fault := judged(place, task, status, said):
                wrong.append(f"{task} {k} {errno.errorcode[error]}: {fault}"[:400])
            k += every
    return {"failed": failed, "wrong": wrong}


if __name__ == "__main__":
    result = torture(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    sys.exit(bool(result["wrong"]))
