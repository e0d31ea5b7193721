"""Addresses in pages: resolved against where they stood, and checked, before anything may follow
them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

_LONGEST = 4096
_NAME = re.compile(r"\w[\w.-]*", re.ASCII)
_PLAIN = re.compile(
    r"((?:\.\./){0,9})((?:\w[\w.-]{0,100}/){0,9}\w[\w.-]{0,100}(?:\?[\w=&.-]{0,100})?)", re.ASCII
)
_UNFIT = re.compile("[\x00-\x20\x7f-\x9f\\\\\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def openable(href: str, base: str = "") -> str:
    """The absolute http(s) address `href` means on a page at `base`, or "" where it is not one
    to open.

    Refused are other schemes, control characters, backslashes, credentials, ports and hosts that
    cannot be: whatever a browser and a checker might read differently. A space within, which pages
    forget to write as `%20`, is written so.
    """
    plain = _PLAIN.fullmatch(href)
    if plain is not None and base and (folders := _folders(base)):
        # A file beside or above the page, which most addresses are: nothing to be careful of.
        up = min(plain.end(1) // 3, len(folders) - 1)
        return f"{'/'.join(folders[: len(folders) - up])}/{plain[2]}"
    href = href.strip(" \t\r\n\f").replace(" ", "%20")
    if not href or len(href) > _LONGEST or _UNFIT.search(href) or href.startswith("-"):
        return ""
    try:
        said = urlsplit(href)
        if said.scheme and not said.netloc:
            return ""
        url = urljoin(base, href) if base else href
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or port == 0:
        return ""
    if "@" in parts.netloc or len(url) > _LONGEST or _UNFIT.search(url) or "%00" in url:
        return ""
    return url if _may_be_host(host) else ""


@lru_cache(maxsize=256)
def _folders(base: str) -> tuple[str, ...]:
    """The site of a page and the folders it stands in; () where they are not plainly written."""
    folder = base.partition("?")[0].partition("#")[0].rpartition("/")[0]
    site, _, path = folder.partition("://")
    if not path or openable(folder + "/") != folder + "/":
        return ()
    host, *names = path.split("/")
    if not all(map(_NAME.fullmatch, names)):
        return ()
    return (f"{site}://{host}", *names)


def _may_be_host(host: str) -> bool:
    """Whether a name could be looked up at all; a number in brackets has been checked by then."""
    if ":" in host:
        return "%" not in host
    labels = host.removesuffix(".").split(".")
    return "%" not in host and all(label and label != "xn--" for label in labels)


def path_of(url: str) -> str:
    """The path of an address without query and fragment; "" where there is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def without_query(url: str) -> str:
    """The address without query and fragment."""
    return re.split(r"[?#]", url, maxsplit=1)[0]


def last_name(url: str) -> str:
    """The last segment of the path without its extension: `content_12` of
    `…/content_12.htm?div=-1`.
    """
    name = path_of(url).rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] if "." in name else name
