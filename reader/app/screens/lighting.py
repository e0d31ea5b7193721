"""Lighting passages in the article one reads, and walking from one to the next."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.app.screens.finding import FindingPlace
from reader.lang import say
from reader.model import Highlight
from reader.text import shown
from reader.text.passages import found_again
from reader.text.sentences import sentences

if TYPE_CHECKING:
    from reader.model import Article, Bookmark

_NOTE = 160
"""Characters of a note that are said."""


class LightingPlace(FindingPlace):
    """An article in which one lights passages. Where a passage is not in the text that is shown, it
    stays with the text in which it is."""

    _walked_to: Highlight | None = None

    def _set(self, article: Article, position: int) -> None:
        """Another text, in which the passages stand elsewhere."""
        self._walked_to = None
        super()._set(article, position)

    def _show_marks(self) -> None:
        super()._show_marks()
        self._show_lights()

    def _places(self) -> list[tuple[int, int, Highlight]]:
        """The lit passages that are in the text shown, in its order."""
        bookmark: Bookmark | None = self._bookmark
        if bookmark is None or self.article is None:
            return []
        places = []
        for lit in bookmark.highlights:
            found = found_again(lit.passage, lit.start, self.printed_text)
            if found is not None:
                places.append((*found, lit))
        return sorted(places, key=lambda place: place[:2])

    def _show_lights(self) -> None:
        places = self._places()
        if self._walked_to is not None and all(lit != self._walked_to for *_, lit in places):
            self._walked_to = None
        now = next(((a, b) for a, b, lit in places if lit == self._walked_to), None)
        self._galley.light(tuple((start, end) for start, end, _ in places), now=now)

    # -- lighting --

    def action_highlight(self) -> None:
        """Light what is selected; take the light from a lit passage that is selected or walked to;
        where nothing is, select a sentence to be lit."""
        if self.article is None:
            return
        selected = self._galley.selected
        if selected is None and self._walked_to is None:
            self._select_sentence(0)
            return
        headline, marginalia = self.article.headline, self.reader.doings.marginalia
        places = self._places()
        if selected is None:
            lit = self._walked_to
        else:
            lit = next((lit for start, end, lit in places if (start, end) == selected), None)
        self.clear_selection()
        if lit is not None:
            self._walked_to = None
            marginalia.unlight(self.key, headline, lit)
        elif selected is not None:
            start, end = selected
            made = Highlight(
                start=start,
                end=end,
                passage=self.printed_text[start:end],
                made_at=datetime.now(UTC),
            )
            marginalia.light(self.key, headline, made)

    def action_next_sentence(self) -> None:
        """Select the next sentence."""
        self._select_sentence(1)

    def action_previous_sentence(self) -> None:
        """Select the sentence before."""
        self._select_sentence(-1)

    def _select_sentence(self, step: int) -> None:
        """Select a sentence: of the text in view, or the next from the one that is selected."""
        if self.article is None:
            return
        spans = sentences(self.article.text)
        if not spans:
            self.announce(say("There are no words here to light."))
            return
        selected = self._galley.selected
        at = selected[0] if selected is not None else self._galley.position
        here = next((n for n, (_, end) in enumerate(spans) if end > at), len(spans) - 1)
        if selected is not None:
            here += step
        start, end = spans[max(0, min(here, len(spans) - 1))]
        self._galley.select(start, end)
        key = self.reader.doings.key
        self.announce(
            say(
                "{light} lights this sentence; {next} and {previous} choose another.",
                light=key("article.highlight"),
                next=key("article.next_sentence"),
                previous=key("article.previous_sentence"),
            )
        )

    # -- walking --

    def action_next_highlight(self) -> None:
        """To the next lit passage."""
        self._walk(1)

    def action_previous_highlight(self) -> None:
        """To the lit passage before."""
        self._walk(-1)

    def _walk(self, step: int) -> None:
        places = self._places()
        if not places:
            self.announce(say("No passage is lit here; {key} lights one.", key=self._lights_by))
            return
        here = next((n for n, (*_, lit) in enumerate(places) if lit == self._walked_to), None)
        if here is None:
            at = self._galley.position
            ahead = [n for n, (start, *_) in enumerate(places) if start >= at]
            here = (ahead or [0])[0] if step > 0 else (ahead or [len(places)])[0] - 1
        else:
            here += step
        here %= len(places)
        start, _, self._walked_to = places[here]
        self.clear_selection()
        self._galley.look_at(start)
        self._show_lights()
        note = shown(self._walked_to.note, _NOTE) if self._walked_to.note else ""
        words = say(
            "Lit passage {n} of {all}: {note_key} writes a note to it, {key} takes the light away",
            n=here + 1,
            all=len(places),
            note_key=self.reader.doings.key("article.note"),
            key=self._lights_by,
        )
        self.announce(f"{here + 1}/{len(places)} ✎ {note}" if note else words)

    @property
    def _lights_by(self) -> str:
        return self.reader.doings.key("article.highlight")

    def note_passage(self) -> bool:
        """Ask for the note of the passage walked to; False where there is none."""
        from reader.app.screens.bookmarks import NoteField

        lit, article = self._walked_to, self.article
        if lit is None or article is None:
            return False
        key, headline = self.key, article.headline

        def keep(note: str | None) -> None:
            if note is not None and note != lit.note:
                self.reader.doings.marginalia.note(key, headline, lit, note)

        self.app.push_screen(NoteField(lit.passage[:200], lit.note), keep)
        return True
