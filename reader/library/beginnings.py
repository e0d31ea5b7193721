"""The beginnings of a page's articles, for whoever lays the page out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.library import codec
from reader.library.issues import number_of_issue
from reader.library.shelf import parts_of
from reader.model import text_of

if TYPE_CHECKING:
    from reader.model import Article


def beginnings(sql: sqlite3.Connection, keys: Sequence[str], characters: int) -> dict[str, Article]:
    """The articles of these keys that are here and can be read, all of one issue, each up to the
    block in which so many characters of its text are reached."""
    parts = parts_of(keys[0]) if keys else None
    issue = number_of_issue(sql, *parts[:2]) if parts else None
    if parts is None or issue is None:
        return {}
    prefix = f"{parts[0]}/{parts[1].isoformat()}/"
    slugs = [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]
    found: dict[str, Article] = {}
    for slug, content in sql.execute(
        """SELECT a.slug, b.content FROM article AS a JOIN body AS b ON b.article = a.number
           WHERE a.issue = ? AND a.slug IN (SELECT value FROM json_each(?))""",
        (issue, json.dumps(slugs)),
    ):
        try:
            article = codec.unpacked_article(content)
        except codec.Unreadable:
            # Its headline stands on the page all the same; opening it says what is wrong.
            continue
        found[prefix + slug] = _beginning(article, characters)
    return found


def _beginning(article: Article, characters: int) -> Article:
    seen = 0
    for count, block in enumerate(article.blocks, 1):
        seen += len(text_of(block))
        if seen >= characters:
            return replace(article, blocks=article.blocks[:count])
    return article
