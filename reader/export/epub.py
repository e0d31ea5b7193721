"""A volume as a book: EPUB 3, which readers of EPUB 2 open as well.

It is written from front to back as the volume is read: every article is a file of its own, and only
their names are kept for the contents and the package, which come last. The same volume gives the
same bytes: no clock is read, and what is called its last change is the day of its newest issue.
"""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from reader.dates import masthead_date
from reader.export.cover import Cover, draw_cover
from reader.export.markup import (
    article_markup,
    escaped,
    language_attributes,
    name_of,
    style_class,
)
from reader.export.stylesheet import BOOK
from reader.export.terms import Terms, is_right_to_left, language_tag, terms_of

if TYPE_CHECKING:
    from reader.export import Printed
    from reader.export.plates import Plates
    from reader.export.volume import Chapter, Part, Volume
    from reader.model import Image

MEDIA_TYPE = "application/epub+zip"
_NAMESPACE = uuid.UUID("7a1c9a51-3f0e-5d0b-9f7e-2b1d6c0e8a44")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ON_COVER = 12
_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/>\
</rootfiles>
</container>
"""


@dataclass(slots=True)
class _Entry:
    """A line of the contents."""

    title: str
    file: str
    within: list[_Entry] = field(default_factory=list)


def write_epub(volume: Volume, file: IO[bytes], plates: Plates) -> None:
    """Writes the book into a file that can be gone back in."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        _Binder(volume, archive, plates).bind()


