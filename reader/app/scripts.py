"""Which newspapers are read in the other script, simplified or traditional."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from reader.app.marking import marking_of
from reader.errors import LibraryError
from reader.lang import say
from reader.text import hanzi
from reader.text.hanzi import NotInstalled, Script

if TYPE_CHECKING:
    from reader.app.app import ReaderApp
    from reader.app.place import Place
    from reader.model import Article, Hit, Newspaper, Outline


class Scripts:
    """The scripts that a person chose, a newspaper each; what they chose none for is as printed."""

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        self._chosen: dict[str, Script | None] = {}

    def of(self, newspaper_id: str) -> Script | None:
        """The script chosen for a newspaper."""
        if newspaper_id not in self._chosen:
            remembered = None
            with suppress(LibraryError):
                remembered = self._app.library.recall(f"script.{newspaper_id}")
            found = Script(remembered) if remembered in tuple(Script) else None
            self._chosen[newspaper_id] = found
        return self._chosen[newspaper_id]

    def load_ahead(self) -> None:
        """Read the tables if they are going to be wanted; for a thread, as it takes a while."""
        with suppress(LibraryError, NotInstalled):
            if any(self.of(newspaper.id) for newspaper in self._app.library.newspapers()):
                hanzi.load()

    def article(self, article: Article, newspaper: Newspaper | None) -> Article:
        """The article as it is to be shown."""
        script = self.of(newspaper.id) if newspaper else None
        if newspaper is None or script is None or not _is_chinese(article.language, newspaper):
            return article
        with suppress(NotInstalled):
            return hanzi.article_in(article, script)
        return article

    def outline(self, outline: Outline) -> Outline:
        """An issue's contents as they are to be shown."""
        script = self.of(outline.newspaper.id)
        if script is None or not _is_chinese("", outline.newspaper):
            return outline
        with suppress(NotInstalled):
            return hanzi.outline_in(outline, script)
        return outline

    def hit(self, hit: Hit) -> Hit:
        """What a search found as it is to be shown; for a thread, as the tables may be wanted."""
        script = self.of(hit.newspaper_id)
        if script is None:
            return hit
        with suppress(NotInstalled):
            return hanzi.hit_in(hit, script)
        return hit

    def turn(self, place: Place, newspaper: Newspaper, *, shown: str, language: str = "") -> None:
        """Show a newspaper in the other script than what is shown of it now, and remember that."""
        if not _is_chinese(language, newspaper):
            place.announce(say("There is no Chinese here to write otherwise."))
        elif hanzi.is_loaded():
            self._turn(place, newspaper, shown)
        else:

            def load() -> None:
                # Reading the tables takes longer than a key may.
                try:
                    hanzi.load()
                except NotInstalled:
                    words = say(
                        "For simplified and traditional characters install OpenCC: {command}",
                        command="pip install 'broadsheet-reader[hanzi]'",
                    )
                    place.call_later(place.say_failure, words)
                else:
                    place.call_later(self._turn, place, newspaper, shown)

            self._app.run_worker(
                load, thread=True, exclusive=True, group="hanzi", exit_on_error=False
            )

    def _turn(self, place: Place, newspaper: Newspaper, shown: str) -> None:
        now = hanzi.script_of(shown)
        if now is None:
            place.announce(say("Both scripts write this the same."))
            return
        script = self._chosen[newspaper.id] = now.other
        if not self._app.library.is_read_only:
            marking_of(self._app).write(
                lambda library: library.note_down(f"script.{newspaper.id}", script.value)
            )
        from reader.app.place import Place

        for screen in self._app.screen_stack:
            if isinstance(screen, Place):
                screen.turn_script(newspaper.id)
        words = {
            Script.SIMPLIFIED: say("In simplified characters."),
            Script.TRADITIONAL: say("In traditional characters."),
        }
        place.announce(words[script], seconds=2)


def _is_chinese(language: str, newspaper: Newspaper) -> bool:
    return (language or newspaper.language).split("-")[0] in ("zh", "yue", "lzh")
