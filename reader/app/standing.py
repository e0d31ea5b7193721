"""Where an article stands: its newspaper, day, section, and what comes before and after it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from reader.app.widgets.headlines import reading_order
from reader.app.widgets.sections import brief_label, section_label
from reader.lang import say
from reader.model import Article, Bookmark, Newspaper, Outline, SectionOutline
from reader.text import clean, shown
from reader.typeset import meta


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The surroundings of one article."""

    key: str
    keys: tuple[str, ...]
    """What one reads one after the other, this article among it."""
    newspaper: Newspaper | None = None
    day: date | None = None
    section: SectionOutline | None = None
    section_number: int = -1
    """Its number in the issue; -1 where the issue is not at hand."""
    number: int = 0
    """Its number in its section, or in the list it was opened from; from 1, 0 for none."""
    count: int = 0

    @property
    def label(self) -> str:
        """`第01版 要闻`; "" where the section is not known."""
        if self.section is None:
            return ""
        return section_label(self.section, self.newspaper.language if self.newspaper else "")

    @property
    def brief(self) -> str:
        """`01 要闻`."""
        return brief_label(self.section) if self.section is not None else ""

    def neighbour(self, step: int) -> str:
        """The key of the next article, or of the one before; "" at the end."""
        if self.key not in self.keys:
            return self.keys[0] if self.keys and step > 0 else ""
        at = self.keys.index(self.key) + step
        return self.keys[at] if 0 <= at < len(self.keys) else ""


def day_of(key: str) -> date | None:
    """The day in an article's key."""
    with suppress(ValueError, IndexError):
        return date.fromisoformat(key.split("/")[1])
    return None


def standing_of(
    key: str,
    keys: tuple[str, ...],
    outline: Outline | None,
    bookmark: Bookmark | None,
    newspaper: Newspaper | None,
) -> Standing:
    """Where an article stands: in its issue, else in the list it was opened from."""
    if outline is not None:
        for number, section in enumerate(outline.sections):
            if any(line.key == key for line in section.lines):
                order = reading_order(outline, key)
                here = {line.key for line in section.lines}
                beside = [one for one in order if one in here]
                return Standing(
                    key=key,
                    keys=order,
                    newspaper=outline.newspaper,
                    day=outline.date,
                    section=section,
                    section_number=number,
                    number=beside.index(key) + 1,
                    count=len(beside),
                )
    kept_section = None
    if bookmark is not None:
        kept = bookmark.section
        kept_section = SectionOutline(name=kept.name, page=kept.page)
        newspaper = bookmark.newspaper
    return Standing(
        key=key,
        keys=keys,
        newspaper=newspaper,
        day=bookmark.date if bookmark is not None else day_of(key),
        section=kept_section,
        number=keys.index(key) + 1 if key in keys and len(keys) > 1 else 0,
        count=len(keys),
    )


def first_of_section(outline: Outline, number: int, step: int) -> str:
    """The first article to read of the next section that has one, in the direction of `step`."""
    order = reading_order(outline)
    number += step
    while 0 <= number < len(outline.sections):
        here = {line.key for line in outline.sections[number].lines}
        found = next((key for key in order if key in here), "")
        if found:
            return found
        number += step
    return ""


# -- the lines around its text ---------------------------------------------------


def meta_line(article: Article | None, standing: Standing, tongue: str, mark: str) -> str:
    """What stands under the byline: paper, day, page and minutes, and the mark where there is
    one."""
    newspaper = standing.newspaper
    return meta.meta_line(
        article,
        newspaper=clean(newspaper.name[:200]) if newspaper else "",
        day=standing.day,
        page=standing.label,
        language=tongue,
        paper_language=newspaper.language if newspaper else "",
        mark=mark,
    )


def tail_line(standing: Standing, outline: Outline | None) -> str:
    """What comes after an article, for under its end."""
    following = standing.neighbour(1)
    if not following:
        return say("The last article") if len(standing.keys) > 1 else ""
    headline = ""
    if outline is not None:
        line = next((one for one in outline.lines if one.key == following), None)
        headline = shown(line.headline, 400) if line is not None else ""
    words = say("Space: next article")
    return f"{words} · {headline}" if headline else words
