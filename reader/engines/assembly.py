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
        self._entries: dict[str, Entry] = {}
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
        fresh: list[Entry] = []
        for entry in entries:
            if entry.slug not in self._entries:
                self._entries[entry.slug] = entry
                fresh.append(entry)
        sheet.entries.extend(fresh)
        sheet.is_read = True
        self._failed.pop(sheet.key, None)
        self._label = " ".join(
            part for part in (f"第{sheet.number}版" if sheet.number else "", sheet.name) if part
        )
        return fresh

    def place(self, slug: str, key: str, area: tuple[Point, ...]) -> None:
        """Takes in that the page of that key shows an article on its map, in those corners: it
        stands there, whichever page named it first.
        """
        entry = self._entries.get(slug)
        if entry is None or not area:
            return
        if not entry.area:
            entry.area = area
            if slug in self._articles:
                self._articles[slug] = replace(self._articles[slug], area=area)
            for sheet in self.sheets.values():
                if entry in sheet.entries and sheet.key != key:
                    sheet.entries.remove(entry)
                    self.sheets[key].entries.append(entry)
                    break

    def move(self, key: str, *, beside: str, is_after: bool) -> None:
        """Puts a sheet behind (or before) another one."""
        sheet = self.sheets.pop(key)
        ordered: dict[str, Sheet] = {}
        for name, other in self.sheets.items():
            if name == beside and not is_after:
                ordered[key] = sheet
            ordered[name] = other
            if name == beside and is_after:
                ordered[key] = sheet
        self.sheets = ordered

    def listed_title(self, slug: str) -> str:
        """The title a page's list gives that article, "" where none lists it."""
        return self._entries[slug].title if slug in self._entries else ""

    def add(self, article: Article) -> None:
        """Takes an article in; where the page list knows its place, it gets it."""
        entry = self._entries.get(article.slug)
        if entry and entry.area and not article.area:
            article = replace(article, area=entry.area)
        self._articles[article.slug] = article
        self._failed.pop(article.slug, None)

    def miss(self, name: str, url: str, reason: str) -> None:
        """Takes in that the sheet or article of that name will not come from `url`, and why."""
        page = next((s.number for s in self.sheets.values() if self._lists(s, name)), "")
        self._failed[name] = Gap(url=url, reason=reason, title=self.listed_title(name), page=page)

    @staticmethod
    def _lists(sheet: Sheet, slug: str) -> bool:
        return any(entry.slug == slug for entry in sheet.entries)

    def tally(self) -> Tally:
        """How far the issue is."""
        return Tally(
            pages=len(self.sheets),
            pages_done=sum(sheet.is_read for sheet in self.sheets.values()),
            articles=len(self._entries),
            articles_done=len(self._articles.keys() & self._entries.keys()),
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
