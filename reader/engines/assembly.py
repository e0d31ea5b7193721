"""An issue while it is being put together: pages in print order, what each lists, and what has
come of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from reader.engines.exchange import Tally
from reader.engines.stories import put_together
from reader.model import Article, Gap, Issue, Point, Section


@dataclass(slots=True, kw_only=True)
class Entry:
    """A line of a page's list: an article that has not been read yet."""

    slug: str
    url: str
    title: str = ""
    area: tuple[Point, ...] = ()


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A page of the paper."""

    key: str
    """What the site calls the page; names it while it is being read."""
    number: str = ""
    name: str = ""
    url: str = ""
    image_url: str = ""
    pdf_url: str = ""
    entries: list[Entry] = field(default_factory=list)
    is_read: bool = False


class Assembly:
    """Collects sheets and articles of one issue and tells how far it is."""

    def __init__(self, newspaper_id: str, day: date, url: str = "") -> None:
        self.newspaper_id = newspaper_id
        self.day = day
        self.url = url
        self.sheets: dict[str, Sheet] = {}
        self._articles: dict[str, Article] = {}
        self._failed: dict[str, Gap] = {}
        self._label = ""

    def sheet(self, key: str, number: str = "", name: str = "", url: str = "") -> Sheet:
        """The sheet of that key; a new one goes behind those there are."""
        if key not in self.sheets:
            self.sheets[key] = Sheet(key=key, number=number, name=name, url=url)
        return self.sheets[key]

    def enter(self, sheet: Sheet, entries: Iterable[Entry]) -> list[Entry]:
        """Puts what a page lists on its sheet; answers what has not been listed before,
        anywhere.
        """
        known = {entry.slug for other in self.sheets.values() for entry in other.entries}
        fresh: list[Entry] = []
        for entry in entries:
            if entry.slug not in known:
                known.add(entry.slug)
                fresh.append(entry)
        sheet.entries.extend(fresh)
        sheet.is_read = True
        self._failed.pop(sheet.key, None)
        self._label = " ".join(
            part for part in (f"第{sheet.number}版" if sheet.number else "", sheet.name) if part
        )
        return fresh

    def add(self, article: Article, area: tuple[Point, ...] = ()) -> None:
        """Takes an article in; where the page list knows its place, it gets it."""
        if area and not article.area:
            article = replace(article, area=area)
        self._articles[article.slug] = article
        self._failed.pop(article.slug, None)

    def fail(self, name: str, gap: Gap) -> None:
        """Takes in that the sheet or article of that name will not come."""
        self._failed[name] = gap

    def tally(self) -> Tally:
        """How far the issue is."""
        listed = [entry.slug for sheet in self.sheets.values() for entry in sheet.entries]
        return Tally(
            pages=len(self.sheets),
            pages_done=sum(sheet.is_read for sheet in self.sheets.values()),
            articles=len(listed),
            articles_done=sum(slug in self._articles for slug in listed),
            failed=len(self._failed),
            page_label=self._label,
        )

    def issue(self) -> Issue:
        """What has come so far: stories joined, twins once, everything in print order."""
        sections = tuple(
            Section(
                name=sheet.name,
                page=sheet.number,
                url=sheet.url,
                page_image_url=sheet.image_url,
                page_pdf_url=sheet.pdf_url,
                articles=tuple(
                    self._articles[entry.slug]
                    for entry in sheet.entries
                    if entry.slug in self._articles
                ),
            )
            for sheet in self.sheets.values()
        )
        whole = put_together(sections)
        kept = {article.slug for section in whole for article in section.articles}
        return Issue(
            newspaper_id=self.newspaper_id,
            date=self.day,
            sections=whole,
            url=self.url,
            gaps=tuple(self._failed.values()),
            absorbed=tuple(
                article.slug
                for section in sections
                for article in section.articles
                if article.slug not in kept
            ),
        )
