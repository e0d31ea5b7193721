"""Adding a feed to one's own newspaper: an address is typed, asked for, and subscribed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.app.place import content
from reader.errors import ReaderError
from reader.lang import say
from reader.papers import OWN
from reader.text import shown

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.app.screens.newsstand import NewsstandScreen
    from reader.model import Subscription


class FeedField(ModalScreen[str | None]):
    """A line for an address; answers with it, or None when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def compose(self) -> ComposeResult:
        """What it is for, field, the way out."""
        with Vertical(id="feed-box"):
            yield Static(content(say("Add a feed to your own newspaper")), id="feed-title")
            yield Input(placeholder=say("Address of a feed, or of a site that has one"))
            yield Static(content(say("Enter asks for it · Esc goes back")))

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)

    def action_close(self) -> None:
        """Back, nothing added."""
        self.dismiss(None)


def add_feed(place: NewsstandScreen) -> None:
    """Have an address typed, and subscribe to what is there."""
    reader = place.reader
    if reader.library.is_read_only:
        place.say_failure(say("The library can only be read, so no feed can be added to it."))
        return

    def typed(words: str | None) -> None:
        if words is None:
            return
        place.say_progress(say("Asking for {url}", url=shown(words, 80)))
        reader.run_worker(
            lambda: subscribe(words),
            name=f"feed {words}",
            group="feeds",
            thread=True,
            exit_on_error=False,
        )

    def subscribe(words: str) -> None:
        try:
            feed = reader.deliveries.feed_at(words)
            if feed is None:
                return
            added = reader.library.feeds.add([feed], at=datetime.now(UTC))
        except ReaderError as error:
            reader.call_from_thread(place.say_failure, error)
        else:
            reader.call_from_thread(end, feed, is_new=bool(added))

    def end(feed: Subscription, *, is_new: bool) -> None:
        place.look_again()
        place.mark_newspaper(OWN)
        if is_new:
            words = say(
                "{name} is in your newspaper from now on; t brings in today's issue.",
                name=shown(feed.name, 80),
            )
        else:
            words = say("{name} is among your feeds already.", name=shown(feed.name, 80))
        reader.announce(words)

    reader.push_screen(FeedField(), typed)
