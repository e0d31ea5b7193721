"""The library's tables, and the way from every earlier shape of them to this one.

What a newspaper printed (`issue`, `section`, `article`, `body`, `listing`, `earlier`) can be
fetched again and goes when its issue is removed. What a person made (`read_state`, `bookmark`,
`reading_list`, `removal`, `setting`) cannot, so it hangs on the article's key as text and on no
row: it outlives the issue and finds it again when it comes back. A bookmark carries its own copy of
everything it needs, and so does what is on the reading list. What is known of a newspaper's days
(`print_day`) outlives its issues too.

Lists never touch bodies, which are the bulk of the file. An article's number is its day times a
million and a count, so that walking the table backwards is newest first. Counts that lists show
are kept in `issue` and `newspaper` and brought up to date with what they count, in the same
transaction.

Schema versions are a promise: a released one is never edited, only followed by another step.
"""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x52445231
"""In the file's header, so that a library is known before anything in it is trusted."""

_FIRST = (
    """CREATE TABLE newspaper (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        english_name TEXT NOT NULL,
        language TEXT NOT NULL,
        time_zone TEXT NOT NULL,
        homepage TEXT NOT NULL,
        icp TEXT NOT NULL,
        closed_weekdays TEXT NOT NULL,
        unread INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE issue (
        number INTEGER PRIMARY KEY,
        newspaper_id TEXT NOT NULL REFERENCES newspaper (id),
        day INTEGER NOT NULL,
        url TEXT NOT NULL,
        stored_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        articles INTEGER NOT NULL DEFAULT 0,
        read INTEGER NOT NULL DEFAULT 0,
        begun INTEGER NOT NULL DEFAULT 0,
        pages INTEGER NOT NULL DEFAULT 0,
        gaps INTEGER NOT NULL DEFAULT 0)""",
    "CREATE UNIQUE INDEX issue_of_newspaper ON issue (newspaper_id, day)",
    "CREATE INDEX issue_by_day ON issue (day)",
    """CREATE TABLE section (
        issue INTEGER NOT NULL REFERENCES issue (number) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        place INTEGER NOT NULL,
        name TEXT NOT NULL,
        page TEXT NOT NULL,
        url TEXT NOT NULL,
        page_image_url TEXT NOT NULL,
        page_pdf_url TEXT NOT NULL,
        PRIMARY KEY (issue, number)) WITHOUT ROWID""",
    """CREATE TABLE gap (
        issue INTEGER NOT NULL REFERENCES issue (number) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        url TEXT NOT NULL,
        reason TEXT NOT NULL,
        title TEXT NOT NULL,
        page TEXT NOT NULL,
        PRIMARY KEY (issue, place)) WITHOUT ROWID""",
    """CREATE TABLE article (
        number INTEGER PRIMARY KEY,
        issue INTEGER NOT NULL REFERENCES issue (number) ON DELETE CASCADE,
        section INTEGER NOT NULL,
        place INTEGER NOT NULL,
        slug TEXT NOT NULL,
        source_slug TEXT NOT NULL,
        headline TEXT NOT NULL,
        kicker TEXT NOT NULL,
        deck TEXT NOT NULL,
        byline TEXT NOT NULL,
        language TEXT NOT NULL,
        role TEXT NOT NULL,
        length INTEGER NOT NULL,
        picture_count INTEGER NOT NULL,
        area BLOB NOT NULL,
        url TEXT NOT NULL,
        digest BLOB NOT NULL)""",
    "CREATE UNIQUE INDEX article_of_issue ON article (issue, slug)",
    """CREATE TABLE body (
        article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
        content BLOB NOT NULL)""",
    """CREATE TABLE article_picture (
        article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
        url TEXT NOT NULL,
        PRIMARY KEY (article, url)) WITHOUT ROWID""",
    "CREATE INDEX article_of_picture ON article_picture (url)",
    """CREATE TABLE read_state (
        key TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        read_at TEXT) WITHOUT ROWID""",
    """CREATE TABLE bookmark (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        newspaper_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        headline TEXT NOT NULL,
        made_at TEXT NOT NULL,
        note TEXT NOT NULL,
        copy BLOB NOT NULL)""",
    "CREATE INDEX bookmark_of_issue ON bookmark (newspaper_id, day)",
    """CREATE TABLE bookmark_picture (
        bookmark INTEGER NOT NULL REFERENCES bookmark (number) ON DELETE CASCADE,
        url TEXT NOT NULL,
        PRIMARY KEY (bookmark, url)) WITHOUT ROWID""",
    "CREATE INDEX bookmark_of_picture ON bookmark_picture (url)",
    """CREATE TABLE picture (
        url TEXT PRIMARY KEY,
        media_type TEXT NOT NULL,
        content BLOB NOT NULL)""",
    """CREATE TABLE response (
        url TEXT PRIMARY KEY,
        content_type TEXT NOT NULL,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        fetched_at TEXT NOT NULL,
        body BLOB NOT NULL)""",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)

