"""Bringing issues in, and taking them out.

A delivery stores its issue again and again while it grows, so storing is an update: what is the
same is left alone, what the source lists now sets the order, what it does not list now stays where
it stood. Nothing is lost because a page could not be fetched this time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.library import codec
from reader.library.codec import storable
from reader.model import State

if TYPE_CHECKING:
    from reader.library.reconcile import Known
    from reader.model import Article, Issue, Listing, Newspaper

READ_ROLES = "('story', 'picture')"
"""What counts as an article in tallies; notices and advertisements do not."""

HAS_CONTENT = "(a.length > 0 OR a.picture_count > 0)"
"""What a bare headline lacks; it counts as missing."""

_PER_DAY = 1_000_000


def day_number(day: date) -> int:
    """20240706."""
    return day.year * 10_000 + day.month * 100 + day.day


def day_of(number: int) -> date:
    """The date of a day number; raises ValueError where there is none."""
    return date(number // 10_000, number // 100 % 100, number % 100)


def moment(at: datetime) -> str:
    """A moment as it is stored: UTC, one that names no zone is taken to be UTC."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat()


def number_of_issue(sql: sqlite3.Connection, newspaper_id: str, day: date) -> int | None:
    """The row of an issue."""
    row = sql.execute(
        "SELECT number FROM issue WHERE newspaper_id = ? AND day = ?",
        (storable(newspaper_id), day_number(day)),
    ).fetchone()
    return None if row is None else int(row[0])


def tally(sql: sqlite3.Connection, newspaper_id: str, day: date) -> None:
    """Count again what an issue's row and its newspaper's say of it."""
    row = sql.execute(
        "SELECT number, articles - read FROM issue WHERE newspaper_id = ? AND day = ?",
        (newspaper_id, day_number(day)),
    ).fetchone()
    if row is None:
        return
    number, unread_before = row
    articles, read, begun = sql.execute(
        f"""SELECT count(*), count(r.read_at), count(iif(r.read_at IS NULL, r.key, NULL))
            FROM article AS a LEFT JOIN read_state AS r ON r.key = ? || a.slug
            WHERE a.issue = ? AND a.role IN {READ_ROLES} AND {HAS_CONTENT}""",  # noqa: S608 - a constant of ours
        (f"{newspaper_id}/{day.isoformat()}/", number),
    ).fetchone()
    sql.execute(
        f"""UPDATE issue SET articles = ?1, read = ?2, begun = ?3,
               pages = (SELECT count(DISTINCT page) FROM section WHERE issue = ?4 AND page <> ''),
               gaps = (SELECT count(*) FROM listing WHERE issue = ?4
                       AND state IN ('failed', 'waiting'))
                   + (SELECT count(*) FROM article AS a WHERE issue = ?4
                       AND role IN {READ_ROLES} AND NOT {HAS_CONTENT})
           WHERE number = ?4""",  # noqa: S608 - constants of ours
        (articles, read, begun, number),
    )
    sql.execute(
        "UPDATE newspaper SET unread = max(0, unread + ?) WHERE id = ?",
        (articles - read - unread_before, newspaper_id),
    )


def remove_issue(sql: sqlite3.Connection, newspaper_id: str, day: date) -> None:
    """Take an issue out, with the pictures nothing else needs; marks and bookmarks stay."""
    number = number_of_issue(sql, newspaper_id, day)
    if number is None:
        return
    pictures = sql.execute(
        """SELECT url FROM article_picture WHERE article IN
               (SELECT number FROM article WHERE issue = ?1)
           UNION SELECT page_image_url FROM section WHERE issue = ?1 AND page_image_url <> ''""",
        (number,),
    ).fetchall()
    sql.execute(
        """UPDATE newspaper SET unread = max(0, unread -
               (SELECT articles - read FROM issue WHERE number = ?)) WHERE id = ?""",
        (number, newspaper_id),
    )
    sql.execute("DELETE FROM issue WHERE number = ?", (number,))
    drop_idle_pictures(sql, [url for (url,) in pictures])


def drop_idle_pictures(sql: sqlite3.Connection, urls: Sequence[str]) -> None:
    """Those of the pictures that neither an article nor a bookmark shows."""
    sql.executemany(
        """DELETE FROM picture WHERE url = ?1
           AND NOT EXISTS (SELECT 1 FROM article_picture WHERE url = ?1)
           AND NOT EXISTS (SELECT 1 FROM bookmark_picture WHERE url = ?1)""",
        [(url,) for url in urls],
    )


