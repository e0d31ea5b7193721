"""The least that Textual can do: one line that a key changes. What ours is compared with."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Hello(App[None]):
    """One line and a counter."""

    count = 0

    def compose(self) -> ComposeResult:
        yield Static("hello 0", id="line")

    def on_key(self, event: Key) -> None:
        if event.key in "jk":
            self.count += 1
            self.query_one("#line", Static).update(f"hello {self.count}")
        elif event.key == "q":
            self.exit()


if __name__ == "__main__":
    Hello().run()
