"""The rows of an issue's articles: which there are, and putting one in."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.lang import say
from reader.library import codec
from reader.library.codec import storable
from reader.library.issues import PER_DAY

if TYPE_CHECKING:
    from reader.model import Article


@dataclass(frozen=True, slots=True)
class Stored:
    """What is compared when an issue is stored again; its text is not read for that."""

    number: int
    slug: str
    source_slug: str
    url: str
    headline: str
    digest: bytes
    section: int
    place: int


def stored(sql: sqlite3.Connection, issue: int) -> dict[str, Stored]:
    """The articles of an issue by their slug, in order."""
    rows = sql.execute(
        """SELECT number, slug, source_slug, url, headline, digest, section, place
           FROM article WHERE issue = ? ORDER BY place""",
        (issue,),
    )
    return {row[1]: Stored(*row) for row in rows}


class Writer:
    """Puts articles into one issue."""

    def __init__(
        self,
        sql: sqlite3.Connection,
        issue: int,
        day_number: int,
        at: str,
        *,
        is_reread: bool = False,
    ) -> None:
        self.refused: dict[str, str] = {}
        """Why copies of stored articles were not taken, by what the source calls them."""
        self._sql = sql
        self._at = at
        self._issue = issue
        self._first = day_number * PER_DAY
        self._next = 0
        self._is_reread = is_reread

    def put(
        self, slug: str, article: Article | None, stored: Stored | None, section: int, place: int
    ) -> bool:
        """Whether the article is new or changed; one of which a worse copy arrives than is here is
        only moved."""
        source_slug = stored.source_slug if stored is not None else slug
        if article is not None:
            source_slug = storable(article.slug)
            digest = codec.digest_of(article)
            if stored is None or (digest != stored.digest and self._is_taken(article, stored)):
                self._write(slug, article, stored, section, place, digest)
                return True
        if stored is not None and (stored.section, stored.place, stored.source_slug) != (
            section,
            place,
            source_slug,
        ):
            self._sql.execute(
                "UPDATE article SET section = ?, place = ?, source_slug = ? WHERE number = ?",
                (section, place, source_slug, stored.number),
            )
        return False

    def _is_taken(self, article: Article, stored: Stored) -> bool:
        """Whether a copy that differs takes the place of what is here, whose text is kept as an
        earlier version where the paper changed it."""
        from reader.engines.copies import fault_of, fault_of_reading, says_else

        row = self._sql.execute(
            "SELECT content FROM body WHERE article = ?", (stored.number,)
        ).fetchone()
        try:
            kept = codec.unpacked_article(row[0])
        except (codec.Unreadable, TypeError):
            # Whatever arrives is better than what cannot be read.
            return True
        if fault := (fault_of_reading if self._is_reread else fault_of)(article, kept):
            self.refused[article.slug] = fault
            return False
        if self._is_reread:
            return True
        # A story that was joined with its rest was not changed by the paper.
        if kept.printed_on == article.printed_on and says_else(article, kept):
            self._sql.execute(
                """INSERT INTO earlier (article, number, replaced_at, content)
                   SELECT number, versions + 1, ?, ? FROM article WHERE number = ?""",
                (self._at, row[0], stored.number),
            )
            self._sql.execute(
                "UPDATE article SET versions = versions + 1 WHERE number = ?", (stored.number,)
            )
        return True

    def _write(
        self,
        slug: str,
        article: Article,
        stored: Stored | None,
        section: int,
        place: int,
        digest: bytes,
    ) -> None:
        number = self._fresh() if stored is None else stored.number
        columns = (
            section,
            place,
            storable(article.slug),
            storable(article.headline),
            storable(article.kicker),
            storable(article.deck),
            storable(article.byline),
            storable(article.language),
            article.role.value,
            len(article.text),
            len(article.images),
            codec.packed_area(article.area),
            storable(article.url),
            digest,
        )
        if stored is None:
            self._sql.execute(
                """INSERT INTO article (number, issue, slug, section, place, source_slug, headline,
                       kicker, deck, byline, language, role, length, picture_count, area, url,
                       digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (number, self._issue, slug, *columns),
            )
        else:
            self._sql.execute(
                """UPDATE article SET section = ?, place = ?, source_slug = ?, headline = ?,
                       kicker = ?, deck = ?, byline = ?, language = ?, role = ?, length = ?,
                       picture_count = ?, area = ?, url = ?, digest = ? WHERE number = ?""",
                (*columns, number),
            )
        self._sql.execute(
            "INSERT OR REPLACE INTO body (article, content) VALUES (?, ?)",
            (number, codec.packed_article(replace(article, slug=slug))),
        )
        self._sql.execute("DELETE FROM article_picture WHERE article = ?", (number,))
        self._sql.executemany(
            "INSERT OR IGNORE INTO article_picture (article, url) VALUES (?, ?)",
            [(number, storable(image.url)) for image in article.images if image.url],
        )

    def _fresh(self) -> int:
        if not self._next:
            (last,) = self._sql.execute(
                "SELECT max(number) FROM article WHERE number >= ? AND number < ?",
                (self._first, self._first + PER_DAY),
            ).fetchone()
            self._next = self._first + 1 if last is None else last + 1
        if self._next >= self._first + PER_DAY:
            raise LibraryError(
                say("The library holds a million articles of that day; remove some.")
            )
        self._next += 1
        return self._next - 1
