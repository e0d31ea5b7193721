"""Pages, and what they are packed in, as the tests want them."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.delivery import Import, Known, LeftOut, Stored
from reader.papers import Paper, stand_of_papers

if TYPE_CHECKING:
    from reader.library import Library

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
DAY = date(2024, 7, 6)
ICP = "京ICP备06005116号"


def html(title: str = "大桥通车", text: str = "江水东流。", *, day: str = DAY.isoformat()) -> str:
    """A page of 科技日报."""
    stamp = f'<div class="date">{day}</div>' if day else ""
    return (
        f'<html>{stamp}<div class="section">第01版：要闻</div><h1>{title}</h1>'
        f'<article><p>{text}</p></article><div class="foot">{ICP}</div></html>'
    )


def zipped(entries: Iterable[tuple[str | zipfile.ZipInfo, str | bytes]]) -> bytes:
    """A ZIP of these."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries:
            file.writestr(name, content)
    return out.getvalue()


def record(
    url: str,
    content: str | bytes,
    *,
    at: str = "2024-07-06T01:00:00Z",
    kind: str = "response",
    status: str = "200 OK",
    headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),),
    more: Sequence[tuple[str, str]] = (),
    length: int | None = None,
) -> bytes:
    """A record of a WARC, as a crawler writes it."""
    body = content.encode() if isinstance(content, str) else content
    if kind in ("response", "revisit"):
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
        body = "\r\n".join([*lines, "", ""]).encode() + body
    named = [
        ("WARC-Type", kind),
        ("WARC-Target-URI", url),
        ("WARC-Date", at),
        ("Content-Length", str(len(body) if length is None else length)),
        *more,
    ]
    if kind in ("resource", "conversion"):
        named += headers
    head = "".join(f"{name}: {value}\r\n" for name, value in named)
    return f"WARC/1.0\r\n{head}\r\n".encode() + body + b"\r\n\r\n"


def packed(records: Iterable[bytes]) -> bytes:
    """Each record by itself, as in a `.warc.gz`."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)


class Told:
    """What an import told."""

    def __init__(
        self, library: Library, *paths: Path, papers: Sequence[Paper] = (), base_url: str = ""
    ) -> None:
        job = Import(library, papers or stand_of_papers(), today=TODAY, at=AT, base_url=base_url)
        self.events = list(job.events(paths))

    @property
    def filed(self) -> list[tuple[str, date, int]]:
        """Newspaper, day and count of the issues that something went into."""
        return [
            (event.filed.newspaper_id, event.filed.date, event.filed.articles)
            for event in self.events
            if isinstance(event, Stored)
        ]

    @property
    def new(self) -> int:
        """Articles that are new or changed."""
        return sum(event.new for event in self.events if isinstance(event, Stored))

    @property
    def left_out(self) -> list[tuple[str, str]]:
        """Names and reasons of what was left out."""
        return [
            (event.name, event.reason)
            for event in self.events
            if isinstance(event, LeftOut) and not event.is_remark
        ]

    @property
    def known(self) -> list[str]:
        """Names of the files that were brought in before."""
        return [event.was.name for event in self.events if isinstance(event, Known)]


def headlines(library: Library, newspaper_id: str, day: date) -> list[str]:
    """The headlines of an issue."""
    issue = library.issue(newspaper_id, day)
    return [article.headline for article in issue.articles] if issue else []
