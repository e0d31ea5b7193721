"""A bookmark as one JSON record, with everything that is kept of it."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.library.codec import article_as_json, copy_as_json

if TYPE_CHECKING:
    from reader.model import Clipping

FORMAT = "reader-bookmarks"
VERSION = 1
MARK = "reader-bookmark"
"""What a comment begins with that holds a record."""
MOST_PICTURES = 36 * 1024 * 1024
"""Bytes of one bookmark's pictures; those that come after are left out and can be fetched again."""

Record = dict[str, Any]


def record_of(clipping: Clipping) -> Record:
    """All there is to know of a bookmark."""
    bookmark = clipping.bookmark
    record: Record = {"key": bookmark.key, "made_at": _moment(bookmark.made_at)}
    if bookmark.note:
        record["note"] = bookmark.note
    if bookmark.tags:
        record["tags"] = list(bookmark.tags)
    record |= copy_as_json(bookmark.newspaper, bookmark.section, bookmark.article)
    if bookmark.highlights:
        record["highlights"] = [
            {
                "start": lit.start,
                "end": lit.end,
                "passage": lit.passage,
                "made_at": _moment(lit.made_at),
                "note": lit.note,
            }
            for lit in bookmark.highlights
        ]
    if bookmark.later:
        record["later"] = [
            {
                "arrived_at": _moment(version.replaced_at),
                "article": article_as_json(version.article),
            }
            for version in bookmark.later
        ]
    room = MOST_PICTURES
    for picture in clipping.pictures:
        room -= len(picture.content)
        if room >= 0:
            record.setdefault("pictures", []).append(
                {
                    "url": picture.url,
                    "media_type": picture.media_type,
                    "content": base64.b64encode(picture.content).decode(),
                }
            )
    return record


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
