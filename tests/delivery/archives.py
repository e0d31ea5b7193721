"""A real web archive on loopback: pywb over a WARC that is written here."""

from __future__ import annotations

import json
import mimetypes
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

_START_S = 60
_SERVE = """
from gevent.monkey import patch_all
patch_all()
import io, json
from gevent.pywsgi import WSGIServer
from pywb.apps.frontendapp import FrontEndApp
from pywb.manager.manager import main
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
with open("papers.json") as given, open("papers.warc.gz", "wb") as file:
    writer = WARCWriter(file, gzip=True)
    for copy in json.load(given):
        writer.write_record(writer.create_warc_record(
            copy["url"],
            "response",
            payload=io.BytesIO(copy["body"].encode("latin-1")),
            http_headers=StatusAndHeaders(copy["status"], copy["headers"], protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": copy["at"]},
        ))
main(["init", "papers"])
main(["add", "papers", "papers.warc.gz"])
server = WSGIServer(("127.0.0.1", 0), FrontEndApp(config_file="config.yaml"), log=None)
server.start()
print("port", server.server_port, flush=True)
server.serve_forever()
"""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a crawler was answered once."""

    url: str
    at: datetime
    body: bytes = b""
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()

    def record(self) -> dict[str, object]:
        """What the archive's own process needs to write it down."""
        kind = mimetypes.guess_type(self.url.partition("?")[0])[0] or "text/html"
        return {
            "url": self.url,
            "at": f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "status": self.status,
            "headers": [
                *self.headers,
                ("Content-Type", kind),
                ("Content-Length", str(len(self.body))),
            ],
            "body": self.body.decode("latin-1"),
        }


def copies_of_folder(folder: Path, host: str, at: datetime) -> list[Taken]:
    """The pages of a site that was written to disk, as a crawler would have found them."""
    return [
        Taken(url=f"http://{host}/{file.relative_to(folder)}", at=at, body=file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "_truth" not in file.parts and file.suffix != ".pdf"
    ]


@contextmanager
def pywb_serving(copies: list[Taken], folder: Path) -> Iterator[str]:
    """The address of an archive that holds the copies, as long as the block lasts."""
    pytest.importorskip("pywb", reason="pywb, the web archive that is asked, is not installed")
    pytest.importorskip("warcio", reason="warcio, which writes its files, is not installed")
    (folder / "papers.json").write_text(json.dumps([copy.record() for copy in copies]))
    (folder / "config.yaml").write_text("collections: {}\n")
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-c", _SERVE],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=log,
        ) as process,
    ):
        try:
            yield f"http://127.0.0.1:{_port_of(process, folder / 'log')}/papers/"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _port_of(process: subprocess.Popen[bytes], log: Path) -> int:
    assert process.stdout is not None
    while select.select([process.stdout], [], [], _START_S)[0]:
        line = process.stdout.readline()
        if line.startswith(b"port "):
            return int(line.split()[1])
        if not line:
            break
    process.kill()
    pytest.fail(f"pywb did not start: {log.read_text(errors='replace')[-2000:]}")
