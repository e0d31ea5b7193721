"""What a newspaper is made of, and how its parts travel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

# -- text ----------------------------------------------------------------------


class MarkKind(StrEnum):
    """What an inline mark does to the characters it covers."""

    STRONG = "strong"
    EMPHASIS = "em"
    SUBSCRIPT = "sub"
    SUPERSCRIPT = "sup"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Inline styling kept beside the text, so that the text itself stays one plain string."""

    start: int
    """First character covered, counted from 0 in the block's text."""
    end: int
    """One past the last character covered."""
    kind: MarkKind
    href: str = ""
    """For a link, its absolute http(s) address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of running text, without the indent that print gives it."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A sub-heading inside a story."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage set apart because somebody else wrote it."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, each cell plain text; rows may differ in length."""

    rows: tuple[tuple[str, ...], ...]
    has_header: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture where it stands in the story."""

    url: str
    """Absolute http(s) address, or "" where the source names a picture without one."""
    caption: str = ""
    credit: str = ""


Block = Paragraph | Heading | Quote | Items | Table | Image


def text_of(block: Block) -> str:
    """The block's words as plain text; a picture has none (its caption is not running text)."""
    match block:
        case Paragraph(text=text) | Heading(text=text) | Quote(text=text):
            return text
        case Items(items=items):
            return "\n".join(items)
        case Table(rows=rows):
            return "\n".join(" | ".join(row) for row in rows)
        case Image():
            return ""


# -- the paper -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Newspaper:
    """A title as a going concern."""

    id: str
    """Short, stable, of lower-case letters, digits and dashes: `kjrb`."""
    name: str
    """The name in the paper's own language and script."""
    english_name: str = ""
    language: str = "zh"
    """BCP 47: of the paper as a whole; an article may be in another."""
    time_zone: str = "Asia/Shanghai"
    """IANA name: "today" is today there."""
    homepage: str = ""
    icp: str = ""
    """The registration number Chinese sites print at their foot, without a site suffix."""
    closed_weekdays: frozenset[int] = frozenset()
    """Days of the week without an issue, Monday 0."""


class Role(StrEnum):
    """What a listed item is; only stories are read as articles."""

    STORY = "story"
    PICTURE = "picture"
    """A story told by pictures alone."""
    NOTICE = "notice"
    """The editors' line, a correction, a box of addresses."""
    ADVERTISEMENT = "advertisement"

    @property
    def is_story(self) -> bool:
        """Whether it is one, told in words or in pictures: only stories count and are exported."""
        return self in (Role.STORY, Role.PICTURE)


Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One story as printed, in the newspaper's own order and spelling."""

    slug: str
    """Stable within the issue; with the issue's id it names the article for good."""
    headline: str
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    dateline: str = ""
    blocks: tuple[Block, ...] = ()
    url: str = ""
    language: str = ""
    area: tuple[Point, ...] = ()
    """The corners of its place on the printed page, each 0..1 from the page's top left; ()
    where unknown."""
    role: Role = Role.STORY
    printed_on: tuple[str, ...] = ()
    """Page numbers in reading order, for a story that print split over pages; () where it
    stands on one."""

    @property
    def text(self) -> str:
        """The running text, blocks parted by a blank line; captions are not part of it."""
        return "\n\n".join(words for words in map(text_of, self.blocks) if words)

    @property
    def images(self) -> tuple[Image, ...]:
        """The pictures in order."""
        return tuple(block for block in self.blocks if isinstance(block, Image))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A page (版) or a named section, its articles in print order."""

    name: str
    """`要闻`, `Opinion`; "" where the source names none."""
    page: str = ""
    """The page's number as printed, `01` or `A03`; "" where unknown."""
    articles: tuple[Article, ...] = ()
    url: str = ""
    page_image_url: str = ""
    page_pdf_url: str = ""


