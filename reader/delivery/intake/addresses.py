"""Where a saved page came from: by the folders it lies in, or by what the program that saved it
wrote into it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from reader.parse.links import openable

_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}"
    r"(?:cn|com|net|org|gov|edu|info|hk|tw|mo|sg|my|jp|kr|kp|vn|ru|uk|de|fr|us|ca|au|in|eu|io|tv|cc|me"
    r"|news|press|paper|media|example|test)(?:[:+][0-9]{1,5})?"
    r"|(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?:[:+][0-9]{1,5})?|localhost[:+][0-9]{1,5}",
    re.IGNORECASE,
)
_WITH_ENDING = re.compile(r"(\.(?:s?html?|php|aspx?|jsp|do|cgi)\?.*)\.html?", re.IGNORECASE)
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000}?)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(
    rb"<!--\s*Page saved with SingleFile\s+url:\s*(\S{1,2000})\s+(?:saved date:\s*([^\r\n]{1,80}))?"
)
_MOMENT = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})"
)
_LOOK_WITHIN = 8192


def address_of_path(path: str) -> str:
    """The address of a page of a mirror as wget makes one: `host/folder/page.htm`; "" where the
    folders begin with no host."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if ".." in parts:
        return ""
    for at, part in enumerate(parts[:-1][:6]):
        if _HOST.fullmatch(part):
            host = part.replace("+", ":").lower()
            rest = "/".join(parts[at + 1 :])
            ending = _WITH_ENDING.fullmatch(rest) or _WITH_ENDING.search(rest)
            if ending:
                rest = rest[: ending.end(1)]
            return openable(f"http://{host}/{rest.replace('#', '%23')}")
    return ""


def key_of(url: str) -> str:
    """An address as it is compared: without scheme, usual port, fragment and needless escapes."""
    parts = urlsplit(url)
    host = re.sub(r":(?:80|443)$", "", parts.netloc.lower())
    query = f"?{parts.query}" if parts.query else ""
    return unquote(f"{host}{parts.path or '/'}{query}", errors="surrogateescape")


def noted_in(body: bytes) -> tuple[str, datetime | None]:
    """The address, and the moment, that a browser or its extension wrote into a page that it
    saved; "" and None where there is none."""
    head = body[:_LOOK_WITHIN]
    if found := _SINGLE_FILE.search(head):
        url = openable(found[1].decode("utf-8", "replace"))
        return url, moment_in((found[2] or b"").decode("ascii", "replace"))
    if found := _SAVED_FROM.search(head):
        return openable(found[1].decode("utf-8", "replace")), None
    return "", None


def moment_in(words: str) -> datetime | None:
    """The moment that a date names as a browser or a mail writes it; None where it names none."""
    found = _MOMENT.match(words.strip())
    if found:
        month, day, year, clock, zone = found.groups()
        words = f"{day} {month} {year} {clock} {zone}"
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
