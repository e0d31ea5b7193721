"""What somebody does within a bookmark: tags, lit passages and notes to them.

Tagging an article, or lighting a passage in it, bookmarks it. All of it can be undone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.app.doings import title_of
from reader.app.history import Deed, Words
from reader.lang import say
from reader.library.before import Kind, Part
from reader.text import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.app.app import ReaderApp
    from reader.app.doings import Doings
    from reader.library import Library
    from reader.model import Highlight

_SHOWN_TAGS = 60


class Marginalia:
    """The deeds of one app within bookmarks."""

    def __init__(self, doings: Doings, app: ReaderApp) -> None:
        self._doings = doings
        self._app = app

    def _within(
        self,
        key: str,
        headline: str,
        job: Callable[[Library], object],
        words: Words,
    ) -> None:
        """Do something to the bookmark of an article, which gets one where it has none."""

        def bookmarked(library: Library) -> bool:
            is_new = library.bookmark_of(key) is None
            if is_new:
                library.bookmark(key, at=datetime.now(UTC))
            job(library)
            return is_new

        def said(is_new: Any) -> Words:
            return self._doings.kept_words(words.done, headline) if is_new else words

        def then(is_new: Any) -> None:
            if is_new:
                self._app.pin_pictures(key)

        self._doings.do(Deed((Part(Kind.BOOKMARK, key),), bookmarked, said), then)

    def tag(self, key: str, headline: str, tags: Sequence[str], before: Sequence[str]) -> None:
        """Let the article have these tags in place of those it had before; others that it has
        gained meanwhile stay."""
        title = title_of(headline)
        gone = [tag for tag in before if tag not in tags]
        new = [tag for tag in tags if tag not in before]

        def job(library: Library) -> None:
            library.clippings.untag(key, gone)
            library.clippings.tag(key, new)

        named = shown(" ".join(f"#{tag}" for tag in tags), _SHOWN_TAGS)
        self._within(
            key,
            headline,
            job,
            Words(
                say("Tagged {tags}", tags=named) if tags else say("It has no tags any more."),
                say("The tags of “{headline}” are as they were.", headline=title),
                say("The tags of “{headline}” are changed again.", headline=title),
            ),
        )

    def light(self, key: str, headline: str, lit: Highlight) -> None:
        """Light a passage."""
        self._within(
            key,
            headline,
            lambda library: library.clippings.highlight(key, lit),
            Words(
                say("Lit; } and { walk from one lit passage to the next."),
                say("The passage is not lit any more."),
                say("The passage is lit again."),
            ),
        )

    def unlight(self, key: str, headline: str, lit: Highlight) -> None:
        """Take the light from a passage, and its note."""
        self._within(
            key,
            headline,
            lambda library: library.clippings.unhighlight(key, lit),
            Words(
                say(
                    "Not lit any more; {key} lights it again.",
                    key=self._doings.key("everywhere.undo"),
                ),
                say("The passage is lit again."),
                say("The passage is not lit any more."),
            ),
        )

    def note(self, key: str, headline: str, lit: Highlight, note: str) -> None:
        """Write the note to a lit passage."""
        self._within(
            key,
            headline,
            lambda library: library.clippings.annotate_highlight(key, lit, note),
            Words(
                say("Note kept."),
                say("The note to the passage is as it was."),
                say("The note to the passage is changed again."),
            ),
        )