def identifier_of(volume: Volume) -> str:
    """The book's own name in the world."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, volume.id)}"


class _Binder:
    """Puts one book together."""

    def __init__(self, volume: Volume, archive: zipfile.ZipFile, plates: Plates) -> None:
        self._volume = volume
        self._archive = archive
        self._plates = plates
        self._terms: Terms = terms_of(volume.language)
        self._manifest: list[str] = []
        self._spine: list[str] = []
        self._pictures: dict[str, str] = {}
        """The file of each address; "" for those that are not here."""
        self._stored: set[str] = set()
        self._counts = {"part": 0, "section": 0, "article": 0}

    def bind(self) -> None:
        """Write all of it."""
        self._store("mimetype", MEDIA_TYPE.encode())
        self._write("META-INF/container.xml", _CONTAINER)
        self._write("OEBPS/style.css", BOOK)
        self._list("style", "style.css", "text/css")
        entries: list[_Entry] = []
        for number, part in enumerate(self._volume.parts()):
            if not number:
                self._bind_cover(part)
            entries += self._bind_part(part)
        if not entries:
            # A book needs something to read: here it is the cover.
            if not self._spine:
                self._bind_cover(None)
            entries.append(_Entry(self._terms.cover, "cover.xhtml"))
        self._write("OEBPS/nav.xhtml", self._nav(entries))
        self._list("nav", "nav.xhtml", "application/xhtml+xml", properties="nav")
        self._write("OEBPS/toc.ncx", self._ncx(entries))
        self._list("ncx", "toc.ncx", "application/x-dtbncx+xml")
        self._write("OEBPS/package.opf", self._package())

    # -- the parts ---------------------------------------------------------------

    def _bind_cover(self, part: Part | None) -> None:
        heads = [name_of(printed) for printed in part.articles][:_ON_COVER] if part else []
        media_type, content = draw_cover(
            Cover(
                nameplate=self._volume.nameplate,
                date_line=self._volume.subtitle,
                headlines=tuple(heads),
                language=self._volume.language,
            )
        )
        name = "cover.png" if media_type == "image/png" else "cover.svg"
        self._store(f"OEBPS/{name}", content)
        self._list("cover-image", name, media_type, properties="cover-image")
        words = escaped(f"{self._volume.nameplate} {self._volume.subtitle}".strip())
        body = f'<div class="cover"><img src="{name}" alt="{words}"/></div>'
        self._page("cover", self._volume.title, body, self._volume.language, kind="cover")
        self._spine.append("nav")

    def _bind_part(self, part: Part) -> list[_Entry]:
        """The part's own page, where there are several, and its chapters."""
        entry: _Entry | None = None
        if self._volume.is_many:
            name = self._next("part")
            entry = _Entry(part.title, f"{name}.xhtml")
            # It names sections that are written after it: their names are known beforehand.
            first = self._counts["section"] + 1
            rows = [
                (chapter.label, f"section{first + n:05}.xhtml")
                for n, chapter in enumerate(c for c in part.chapters if c.label)
            ]
            date_line = masthead_date(part.day, self._volume.language) if part.day else ""
            body = _head(self._volume.nameplate if part.day else part.title, date_line, rows)
            self._page(name, part.title, body, self._volume.language)
        below = [one for chapter in part.chapters for one in self._bind_chapter(chapter)]
        if entry is None:
            return below
        entry.within = below
        return [entry]

    def _bind_chapter(self, chapter: Chapter) -> list[_Entry]:
        names = [
            f"article{self._counts['article'] + n:05}" for n in range(1, len(chapter.articles) + 1)
        ]
        heads = [name_of(printed) for printed in chapter.articles]
        section: _Entry | None = None
        if chapter.label:
            name = self._next("section")
            section = _Entry(chapter.label, f"{name}.xhtml")
            rows = [(head, f"{file}.xhtml") for head, file in zip(heads, names, strict=True)]
            body = _head(chapter.label, "", rows, self._others(chapter))
            self._page(name, chapter.label, body, self._volume.language)
        entries = []
        for printed, head, name in zip(chapter.articles, heads, names, strict=True):
            self._counts["article"] += 1
            body = article_markup(printed, self._picture)
            self._page(name, head, body, _language_of(printed))
            entries.append(_Entry(head, f"{name}.xhtml"))
        if section is None:
            return entries
        section.within = entries
        return [section]

    def _others(self, chapter: Chapter) -> str:
        if not chapter.others:
            return ""
        words = " · ".join(map(escaped, chapter.others))
        return f'<p class="others">{escaped(self._terms.notices)}: {words}</p>'

    def _picture(self, image: Image) -> str:
        if image.url not in self._pictures:
            self._pictures[image.url] = self._bind_picture(image.url) if image.url else ""
        return self._pictures[image.url]

    def _bind_picture(self, url: str) -> str:
        plate = self._plates.plate(url, for_book=True)
        if plate is None:
            return ""
        place = f"pictures/{plate.name}"
        if plate.name not in self._stored:
            self._stored.add(plate.name)
            self._store(f"OEBPS/{place}", plate.content)
            self._list(f"picture-{plate.name.partition('.')[0]}", place, plate.media_type)
        return place

    # -- what leads to them ------------------------------------------------------

    def _nav(self, entries: list[_Entry]) -> str:
        volume, terms = self._volume, self._terms
        first = escaped(entries[0].file)
        body = (
            f'<nav epub:type="toc" id="toc" role="doc-toc"><h1>{escaped(terms.contents)}</h1>\n'
            f"{_listed(entries)}</nav>\n"
            '<nav epub:type="landmarks" id="landmarks" hidden="hidden"><ol>\n'
            f'<li><a epub:type="cover" href="cover.xhtml">{escaped(terms.cover)}</a></li>\n'
            f'<li><a epub:type="toc" href="nav.xhtml">{escaped(terms.contents)}</a></li>\n'
            f'<li><a epub:type="bodymatter" href="{first}">{escaped(volume.title)}</a></li>\n'
            "</ol></nav>"
        )
        return _document(f"{terms.contents} · {volume.title}", body, volume.language)

    def _ncx(self, entries: list[_Entry]) -> str:
        depth = 1 + any(e.within for e in entries)
        depth += any(inner.within for e in entries for inner in e.within)
        rows = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"'
            f' xml:lang="{language_tag(self._volume.language)}">',
            "<head>",
            f'<meta name="dtb:uid" content="{identifier_of(self._volume)}"/>',
            f'<meta name="dtb:depth" content="{depth}"/>',
            '<meta name="dtb:totalPageCount" content="0"/>',
            '<meta name="dtb:maxPageNumber" content="0"/>',
            "</head>",
            f"<docTitle><text>{escaped(self._volume.title)}</text></docTitle>",
            "<navMap>",
            *_points(entries, iter(range(1, 10**9))),
            "</navMap>",
            "</ncx>",
        ]
        return "\n".join(rows) + "\n"

    def _package(self) -> str:
        volume = self._volume
        tag = language_tag(volume.language)
        day = volume.last.isoformat() if volume.last else ""
        has_pictures = any(self._pictures.values())
        rows = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
            f' unique-identifier="id" xml:lang="{tag}">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            f'<dc:identifier id="id">{identifier_of(volume)}</dc:identifier>',
            f"<dc:title>{escaped(volume.title)}</dc:title>",
            f"<dc:language>{tag}</dc:language>",
            *([f"<dc:date>{day}</dc:date>"] if day else []),
            *(
                [f"<dc:publisher>{escaped(volume.publisher)}</dc:publisher>"]
                if volume.publisher.strip()
                else []
            ),
            f'<meta property="dcterms:modified">{day or "2000-01-01"}T00:00:00Z</meta>',
            '<meta property="schema:accessMode">textual</meta>',
            *(['<meta property="schema:accessMode">visual</meta>'] if has_pictures else []),
            '<meta property="schema:accessModeSufficient">textual</meta>',
            '<meta property="schema:accessibilityFeature">tableOfContents</meta>',
            '<meta property="schema:accessibilityFeature">readingOrder</meta>',
            '<meta property="schema:accessibilityFeature">structuralNavigation</meta>',
            '<meta property="schema:accessibilityHazard">none</meta>',
            '<meta name="cover" content="cover-image"/>',
            "</metadata>",
            "<manifest>",
            *self._manifest,
            "</manifest>",
            '<spine toc="ncx"'
            + (' page-progression-direction="rtl">' if is_right_to_left(tag) else ">"),
            *(f'<itemref idref="{name}"/>' for name in self._spine),
            "</spine>",
            "<guide>",
            f'<reference type="cover" title="{escaped(self._terms.cover)}" href="cover.xhtml"/>',
            f'<reference type="toc" title="{escaped(self._terms.contents)}" href="nav.xhtml"/>',
            "</guide>",
            "</package>",
        ]
        return "\n".join(rows) + "\n"

    # -- files -------------------------------------------------------------------

    def _next(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{kind}{self._counts[kind]:05}"

    def _page(self, name: str, title: str, body: str, language: str, *, kind: str = "") -> None:
        self._write(f"OEBPS/{name}.xhtml", _document(title, body, language, kind=kind))
        self._list(name, f"{name}.xhtml", "application/xhtml+xml")
        self._spine.append(name)

    def _list(self, name: str, place: str, media_type: str, *, properties: str = "") -> None:
        more = f' properties="{properties}"' if properties else ""
        self._manifest.append(f'<item id="{name}" href="{place}" media-type="{media_type}"{more}/>')

    def _write(self, place: str, text: str) -> None:
        self._archive.writestr(_info(place), text.encode("utf-8"), zipfile.ZIP_DEFLATED)

    def _store(self, place: str, content: bytes) -> None:
        # Pictures are packed already; and how a book begins is read without unpacking it.
        self._archive.writestr(_info(place), content, zipfile.ZIP_STORED)


def _info(place: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(place, date_time=_EPOCH)
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info


def _language_of(printed: Printed) -> str:
    return printed.article.language or printed.language


def _document(title: str, body: str, language: str, *, kind: str = "") -> str:
    mark = f' epub:type="{kind}"' if kind else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f"{language_attributes(language)}>\n<head>\n<title>{escaped(title).strip() or '—'}</title>"
        '\n<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f'<body{mark} class="{style_class(language)}">\n{body}\n</body>\n</html>\n'
    )


def _head(title: str, date_line: str, rows: Iterable[tuple[str, str]], more: str = "") -> str:
    """The page before an issue or a section, with what follows it."""
    items = "\n".join(f'<li><a href="{file}">{escaped(head)}</a></li>' for head, file in rows)
    date_row = f'<p class="date">{escaped(date_line)}</p>\n' if date_line else ""
    listed = f"<nav><ol>\n{items}\n</ol></nav>\n" if items else ""
    return f'<section class="head">\n<h1>{escaped(title)}</h1>\n{date_row}{listed}{more}</section>'


def _listed(entries: list[_Entry]) -> str:
    rows = ["<ol>"]
    for entry in entries:
        within = "\n" + _listed(entry.within) if entry.within else ""
        rows.append(f'<li><a href="{entry.file}">{escaped(entry.title)}</a>{within}</li>')
    rows.append("</ol>")
    return "\n".join(rows) + "\n"


def _points(entries: list[_Entry], order: Iterator[int]) -> Iterator[str]:
    for entry in entries:
        number = next(order)
        yield (
            f'<navPoint id="point{number}" playOrder="{number}"><navLabel><text>'
            f'{escaped(entry.title)}</text></navLabel><content src="{entry.file}"/>'
        )
        yield from _points(entry.within, order)
        yield "</navPoint>"
