"""The flag of a page: the paper's name between the date and the page, over a double rule."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widget import Widget

from reader.app.place import content
from reader.app.widgets.stand import letter_spaced
from reader.dates import masthead_date, short_day
from reader.lang import language
from reader.text import clean
from reader.text.cells import truncated, width_in_cells

if TYPE_CHECKING:
    from reader.model import Newspaper

_BETWEEN = 3


class Flag(Widget):
    """`2024年7月6日 星期六        科 技 日 报        第01版 要闻 · 1/8`, and the rule."""

    DEFAULT_CSS = """
    Flag { height: 2; dock: top; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"flag--name", "flag--words", "flag--rule"}

    def __init__(self) -> None:
        super().__init__()
        self._newspaper: Newspaper | None = None
        self._day = date.min
        self._page = ""
        self._count = ""

    def show(self, newspaper: Newspaper | None, day: date, page: str, count: str) -> None:
        """Show a newspaper's name, its day, the page and which of how many that is."""
        if (self._newspaper, self._day, self._page, self._count) != (newspaper, day, page, count):
            self._newspaper, self._day = newspaper, day
            self._page, self._count = page, count
            self.refresh()

    def render(self) -> Content:
        """The two rows."""
        width = self.size.width
        if self._newspaper is None or width < 8:
            return Content("")
        style = self.get_visual_style
        words, name_style = style("flag--words", partial=True), style("flag--name", partial=True)
        name, left, right = self._fitting(width - 2)
        start = max(
            width_in_cells(left) + (_BETWEEN if left else 0),
            (width - 2 - width_in_cells(name)) // 2,
        )
        gap = width - 2 - start - width_in_cells(name) - width_in_cells(right)
        line = Content.assemble(
            " ",
            content(left, words),
            " " * (start - width_in_cells(left)),
            (name, name_style),
            " " * max(0, gap),
            content(right, words),
            " ",
        )
        rule = Content.styled("═" * width, style("flag--rule", partial=True))
        return Content("\n").join([line, rule][: self.size.height])

    def _fitting(self, room: int) -> tuple[str, str, str]:
        """Name, date and page in the longest words that there is room for, the name in the
        middle where it can be."""
        newspaper = self._newspaper
        plain = clean(newspaper.name[:200]) if newspaper else ""
        tongue = newspaper.language if newspaper else "en"
        page = clean(self._page[:200])
        days = (masthead_date(self._day, tongue), short_day(self._day, language()), "")
        pages = [f"{page} · {self._count}" if page else self._count, page, self._count]
        for name in (letter_spaced(plain), plain):
            for day in days:
                for label in pages:
                    sides = max(width_in_cells(day), width_in_cells(label)) + _BETWEEN
                    if width_in_cells(name) + 2 * sides <= room:
                        return name, day, label
        name = truncated(plain, room // 2)
        return name, "", truncated(pages[0], max(0, room - width_in_cells(name) - _BETWEEN))
