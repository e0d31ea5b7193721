"""One saved page, whatever saved it: plain, gzipped, SingleFile's, or MHTML with its pictures."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import Message
from typing import TYPE_CHECKING

from reader.delivery.intake.addresses import moment_in, noted_in
from reader.delivery.intake.entry import picture_type
from reader.engines import read_page
from reader.errors import ParseError
from reader.lang import say
from reader.parse.links import openable

if TYPE_CHECKING:
    from reader.parse.page import Page

_MHTML = (b"from: <saved by", b"mime-version:", b'from: "saved by', b"snapshot-content-location:")
_MOST_PARTS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A page that was saved."""

    page: Page
    taken: datetime | None = None
    pictures: tuple[tuple[str, bytes], ...] = ()
    """Addresses and contents of the pictures that came with it in one file."""


def read_saved(body: bytes, url: str = "", content_type: str = "") -> Saved:
    """The page in a file's bytes; `ParseError` where there is none. `url` is where it is known to
    come from; else what the file itself says counts."""
    if is_mhtml(body):
        return _read_mhtml(body, url)
    noted, taken = ("", None) if url else noted_in(body)
    page = read_page(body, url or noted, content_type)
    if noted and not page.url:
        page = replace(page, url=noted)
    return Saved(page=page, taken=taken)


def is_mhtml(body: bytes) -> bool:
    """Whether a file is a page with all its parts, as browsers save it in one."""
    head = body[:4096].lstrip().lower()
    return head.startswith(_MHTML) and b"multipart/related" in head


def _read_mhtml(body: bytes, url: str) -> Saved:
    try:
        message = email.message_from_bytes(body, policy=email.policy.compat32)
        parts = [message] if not message.is_multipart() else _parts_of(message)
    except (ValueError, LookupError, RecursionError, AssertionError) as error:
        raise ParseError(say("This saved page is damaged and cannot be taken apart.")) from error
    url = url or openable(str(message.get("Snapshot-Content-Location", "")).strip())
    main: Message | None = None
    pictures: list[tuple[str, bytes]] = []
    for part in parts:
        where = openable(str(part.get("Content-Location", "")).strip())
        kind = part.get_content_type()
        if kind in ("text/html", "application/xhtml+xml"):
            # The first is the page; the others are what stood in its frames.
            main = main or part
        elif kind.startswith("image/") and where:
            content = _content(part)
            if picture_type(content):
                pictures.append((where, content))
    if main is None:
        raise ParseError(say("There is no page in this file."))
    own = openable(str(main.get("Content-Location", "")).strip())
    charset = main.get_content_charset() or ""
    kind = f"text/html; charset={charset}" if charset else ""
    page = read_page(_content(main), url or own, kind)
    taken = moment_in(str(message.get("Date", "")))
    return Saved(page=page, taken=taken, pictures=tuple(pictures))


def _parts_of(message: Message) -> list[Message]:
    parts: list[Message] = []
    waiting: list[Message] = [message]
    while waiting and len(parts) < _MOST_PARTS:
        part = waiting.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            waiting.extend(each for each in reversed(payload) if isinstance(each, Message))
        else:
            parts.append(part)
    return parts


def _content(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return content if isinstance(content, bytes) else b""
