"""An issue while it is being put together: pages in print order, what each lists, and what has
come of it.

Nothing that a page lists is dropped without a word: the ledger of an issue has a line for every
page and every article, in print order, which says whether it came, why not, or what it turned
out to be.

What the library has already is recalled before the first question: it is not asked for, unless
the page's list gives it another title now, and stands in where asking again is in vain. A story
that was joined stays joined: its parts are taken apart only when all of them have come anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from reader.engines.copies import NOTHING_ON_IT, agrees, is_empty, looks_like_error
from reader.engines.exchange import Tally
from reader.engines.stories import put_together_from, role_of
from reader.model import Article, Issue, Listing, Point, Role, Section, State, Stock

_IN_ITS_PLACE = "came in its place"


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
        self._failed: dict[str, tuple[str, str]] = {}
        """Address and reason of what did not come, by its name."""
        self._doubted: dict[str, Article] = {}
        """What came in place of something else, by that one's name."""
        self._known: dict[str, Article] = {}
        self._parts: dict[str, str] = {}
        self._again: frozenset[str] = frozenset()
        self._removed: frozenset[str] = frozenset()
        self._label = ""

    def recall(self, stock: Stock) -> None:
        """Takes in what the library has of the issue, before anything is asked."""
        self._known = {article.slug: article for article in stock.articles}
        self._parts = {
            slug: whole
            for slug, whole in stock.absorbed.items()
            if whole in self._known or whole in stock.removed
        }
        self._removed = stock.removed
        self._again = stock.again

    def recalls(self, slug: str) -> bool:
        """Whether that article is here already."""
        return slug in self._known

    def sheet(self, key: str, number: str = "", name: str = "", url: str = "") -> Sheet:
        """The sheet of that key; a new one goes behind those there are."""
        if key not in self.sheets:
            self.sheets[key] = Sheet(key=key, number=number, name=name, url=url)
        return self.sheets[key]

    def enter(self, sheet: Sheet, entries: Iterable[Entry]) -> list[Entry]:
        """Puts what a page lists on its sheet; answers what is to be asked for: what has not been
        listed before, anywhere, and is not here already.
        """
        fresh: list[Entry] = []
        for entry in entries:
            if entry.slug not in self._entries:
                self._entries[entry.slug] = entry
                sheet.entries.append(entry)
                if self._is_wanted(entry):
                    fresh.append(entry)
        sheet.is_read = True
        self._failed.pop(sheet.key, None)
        self._label = " ".join(
            part for part in (f"第{sheet.number}版" if sheet.number else "", sheet.name) if part
        )
        return fresh

    def _is_wanted(self, entry: Entry) -> bool:
        whole = self._parts.get(entry.slug, entry.slug)
        if whole in self._removed:
            return False
        if whole in self._again or entry.slug in self._again:
            return True
        known = self._known.get(whole)
        if known is None:
            return True
        return whole == entry.slug and not agrees(entry.title, known)

    def place(self, slug: str, key: str, area: tuple[Point, ...], *, is_sure: bool = False) -> None:
        """Takes in that the page of that key shows an article on its map, in those corners, or
        that it surely is the article's: it stands there, whichever page named it first.
        """
        entry = self._entries.get(slug)
        if entry is None or not (is_sure or (area and not entry.area)):
            return
        if area and not entry.area:
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

    def add(self, article: Article, *, is_page: bool = False) -> None:
        """Takes an article in; where the page list knows its place, it gets it. `is_page` says that
        it was made of whatever page came, which another one's may be.
        """
        entry = self._entries.get(article.slug)
        if entry and not agrees(entry.title, article):
            is_error = looks_like_error(article) or self._came_for_another(article)
            is_torn = "\ufffd" in article.headline
            if is_error or (is_page and (is_torn or self._doubted.get(article.slug) != article)):
                # Some lists give a story another title than its page does: what comes twice the
                # same is theirs.
                self._doubted[article.slug] = article
                what = "an error page" if is_error else "another article"
                self.miss(article.slug, article.url, f"{what} {_IN_ITS_PLACE}")
                return
        if entry and entry.area and not article.area:
            article = replace(article, area=entry.area)
        self._articles[article.slug] = article
        self._failed.pop(article.slug, None)

    def _came_for_another(self, article: Article) -> bool:
        """Whether the same words came in place of another article too."""
        return any(
            (other.headline, other.text) == (article.headline, article.text)
            for name, other in self._doubted.items()
            if name != article.slug
        )

    def miss(self, name: str, url: str, reason: str) -> None:
        """Takes in that the sheet or article of that name will not come from `url`, and why."""
        self._failed[name] = (url, reason)
        if not reason.endswith(_IN_ITS_PLACE):
            self._doubted.pop(name, None)

    def tally(self) -> Tally:
        """How far the issue is."""
        here = self._articles.keys() | self._known.keys() | self._parts.keys() | self._removed
        return Tally(
            pages=len(self.sheets),
            pages_done=sum(sheet.is_read for sheet in self.sheets.values()),
            articles=len(self._entries),
            articles_done=len(here & self._entries.keys()),
            failed=len(self._failed),
            page_label=self._label,
        )

    def issue(self) -> Issue:
        """What has come so far: stories joined, twins once, everything in print order, and the
        ledger.
        """
        chosen, kept_apart = self._chosen()
        sections = tuple(
            Section(
                name=sheet.name,
                page=sheet.number,
                url=sheet.url,
                page_image_url=sheet.image_url,
                page_pdf_url=sheet.pdf_url,
                articles=tuple(
                    chosen[entry.slug] for entry in sheet.entries if entry.slug in chosen
                ),
            )
            for sheet in self.sheets.values()
        )
        whole, absorbed = put_together_from(sections)
        return Issue(
            newspaper_id=self.newspaper_id,
            date=self.day,
            sections=whole,
            url=self.url,
            ledger=tuple(self._ledger(whole, {**kept_apart, **absorbed})),
        )

    def _chosen(self) -> tuple[dict[str, Article], dict[str, str]]:
        """The articles to go by, and what stays part of one of them: what came now, else what was
        here.

        The half of a story that comes now never takes the place of the whole that is here.
        """
        fresh = {
            slug: article
            for slug, article in self._articles.items()
            if slug not in self._known or not _is_hollow(article)
        }
        torn = {
            whole for part, whole in self._parts.items() if part not in fresh or whole not in fresh
        }
        parts = {part: whole for part, whole in self._parts.items() if whole in torn}
        left_out = torn | parts.keys() | self._removed
        chosen = self._known | {slug: a for slug, a in fresh.items() if slug not in left_out}
        return chosen, parts

    def _ledger(self, whole: tuple[Section, ...], absorbed: dict[str, str]) -> Iterable[Listing]:
        here = {article.slug: article for section in whole for article in section.articles}
        for sheet in self.sheets.values():
            url, reason = self._failed.get(sheet.key, ("", ""))
            came = State.STORED if sheet.is_read else State.WAITING
            yield Listing(
                name=sheet.key,
                state=State.FAILED if sheet.key in self._failed else came,
                is_page=True,
                title=sheet.name,
                page=sheet.number,
                url=url or sheet.url,
                reason=reason,
            )
            for entry in sheet.entries:
                yield self._line(entry, sheet, here.get(entry.slug), absorbed)
        for name, (url, reason) in self._failed.items():
            if name not in self.sheets and name not in self._entries:
                yield Listing(name=name, state=State.FAILED, url=url, reason=reason)

    def _line(
        self, entry: Entry, sheet: Sheet, article: Article | None, absorbed: dict[str, str]
    ) -> Listing:
        url, reason = self._failed.get(entry.slug, (entry.url, ""))
        part_of = absorbed.get(entry.slug, "")
        role = Role.STORY
        if entry.slug in self._removed:
            state = State.REMOVED
        elif part_of:
            state = State.ABSORBED
        elif article is not None and not _is_hollow(article):
            # It is not missing because it was asked for again in vain; that is noted.
            role = article.role
            state = State.STORED if role.is_story else State.NO_STORY
            reason = NOTHING_ON_IT if self._came_hollow(entry.slug) else reason
        elif self._came_hollow(entry.slug):
            state, reason = State.EMPTY, NOTHING_ON_IT
        else:
            state = State.FAILED if entry.slug in self._failed else State.WAITING
        return Listing(
            name=entry.slug,
            state=state,
            title=(article.headline if article is not None else "") or entry.title,
            page=sheet.number,
            url=url,
            role=role,
            part_of=part_of,
            reason=reason,
        )

    def _came_hollow(self, slug: str) -> bool:
        """Whether what came now of an article has nothing in it."""
        came = self._articles.get(slug)
        return came is not None and _is_hollow(came)


def _is_hollow(article: Article) -> bool:
    """Whether a story came without anything in it; an editors' line is whole without."""
    return is_empty(article) and role_of(article).is_story