class State(StrEnum):
    """What has come of something that a newspaper lists."""

    STORED = "stored"
    """A page that was read, a story that is here."""
    NO_STORY = "no-story"
    """Here, and a notice or an advertisement: its role says which."""
    ABSORBED = "absorbed"
    """The rest of another story, or its twin."""
    REMOVED = "removed"
    """Taken out of the library by a person."""
    EMPTY = "empty"
    """It came, and there is nothing under its headline: neither words nor pictures."""
    FAILED = "failed"
    """Asked for in vain."""
    WAITING = "waiting"
    """Listed and not asked for yet, or the delivery ended before its answer."""

    @property
    def is_missing(self) -> bool:
        """Whether the paper printed it and it is not here."""
        return self in (State.EMPTY, State.FAILED, State.WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A line of an issue's ledger: a page or an article that the paper lists, and what has come of
    it."""

    name: str
    """What the source calls it: an article's slug, a page's key."""
    state: State
    is_page: bool = False
    title: str = ""
    """An article's headline, or a page's name."""
    page: str = ""
    """The number of the page, or of the page that lists the article."""
    url: str = ""
    role: Role = Role.STORY
    part_of: str = ""
    """For something absorbed, what the source calls the story that it went into."""
    reason: str = ""
    """One clause for a reader on why it is missing ("the site answered 503"); for something
    stored, why a later copy of it was not taken."""
    tried_at: datetime | None = None
    """When the reason was found out; None outside the library, which keeps the time."""
    slug: str = ""
    """What the library calls an article that is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A newspaper on the date printed on it."""

    newspaper_id: str
    date: date
    sections: tuple[Section, ...] = ()
    url: str = ""
    ledger: tuple[Listing, ...] = ()
    """Every page and article that the paper lists, page by page; () where nobody kept one, as of
    saved pages."""

    @property
    def id(self) -> str:
        """`kjrb/2024-07-06`."""
        return f"{self.newspaper_id}/{self.date.isoformat()}"

    @property
    def gaps(self) -> tuple[Listing, ...]:
        """What the paper printed and is not here."""
        return tuple(listing for listing in self.ledger if listing.state.is_missing)

    @property
    def articles(self) -> Iterator[Article]:
        """Every item of every section in print order, notices and advertisements too."""
        for section in self.sections:
            yield from section.articles

    def key(self, article: Article) -> str:
        """The name that marks and bookmarks hold on to: `kjrb/2024-07-06/content_12`."""
        return f"{self.id}/{article.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An article as it was before the paper changed it."""

    article: Article
    replaced_at: datetime
    """When the next text of it was stored, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What is here already of an issue that is about to be asked for again."""

    articles: tuple[Article, ...] = ()
    """Under the slugs that the source gave them."""
    absorbed: Mapping[str, str] = field(default_factory=dict)
    """Slugs of what went into other stories, each with the slug of that story."""
    removed: frozenset[str] = frozenset()
    """Slugs of what a person took out, which is not asked for."""
    again: frozenset[str] = frozenset()
    """Slugs of those to be asked for all the same, because their text may have changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDay:
    """What is known of a day of a newspaper: whether it had an issue."""

    day: date
    absence: str = ""
    """"" where there was one, else the value of an `errors.Absence`."""
    other_day: date | None = None
    """The day whose issue the site gave instead."""
    is_from_site: bool = False
    """Whether the site's own calendar says so; else it was tried."""
    mirror: str = ""
    """The mirror that was asked, "" for the site itself."""
    known_at: datetime
    """When that was found out, UTC."""

    @property
    def is_printed(self) -> bool:
        """Whether there was an issue."""
        return not self.absence


# -- the library's shorter forms, for lists ------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An article as a list shows it: everything but its text."""

    key: str
    slug: str
    headline: str
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    language: str = ""
    length: int = 0
    """Characters of running text."""
    picture_count: int = 0
    role: Role = Role.STORY
    area: tuple[Point, ...] = ()
    is_read: bool = False
    is_begun: bool = False
    is_bookmarked: bool = False
    is_listed: bool = False
    """Whether it is on the reading list."""
    is_changed: bool = False
    """Whether the paper changed its text after it was first stored, and the earlier one is kept."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing under the headline of a story."""
        return self.role.is_story and not (self.length or self.picture_count)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionOutline:
    """A section with its articles as lines."""

    name: str
    page: str = ""
    lines: tuple[Line, ...] = ()
    url: str = ""
    page_image_url: str = ""
    page_pdf_url: str = ""


def label_of(section: Section | SectionOutline) -> str:
    """`01 要闻`: a page's number and name, as much of them as there is."""
    return " ".join(part for part in (section.page, section.name) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An issue as its contents page shows it."""

    newspaper: Newspaper
    date: date
    sections: tuple[SectionOutline, ...] = ()
    gaps: tuple[Listing, ...] = ()
    """What the paper printed and of which there is no line here."""
    url: str = ""

    @property
    def lines(self) -> Iterator[Line]:
        """Every line in print order."""
        for section in self.sections:
            yield from section.lines


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTally:
    """One day of one newspaper in the library."""

    date: date
    articles: int
    """Stories and picture stories; notices, advertisements and bare headlines do not count."""
    read: int = 0
    begun: int = 0
    pages: int = 0
    gaps: int = 0
    """Pages and articles that the paper printed and are not here."""
    is_listed: bool = field(default=False, compare=False)
    """Whether the paper's own lists were read, so that it is known what is missing; not so of
    saved pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandEntry:
    """A newspaper on the newsstand."""

    newspaper: Newspaper
    newest: DayTally | None = None
    """The newest issue in the library; None where there is none yet."""
    recent: tuple[DayTally, ...] = ()
    """Stored issues of the 30 days that end with the newest one, oldest first."""
    unread: int = 0
    bookmarks: int = 0


# -- what is asked of a site ---------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to a server, as an engine asks it."""

    url: str
    json_body: str = ""
    """Sent as a POST of application/json where it is not ""."""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a server answered, or what a file held: bytes, and the address they came from."""

    url: str
    body: bytes
    content_type: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a delivery is."""

    newspaper_id: str
    date: date
    doing: str = ""
    """The thing being fetched: `第03版 综合`."""
    pages_done: int = 0
    pages: int = 0
    articles_done: int = 0
    articles: int = 0
    failed: int = 0
    is_finished: bool = False
    stored: tuple[str, ...] = field(default=())
    """Keys of the articles that went into the library since the last report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResponse:
    """An answer kept as it came, so that it can be asked for conditionally and read again by a
    better parser."""

    url: str
    body: bytes
    fetched_at: datetime
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
