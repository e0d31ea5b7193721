"""Which pictures there are to be looked at by themselves, of an article and of an issue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.app.cleaning import safe_article
from reader.app.screens.viewer import Plate
from reader.model import Article, Image, label_of
from reader.text import clean
from reader.typeset import words_of

if TYPE_CHECKING:
    from reader.model import Outline, Section, SectionOutline


def plates_of_article(article: Article, key: str) -> tuple[tuple[int, Plate], ...]:
    """The article's pictures that have an address, each with its block."""
    found: list[tuple[int, Plate]] = []
    article = safe_article(article)
    for block, image in enumerate(article.blocks):
        if isinstance(image, Image) and image.url:
            name = f"{key.replace('/', '-')}-{len(found) + 1}"
            words = words_of(article, "caption", block)
            found.append((block, Plate(url=image.url, words=words, name=name)))
    return tuple(found)


def plates_of_issue(
    outline: Outline, key: str, section_number: int = -1
) -> tuple[tuple[Plate, ...], int]:
    """The printed pages that the issue's site shows or offers, and which of them the article of
    that key stands on, its place on the page lit; without such an article, the page of a section.
    -1 where that page is not offered."""
    plates: list[Plate] = []
    here = -1
    for number, section in enumerate(outline.sections):
        line = next((line for line in section.lines if line.key == key), None)
        plate = plate_of_page(section, f"{outline.newspaper.id}-{outline.date}", number)
        if plate is None:
            continue
        if line is not None or number == section_number:
            here = len(plates)
        if line is not None:
            plate = replace(plate, area=line.area)
        plates.append(plate)
    return tuple(plates), here


def plate_of_page(section: Section | SectionOutline, issue: str, number: int) -> Plate | None:
    """A printed page; None where the site offers neither its picture nor a PDF."""
    if not (section.page_image_url or section.page_pdf_url):
        return None
    return Plate(
        url=section.page_image_url,
        words=clean(label_of(section)),
        name=f"{issue}-{section.page or number + 1}",
        pdf_url=section.page_pdf_url,
    )
