"""A line to write an article's tags, with those that one has used before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from reader.app.place import content
from reader.errors import LibraryError
from reader.lang import say
from reader.text.folding import fold
from reader.text.tags import tags_in

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.app.place import Place

_LAST = re.compile(r"[^,\uff0c\u3001;\uff1b#\uff03]*$")
_MOST_SHOWN = 40


class _Known(Suggester):
    """Ends the tag that is being typed as one that is known."""

    def __init__(self, tags: tuple[str, ...]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = tags

    async def get_suggestion(self, value: str) -> str | None:
        """The line with its last tag ended."""
        found = _LAST.search(value)
        begun = found[0].lstrip() if found else ""
        if not begun:
            return None
        have = {tag.casefold() for tag in tags_in(value[: len(value) - len(begun)])}
        for tag in self._tags:
            if (
                len(tag) > len(begun)
                and tag.casefold().startswith(begun.casefold())
                and tag.casefold() not in have
            ):
                return value + tag[len(begun) :]
        return None


class TagField(ModalScreen[tuple[str, ...] | None]):
    """Answers with the tags that are to be, or None when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("tab", "complete", "Complete", show=False, priority=True),
    ]

    def __init__(self, headline: str, tags: tuple[str, ...], known: tuple[str, ...]) -> None:
        super().__init__()
        self._headline = headline
        self._tags = tags
        self._known = known

    def compose(self) -> ComposeResult:
        """Headline, field, the tags that are known, the way out."""
        value = ", ".join(self._tags) + (", " if self._tags else "")
        with Vertical(id="note-box"):
            yield Static(content(self._headline), id="note-title")
            yield Input(
                value,
                placeholder=say("Tags, parted by commas"),
                id="note-field",
                suggester=_Known(self._known),
                select_on_focus=False,
            )
            yield Static(content(self._known_words("")), id="known-tags")
            yield Static(
                content(say("Enter keeps them · Tab completes · Esc leaves them as they were"))
            )

    def on_mount(self) -> None:
        """Ready to type."""
        field = self.query_one(Input)
        field.focus()
        field.cursor_position = len(field.value)

    def _known_words(self, begun: str) -> str:
        """The known tags in which what is typed occurs."""
        tags = [tag for tag in self._known if fold(begun) in fold(tag)]
        return " ".join(f"#{tag}" for tag in tags[:_MOST_SHOWN])

    @on(Input.Changed)
    def _show_known(self, event: Input.Changed) -> None:
        found = _LAST.search(event.value)
        words = self._known_words(found[0].strip() if found else "")
        self.query_one("#known-tags", Static).update(content(words))

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        self.dismiss(tags_in(event.value))

    def action_complete(self) -> None:
        """Take what is offered, else begin the next tag."""
        field = self.query_one(Input)
        before = field.value
        field.cursor_position = len(before)
        field.action_cursor_right()
        if field.value == before and before.strip() and not before.rstrip().endswith(","):
            field.value = before.rstrip() + ", "
        field.cursor_position = len(field.value)

    def action_close(self) -> None:
        """Back, the tags as they were."""
        self.dismiss(None)


def tag(place: Place, key: str, headline: str) -> None:
    """Ask for the tags of an article and keep them; it is bookmarked with them."""
    library = place.reader.library
    try:
        known = tuple(tag for tag, _ in library.clippings.tags())
        bookmark = library.bookmark_of(key)
    except LibraryError as error:
        place.say_failure(error)
        return
    before = bookmark.tags if bookmark is not None else ()

    def keep(tags: tuple[str, ...] | None) -> None:
        if tags is not None and tags != before:
            place.reader.doings.marginalia.tag(key, headline, tags, before)

    place.app.push_screen(TagField(headline, before, known), keep)
