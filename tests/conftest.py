"""What every test stands on: no way out of this machine, and the material beside the project."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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