_LEDGER = (
    # Of what the paper lists only that which is no article here: the others say it themselves.
    """CREATE TABLE listing (
        issue INTEGER NOT NULL REFERENCES issue (number) ON DELETE CASCADE,
        is_page INTEGER NOT NULL,
        name TEXT NOT NULL,
        place INTEGER NOT NULL,
        state TEXT NOT NULL,
        title TEXT NOT NULL,
        page TEXT NOT NULL,
        url TEXT NOT NULL,
        part_of TEXT NOT NULL,
        reason TEXT NOT NULL,
        tried_at TEXT NOT NULL,
        PRIMARY KEY (issue, is_page, name)) WITHOUT ROWID""",
    """INSERT OR IGNORE INTO listing (issue, is_page, name, place, state, title, page, url, part_of,
           reason, tried_at)
       SELECT g.issue, 0, iif(g.url = '', 'gap-' || g.place, g.url), g.place, 'failed', g.title,
           g.page, g.url, '', g.reason, i.changed_at
       FROM gap AS g JOIN issue AS i ON i.number = g.issue ORDER BY g.issue, g.place""",
    "DROP TABLE gap",
    "ALTER TABLE article ADD COLUMN versions INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE earlier (
        article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        replaced_at TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (article, number)) WITHOUT ROWID""",
    """CREATE TABLE removal (
        newspaper_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        slug TEXT NOT NULL,
        source_slug TEXT NOT NULL,
        url TEXT NOT NULL,
        headline TEXT NOT NULL,
        page TEXT NOT NULL,
        removed_at TEXT NOT NULL,
        PRIMARY KEY (newspaper_id, day, slug)) WITHOUT ROWID""",
    """CREATE TABLE print_day (
        newspaper_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        absence TEXT NOT NULL,
        other_day INTEGER,
        is_from_site INTEGER NOT NULL,
        mirror TEXT NOT NULL,
        known_at TEXT NOT NULL,
        PRIMARY KEY (newspaper_id, day)) WITHOUT ROWID""",
)

_READING_LIST = (
    """CREATE TABLE reading_list (
        key TEXT PRIMARY KEY,
        place INTEGER NOT NULL,
        newspaper_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        headline TEXT NOT NULL,
        listed_at TEXT NOT NULL,
        copy BLOB NOT NULL)""",
    "CREATE INDEX reading_list_of_issue ON reading_list (newspaper_id, day)",
)

_KEEPING = (
    """CREATE TABLE bookmark_tag (
        bookmark INTEGER NOT NULL REFERENCES bookmark (number) ON DELETE CASCADE,
        tag TEXT NOT NULL,
        PRIMARY KEY (bookmark, tag)) WITHOUT ROWID""",
    "CREATE INDEX bookmark_of_tag ON bookmark_tag (tag)",
    """CREATE TABLE highlight (
        number INTEGER PRIMARY KEY,
        bookmark INTEGER NOT NULL REFERENCES bookmark (number) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        passage TEXT NOT NULL,
        note TEXT NOT NULL,
        made_at TEXT NOT NULL)""",
    "CREATE INDEX highlight_of_bookmark ON highlight (bookmark)",
    # What the paper made of an article after it was kept.
    """CREATE TABLE bookmark_later (
        bookmark INTEGER NOT NULL REFERENCES bookmark (number) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        arrived_at TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (bookmark, number))""",
    # What a list shows of a bookmark beside its own row, so that it unpacks no copy. One made by an
    # earlier version has none until `Clippings.settle` has looked at it.
    """CREATE TABLE bookmark_line (
        bookmark INTEGER PRIMARY KEY REFERENCES bookmark (number) ON DELETE CASCADE,
        newspaper TEXT NOT NULL,
        english_name TEXT NOT NULL,
        section TEXT NOT NULL,
        page TEXT NOT NULL,
        byline TEXT NOT NULL,
        url TEXT NOT NULL)""",
    "CREATE INDEX bookmark_of_url ON bookmark_line (url)",
)

_READING = (
    # What statistics need of an article that was read, also when its issue is gone; -1 where
    # nobody knows it any more.
    "ALTER TABLE read_state ADD COLUMN section TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE read_state ADD COLUMN length INTEGER NOT NULL DEFAULT 0",
    # By which the least recently read issue is known.
    "ALTER TABLE issue ADD COLUMN opened_at TEXT NOT NULL DEFAULT ''",
)

_DOWNLOADS = (
    """CREATE TABLE download (
        number INTEGER PRIMARY KEY,
        newspaper_id TEXT NOT NULL,
        first_day INTEGER NOT NULL,
        last_day INTEGER NOT NULL,
        pictures INTEGER NOT NULL,
        is_paused INTEGER NOT NULL,
        asked_at TEXT NOT NULL)""",
    # Only days of which there is something to say: a wish may be of a hundred years.
    """CREATE TABLE download_day (
        download INTEGER NOT NULL REFERENCES download (number) ON DELETE CASCADE,
        day INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        tries INTEGER NOT NULL,
        tried_at TEXT NOT NULL,
        PRIMARY KEY (download, day)) WITHOUT ROWID""",
    # Pictures that were brought in with their issue, and go with it and not before.
    "CREATE TABLE download_picture (url TEXT PRIMARY KEY) WITHOUT ROWID",
)

_SOURCES = (
    # The pages an issue was read from, packed together, to be read again by a better parser.
    """CREATE TABLE source (
        newspaper_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        kept_at TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (newspaper_id, day))""",
    # What files were brought in, by what is in them, so that the same is not brought in twice.
    """CREATE TABLE brought_in (
        digest BLOB PRIMARY KEY,
        name TEXT NOT NULL,
        outcome TEXT NOT NULL,
        brought_at TEXT NOT NULL) WITHOUT ROWID""",
    # Where the articles of a file went: it is brought in as long as they are here.
    """CREATE TABLE brought_issue (
        digest BLOB NOT NULL,
        newspaper_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        articles INTEGER NOT NULL,
        PRIMARY KEY (digest, newspaper_id, day)) WITHOUT ROWID""",
)

_FEEDS = (
    """CREATE TABLE feed (
        url TEXT PRIMARY KEY,
        place INTEGER NOT NULL,
        title TEXT NOT NULL,
        section TEXT NOT NULL,
        homepage TEXT NOT NULL,
        added_at TEXT NOT NULL,
        language TEXT NOT NULL DEFAULT '',
        tried_at TEXT NOT NULL DEFAULT '',
        fetched_at TEXT NOT NULL DEFAULT '',
        failure TEXT NOT NULL DEFAULT '') WITHOUT ROWID""",
    # The day to whose issue an entry of a feed belongs, by the digest of a name that it goes by.
    """CREATE TABLE feed_entry (
        name BLOB PRIMARY KEY,
        day INTEGER NOT NULL) WITHOUT ROWID""",
)

_SEARCH = (
    # What the index is made of: see `terms` and `indexing`.
    """CREATE VIRTUAL TABLE posting USING fts5(
        marks, content = '', detail = none, columnsize = 0, tokenize = 'ascii')""",
    # So much is gathered in memory before it is written, which a thousand articles do not fill.
    "INSERT INTO posting (posting, rank) VALUES ('hashsize', 16777216)",
    # Merged less often it is written sooner; any less often, and it grows by what merging needs.
    "INSERT INTO posting (posting, rank) VALUES ('automerge', 8)",
    """CREATE TABLE indexed_run (
        first INTEGER PRIMARY KEY,
        length INTEGER NOT NULL,
        issue INTEGER UNIQUE REFERENCES issue (number) ON DELETE SET NULL,
        bookmark INTEGER UNIQUE REFERENCES bookmark (number) ON DELETE SET NULL,
        starts BLOB NOT NULL)""",
    "ALTER TABLE issue ADD COLUMN is_indexed INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX issue_to_index ON issue (day) WHERE NOT is_indexed",
    # Whoever writes a text, the index is known not to have it.
    """CREATE TRIGGER body_came AFTER INSERT ON body BEGIN
        UPDATE issue SET is_indexed = 0 WHERE is_indexed
            AND number = (SELECT issue FROM article WHERE number = NEW.article);
    END""",
    """CREATE TRIGGER body_changed AFTER UPDATE ON body BEGIN
        UPDATE issue SET is_indexed = 0 WHERE is_indexed
            AND number = (SELECT issue FROM article WHERE number = NEW.article);
    END""",
    """CREATE TRIGGER copy_changed AFTER UPDATE OF copy ON bookmark BEGIN
        UPDATE indexed_run SET bookmark = NULL WHERE bookmark = NEW.number;
    END""",
)

_OFFLINE = (*_KEEPING, *_READING, *_DOWNLOADS, *_SOURCES, *_FEEDS, *_SEARCH)

STEPS: tuple[tuple[str, ...], ...] = (_FIRST, _LEDGER, _READING_LIST, _OFFLINE)
"""Step n leads from version n to version n + 1; the first makes the tables."""

VERSION = len(STEPS)

_COLUMNS = """
    SELECT t.type, t.name, c.name, c.hidden
    FROM sqlite_schema AS t LEFT JOIN pragma_table_xinfo(t.name) AS c ON t.type = 'table'
    WHERE t.name NOT LIKE 'sqlite~_%' ESCAPE '~' AND t.name NOT LIKE 'posting~_%' ESCAPE '~'"""


Shape = frozenset[tuple[object, ...]]


def version_of(sql: sqlite3.Connection) -> int:
    """The schema's version; 0 where there is none yet."""
    return int(sql.execute("PRAGMA user_version").fetchone()[0])


def shape_of(sql: sqlite3.Connection) -> Shape:
    """Every table with its columns, every index, view and trigger."""
    return frozenset(sql.execute(_COLUMNS))


def bring_up_to_date(sql: sqlite3.Connection, step_done: int) -> None:
    """Take the one step that leads from version `step_done` to the next, inside the transaction
    that the caller began."""
    for statement in STEPS[step_done]:
        sql.execute(statement)
    if step_done == 0:
        sql.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    sql.execute(f"PRAGMA user_version = {step_done + 1}")


def expected_shape() -> Shape:
    """What `shape_of` answers for a library of this version that nobody tampered with."""
    sql = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for step in range(VERSION):
            bring_up_to_date(sql, step)
        return shape_of(sql)
    finally:
        sql.close()
