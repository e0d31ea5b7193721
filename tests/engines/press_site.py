"""The press's sites without a network: an engine is driven through one and its issue compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from reader.engines import Era, engine_for
from reader.engines.exchange import no_issue
from reader.engines.places import filled
from reader.errors import ParseError
from reader.model import Issue, Newspaper, Response

HOST = "http://127.0.0.1:9"
PAPER = Newspaper(id="paper", name="江报")
Transform = Callable[[bytes], bytes]


def era_of(spec: Any) -> Era:
    """How a paper of the press is read."""
    first = "A01" if spec.letters else "01"
    engine, path = {
        "F1": ("founder", f"/layout/{{year}}{{month}}/{{day}}/node_{first}.html"),
        "F2": ("founder-classic", f"/html/{{year}}-{{month}}/{{day}}/node_{spec.first_node}.htm"),
        "F2b": (
            "founder-nbs",
            f"/html/{{year}}-{{month}}/{{day}}/nbs.D110000{spec.code}_{first}.htm",
        ),
        "F3": ("paper-index", "/content/{year}{month}{day}/IssueIndex.htm"),
    }[spec.family]
    return Era(engine=engine, entry=f"{HOST}{spec.base}{path}")


class PressSite:
    """One site of the press, asked in this process; `transform` changes every page's bytes."""

    def __init__(self, press: Any, dates: list[date], transform: Transform = bytes) -> None:
        from printing.site import Request as Asked

        self._asked = Asked
        self._site = press.site(dates)
        self._site.origins[""] = HOST
        self._transform = transform
        self.spec = press.spec

    def answer(self, url: str) -> Response | None:
        """What the site answers, redirects followed; None where it refuses."""
        for _ in range(6):
            parts = urlsplit(url)
            headers = {"user-agent": "Mozilla/5.0"}
            reply = self._site.reply(self._asked("GET", parts.path, parts.query, headers))
            if reply.status in (301, 302):
                url = urljoin(url, reply.headers["Location"])
                continue
            if reply.status != 200:
                return None
            return Response(url=url, body=self._transform(reply.body), content_type=reply.ctype)
        return None

    def issue(self, day: date, era: Era | None = None) -> Issue:
        """The issue of a day as an engine reads it."""
        era = era or era_of(self.spec)
        engine = engine_for(PAPER, era, day, filled(era.entry, day))
        waiting = list(engine.start())
        is_first = True
        while waiting:
            request = waiting.pop(0)
            response = self.answer(request.url)
            if response is None:
                if is_first:
                    raise no_issue(PAPER, day, request.url)
                engine.miss(request, "the site answered 404")
                continue
            is_first = False
            try:
                waiting += engine.read(request, response)
            except ParseError as error:
                engine.miss(request, str(error))
        return engine.issue()


# -- other sites of the same make ----------------------------------------------------

_TAG = re.compile(rb"<[A-Za-z][^<>]*>")
_NAME = re.compile(rb"""\s(class|id)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE)
_RECORD = re.compile(rb"<!--\s*(enp|mp)property.*?/\1property-->", re.DOTALL)
_MARK = re.compile(rb"<!--/?enpcontent-->|<!--</?npm:[^>]*>-->")
_META = re.compile(rb"<meta\s+name[^>]*>", re.IGNORECASE)
_OWN = re.compile(rb"<(/?)founder-[a-z]+")


def without_names(page: bytes) -> bytes:
    """No class and no id."""
    return _TAG.sub(lambda tag: _NAME.sub(b"", tag[0]), page)


def with_other_names(page: bytes) -> bytes:
    """Other classes and ids."""

    def renamed(name: re.Match[bytes]) -> bytes:
        digest = hashlib.md5(name[2].strip(b"\"'"), usedforsecurity=False).hexdigest()[:6].encode()
        return b" " + name[1] + b'="z' + digest + b'"'

    return _TAG.sub(lambda tag: _NAME.sub(renamed, tag[0]), page)


def without_records(page: bytes) -> bytes:
    """No class, no id, and no record of the publishing system's."""
    return without_names(_RECORD.sub(b"", page))


def bare(page: bytes) -> bytes:
    """Nothing but structure: no names, records, marks, descriptions or elements of its own."""
    return _OWN.sub(
        rb"<\1div", without_names(_META.sub(b"", _MARK.sub(b"", _RECORD.sub(b"", page))))
    )
