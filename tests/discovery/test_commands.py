"""Any address on the command line, over a real connection to a site nobody described."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reader.cli import main
from reader.papers import load

from .layouts import Layout, folders, one_list, two_hosts
from .printing import NEWEST

Reader = Callable[..., tuple[int, str, str]]


@contextmanager
def served(site: Layout) -> Iterator[dict[str, str]]:
    """The site on loopback; answers the origins of its two hosts."""
    origins: dict[str, str] = {}
    servers: list[ThreadingHTTPServer] = []
    for name, made in (("here", site.made), ("there", site.made_there)):

        class Handler(BaseHTTPRequestHandler):
            pages = made

            def do_GET(self) -> None:
                text = self.pages.get(self.path)
                body = (text or "").replace("{other}", origins["there"])
                raw = body.replace("{here}", origins["here"]).encode(
                    site.encoding, "xmlcharrefreplace"
                )
                self.send_response(200 if text is not None else 404)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        origins[name] = f"http://127.0.0.1:{server.server_port}"
    try:
        yield origins
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


@pytest.fixture(autouse=True)
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where definitions go."""
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "library.db"))
    return tmp_path / "config" / "reader" / "papers"


@pytest.fixture
def reader(capsysbinary: pytest.CaptureFixture[bytes]) -> Reader:
    def run(*words: str) -> tuple[int, str, str]:
        status = main(words)
        out, err = capsysbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


def at(site: Layout, entry: str, origins: dict[str, str]) -> str:
    address = getattr(site, entry).replace("{other}", origins["there"])
    return origins["here"] + address if address.startswith("/") else address


def test_without_a_terminal_the_definition_is_printed_and_nothing_is_written(
    reader: Reader, papers: Path, tmp_path: Path
) -> None:
    site = folders()
    with served(site) as origins:
        status, out, err = reader("papers", "add", at(site, "article", origins))
    assert status == 0
    assert "Nothing was written" in err
    assert not papers.exists()
    copy = tmp_path / "copy.toml"
    copy.write_text(out, encoding="utf-8")
    assert load(copy).newspaper.name == "云州晚报"


def test_a_paper_once_added_is_fetched_by_name_and_by_any_address(
    reader: Reader, papers: Path
) -> None:
    site = two_hosts()
    count = len(site.edition.stories(NEWEST))
    day = site.edition.days[1]
    with served(site) as origins:
        status, out, _ = reader(
            "papers", "add", at(site, "article", origins), "--yes", "--id", "nanwan"
        )
        assert status == 0
        assert str(papers / "nanwan.toml") in out
        assert reader("fetch", "nanwan", NEWEST.isoformat())[:2] == (
            0,
            f"nanwan {NEWEST} {count}/{count}\n",
        )
        status, out, _ = reader("fetch", at(site, "bookmark", origins))
        assert (status, out.split()[:2]) == (0, ["nanwan", day.isoformat()])
        status, _, err = reader("papers", "add", at(site, "home", origins), "--yes")
        assert (status, "is known already" in err) == (0, True)
        # The home names no day: the newest issue is meant.
        status, out, _ = reader("fetch", at(site, "home", origins))
        assert (status, out.split()[:2]) == (0, ["nanwan", NEWEST.isoformat()])


def test_an_unknown_paper_is_fetched_by_its_address_alone(reader: Reader, papers: Path) -> None:
    site = one_list()
    day = site.edition.days[2]
    with served(site) as origins:
        status, out, err = reader("fetch", at(site, "article", origins), day.isoformat())
    count = len(site.edition.stories(day))
    assert (status, out) == (0, f"morning-herald {day} {count}/{count}\n")
    assert "The Morning Herald" in err
    assert not papers.exists()


def test_no_command_is_offered_that_names_a_paper_nobody_wrote_down(
    reader: Reader, papers: Path
) -> None:
    site = folders()
    with served(site) as origins:
        status, _, told = reader("fetch", at(site, "home", origins), "2026-01-05")
    assert status == 4
    assert "--archive" not in told
    assert not papers.exists()


def test_open_reads_an_article_and_brings_an_issue(reader: Reader) -> None:
    site = folders()
    leaf = site.edition.leaves(NEWEST)[1]
    with served(site) as origins:
        _, article, _ = reader("open", at(site, "article", origins))
        _, issue, _ = reader("open", at(site, "page", origins))
    assert leaf.stories[1].title in article
    assert leaf.stories[0].title not in article
    assert all(story.title in issue for story in site.edition.stories(NEWEST))


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ({"/": "<html><title>Shop</title><p>Nothing to read here.</p></html>"}, "date of an issue"),
        (
            {
                "/": "<html><title>News</title><p>24 November 2026</p>"
                + "".join(f'<a href="/x{n}.html">{n}</a>' for n in range(9))
                + "</html>"
            },
            "no links there were found to lead to articles",
        ),
    ],
)
def test_what_is_no_newspaper_is_told_in_one_sentence(
    reader: Reader, pages: dict[str, str], words: str
) -> None:
    site = folders()
    site.made = pages
    with served(site) as origins:
        status, out, err = reader("papers", "add", f"{origins['here']}/", "--yes")
    assert (status, out) == (1, "")
    assert words in err
    assert "try the address of an issue's first page" in err
    assert err.count("\n") == 1


def test_a_file_that_is_there_is_never_written_over(reader: Reader, papers: Path) -> None:
    site = folders()
    papers.mkdir(parents=True)
    mine = papers / "mine.toml"
    mine.write_text("# not finished\n", encoding="utf-8")
    with served(site) as origins:
        status, _, err = reader("papers", "add", at(site, "page", origins), "--yes", "--id", "mine")
    assert status == 1
    assert "is there already" in err
    assert mine.read_text(encoding="utf-8") == "# not finished\n"


@pytest.mark.parametrize(
    "address",
    ["http://[bad", "http://user:word@127.0.0.1/", "http://127.0.0.1:0/", "http://h/\x1b["],
)
def test_an_address_that_cannot_be_one_is_not_asked_for(reader: Reader, address: str) -> None:
    for command in (("papers", "add"), ("fetch",)):
        status, out, err = reader(*command, address)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert "is no address that can be opened" in err
        assert "\x1b" not in err


def test_of_an_address_without_a_page_that_is_said_and_not_what_its_home_answers(
    reader: Reader,
) -> None:
    site = folders()
    site.made = {"/page.pdf": "%PDF-1.4 nothing"}
    with served(site) as origins:
        status, _, err = reader("papers", "add", origins["here"] + "/page.pdf")
    assert status == 1
    assert "/page.pdf answers with something that is no page of a paper" in err
