"""What of pictures is the whole app's: the gallery, how they are drawn, how they are fetched."""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

from reader.app.pictures.gallery import Dress, Gallery
from reader.app.pictures.terminal import cell_size, way_of
from reader.errors import FetchError, LibraryError, ParseError
from reader.lang import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.app.app import ReaderApp
    from reader.app.pictures.decoding import Colour
    from reader.parse.picture import PictureHead

Heard: TypeAlias = "Callable[[str, PictureHead | None, str], object]"
"""What hears of a picture: its address, its head where it is here, and else why it is not shown."""

_of_app: WeakKeyDictionary[ReaderApp, Gallery] = WeakKeyDictionary()
_errands = count()


def gallery_of(app: ReaderApp) -> Gallery:
    """The one gallery of an app."""
    found = _of_app.get(app)
    if found is None:

        def write(words: str) -> None:
            if words and app._driver is not None:
                app._driver.write(words)

        found = _of_app[app] = Gallery(app.library, write=write)
    return found


def close_gallery(app: ReaderApp) -> None:
    """Let the terminal forget the pictures that it keeps."""
    found = _of_app.pop(app, None)
    if found is not None:
        found.clear()


def dress_of(app: ReaderApp, ground: Colour) -> Dress:
    """How pictures are drawn on this terminal, on a ground of that colour."""
    colours = None if app.no_color else app.console.color_system
    return Dress(
        way=way_of(os.environ, colours, app.pictures.draw),
        ground=ground,
        is_dark=app.current_theme.dark,
        cell=cell_size(),
    )


def errand_name(what: str) -> str:
    """A name under which an errand can be called off, never given twice."""
    return f"{what} {next(_errands)}"


def bring(
    app: ReaderApp,
    name: str,
    urls: Iterable[str],
    heard: Heard,
    *,
    key: str,
    homes: tuple[str, ...],
) -> None:
    """Bring pictures, from where they are kept or from the web; for a thread, which `heard` is
    called in. `key` is the article's, or begins with its issue's id; `homes` are addresses of the
    newspaper. Ends early where `app.deliveries` calls the errand off."""
    from reader.parse.picture import check_picture

    gallery = gallery_of(app)

    def tell(url: str, came: bytes | FetchError) -> None:
        gallery.take(url, came)
        if isinstance(came, bytes):
            try:
                heard(url, check_picture(came), "")
            except ParseError as error:
                heard(url, None, str(error))
        else:
            heard(url, None, "" if not gallery.may_be_asked(url) else say("it did not come"))

    missing = []
    for url in urls:
        try:
            content = gallery.content(url)
        except LibraryError:
            content = None
        if content is None:
            missing.append(url)
        else:
            tell(url, content)
    app.deliveries.bring(name, missing, tell, key=key, homes=homes)
