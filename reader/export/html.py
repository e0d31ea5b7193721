"""A volume as one page of HTML that needs nothing else: its pictures and its style are in it.

It runs nothing and asks for nothing: the page's own policy forbids a browser to.
"""

from __future__ import annotations

import base64
import hashlib
import tempfile
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from reader.export.markup import (
    article_markup,
    escaped,
    language_attributes,
    name_of,
    style_class,
)
from reader.export.stylesheet import PAGE
from reader.export.terms import terms_of

if TYPE_CHECKING:
    from reader.export.plates import Plates
    from reader.export.volume import Chapter, Part, Volume
    from reader.model import Image

_IN_MEMORY = 8 * 1024 * 1024
_PIECE = 256 * 1024


def page_pieces(volume: Volume, plates: Plates) -> Iterator[str]:
    """The page, piece by piece. Its contents stand before its text and are known after it, so the
    text waits on the disk meanwhile."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8") as waiting:
        contents = _Setter(volume, plates, waiting).set()
        yield from _head(volume)
        if not volume.is_single:
            title = escaped(terms_of(volume.language).contents)
            yield f'<nav aria-label="{title}">\n<h2>{title}</h2>\n<ol>\n'
            yield from contents
            yield "</ol>\n</nav>\n"
        yield "<main>\n"
        waiting.seek(0)
        while piece := waiting.read(_PIECE):
            yield piece
    yield "</main>\n</body>\n</html>\n"


def _head(volume: Volume) -> Iterator[str]:
    style = base64.b64encode(hashlib.sha256(PAGE.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{style}'; base-uri 'none'; "
        "form-action 'none'"
    )
    yield (
        f"<!DOCTYPE html>\n<html {language_attributes(volume.language)}>\n<head>\n"
        '<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<meta name="referrer" content="no-referrer"/>\n'
        f"<title>{escaped(volume.title).strip() or '—'}</title>\n<style>{PAGE}</style>\n</head>\n"
        f'<body class="{style_class(volume.language)}">\n'
    )
    if not volume.is_single:
        yield f'<div class="masthead">\n<h1>{escaped(volume.nameplate)}</h1>\n'
        yield f"<p>{escaped(volume.subtitle)}</p>\n</div>\n"


class _Setter:
    """Sets the text of a page, and takes down its contents."""

    def __init__(self, volume: Volume, plates: Plates, text: IO[str]) -> None:
        self._volume = volume
        self._plates = plates
        self._text = text
        self._contents: list[str] = []
        self._count = 0
        self._level = 1

    def set(self) -> list[str]:
        """Write the text; the rows of its contents."""
        for number, part in enumerate(self._volume.parts(), 1):
            self._level = 1 if self._volume.is_single else 2
            if self._volume.is_many:
                anchor = f"issue{number}"
                self._open(anchor, part.title)
                self._set_part(part)
                self._close()
            else:
                self._set_part(part)
        return self._contents

    def _set_part(self, part: Part) -> None:
        for chapter in part.chapters:
            if chapter.label:
                self._open(f"section{self._count}-{len(self._contents)}", chapter.label)
                self._set_articles(chapter)
                self._close()
            else:
                self._set_articles(chapter)

    def _set_articles(self, chapter: Chapter) -> None:
        for printed in chapter.articles:
            self._count += 1
            anchor = f"article{self._count}"
            head = escaped(name_of(printed))
            self._contents.append(f'<li><a href="#{anchor}">{head}</a></li>\n')
            self._text.write(
                article_markup(printed, self._picture, level=min(5, self._level), anchor=anchor)
            )
        if chapter.others:
            notices = escaped(terms_of(self._volume.language).notices)
            words = " · ".join(map(escaped, chapter.others))
            self._text.write(f'<p class="others">{notices}: {words}</p>\n')

    def _open(self, anchor: str, title: str) -> None:
        words = escaped(title)
        self._contents.append(f'<li><a href="#{anchor}">{words}</a>\n<ol>\n')
        self._text.write(f'<section id="{anchor}">\n<h{self._level}>{words}</h{self._level}>\n')
        self._level += 1

    def _close(self) -> None:
        if self._contents[-1].endswith("<ol>\n"):
            # A list of nothing is none.
            self._contents[-1] = self._contents[-1].removesuffix("\n<ol>\n") + "</li>\n"
        else:
            self._contents.append("</ol>\n</li>\n")
        self._text.write("</section>\n")
        self._level -= 1

    def _picture(self, image: Image) -> str:
        plate = self._plates.plate(image.url)
        if plate is None:
            return ""
        return f"data:{plate.media_type};base64,{base64.b64encode(plate.content).decode()}"