# -- storing -------------------------------------------------------------------


def store(
    sql: sqlite3.Connection, newspaper: Newspaper, issue: Issue, at: datetime
) -> tuple[str, ...]:
    """Bring an issue in, or what is new of it; the keys of the articles that are new or changed.

    What a person removed stays out.
    """
    from reader.library import arrangement, ledger, removals

    if newspaper.id != issue.newspaper_id:
        raise ValueError("an issue is stored with its own newspaper")
    keep_newspaper(sql, newspaper)
    gone = removals.removed_of(sql, issue.newspaper_id, issue.date)
    if removals.WHOLE_ISSUE in gone:
        return ()
    number = _issue_row(sql, issue, at)
    _drop_absorbed(sql, number, issue.ledger)
    stored = _stored(sql, number)
    arriving = [
        (s, article) for s, section in enumerate(issue.sections) for article in section.articles
    ]
    slugs = _slugs(sql, issue, stored, gone.values(), [article for _, article in arriving])
    chosen: dict[str, tuple[int, Article]] = {}
    for slug, (s, article) in zip(slugs, arriving, strict=True):
        if slug in gone:
            continue
        # An article that the contents list twice stands where it is first listed.
        where, first = chosen.setdefault(slug, (s, article))
        if first is not article and len(article.text) > len(first.text):
            chosen[slug] = (where, article)

    numbers = arrangement.store_sections(sql, number, issue.sections)
    places = arrangement.places(
        numbers,
        {slug: s for slug, (s, _) in chosen.items()},
        {each.slug: each.section for each in stored.values()},
    )
    writer = _Writer(sql, number, day_number(issue.date) * _PER_DAY, moment(at))
    changed = []
    for place, (slug, section) in enumerate(places):
        arrived = chosen[slug][1] if slug in chosen else None
        if writer.put(slug, arrived, stored.get(slug), section, place):
            changed.append(f"{issue.id}/{slug}")
    arrangement.drop_empty_sections(sql, number, numbers, {section for _, section in places})
    has_other_gaps = ledger.store(sql, number, issue.ledger, writer.refused, at)
    if changed or has_other_gaps:
        sql.execute("UPDATE issue SET changed_at = ? WHERE number = ?", (moment(at), number))
    tally(sql, issue.newspaper_id, issue.date)
    return tuple(changed)


def _drop_absorbed(sql: sqlite3.Connection, issue: int, lines: Sequence[Listing]) -> None:
    """Take out what was stored as an article before it turned out to be part of another."""
    sql.executemany(
        "DELETE FROM article WHERE issue = ? AND source_slug = ?",
        [(issue, storable(line.name)) for line in lines if line.state is State.ABSORBED],
    )


def keep_newspaper(sql: sqlite3.Connection, newspaper: Newspaper) -> None:
    """What is known of a newspaper now; what was known before and is not now is kept."""
    sql.execute(
        """INSERT INTO newspaper (id, name, english_name, language, time_zone, homepage, icp,
               closed_weekdays) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name,
               english_name = iif(excluded.english_name = '', english_name, excluded.english_name),
               language = excluded.language, time_zone = excluded.time_zone,
               homepage = iif(excluded.homepage = '', homepage, excluded.homepage),
               icp = iif(excluded.icp = '', icp, excluded.icp),
               closed_weekdays = excluded.closed_weekdays
           WHERE (name, english_name, language, time_zone, homepage, icp, closed_weekdays) IS NOT
               (excluded.name, excluded.english_name, excluded.language, excluded.time_zone,
                excluded.homepage, excluded.icp, excluded.closed_weekdays)""",
        (
            newspaper.id,
            storable(newspaper.name),
            storable(newspaper.english_name),
            storable(newspaper.language),
            storable(newspaper.time_zone),
            storable(newspaper.homepage),
            storable(newspaper.icp),
            "".join(map(str, sorted(newspaper.closed_weekdays))),
        ),
    )


