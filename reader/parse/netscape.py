"""The bookmark file that browsers and bookmarking services write (`NETSCAPE-Bookmark-file-1`).

It is no HTML that a parser of HTML would have made: no element is closed, and what belongs together
stands one after the other. So it is read as what it is, tag by tag, each looked at once: the time
it takes grows with its length, whatever is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from reader.text import clean, clean_lines
from reader.text.tags import joined, tag_of

MOST_FOLDERS = 64
_LONGEST_TITLE = 2_000
_LONGEST_NOTE = 100_000
_ATTRIBUTE = re.compile(r"""([A-Za-z_-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NAME = re.compile(r"/?[A-Za-z0-9]{1,8}")
_ROOTS = frozenset(["PERSONAL_TOOLBAR_FOLDER", "UNFILED_BOOKMARKS_FOLDER"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A bookmark of such a file."""

    address: str
    """As it is written there."""
    title: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    """Its own, and the names of the folders it lies in."""
    added: int = 0
    """Seconds since 1970; 0 where it does not say."""
    data: str = ""
    """What stands in a comment behind it."""


class Entries:
    """Reads the lines of a file, one after the other; `mark` begins the comments that count."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._folders: list[str] = []
        self._name = ""
        """Of the folder that opens next."""
        self._is_root = False
        self._into = ""
        """What the text that follows belongs to: a title, a note, a folder's name."""
        self._text: list[str] = []
        self._room = 0
        self._entry: Entry | None = None
        self._data: list[str] | None = None

    def read(self, lines: Iterable[str]) -> Iterator[Entry]:
        """The bookmarks, each as soon as all of it is read."""
        for line in lines:
            if self._data is not None:
                self._take_data(line)
            elif line.lstrip().startswith(f"<!-- {self._mark}"):
                self._end_text()
                self._data = []
            else:
                yield from self._tags(line)
        yield from self._ended()

    def _take_data(self, line: str) -> None:
        assert self._data is not None  # noqa: S101 - told to the type checker
        if line.strip() != "-->":
            self._data.append(line.strip())
            return
        if self._entry is not None:
            self._entry = _with(self._entry, data="".join(self._data))
        self._data = None

    def _tags(self, line: str) -> Iterator[Entry]:
        at = 0
        while (begin := line.find("<", at)) >= 0:
            self._say(line[at:begin])
            end = _end_of_tag(line, begin)
            if end < 0:
                at = len(line)
                break
            yield from self._tag(line[begin + 1 : end])
            at = end + 1
        self._say(line[at:])

    def _say(self, text: str) -> None:
        if self._into and self._room > 0:
            self._text.append(text[: self._room])
            self._room -= len(text)

    def _tag(self, tag: str) -> Iterator[Entry]:
        found = _NAME.match(tag)
        match found[0].upper() if found else "":
            case "A":
                yield from self._ended()
                said = {key.upper(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(tag)}
                tags = map(tag_of, unescape(said.get("TAGS", "")).split(","))
                added = said.get("ADD_DATE", "")
                is_moment = added.isascii() and added.isdigit() and len(added) < 20
                self._entry = Entry(
                    address=unescape(said.get("HREF", "")),
                    tags=joined([*tags, *self._folders]),
                    added=int(added) if is_moment else 0,
                )
                self._begin("title", _LONGEST_TITLE)
            case "/A" | "/H3":
                self._end_text()
            case "DD":
                self._end_text()
                self._begin("note", _LONGEST_NOTE)
            case "H3":
                yield from self._ended()
                self._is_root = any(root in tag.upper() for root in _ROOTS)
                self._begin("folder", _LONGEST_TITLE)
            case "DL":
                yield from self._ended()
                if len(self._folders) < MOST_FOLDERS:
                    self._folders.append("" if self._is_root else tag_of(self._name))
                self._name, self._is_root = "", False
            case "/DL":
                yield from self._ended()
                del self._folders[-1:]
            case "DT":
                yield from self._ended()
            case _:
                pass

    def _begin(self, into: str, room: int) -> None:
        self._into, self._text, self._room = into, [], room

    def _end_text(self) -> None:
        into, self._into = self._into, ""
        text = unescape("".join(self._text))
        if into == "folder":
            self._name = clean(text)
        elif self._entry is not None and into == "title":
            self._entry = _with(self._entry, title=clean(text))
        elif self._entry is not None and into == "note":
            self._entry = _with(self._entry, note=clean_lines(text))

    def _ended(self) -> Iterator[Entry]:
        self._end_text()
        entry, self._entry = self._entry, None
        if entry is not None:
            yield entry


def _with(entry: Entry, *, title: str = "", note: str = "", data: str = "") -> Entry:
    return Entry(
        address=entry.address,
        title=title or entry.title,
        note=note or entry.note,
        tags=entry.tags,
        added=entry.added,
        data=data or entry.data,
    )


def _end_of_tag(line: str, begin: int) -> int:
    """Where a tag ends; -1 where it does not. A `>` between quotes is none, unless the quotes do
    not close."""
    end = first = line.find(">", begin)
    for _ in range(8):
        if end < 0 or line.count('"', begin, end) % 2 == 0:
            return end
        end = line.find(">", end + 1)
    return first
