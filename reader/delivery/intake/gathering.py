"""Pages to issues: each story under its newspaper, its day and its section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.engines.stories import put_together
from reader.model import Article, Issue, Newspaper, Section
from reader.papers import Paper, paper_by_icp
from reader.parse.slugs import slug_of_words

if TYPE_CHECKING:
    from reader.parse.page import Page

SAVED = Newspaper(id="saved", name="散页", english_name="Saved pages", language="zh")
"""Where a page goes whose newspaper nobody knows."""


def newspaper_of(page: Page, papers: Iterable[Paper]) -> Newspaper | None:
    """The newspaper a page is from: by what it says itself, its registration number or its
    address.
    """
    papers = tuple(papers)
    for paper in papers:
        if page.newspaper_id and paper.id == page.newspaper_id:
            return paper.newspaper
    known = paper_by_icp(page.icp, papers) if page.icp else None
    if known:
        return known.newspaper
    if not page.url:
        return None
    address = page.url.split("://", 1)[-1]
    for paper in papers:
        for era in paper.eras:
            prefix = era.entry.split("{", 1)[0].split("://", 1)[-1].rsplit("/html/", 1)[0]
            if prefix and address.startswith(prefix):
                return paper.newspaper
    return None


@dataclass(slots=True)
class _Shelved:
    """A section that grows."""

    number: str
    name: str
    url: str = ""
    page_image_url: str = ""
    page_pdf_url: str = ""
    articles: list[Article] = field(default_factory=list)


class Gathered:
    """One issue as it comes together."""

    def __init__(self, newspaper: Newspaper, day: date, *, is_in_order: bool = False) -> None:
        self.newspaper = newspaper
        self.day = day
        self._is_in_order = is_in_order
        self._sections: dict[tuple[str, str], _Shelved] = {}
        self._known: dict[tuple[str, str], list[Article]] = {}
        self._slugs: set[str] = set()
        self.count = 0
        """Articles, each once."""

    def add(self, number: str, name: str, article: Article) -> None:
        """Puts a story into its section, unless it is there already."""
        alike = self._known.setdefault((article.url, article.headline), [])
        if any(other.blocks == article.blocks for other in alike):
            return
        article = _named_apart(article, self._slugs)
        self._slugs.add(article.slug)
        alike.append(article)
        self._section(number, name).articles.append(article)
        self.count += 1

    def follow(self, issue: Issue) -> None:
        """Puts in front what is here of the issue already, as far as nothing newer has come."""
        fresh = {url for url, _ in self._known if url}
        gathered, self._sections = self._sections, {}
        self._slugs.clear()
        for section in issue.sections:
            shelved = self._section(section.page, section.name)
            shelved.url, shelved.page_image_url = section.url, section.page_image_url
            shelved.page_pdf_url = section.page_pdf_url
            for article in section.articles:
                is_newer = article.url in fresh or any(
                    _is_alike(other.text, article.text)
                    for other in self._known.get((article.url, article.headline), ())
                )
                if not is_newer:
                    self._slugs.add(article.slug)
                    shelved.articles.append(article)
        for each in gathered.values():
            for article in each.articles:
                named = _named_apart(article, self._slugs)
                self._slugs.add(named.slug)
                self._section(each.number, each.name).articles.append(named)

    def _section(self, number: str, name: str) -> _Shelved:
        return self._sections.setdefault((number, name), _Shelved(number, name))

    def issue(self) -> Issue:
        """The issue, its torn stories put together."""
        shelved = [section for section in self._sections.values() if section.articles]
        if not self._is_in_order:
            shelved.sort(key=lambda section: _print_order(section.number, section.name))
        sections = tuple(
            Section(
                name=each.name,
                page=each.number,
                url=each.url,
                page_image_url=each.page_image_url,
                page_pdf_url=each.page_pdf_url,
                articles=tuple(each.articles),
            )
            for each in shelved
        )
        return Issue(newspaper_id=self.newspaper.id, date=self.day, sections=put_together(sections))


def _is_alike(one: str, other: str) -> bool:
    """Whether two texts under one headline are two states of one, and not two halves of a torn
    story: they begin or end with the same words."""
    some = min(len(one), len(other)) // 4 + 1
    return one[:some] == other[:some] or one[-some:] == other[-some:]


def _named_apart(article: Article, slugs: set[str]) -> Article:
    """The article under a name that no other of its issue has: two may have one headline, and the
    halves of a torn story do.
    """
    if article.slug not in slugs:
        return article
    words = article.headline + article.text
    renamed = replace(article, slug=slug_of_words(words))
    count = 2
    while renamed.slug in slugs:
        renamed = replace(article, slug=slug_of_words(f"{words}{count}"))
        count += 1
    return renamed


def _print_order(number: str, name: str) -> tuple[bool, str, int, str]:
    letters = number.rstrip("0123456789")
    digits = number[len(letters) :]
    return (not number, letters, int(digits) if digits else 0, name)


class Gathering:
    """Issues that come together from pages.

    A page whose newspaper nobody knows goes to the saved pages; one whose date cannot be believed
    is filed under the day it was saved, or came, among the saved pages too, for a newspaper's own
    date is never guessed.
    """

    def __init__(self, papers: Sequence[Paper], today: date, *, is_in_order: bool = False) -> None:
        self._papers = papers
        self._today = today
        self._is_in_order = is_in_order
        self._issues: dict[tuple[str, date], Gathered] = {}
        self._hosts: dict[str, tuple[Paper, ...]] = {}

    def add(
        self, page: Page, *, newspaper: Newspaper | None = None, taken: date | None = None
    ) -> tuple[Gathered, ...]:
        """Files a page's stories; the issues they went into, one a story. `newspaper` is whose
        they are where that is known otherwise, `taken` the day on which the page was saved."""
        known = newspaper or newspaper_of(page, self._likely(page))
        into: list[Gathered] = []
        for n, article in enumerate(page.articles):
            day = page.day_of(n)
            whose = known if known and (day or newspaper) else SAVED
            filed = day or taken or self._today
            gathered = self._issues.get((whose.id, filed))
            if gathered is None:
                gathered = Gathered(whose, filed, is_in_order=self._is_in_order)
                self._issues[whose.id, filed] = gathered
            gathered.add(page.page, page.section, article)
            into.append(gathered)
        return tuple(into)

    def _likely(self, page: Page) -> tuple[Paper, ...]:
        """The papers a page may be of; of the many of the stand a page of another host is none."""
        if page.icp or page.newspaper_id:
            return tuple(self._papers)
        host = urlsplit(page.url).netloc if page.url else ""
        if host not in self._hosts:
            if len(self._hosts) > 1000:
                self._hosts.clear()
            self._hosts[host] = tuple(
                paper
                for paper in self._papers
                if host and any(f"://{host}" in era.entry for era in paper.eras)
            )
        return self._hosts[host]

    def issues(self) -> tuple[Gathered, ...]:
        """What has come together, each newspaper's by date."""
        return tuple(each for _, each in sorted(self._issues.items(), key=lambda item: item[0]))

    def clear(self) -> None:
        """Begins anew."""
        self._issues.clear()


def issues_of(
    pages: Iterable[Page], papers: Sequence[Paper], today: date
) -> tuple[tuple[Newspaper, Issue], ...]:
    """The issues that pages make together, each newspaper's by date."""
    gathering = Gathering(papers, today)
    for page in pages:
        gathering.add(page)
    return tuple((each.newspaper, each.issue()) for each in gathering.issues())
