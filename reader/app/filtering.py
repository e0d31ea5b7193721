"""Lists that are narrowed by what one types: what `/` does in a place that has lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from reader.app.place import ListPlace
from reader.app.widgets.rows import Rows
from reader.lang import say

if TYPE_CHECKING:
    from textual.widgets import Input

    from reader.app.widgets.findfield import FindField


class FilteringPlace(ListPlace):
    """A place whose lists can be filtered, one at a time.

    While a filter is typed the keys go into the field at the foot; Enter gives them back to the
    list, which stays as narrow until `out` shows all of it again.
    """

    _filtered: Rows | None = None
    """The list that is filtered, or about to be."""
    _before_filter: tuple[int, int] = (0, 0)
    """Its mark and its first row in view when nothing was typed yet."""

    def action_find(self) -> None:
        """Narrow the list that has the keys by what is typed."""
        from reader.app.widgets.findfield import FindField

        rows = self.rows
        if self._filtered is not rows:
            self.end_filter()
            self._before_filter = (rows.mark, rows.scroll_offset.y)
        self._filtered = rows
        rows.stays_lit = True
        self.add_class("-filtering")
        FindField.open_in(self, say("Words to filter by"), value=rows.query_words)
        self._tell_tally()
        self.call_after_refresh(rows.look_over)

    @property
    def is_filtered(self) -> bool:
        """Whether a list shows only what was typed."""
        return self._filtered is not None

    def end_filter(self) -> bool:
        """Show all of the list again, the mark where it is; False where all of it is shown."""
        rows = self._filtered
        if rows is None:
            return False
        for field in self._fields():
            field.close()
        self._show_all(rows)
        return True

    def _show_all(self, rows: Rows) -> None:
        self._filtered = None
        self.remove_class("-filtering")
        rows.stays_lit = False
        rows.filter_by("")
        self.set_focus(rows)

    def _fields(self) -> list[FindField]:
        from reader.app.widgets.findfield import FindField

        return list(self.query(FindField))

    # -- what the field says --

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrow the list as one types."""
        if self._filtered is not None:
            message.stop()
            self._filtered.filter_by(message.value)
            self._tell_tally()

    def on_find_field_accepted(self, message: FindField.Accepted) -> None:
        """The list stays as it is, and has the keys."""
        message.stop()
        if self._filtered is not None:
            self._before_filter = (-1, -1)
            self.set_focus(self._filtered)
            self._tell_tally()

    def on_find_field_dismissed(self, message: FindField.Dismissed) -> None:
        """All as it was before, but what was moved to since then."""
        message.stop()
        rows = self._filtered
        if rows is None:
            return
        mark, top = self._before_filter
        self._show_all(rows)
        if 0 <= mark < rows.item_count:
            rows.move_to(mark)
            rows.scroll_to(y=top, animate=False, force=True)

    def on_find_field_stepped(self, message: FindField.Stepped) -> None:
        """The arrows move the mark under the field."""
        message.stop()
        if self._filtered is not None:
            self._filtered.move(message.steps)

    @on(Rows.Filtered)
    def _tell_tally(self) -> None:
        """How much of the list is shown, and the keys that go on from there."""
        rows = self._filtered
        if rows is None:
            return
        shown, every = rows.shown_count
        for field in self._fields():
            if self.focused is field:
                hint = say("Enter keeps it · Esc leaves it")
            else:
                hint = say("/ changes it · Esc shows all")
            field.tell(f"{shown}/{every}", hint, is_in_vain=rows.is_in_vain)

    # -- out --

    def action_out(self) -> None:
        """Out of the filter first, then out of the place."""
        if not self.end_filter():
            super().action_out()
