"""How a library's file is: what a doctor looks at, and the cures that need no other file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library import belongings, schema

if TYPE_CHECKING:
    from reader.library.connection import Connection
    from reader.model import Belongings


class Health:
    """Of one open library."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def version(self) -> int:
        """Of its tables."""
        with self._connection.reading() as sql:
            return schema.version_of(sql)

    @property
    def is_logged_ahead(self) -> bool:
        """Whether readers and a writer do not wait for each other here; network folders cannot do
        that."""
        with self._connection.reading() as sql:
            return bool(sql.execute("PRAGMA journal_mode").fetchone()[0] == "wal")

    @property
    def articles(self) -> int:
        """How many there are, without walking through them."""
        with self._connection.reading() as sql:
            return int(sql.execute("SELECT total(articles) FROM issue").fetchone()[0])

    @property
    def belongings(self) -> Belongings:
        """How much of what a person made is here."""
        with self._connection.reading() as sql:
            return belongings.counted(sql)

    @property
    def idle_bytes(self) -> int:
        """Bytes of the file that nothing is in."""
        with self._connection.reading() as sql:
            (pages,) = sql.execute("PRAGMA freelist_count").fetchone()
            (size,) = sql.execute("PRAGMA page_size").fetchone()
            return int(pages) * int(size)

    def reclaim(self) -> None:
        """Give idle bytes back to the disk; takes as much room as the library for a while."""
        with self._connection.alone() as sql:
            sql.execute("VACUUM")
            sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def count_again(self) -> None:
        """What lists show of issues and newspapers, from the articles."""
        from reader.library.rescue import count_again

        with self._connection.writing() as sql:
            count_again(sql)
