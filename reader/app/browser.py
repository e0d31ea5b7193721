"""The way out to a browser."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from urllib.parse import urlsplit


def web_address(url: str) -> str:
    """The address if a browser may be sent there, else ""."""
    with suppress(ValueError):
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme in ("http", "https") and host and not host.endswith(".invalid"):
            return url
    return ""


def open_in_browser(url: str) -> bool:
    """Open an address in a browser with a window of its own; whether there was one.

    A browser of the terminal would draw over the reader. Waits for the browser: not for the loop.
    """
    with suppress(webbrowser.Error, OSError):
        if type(webbrowser.get()) is not webbrowser.GenericBrowser:
            return webbrowser.open(url)
    return False
