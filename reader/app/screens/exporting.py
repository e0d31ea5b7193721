"""Taking away what one reads: in which form, how much of it, and where to; then it is written.

Nothing is read from the library before somebody chose: a thread does that, and writes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.app.marking import marking_of
from reader.app.palette import Entries, PaletteEntry
from reader.app.place import HEIGHTS, Place, content
from reader.app.screens.citing import printed_named
from reader.app.standing import day_of
from reader.app.widgets.rows import Rows
from reader.config import documents_path, downloads_path
from reader.dates import month_name
from reader.errors import FetchError, LibraryError, ReaderError, UsageError
from reader.export.taking import Form
from reader.lang import language, say, say_n
from reader.text import shown

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.app.app import ReaderApp
    from reader.export.printedpages import PrintedPage
    from reader.export.volume import Part, Volume
    from reader.model import Issue, Newspaper

REMEMBERED = "export"
"""What the library calls the form and the folder chosen last."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to take away."""

    volume: Volume
    pages: Callable[[], list[PrintedPage]]
    """The printed pages of it that have a PDF."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that may be meant."""

    label: str
    """`This article`."""
    find: Callable[[ReaderApp], Found]
    """Reads it from the library; in a thread. Raises `ReaderError`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose."""

    form: Form
    matter: int
    folder: str
    """A name of `_folders`."""


def form_label(form: Form) -> str:
    """A form's name for people."""
    names = {
        Form.EPUB: say("A book (EPUB)"),
        Form.MARKDOWN: say("Notes (Markdown)"),
        Form.HTML: say("A page (HTML)"),
        Form.TEXT: say("Plain text"),
        Form.JSONL: say("Data (JSON lines)"),
        Form.PDF: say("The printed pages (PDF)"),
    }
    return names[form]


def _folders() -> dict[str, Path]:
    return {"downloads": downloads_path(), "documents": documents_path()}


class ExportBox(ModalScreen[Choice | None]):
    """The forms; over them how much is meant, under them where it goes."""

    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("g,home", "move(-9)", "First", show=False),
        Binding("G,end", "move(9)", "Last", show=False),
        Binding("right,l,e", "matter(1)", "More", show=False),
        Binding("left,h", "matter(-1)", "Less", show=False),
        Binding("tab,shift+tab", "folder", "Where", show=False),
        Binding("enter", "choose", "Write", show=False),
    ]

    def __init__(self, matters: Sequence[Matter], choice: Choice) -> None:
        super().__init__()
        self._matters = matters
        self._choice = choice
        self._matter = choice.matter
        self._folder = choice.folder

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(id="export-box"):
            yield Static(content(say("Take away")), id="export-title")
            yield Static("", id="export-matter", markup=False)
            yield Entries(id="export-forms")
            yield Static("", id="export-folder", markup=False)
            yield Static(content(self._way()), id="export-way")

    def _way(self) -> str:
        if len(self._matters) > 1:
            return say("Enter writes it · ← → how much · Tab where · Esc goes back")
        return say("Enter writes it · Tab where · Esc goes back")

    def on_mount(self) -> None:
        """Show them, the form chosen last under the mark."""
        self._list = self.query_one(Entries)
        self._list.put_up([PaletteEntry(label=form_label(form)) for form in Form])
        self._list.focus()
        self._list.move_to(list(Form).index(self._choice.form))
        self._say()

    def _say(self) -> None:
        many = len(self._matters) > 1
        label = self._matters[self._matter].label
        self.query_one("#export-matter", Static).update(content(f"‹ {label} ›" if many else label))
        folder = shown(_folders()[self._folder], 200)
        self.query_one("#export-folder", Static).update(
            content(say("Into {folder}", folder=folder))
        )

    @on(Rows.Chosen)
    def action_choose(self) -> None:
        """Have it written."""
        form = list(Form)[self._list.mark]
        self.dismiss(Choice(form, self._matter, self._folder))

    def action_move(self, steps: int) -> None:
        """To another form."""
        self._list.move(steps)

    def action_matter(self, steps: int) -> None:
        """More of it, or less."""
        self._matter = (self._matter + steps) % len(self._matters)
        self._say()

    def action_folder(self) -> None:
        """Into the other folder."""
        names = list(_folders())
        self._folder = names[(names.index(self._folder) + 1) % len(names)]
        self._say()

    def action_close(self) -> None:
        """Back, nothing written."""
        self.dismiss(None)


