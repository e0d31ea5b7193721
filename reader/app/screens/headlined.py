"""A place with headlines: what is done with the article whose headline is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.place import Place

if TYPE_CHECKING:
    from reader.model import Line


class HeadlinePlace(Place):
    """A place whose mark stands on a headline, or on none."""

    @property
    def line(self) -> Line | None:
        """The headline."""
        raise NotImplementedError

    def action_tag(self) -> None:
        """Write the tags of the article; it is bookmarked with them."""
        from reader.app.screens.tagging import tag

        line = self.line
        if line is not None:
            tag(self, line.key, line.headline)

    def action_bookmark(self) -> None:
        """Keep the marked article, or let it go."""
        line = self.line
        if line is None:
            return
        self.reader.doings.toggle_bookmark(line.key, line.headline)

    def action_put_on_list(self) -> None:
        """Put the marked article on today's reading list, or take it off."""
        line = self.line
        if line is not None:
            self.reader.doings.toggle_listed(line.key, line.headline)

    def action_toggle_read(self) -> None:
        """Read, or unread again."""
        line = self.line
        if line is not None:
            self.reader.doings.toggle_read(line.key, line.headline)

    def action_remove(self) -> None:
        """Take the marked article out of the issue."""
        line = self.line
        if line is not None:
            self.reader.doings.remove_article(line.key, line.headline)

    def action_cite(self) -> None:
        """Choose a reference to the marked article and copy it."""
        from reader.app.screens.citing import cite

        line = self.line
        if line is not None:
            cite(self, line.key)
