"""Finding words in the article one reads, and following its links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from reader.app.browser import open_in_browser, web_address
from reader.app.screens.reading import ReadingPlace
from reader.app.widgets.findfield import FindField
from reader.app.widgets.reading_galley import ReadingGalley
from reader.app.widgets.selecting import Spot
from reader.lang import say
from reader.text import shown

if TYPE_CHECKING:
    from textual.widgets import Input

    from reader.app.widgets.matches import Sought
    from reader.model import Article

_ADDRESS = 300
"""Characters of an address that are shown."""


class FindingPlace(ReadingPlace):
    """An article in which one finds words and follows links.

    What is looked for is lit while it is typed; Enter keeps it lit, and `n` and `N` walk it until
    Esc. Looking around is not reading: the place where one reads is remembered as it was before,
    until the search is ended at another one.
    """

    _sought_from: tuple[Spot, int] | None = None
    """The words in view, and the row, when the search began; None while there is none."""
    _pointed_at: str = ""
    """The link that the next click on it opens."""
    sought: Sought | None = None
    """What a search of the library found this article by, and those after it; None for an article
    that was opened otherwise, and once the search is ended."""
    _is_reading_on = False
    """Whether one reads on from the place where a search of the library led to."""

    # -- finding --

    @property
    def is_finding(self) -> bool:
        """Whether one looks around for something, and does not read."""
        return self._sought_from is not None and not self._is_reading_on

    def _set(self, article: Article, position: int) -> None:
        """Another text: nothing is looked for in it yet."""
        if self._sought_from is not None:
            self._stop_search()
        super()._set(article, position)
        if self.sought is not None:
            self.call_after_refresh(self._light, self.sought)

    def _light(self, sought: Sought) -> None:
        """Walk what a search of the library found here, from the first of it on."""
        if self.article is None or self._sought_from is not None or sought is not self.sought:
            return
        here = self._galley.top, self._galley.scroll_offset.y
        matches = self._galley.find(sought, Spot(0, 0))
        if matches is None or matches.index < 0:
            self._galley.find("", here[0])
            return
        self._sought_from, self._is_reading_on = here, False
        self.keys_line.place = "found"
        self._tell_tally()

    def action_find(self) -> None:
        """Open the field at the foot."""
        if self.article is None:
            return
        if self._sought_from is None:
            self._write_position()
            self._sought_from = self._galley.top, self._galley.scroll_offset.y
        matches = self._galley.matches
        is_typed = matches is not None and isinstance(matches.sought, str)
        words = matches.words if matches is not None and is_typed else ""
        FindField.open_in(self, say("Words to find in this article"), value=words)
        self._tell_tally()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Light it as it is typed."""
        if self._sought_from is not None:
            message.stop()
            near, row = self._sought_from
            if self._galley.find(message.value, near) is None:
                self._galley.scroll_to(y=row, animate=False)
            self._tell_tally()

    def _tell_tally(self) -> None:
        matches = self._galley.matches
        is_in_vain = matches is not None and matches.index < 0
        tally = matches.tally if matches is not None and not is_in_vain else ""
        for field in self.query(FindField):
            field.tell(say("not found") if is_in_vain else tally, is_in_vain=is_in_vain)
        self._show_marks()

    @on(FindField.Accepted)
    def _keep_search(self, message: FindField.Accepted) -> None:
        """Walk what was found."""
        matches = self._galley.matches
        if matches is None or matches.index < 0:
            return
        message.field.close()
        self._galley.focus()
        self.keys_line.place = "found"
        self._tell_tally()

    @on(FindField.Dismissed)
    def _give_up(self) -> None:
        """Back to the words one came from."""
        came_from = self._sought_from
        self.end_search()
        if came_from is not None:
            self._galley.scroll_to(y=came_from[1], animate=False)

    @on(FindField.Stepped)
    def _step_from_field(self, message: FindField.Stepped) -> None:
        self._step(1 if message.steps > 0 else -1)

    @on(ReadingGalley.Stepped)
    def _step_from_text(self, message: ReadingGalley.Stepped) -> None:
        self._step(message.steps)

    def _step(self, steps: int) -> None:
        self._is_reading_on = False
        self.clear_sentence()
        if self._galley.look_at_match(steps):
            sentence = say("Past the end, from the beginning again.")
            if steps < 0:
                sentence = say("Past the beginning, from the end again.")
            self.announce(sentence, seconds=2)
        self._tell_tally()

    @on(ReadingGalley.Ended)
    def end_search(self) -> None:
        """Look for nothing any more, here and in the articles after it; one reads on from here."""
        self.sought = None
        self._stop_search()

    def _stop_search(self) -> None:
        for field in self.query(FindField):
            field.close()
        self._sought_from, self._is_reading_on = None, False
        self._galley.find("", self._galley.top)
        self._galley.focus()
        self.keys_line.place = self.PLACE
        self._show_marks()

    # -- reading what was found --

    def _read_on(self) -> None:
        """What a search of the library led to is read like any other article, from there on."""
        self._is_reading_on = self.sought is not None

    def action_down(self) -> None:
        """One line down."""
        self._read_on()
        super().action_down()

    def action_half_down(self) -> None:
        """Half a screen down."""
        self._read_on()
        super().action_half_down()

    def action_page_down(self) -> None:
        """A screen down."""
        self._read_on()
        super().action_page_down()

    def action_bottom(self) -> None:
        """To the end."""
        self._read_on()
        super().action_bottom()

    def _found_words(self) -> str:
        """`/word 3/17`, for the folio."""
        matches = self._galley.matches
        if matches is None or matches.index < 0 or self.keys_line.place != "found":
            return ""
        return f"/ {shown(matches.words, 40)} · {matches.tally}"

    # -- links --

    def action_links(self) -> None:
        """Number the links in view."""
        count = self._galley.show_hints()
        if not count:
            self.announce(say("No link is in view here."))
        else:
            self.announce(say("The number of a link opens it; Esc takes the numbers away."))

    @on(ReadingGalley.Followed)
    def _follow(self, message: ReadingGalley.Followed) -> None:
        """A number chooses at once; a click names the link, and the next one opens it."""
        url = web_address(message.address)
        if not url:
            self.announce(say("Only addresses of the web are opened."))
        elif message.is_chosen or url == self._pointed_at:
            self._pointed_at = ""
            self.clear_sentence()
            self._browse(url)
        else:
            self._pointed_at = url
            self.announce(say("Click again to open {address}", address=shown(url, _ADDRESS)))

    @work(thread=True, group="browser", exit_on_error=False)
    def _browse(self, url: str) -> None:
        if open_in_browser(url):
            sentence = say("Opened in the browser.")
        else:
            sentence = f"{say('No browser could be opened here.')} {shown(url, _ADDRESS)}"
        self.call_later(self.announce, sentence)
