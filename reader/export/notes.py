"""A volume as Markdown for a shelf of notes: what is known of it stands before it, in YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from reader.export import Printed, markdown, without_controls
from reader.export.citation import cite_key, pages_of
from reader.export.markup import link_address, name_of
from reader.export.names import names_of
from reader.export.terms import language_tag, terms_of

if TYPE_CHECKING:
    from reader.export.volume import Chapter, Volume

Value = str | date | tuple[str, ...] | None


def note_pieces(volume: Volume, picture_of: markdown.PictureOf | None = None) -> Iterator[str]:
    """The volume, piece by piece; a single article is a note of its own."""
    if volume.is_single:
        for part in volume.parts():
            for printed in part.articles:
                yield front_matter(facts_of(printed)) + "\n"
                yield markdown.article(printed, picture_of=picture_of)
        return
    yield front_matter(
        {
            "title": volume.title,
            "newspaper": volume.nameplate,
            "date": volume.first if volume.first == volume.last else None,
            "from": volume.first if volume.first != volume.last else None,
            "to": volume.last if volume.first != volume.last else None,
            "language": language_tag(volume.language),
            "id": volume.id if "\n" not in volume.id else "",
        }
    )
    yield "\n" + markdown.title(volume.title)
    for part in volume.parts():
        level = 2
        if volume.is_many:
            yield "\n" + markdown.section_heading(part.title, "", level=level)
            level += 1
        for chapter in part.chapters:
            yield from _chapter(chapter, level, volume, picture_of)


def _chapter(
    chapter: Chapter, level: int, volume: Volume, picture_of: markdown.PictureOf | None
) -> Iterator[str]:
    if chapter.label:
        yield "\n" + markdown.section_heading(chapter.label, "", level=level)
        level += 1
    for printed in chapter.articles:
        yield "\n" + markdown.article(printed, level=level, picture_of=picture_of)
        yield from _of_person(printed)
    if chapter.others:
        title = markdown.escaped(terms_of(volume.language).notices)
        yield f"\n*{title}*: {' · '.join(map(markdown.one_line, chapter.others))}\n"


def _of_person(printed: Printed) -> Iterator[str]:
    """Tags and lit passages, which have no front matter to stand in."""
    if printed.tags:
        yield "\n*" + markdown.one_line(" · ".join(printed.tags)) + "*\n"
    for one in printed.highlights:
        yield f"\n> {markdown.one_line(one.passage)}\n"
        if one.note:
            yield f">\n> {markdown.one_line(one.note)}\n"


def facts_of(printed: Printed) -> dict[str, Value]:
    """What is known of an article, under the names that shelves of notes look for."""
    article = printed.article
    language = article.language or printed.language
    names = names_of(article.byline, language=language, paper_language=printed.language)
    return {
        "title": name_of(printed),
        "kicker": article.kicker,
        "deck": article.deck,
        "newspaper": printed.newspaper,
        "date": printed.date,
        "page": ", ".join(pages_of(printed)),
        "section": printed.section,
        "byline": article.byline,
        "author": tuple(str(name) for name in names),
        "language": language_tag(language),
        "url": link_address(article.url),
        "tags": printed.tags,
        "note": printed.note,
        "highlights": tuple(one.passage for one in printed.highlights),
        "bookmarked": printed.kept_at.date() if printed.kept_at else None,
        "citekey": cite_key(printed),
        "id": printed.id,
    }


def front_matter(facts: dict[str, Value]) -> str:
    """The facts as YAML between two rules; what is not known is left out. Every text is quoted: no
    word of a headline is a number, a date or a mark of YAML's."""
    rows = ["---"]
    for name, value in facts.items():
        match value:
            case None | "" | ():
                continue
            case date():
                rows.append(f"{name}: {value.isoformat()}")
            case str():
                rows.append(f"{name}: {_quoted(value)}")
            case tuple():
                rows.append(f"{name}:")
                rows += [f"  - {_quoted(one)}" for one in value]
    return "\n".join([*rows, "---"]) + "\n"


def _quoted(text: str) -> str:
    # What JSON writes between quotation marks YAML reads as the same.
    return json.dumps(without_controls(text).replace("\ufeff", ""), ensure_ascii=False)
