"""Citing an article: four ways to say where it stood, each seen before it is copied."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.app.marking import marking_of
from reader.app.palette import Entries, PaletteEntry
from reader.app.place import HEIGHTS, Place, content
from reader.app.standing import day_of
from reader.app.widgets.rows import Rows
from reader.errors import LibraryError
from reader.export import Printed
from reader.export.citation import CitationStyle, citation
from reader.lang import say
from reader.text import clean

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.app.app import ReaderApp

REMEMBERED = "citation"
"""What the library calls the style chosen last."""


class CiteBox(ModalScreen[CitationStyle | None]):
    """The styles, and under them the article in the one that is marked."""

    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,left", "close", "Close", show=False),
        Binding("down,j,c", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("g,home", "move(-9)", "First", show=False),
        Binding("G,end", "move(9)", "Last", show=False),
        Binding("pagedown,ctrl+f,space", "scroll(1)", "Further", show=False),
        Binding("pageup,ctrl+b", "scroll(-1)", "Back", show=False),
        Binding("enter,l,right,y", "choose", "Copy", show=False),
    ]

    def __init__(self, references: dict[CitationStyle, str], marked: CitationStyle) -> None:
        super().__init__()
        self._references = references
        self._marked = marked

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(id="cite-box"):
            yield Static(content(say("Cite this article")), id="cite-title")
            yield Entries(id="cite-styles")
            with VerticalScroll(id="cite-preview", can_focus=False):
                yield Static("", id="cite-reference", markup=False)
            yield Static(content(say("Enter copies it · Esc goes back")), id="cite-way")

    def on_mount(self) -> None:
        """Show them, the one chosen last first under the mark."""
        self._list = self.query_one(Entries)
        self._list.put_up([PaletteEntry(label=style.called) for style in self._references])
        self._list.focus()
        self._list.move_to(list(self._references).index(self._marked))
        self._preview()

    @property
    def style_marked(self) -> CitationStyle:
        """The style under the mark."""
        return list(self._references)[self._list.mark]

    @on(Rows.Marked)
    def _preview(self) -> None:
        rows = self._references[self.style_marked].split("\n")
        # What stands in front of a row is the style's; the rest may be the newspaper's.
        words = [" " * (len(row) - len(row.lstrip(" "))) + clean(row) for row in rows]
        self.query_one("#cite-reference", Static).update(Content("\n".join(words)))
        self.query_one("#cite-preview").scroll_to(y=0, animate=False)

    @on(Rows.Chosen)
    def action_choose(self) -> None:
        """Copy the reference that is shown."""
        self.dismiss(self.style_marked)

    def action_move(self, steps: int) -> None:
        """To another style."""
        self._list.move(steps)

    def action_scroll(self, pages: int) -> None:
        """To what a low screen does not show of the reference."""
        preview = self.query_one("#cite-preview")
        preview.scroll_relative(y=pages * max(1, preview.size.height - 1), animate=False)

    def action_close(self) -> None:
        """Back, nothing copied."""
        self.dismiss(None)


def printed_named(app: ReaderApp, key: str) -> Printed | None:
    """The article of a key with where it stood in print; None where it is not here.

    Raises LibraryError.
    """
    library, newspaper, day = app.library, app.newspaper_named(key.partition("/")[0]), day_of(key)
    article, bookmark = library.article(key), library.bookmark_of(key)
    if article is None and bookmark is not None:
        article = bookmark.article
    if article is None or newspaper is None:
        return None
    outline = library.outline(newspaper.id, day) if day is not None else None
    sections = outline.sections if outline is not None else ()
    section = next((s for s in sections if any(line.key == key for line in s.lines)), None)
    place = section or (bookmark.section if bookmark is not None else None)
    return Printed(
        id=key,
        article=article,
        newspaper_id=newspaper.id,
        newspaper=newspaper.name,
        language=newspaper.language,
        date=day,
        section=place.name if place else "",
        page=place.page if place else "",
    )


def cite(place: Place, key: str) -> None:
    """Ask in which style an article is to be cited, and copy it."""
    app = place.reader
    try:
        printed = printed_named(app, key)
        remembered = app.library.recall(REMEMBERED)
    except LibraryError as error:
        place.say_failure(error)
        return
    if printed is None:
        place.say_failure(say("This article is not in the library any more."))
        return
    today = app.today_of(None)
    references = {style: citation(printed, style, accessed=today) for style in CitationStyle}
    marked = CitationStyle.GBT
    with suppress(ValueError):
        marked = CitationStyle(remembered or marked)

    def copy(style: CitationStyle | None) -> None:
        if style is None:
            return
        app.copy_to_clipboard(references[style])
        place.announce(say("The {style} reference is copied.", style=style.called))
        if style != marked and not app.library.is_read_only:
            marking_of(app).write(lambda library: library.note_down(REMEMBERED, style.value))

    app.push_screen(CiteBox(references, marked), copy)
