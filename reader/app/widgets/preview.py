"""The beginning of the article that is marked, beside the list."""

from __future__ import annotations

from dataclasses import replace

from rich.segment import Segment
from textual.strip import Strip

from reader.app.widgets.galley import Galley
from reader.lang import say
from reader.model import Article, text_of


class Preview(Galley, can_focus=False):
    """Kicker, headline, byline and the first lines, set as the article itself is."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Preview { overflow-y: hidden; }
    """

    @property
    def widest(self) -> int:
        """All of the pane."""
        return max(1, self.size.width)

    @property
    def _margin(self) -> int:
        """None: the pane has its own."""
        return 0

    def clear(self) -> None:
        """Show nothing."""
        self._article, self._passages, self._lines = None, None, ()
        self._strips.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line; the last one leads on where there is more."""
        height, width = self.size.height, self.size.width
        if y == height - 1 and len(self._lines) > height:
            words = say("Enter reads on")
            strip = Strip([Segment(f"{words} ▸", self._style_of("note"))])
            return strip.adjust_cell_length(width, self.rich_style)
        if y == height - 2 and len(self._lines) > height:
            return Strip.blank(width, self.rich_style)
        if y >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        return self._strip_of(y, width, 0)


def beginning_of(article: Article, characters: int) -> Article:
    """The article up to the block in which so many characters are reached: setting ten thousand
    more for a pane of thirty lines would be seen by nobody."""
    seen = 0
    for count, block in enumerate(article.blocks, 1):
        seen += len(text_of(block)) + 40
        if seen >= characters:
            return replace(article, blocks=article.blocks[:count])
    return article
