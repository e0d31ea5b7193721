"""Finding one's way about a site that nobody described.

    an address → what it sends on to → a day → links of one shape → which are pages, which articles

A generator asks for one page after another and takes each answer in, so that whoever drives it
decides how fast and how often; in the end it tells what it saw. It asks for few pages: what can be
told from the addresses and the words on the links is not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from datetime import date
from urllib.parse import urljoin, urlsplit

from reader.discovery.days import days_in, likeliest_day, speaks_of
from reader.discovery.familiar import familiar_ways
from reader.discovery.readings import Reading, reading_of
from reader.discovery.survey import Kind, Survey, is_root
from reader.discovery.words import (
    is_date,
    is_headline,
    is_page_label,
    leads_back,
    leads_to_paper,
    weight,
)
from reader.errors import ParseError, ReaderError
from reader.model import Request, Response
from reader.parse.links import path_of
from reader.parse.printed import printed_date
from reader.text import shown

Answer = Response | ReaderError
Asking = Generator[Request, Answer, Reading | None]

MOST_REQUESTS = 25
_HOPS = 5
_A_PARAGRAPH = 40
"""The weight from which on a line is read and not chosen."""
_PAGES = 2
_ARTICLES = 7
"""Pages and articles that are read to learn how one is built: not every article has a deck."""


class Explorer:
    """One errand on one site."""

    def __init__(self, url: str, today: date, *, most: int = MOST_REQUESTS) -> None:
        self.url = url
        self.today = today
        self.left = most
        self.readings: list[Reading] = []
        """Pages to stay on, in the order in which they came."""
        self.answers: dict[str, Response] = {}
        """Everything that came, by where it was asked for and where it was found."""
        self.sent: dict[str, str] = {}
        """Pages that only send on, and where to."""
        self.failures: dict[str, ReaderError] = {}
        self.day: date | None = None
        self._known: dict[str, Reading | None] = {}

    # -- asking --------------------------------------------------------------------

    def read(self, url: str) -> Asking:
        """The page at an address, after all that sends on; None where there is none."""
        way = [url]
        while len(way) <= _HOPS:
            here = way[-1]
            if here in self._known or self.left <= 0:
                return self._reached(way, self._known.get(here))
            self.left -= 1
            answer = yield Request(url=here)
            if isinstance(answer, ReaderError):
                self.failures[here] = answer
                return self._reached(way, None)
            self.answers[here] = self.answers[answer.url] = answer
            reading = reading_of(answer, here)
            if reading is None or _is_error(reading):
                self.failures[here] = ParseError(
                    f"{shown(here.partition('://')[2], 100)} answers with something that is no page"
                    " of a paper, such as a picture, a PDF or an error; try the address of an"
                    " issue's first page."
                )
                return self._reached(way, None)
            if not reading.forward:
                known = next((r for r in self.readings if r.url == reading.url), None)
                if known is None:
                    self.readings.append(reading)
                self._known[reading.url] = known or reading
                return self._reached(way, known or reading)
            self.sent[here] = reading.forward
            way.append(reading.forward)
        return self._reached(way, None)

    def _reached(self, way: list[str], reading: Reading | None) -> Reading | None:
        for url in way:
            self._known.setdefault(url, reading)
        return reading

    def _with_frames(self, reading: Reading) -> Generator[Request, Answer, None]:
        """Reads what stands in a page's frames, where the page is little without them."""
        host = urlsplit(reading.url).netloc
        if sum(a.kind != "frame" for a in reading.anchors) > 12:
            return
        for url in list(dict.fromkeys(reading.frames))[:4]:
            if urlsplit(url).netloc == host:
                yield from self.read(url)

    # -- the way -------------------------------------------------------------------

    def to_the_issue(self) -> Generator[Request, Answer, Reading]:
        """The page that the address leads to, with the day of its issue known where it can be."""
        landing = yield from self.read(self.url)
        if landing is None:
            for parent in parents_of(self.url):
                landing = yield from self.read(parent)
                if landing is not None:
                    break
        if landing is None:
            raise self._out_of_reach()
        yield from self._with_frames(landing)
        yield from self._find_day(landing)
        return landing

    def run(self) -> Generator[Request, Answer, Survey]:
        """Looks around until pages and articles are known, or nothing is left to try."""
        landing = yield from self.to_the_issue()
        survey = yield from self._look_around(landing)
        if not self._is_understood(survey):
            # An old bookmark whose issue is gone, or hides: the newest one shows how the site is.
            home = yield from self.read(root_of(self.url))
            day = self._day_of(home, is_led=False) if home is not None else None
            if home is not None and day is not None and day != self.day:
                self.day = day
                survey = yield from self._look_around(home)
        return survey

    def _is_understood(self, survey: Survey) -> bool:
        articles = survey.articles()
        return articles is not None and survey.pages(articles) is not None

    def _look_around(self, landing: Reading) -> Generator[Request, Answer, Survey]:
        survey = Survey(self.readings, self.day, self.today)
        while self.left > 0:
            url = self._next(survey, landing)
            if not url:
                break
            reading = yield from self.read(url)
            if reading is not None:
                yield from self._with_frames(reading)
                if self.day is None:
                    yield from self._find_day(reading)
            else:
                self._known.setdefault(url, None)
            survey = Survey(self.readings, self.day, self.today)
        return survey

    def _out_of_reach(self) -> ReaderError:
        return next(iter(self.failures.values()), ReaderError("There is no page at this address."))

    def _find_day(self, landing: Reading) -> Generator[Request, Answer, None]:
        """The day of the issue that the address leads to."""
        self.day = self._day_of(landing)
        for _ in range(3):
            if self.day is not None:
                return
            ways = [a.url for a in landing.anchors if leads_to_paper(a.text)]
            way = next((url for url in ways if url not in self._known), "")
            if not way:
                return
            reading = yield from self.read(way)
            if reading is not None:
                yield from self._with_frames(reading)
                self.day = self._day_of(reading)
                landing = reading

    def _day_of(self, reading: Reading, *, is_led: bool = True) -> date | None:
        led = self.sent if is_led else ()
        for url in (reading.asked, reading.url, *led):
            if days := days_in(url, self.today):
                return days[0]
        framed = [r for r in self.readings if r.url in reading.frames]
        # A list of issues says of each which day it is, whatever its address looks like.
        told = [
            (printed.day, anchor.url)
            for r in (reading, *framed)
            for anchor in r.anchors
            if (printed := printed_date(anchor.text)) and printed.day
        ]
        dated = [day for day, url in told if speaks_of(url, day) and day <= self.today]
        by_links = likeliest_day((a.url for r in (reading, *framed) for a in r.anchors), self.today)
        printed_day = next((r.printed_day for r in (reading, *framed) if r.printed_day), None)
        if printed_day and (
            speaks_of(reading.url, printed_day)
            or any(speaks_of(a.url, printed_day) for r in (reading, *framed) for a in r.anchors)
        ):
            return (
                max([printed_day, *dated])
                if not speaks_of(reading.url, printed_day)
                else printed_day
            )
        if dated:
            return max(dated)
        return by_links or printed_day

    # -- what to read next ---------------------------------------------------------

    def _next(self, survey: Survey, landing: Reading) -> str:
        """The address to read next; "" where enough is known or nothing is left."""
        articles = survey.articles()
        if articles is not None and articles.heads < 0.5 and (url := self._sample(survey)):
            # Whatever it is, its links do not read like headlines; others may.
            return url
        if articles is None:
            return self._sample(survey) or self._way_up(survey, landing)
        pages = survey.pages(articles)
        if pages is None:
            return self._way_up(survey, landing) or self._sample(survey)
        if all(map(is_root, pages.addresses)) and (url := self._sample(survey)):
            # A home that shows the first page, and links the pages themselves.
            return url
        too_few = len(pages.readings) < min(_PAGES, len(pages.addresses))
        if too_few and (url := self._unread(self._pages_first(pages))):
            return url
        if not self._lists_pages(survey, pages) and (
            url := self._unread([*list(parents_of(pages.addresses[0]))[:2], root_of(self.url)])
        ):
            return url
        lists = [[a.url for a in survey.listed(reading, articles)] for reading in pages.readings]
        if len(articles.readings) < min(_ARTICLES, len(articles.addresses)):
            return self._unread(_in_turn(lists))
        return ""

    def _lists_pages(self, survey: Survey, pages: Kind) -> bool:
        """Whether something that was read leads from page to page."""
        return pages.shape.host == "" or any(
            survey.listed(reading, pages)
            for reading in survey.readings
            if reading in pages.readings or len(survey.listed(reading, pages)) > 1
        )

    def _pages_first(self, pages: Kind) -> list[str]:
        return sorted(pages.addresses, key=lambda url: not is_page_label(pages.words[url]))

    def _unread(self, urls: Iterable[str]) -> str:
        return next((url for url in urls if url not in self._known), "")

    def _sample(self, survey: Survey) -> str:
        """An address of the most promising kind of which nothing was read yet."""
        best, score = "", 0.9
        for kind in survey.kinds:
            if len(kind.readings) > (1 if len(kind.addresses) > 5 else 0):
                continue
            url = self._unread(sorted(kind.addresses, key=lambda u: not is_headline(kind.words[u])))
            if not url:
                continue
            promise = (
                2 * max(kind.labels, kind.heads)
                + 1.5 * kind.shape.is_dated
                + min(len(kind.addresses), 10) / 10
                + any(leads_to_paper(text) for text in kind.words.values())
                - len(kind.readings)
            )
            if promise > score:
                best, score = url, promise
        return best

    def _way_up(self, survey: Survey, landing: Reading) -> str:
        """From an article to its page: by the links that say so, else by its address."""
        starts = [landing, *(r for r in self.readings if r is not landing)]
        ways: list[tuple[float, str]] = []
        for reading in starts[:3]:
            for anchor in reading.anchors:
                if not survey.is_of_issue(anchor.url) or path_of(anchor.url) in ("", "/"):
                    continue
                is_dated = survey.day is not None and speaks_of(anchor.url, survey.day)
                worth = (
                    2.0 * is_page_label(anchor.text)
                    + 2.0 * leads_back(anchor.text)
                    + 1.0 * is_dated
                    - 1.5 * is_headline(anchor.text)
                    - 0.5 * (reading is not landing)
                )
                if worth >= 1.5:
                    ways.append((-worth, anchor.url))
        if url := self._unread(url for _, url in sorted(ways, key=lambda way: way[0])):
            return url
        above = [*list(parents_of(self.url))[:3], root_of(self.url)]
        if url := self._unread([*familiar_ways(self.url), *above]):
            return url
        return self._unread(
            a.url
            for r in self.readings
            for a in r.anchors
            if leads_to_paper(a.text) or (is_date(a.text) and survey.is_of_issue(a.url))
        )


