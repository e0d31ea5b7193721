"""`reader import` of archives: what is printed, told and written down, and the exit status."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from reader.library import Library
from tests.delivery.intake.containers import DAY, html, packed, record, zipped

PAGES = 1800


def test_a_file_that_gave_nothing_beside_one_that_gave_something_is_in_part(
    reader, tmp_path: Path
) -> None:
    (tmp_path / "a.zip").write_bytes(zipped([("a.html", html())]))
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04")
    said = reader("import", str(tmp_path / "a.zip"), str(tmp_path / "b.zip"))
    assert (said.status, said.out) == (3, "kjrb 2024-07-06 1\n")
    assert "b.zip is a damaged ZIP archive." in said.err


def test_what_was_left_out_is_told_by_its_reason(reader, tmp_path: Path) -> None:
    entries = [(f"{n}.html", b"") for n in range(40)]
    (tmp_path / "a.zip").write_bytes(zipped([*entries, ("in.zip", b"PK"), ("a.html", html())]))
    said = reader("import", str(tmp_path / "a.zip"))
    assert said.status == 0
    first, second = said.err.splitlines()
    assert first.startswith("40 like this one: 0.html: ")
    assert second.startswith("in.zip: ")


def test_everything_is_named_where_it_is_asked_for(reader, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped([(f"{n}.html", b"") for n in range(9)]))
    report = tmp_path / "left-out.tsv"
    said = reader("import", "-v", "--report", str(report), str(tmp_path / "a.zip"))
    assert (said.status, said.err.count("\n")) == (1, 9)
    lines = report.read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[1] for line in lines] == [f"{n}.html" for n in range(9)]


def test_the_same_archive_again_says_so(reader, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped([("a.html", html())]))
    reader("import", str(tmp_path / "a.zip"))
    said = reader("import", str(tmp_path / "a.zip"))
    assert (said.status, said.out) == (0, "")
    assert "nothing in it is new" in said.err


def test_an_archive_is_opened_and_parsed_without_being_kept(reader, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        zipped([("a.html", html()), ("b.html", html("丰收", "稻谷金黄。"))])
    )
    shown = reader("open", str(tmp_path / "a.zip")).out
    assert all(words in shown for words in ("大桥通车", "丰收"))
    assert reader("parse", "--format", "jsonl", str(tmp_path / "a.zip")).out.count("\n") == 2
    assert reader("issues", "kjrb").out == ""


def test_stopped_it_keeps_what_came_and_says_how_to_go_on(tmp_path: Path) -> None:
    crawl, library = tmp_path / "c.warc.gz", tmp_path / "library.db"
    records = [
        record(
            f"http://paper.example/{10_000 + n}.htm",
            html(f"{chr(0x4E00 + n)}江消息", "江水东流。" * (1 + n % 50), day=_day_of(n)),
        )
        for n in range(PAGES)
    ]
    crawl.write_bytes(packed(records))
    command = [sys.executable, "-m", "reader", "--library", str(library), "import", str(crawl)]
    environment = os.environ | {"READER_LANG": "en"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    ) as running:
        until = time.monotonic() + 60
        while time.monotonic() < until and not _count(library):
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "the same command goes on" in told
    came = _count(library)
    assert 0 < came < PAGES
    again = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert again.returncode == 0
    assert _count(library) == PAGES


def _day_of(n: int) -> str:
    return (DAY + timedelta(days=n // 60)).isoformat()


def _count(library: Path) -> int:
    if not library.exists():
        return 0
    with Library.open(library) as opened:
        return sum(day.articles for day in opened.days("kjrb"))