def export(place: Place, matters: Sequence[Matter]) -> None:
    """Ask what is to be written, and have it written by a thread of the app's."""
    if not matters:
        place.announce(say("There is nothing to take away here."))
        return
    app = place.reader
    try:
        words = (app.library.recall(REMEMBERED) or "").split()
    except LibraryError as error:
        place.say_failure(error)
        return
    form, folder = Form.EPUB, "downloads"
    with suppress(ValueError):
        form = Form(words[0] if words else form)
    if words[1:2] and words[1] in _folders():
        folder = words[1]

    def begin(choice: Choice | None) -> None:
        if choice is None:
            return
        if not app.library.is_read_only:
            words = f"{choice.form.value} {choice.folder}"
            marking_of(app).write(lambda library: library.note_down(REMEMBERED, words))
        place.say_progress(say("Writing…"))
        app.run_worker(
            partial(_write, app, matters[choice.matter], choice),
            thread=True,
            group="export",
            exit_on_error=False,
        )

    app.push_screen(ExportBox(matters, Choice(form, 0, folder)), begin)


# -- in a thread -----------------------------------------------------------------------


def _write(app: ReaderApp, matter: Matter, choice: Choice) -> None:
    worker = get_current_worker()

    def tell(words: str) -> None:
        if worker.is_cancelled:
            raise UsageError(say("It was stopped, and nothing was written."))
        app.call_later(_say_progress, app, words)

    try:
        sentence = _written(app, matter.find(app), choice, tell)
    except ReaderError as error:
        app.call_later(app.say_failure, error)
        return
    app.call_later(_announce, app, sentence)


def _say_progress(app: ReaderApp, words: str) -> None:
    if app.place is not None:
        app.place.say_progress(say("Writing {what}…", what=words))


def _announce(app: ReaderApp, sentence: str) -> None:
    if app.place is not None:
        app.place.announce(sentence, seconds=12)


def _written(app: ReaderApp, found: Found, choice: Choice, tell: Callable[[str], None]) -> str:
    """Write it; the sentence that says where it is."""
    from reader.delivery import picture_at_hand
    from reader.export.saving import Target
    from reader.export.taking import take_away

    folder = _folders()[choice.folder]
    if choice.form is Form.PDF:
        return _fetched(app, found, folder, tell)

    def tell_part(part: Part) -> None:
        tell(part.title)

    taken = take_away(
        found.volume,
        choice.form,
        Target(folder=folder, words=found.volume.words),
        picture_at=lambda url: picture_at_hand(url, app.library),
        tell=tell_part,
    )
    sentence = say("Saved as {file}.", file=shown(taken.path, 300))
    if taken.absent:
        sentence += " " + say_n(
            "{n} picture is not in the library.",
            "{n} pictures are not in the library.",
            taken.absent,
        )
    return sentence


def _fetched(app: ReaderApp, found: Found, folder: Path, tell: Callable[[str], None]) -> str:
    from reader.export.printedpages import take_pages
    from reader.export.saving import Target

    pages = found.pages()
    words = pages[0].words if len(pages) == 1 else found.volume.words

    def fetch(page: PrintedPage) -> bytes:
        name = f"export {page.url}"
        content = app.deliveries.pdf(name, page.url, key=f"{page.issue_id}/")
        if content is None:
            raise FetchError(say("It was stopped, and nothing was written."), url=page.url)
        return content

    taken = take_pages(
        pages,
        Target(folder=folder, words=words),
        fetch,
        tell=lambda page: tell(page.words),
    )
    sentence = say("Saved as {file}.", file=shown(taken.path, 300))
    if taken.failures:
        sentence += " " + say_n(
            "{n} page did not come: {why}",
            "{n} pages did not come: {why}",
            len(taken.failures),
            why=taken.failures[0][1],
        )
    return sentence


# -- what may be meant -----------------------------------------------------------------


def of_article(key: str) -> list[Matter]:
    """The article, its page, its issue."""
    newspaper_id, day = key.partition("/")[0], day_of(key)
    matters = [Matter(say("This article"), partial(_find_article, key))]
    if day is not None:
        matters += [
            Matter(say("Its page"), partial(_find_page, newspaper_id, day, key)),
            Matter(say("The whole issue"), partial(_find_issue, newspaper_id, day)),
        ]
    return matters


def of_issue(newspaper_id: str, day: date, key: str = "") -> list[Matter]:
    """The issue, and of what is marked in it the page and the article."""
    matters = [Matter(say("The whole issue"), partial(_find_issue, newspaper_id, day))]
    if key:
        matters += [
            Matter(say("This page"), partial(_find_page, newspaper_id, day, key)),
            Matter(say("This article"), partial(_find_article, key)),
        ]
    return matters