def _in_turn(lists: list[list[str]]) -> list[str]:
    """One of each list, then the second of each."""
    longest = max(map(len, lists), default=0)
    return [urls[n] for n in range(longest) for urls in lists if n < len(urls)]


def parents_of(url: str) -> Iterable[str]:
    """Where the page above an address could be: its folder, that folder's, the site's home."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    if parts.query:
        yield origin + parts.path
    path = parts.path.rstrip("/")
    while path:
        path = path.rpartition("/")[0]
        yield urljoin(origin, path + "/")
    if not parts.path:
        yield origin + "/"


def root_of(url: str) -> str:
    """The home of the site at an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


_ERROR = re.compile(
    r"\b(?:404|403|500|502|503)\b|not found|错误|不存在|找不到|見つかりません", re.IGNORECASE
)


def _is_error(reading: Reading) -> bool:
    """Whether a page only says that there is none."""
    words = sum(len(line.text) for line in reading.lines)
    return words < 200 and _ERROR.search(reading.title) is not None


def is_mostly_links(response: Response) -> bool:
    """Whether a page is there for what it leads to: a list, a frame, a page that sends on."""
    reading = reading_of(response)
    if reading is None:
        return False
    if reading.forward or any(anchor.kind in ("area", "frame") for anchor in reading.anchors):
        return True
    prose = sum(
        len(line.text) - line.linked
        for line in reading.lines
        if weight(line.text) >= _A_PARAGRAPH and line.linked < len(line.text) / 2
    )
    linked = sum(line.linked for line in reading.lines)
    return linked > prose
