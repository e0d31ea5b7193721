"""Bookmarks written so that nothing is lost: what another reader needs to have all of them.

Each bookmark is one JSON record: the article block by block, where it stood in print, when and why
it was kept, tags, highlights, later texts, and its pictures. In Markdown and HTML, which people and
other programs read, the record lies packed in a comment behind what is shown; in there are letters,
digits, `+`, `/` and `=` only, so nothing in it can end the comment or mean anything.

They are written the first made first, so that reading them one after the other makes the same
order.
"""

from __future__ import annotations

import base64
import json
import textwrap
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reader.export import Printed, printed_of
from reader.export.markdown import article as as_markdown
from reader.export.markdown import one_line, web_address
from reader.library.records import FORMAT, MARK, VERSION, Record, record_of

if TYPE_CHECKING:
    from reader.model import Bookmark, Clipping

_WIDTH = 120


def _in_one_line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def data_block(clipping: Clipping) -> str:
    """The record as a comment of HTML, which is one of Markdown too."""
    packed = base64.b64encode(zlib.compress(_in_one_line(record_of(clipping)).encode())).decode()
    return "\n".join([f"<!-- {MARK}", *textwrap.wrap(packed, _WIDTH), "-->"]) + "\n"


def as_json(clippings: Iterable[Clipping]) -> Iterator[str]:
    """One JSON document with a record a line."""
    head = {"format": FORMAT, "version": VERSION}
    yield json.dumps(head)[:-1] + ', "bookmarks": [\n'
    between = ""
    for clipping in clippings:
        yield between + _in_one_line(record_of(clipping))
        between = ",\n"
    yield "\n]}\n"


def as_text(clippings: Iterable[Clipping]) -> Iterator[str]:
    """Markdown: each article as it is read, with its note, tags, lit passages, and the record."""
    yield f"---\nformat: {FORMAT}\nversion: {VERSION}\n---\n"
    for clipping in clippings:
        bookmark = clipping.bookmark
        yield "\n"
        yield as_markdown(next(printed_of([bookmark])))
        yield from _lit(bookmark)
        if bookmark.tags:
            yield "\n" + " ".join(f"\\#{one_line(tag)}" for tag in bookmark.tags) + "\n"
        yield "\n" + data_block(clipping)


def _lit(bookmark: Bookmark) -> Iterator[str]:
    for lit in bookmark.highlights:
        yield "\n" + "\n".join(f"> {one_line(row)}" for row in lit.passage.split("\n") if row)
        yield f"\n>\n> — {one_line(lit.note)}\n" if lit.note else "\n"


def as_html(clippings: Iterable[Clipping]) -> Iterator[str]:
    """The bookmark file that browsers and bookmarking services read and write."""
    yield (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n'
        '<META HTTP-EQUIV="Content-Security-Policy" CONTENT="default-src \'none\'">\n'
        "<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n"
    )
    for clipping in clippings:
        bookmark = clipping.bookmark
        printed = next(printed_of([bookmark]))
        at = int(bookmark.made_at.timestamp())
        tags = f' TAGS="{_escaped(",".join(bookmark.tags))}"' if bookmark.tags else ""
        address = _escaped(web_address(bookmark.article.url) or "about:blank")
        yield f'    <DT><A HREF="{address}" ADD_DATE="{at}"{tags}>{_title(printed)}</A>\n'
        if bookmark.note:
            yield f"    <DD>{_escaped(bookmark.note)}\n"
        yield data_block(clipping)
    yield "</DL><p>\n"


def _title(printed: Printed) -> str:
    return _escaped(" ".join((printed.article.headline or printed.id).split()))


def _escaped(text: str) -> str:
    from html import escape

    from reader.export import without_controls

    return escape(without_controls(text), quote=True)


FORMS = {"json": as_json, "md": as_text, "html": as_html}
"""What writes bookmarks, by the name of the format."""