def _issue_row(sql: sqlite3.Connection, issue: Issue, at: datetime) -> int:
    number = number_of_issue(sql, issue.newspaper_id, issue.date)
    if number is None:
        inserted = sql.execute(
            "INSERT INTO issue (newspaper_id, day, url, stored_at, changed_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                issue.newspaper_id,
                day_number(issue.date),
                storable(issue.url),
                moment(at),
                moment(at),
            ),
        )
        return int(inserted.lastrowid or 0)
    if issue.url:
        url = storable(issue.url)
        sql.execute("UPDATE issue SET url = ?1 WHERE number = ?2 AND url <> ?1", (url, number))
    return number


@dataclass(frozen=True, slots=True)
class _Stored:
    number: int
    slug: str
    source_slug: str
    url: str
    headline: str
    digest: bytes
    section: int
    place: int


def _stored(sql: sqlite3.Connection, issue: int) -> dict[str, _Stored]:
    rows = sql.execute(
        """SELECT number, slug, source_slug, url, headline, digest, section, place
           FROM article WHERE issue = ? ORDER BY place""",
        (issue,),
    )
    return {row[1]: _Stored(*row) for row in rows}


def _slugs(
    sql: sqlite3.Connection,
    issue: Issue,
    stored: dict[str, _Stored],
    removed: Collection[Known],
    arriving: list[Article],
) -> tuple[str, ...]:
    """Bookmarks count as known, so that one finds its article when a removed issue comes back, and
    so does what was removed, so that it is known again whatever it is called now."""
    from reader.library.reconcile import Known, reconcile

    known = [
        Known(slug=each.slug, source_slug=each.source_slug, url=each.url, headline=each.headline)
        for each in stored.values()
    ]
    known += removed
    absent = {each.slug for each in removed}
    pinned: dict[str, Article] = {}
    prefix = f"{issue.id}/"
    for key, copy in sql.execute(
        "SELECT key, copy FROM bookmark WHERE newspaper_id = ? AND day = ?",
        (issue.newspaper_id, day_number(issue.date)),
    ):
        slug = key.removeprefix(prefix)
        if slug not in stored and slug not in absent:
            try:
                article = codec.article_from_json(codec.unpacked(copy)["article"])
            except (codec.Unreadable, LookupError, TypeError):
                continue
            pinned[slug] = article
            known.append(
                Known(
                    slug=slug,
                    source_slug=article.slug,
                    url=article.url,
                    headline=article.headline,
                )
            )

    def read(slug: str) -> Article | None:
        if slug in pinned:
            return pinned[slug]
        if slug not in stored:
            return None
        row = sql.execute(
            "SELECT content FROM body WHERE article = ?", (stored[slug].number,)
        ).fetchone()
        try:
            return None if row is None else codec.unpacked_article(row[0])
        except codec.Unreadable:
            return None

    named = [replace(article, slug=storable(article.slug)) for article in arriving]
    return reconcile(known, named, read=read)


# -- rows ----------------------------------------------------------------------


class _Writer:
    """Puts articles into one issue."""

    def __init__(self, sql: sqlite3.Connection, issue: int, first: int, at: str) -> None:
        self.refused: dict[str, str] = {}
        """Why copies of stored articles were not taken, by what the source calls them."""
        self._sql = sql
        self._at = at
        self._issue = issue
        self._first = first
        self._next = 0

    def put(
        self, slug: str, article: Article | None, stored: _Stored | None, section: int, place: int
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

    def _is_taken(self, article: Article, stored: _Stored) -> bool:
        """Whether a copy that differs takes the place of what is here, whose text is kept as an
        earlier version where the paper changed it."""
        from reader.engines.copies import fault_of, says_else

        row = self._sql.execute(
            "SELECT content FROM body WHERE article = ?", (stored.number,)
        ).fetchone()
        try:
            kept = codec.unpacked_article(row[0])
        except (codec.Unreadable, TypeError):
            # Whatever arrives is better than what cannot be read.
            return True
        if fault := fault_of(article, kept):
            self.refused[article.slug] = fault
            return False
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
        stored: _Stored | None,
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
                (self._first, self._first + _PER_DAY),
            ).fetchone()
            self._next = self._first + 1 if last is None else last + 1
        if self._next >= self._first + _PER_DAY:
            raise LibraryError("The library holds a million articles of that day; remove some.")
        self._next += 1
        return self._next - 1
