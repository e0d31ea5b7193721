"""What a person may set, with the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.model import PicturesWanted

if TYPE_CHECKING:
    from reader.errors import ConfigError

ARCHIVE = "https://web.archive.org/web/"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebArchive:
    """The web archive (Memento) that is asked for what a site no longer serves."""

    address: str = ARCHIVE
    is_offered: bool = True
    """Whether it is spoken of where a site has nothing."""
    at_once: int | None = None
    """Requests to it at a time; None for what suits it."""
    per_second: float | None = None
    """Requests to it in a second; None for what suits it."""


WAYS = ("auto", "kitty", "sixel", "blocks", "dots", "shades")
"""How pictures may be drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """What a person wants of pictures."""

    fetch: bool = True
    """Whether an article's are fetched when it is opened; else those that are here are shown."""
    draw: str = "auto"
    """One of `WAYS`; `auto` for the best that the terminal is known to have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """What a person wants of downloads."""

    pictures: PicturesWanted = PicturesWanted.ARTICLES
    resumes: bool = False
    """Whether the app goes on with unfinished ones when it starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a person set, with the defaults for the rest."""

    language: str = "auto"
    """`en`, `zh`, or `auto` for the locale's."""
    theme: str = ""
    """A theme's name; "" where the app decides."""
    measure: int = 0
    """Cells; 0 where the app decides."""
    at_once: int | None = None
    """Requests to one host at a time at most; None where every newspaper's own pace holds."""
    per_second: float | None = None
    """Requests to one host in a second at most."""
    archive: WebArchive = field(default_factory=WebArchive)
    pictures: Pictures = field(default_factory=Pictures)
    downloads: Downloads = field(default_factory=Downloads)
    quota: int = 0
    """Bytes that the library may use; 0 for as many as there are."""
    keeps_pages: bool = True
    """Whether the pages that issues are read from are kept to be read again."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Command id → its keys parted by commas, "" for none; only those that were changed."""
    complaints: tuple[ConfigError, ...] = ()
    """What is wrong in the file, a sentence each."""
