"""What every test stands on: no way out of this machine, and the material beside the project."""

from __future__ import annotations

import ipaddress
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from reader.model import Issue, Role

_SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
_CONNECTING = frozenset(("socket.connect", "socket.sendto", "socket.sendmsg"))
_RESOLVING = frozenset(("socket.getaddrinfo", "socket.gethostbyname"))
_ways_out: list[str] = []


def _stays_here(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host is None or host in ("", "localhost"):
        return True
    try:
        ip = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return ip.is_loopback or ip.is_unspecified


def _guard(event: str, args: tuple[object, ...]) -> None:
    if event in _CONNECTING:
        address = args[1]
        if not isinstance(address, tuple):  # a path, or the address given at connection time
            return
        host = address[0]
    elif event in _RESOLVING:
        host = args[0]
    else:
        return
    if not _stays_here(host):
        _ways_out.append(f"{event} to {host!r}")
        # Not an Exception: nothing that is tested may take it for a broken network.
        pytest.fail(f"a test reached out of this machine: {event} to {host!r}")


# An audit hook sees every connection of this process, whichever library makes it and however it
# is imported. It cannot be taken away again, which is what is wanted.
sys.addaudithook(_guard)


@pytest.fixture(autouse=True)
def _no_way_out() -> Iterator[None]:
    """Fails a test that reached out, even where the failure was swallowed."""
    _ways_out.clear()
    yield
    assert not _ways_out, f"reached out of this machine: {', '.join(_ways_out)}"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and equipment beside the project."""
    if not _SHARED.is_dir():
        pytest.skip("the material beside the project (../shared) is not here")
    return _SHARED


# -- golden pages and the press ---------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden JSON is written anew only when asked for, and then read in the diff."""
    parser.addoption("--update-golden", action="store_true", help="write golden JSON files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, object], None]:
    """Compares a value with the JSON kept beside the bytes it was made from."""
    is_update = bool(request.config.getoption("--update-golden"))

    def check(path: Path, value: object) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        if is_update:
            path.write_text(text, encoding="utf-8")
        assert json.loads(path.read_text(encoding="utf-8")) == json.loads(text)

    return check


@pytest.fixture(scope="session")
def press_kit(shared: Path) -> SimpleNamespace:
    """The printing press beside the project: papers with a known truth, and its scorer."""
    folder = str(shared / "press")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    press, score = import_module("press"), import_module("score")

    def score_issues(issues: Iterable[Issue], truth: dict[str, object]) -> object:
        return score.score_export([r for i in issues for r in records_of(i)], truth)

    return SimpleNamespace(
        Press=press.Press,
        days=press.days,
        serve=press.serve,
        spec_for=press.spec_for,
        static_site=press.static_site,
        report=score.report,
        score_issues=score_issues,
    )


def records_of(issue: Issue) -> list[dict[str, object]]:
    """An issue's stories as the scorer takes them."""
    return [
        {
            "date": issue.date.isoformat(),
            "section": section.name,
            "page": section.page,
            "kicker": article.kicker,
            "title": article.headline,
            "deck": article.deck,
            "byline": article.byline,
            "text": article.text,
            "images": [{"url": i.url, "caption": i.caption} for i in article.images],
            "url": article.url,
        }
        for section in issue.sections
        for article in section.articles
        if article.role in (Role.STORY, Role.PICTURE)
    ]