def of_newspaper(newspaper: Newspaper, day: date | None, shown_month: date) -> list[Matter]:
    """An issue, those of the month that the calendar shows, and all that are here."""
    matters = []
    if day is not None:
        label = f"{newspaper.name} {day.isoformat()}"
        matters.append(Matter(label, partial(_find_issue, newspaper.id, day)))

    def is_shown(one: date) -> bool:
        return (one.year, one.month) == (shown_month.year, shown_month.month)

    month = month_name(shown_month.year, shown_month.month, language())
    matters += [
        Matter(
            say("The issues of {month}", month=month), partial(_find_range, newspaper, is_shown)
        ),
        Matter(
            say("All issues of {name}", name=newspaper.name),
            partial(_find_range, newspaper, lambda _day: True),
        ),
    ]
    return matters


def of_bookmarks(keys: Sequence[str], marked: str) -> list[Matter]:
    """The bookmarks that are shown, and the marked one."""
    if not keys:
        return []
    label = say_n("{n} bookmark", "{n} bookmarks", len(keys))
    matters = [Matter(label, partial(_find_bookmarks, tuple(keys)))]
    if marked and len(keys) > 1:
        matters.append(Matter(say("This article"), partial(_find_article, marked)))
    return matters


def _find_article(key: str, app: ReaderApp) -> Found:
    from reader.export.printedpages import pages_of_bookmarks, pages_of_issue
    from reader.export.volume import of_article as volume_of
    from reader.export.volume import with_bookmark

    printed = printed_named(app, key)
    if printed is None:
        raise UsageError(say("This article is not in the library any more."))
    kept = app.library.bookmark_of(key)
    if kept is not None:
        printed = with_bookmark(printed, kept)
    newspaper, day = app.newspaper_named(key.partition("/")[0]), day_of(key)
    issue = app.library.issue(newspaper.id, day) if newspaper and day else None
    if newspaper is None or issue is None:
        return Found(volume_of(printed), lambda: pages_of_bookmarks([kept] if kept else []))
    article = next((one for one in issue.articles if issue.key(one) == key), None)
    return Found(
        volume_of(printed, issue_url=issue.url),
        lambda: pages_of_issue(newspaper, issue, issue.sections, article),
    )


def _issue(app: ReaderApp, newspaper_id: str, day: date) -> tuple[Newspaper, Issue]:
    newspaper, issue = app.newspaper_named(newspaper_id), app.library.issue(newspaper_id, day)
    if newspaper is None or issue is None:
        raise UsageError(say("This issue is not in the library."))
    return newspaper, issue


def _find_page(newspaper_id: str, day: date, key: str, app: ReaderApp) -> Found:
    from reader.export.printedpages import pages_of_issue
    from reader.export.volume import of_issue as volume_of

    newspaper, issue = _issue(app, newspaper_id, day)
    section = next(
        (
            section
            for section in issue.sections
            if any(issue.key(article) == key for article in section.articles)
        ),
        None,
    )
    if section is None:
        raise UsageError(say("This article is not in the library any more."))
    return Found(
        volume_of(newspaper, issue, section), lambda: pages_of_issue(newspaper, issue, [section])
    )


def _find_issue(newspaper_id: str, day: date, app: ReaderApp) -> Found:
    from reader.export.printedpages import pages_of_issue
    from reader.export.volume import of_issue as volume_of

    newspaper, issue = _issue(app, newspaper_id, day)
    return Found(
        volume_of(newspaper, issue), lambda: pages_of_issue(newspaper, issue, issue.sections)
    )


def _find_range(newspaper: Newspaper, is_meant: Callable[[date], bool], app: ReaderApp) -> Found:
    from reader.export.printedpages import pages_of_issue
    from reader.export.volume import of_range

    days = [tally.date for tally in app.library.days(newspaper.id) if is_meant(tally.date)]
    if not days:
        raise UsageError(say("There is no issue of these days in the library."))
    if len(days) == 1:
        return _find_issue(newspaper.id, days[0], app)

    def issue_of(day: date) -> Issue | None:
        return app.library.issue(newspaper.id, day)

    return Found(
        of_range(newspaper, days, issue_of),
        lambda: [
            page
            for day in days
            if (issue := issue_of(day)) is not None
            for page in pages_of_issue(newspaper, issue, issue.sections)
        ],
    )


def _find_bookmarks(keys: Sequence[str], app: ReaderApp) -> Found:
    from reader.export.printedpages import pages_of_bookmarks
    from reader.export.volume import common_language
    from reader.export.volume import of_bookmarks as volume_of

    found = (app.library.bookmark_of(key) for key in keys)
    bookmarks = [kept for kept in found if kept is not None]
    volume = volume_of(bookmarks, language=common_language(bookmarks) or language())
    return Found(volume, lambda: pages_of_bookmarks(bookmarks))
