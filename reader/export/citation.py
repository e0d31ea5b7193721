"""An article as a reference: after GB/T 7714-2015, for BibTeX, as CSL-JSON, in Markdown.

Each is made here rather than by a processor of citation styles: a newspaper article is one kind of
source with a handful of fields, and a processor would bring its styles and locales with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from reader.export import Printed, without_controls
from reader.export.markdown import one_line, web_address
from reader.export.names import Name, names_of

MOST_NAMES = 3
"""Names that GB/T 7714 gives before it says that there are more."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: "\\" + sign for sign in "&%$#_"},
}
_TEX_TABLE = str.maketrans(_TEX)
_SMALL_WORDS = " a an the of in on at to for and by with from der die das le la les el los "


class CitationStyle(StrEnum):
    """How an article is cited; the value is the style's name on the command line."""

    GBT = "gbt"
    BIBTEX = "bibtex"
    CSL = "csl"
    MARKDOWN = "markdown"

    @property
    def called(self) -> str:
        """Its name for people."""
        return _TITLES[self]


_TITLES = {
    CitationStyle.GBT: "GB/T 7714",
    CitationStyle.BIBTEX: "BibTeX",
    CitationStyle.CSL: "CSL-JSON",
    CitationStyle.MARKDOWN: "Markdown",
}


def citation(printed: Printed, style: CitationStyle, *, accessed: date | None = None) -> str:
    """The article as a reference, without a line end; `accessed` is the day on which its address
    was looked at, for the styles that say so."""
    return _WRITERS[style](printed, accessed)


def pages_of(printed: Printed) -> tuple[str, ...]:
    """The numbers of the pages it stood on, as printed; () where none is known."""
    pages = printed.article.printed_on or ((printed.page,) if printed.page else ())
    return tuple(_plain(page) for page in pages)


def cite_key(printed: Printed) -> str:
    """`kjrb20240706ways`: newspaper, day and the headline's first word, where that is of Latin
    letters, else what the source calls the story; letters and digits of ASCII only."""
    day = printed.date.strftime("%Y%m%d") if printed.date else ""
    word = next(
        (
            found.lower()
            for found in re.findall("[A-Za-z]{2,}", printed.article.headline)
            if f" {found.lower()} " not in _SMALL_WORDS
        ),
        "",
    )
    begins_latin = re.match(r"\W*[A-Za-z]", printed.article.headline) is not None
    tail = word if begins_latin and word else printed.article.slug
    return re.sub("[^A-Za-z0-9]", "", f"{printed.newspaper_id}{day}{tail}") or "article"


def _plain(text: str) -> str:
    """The text on one line, with nothing in it that a terminal would obey."""
    return " ".join(without_controls(text.replace("\n", " ").replace("\r", " ")).split())


def _language(printed: Printed) -> str:
    return printed.article.language or printed.language


def _names(printed: Printed) -> tuple[Name, ...]:
    return names_of(
        printed.article.byline, language=_language(printed), paper_language=printed.language
    )


def _numbers(printed: Printed) -> str:
    """`1, 4`: the pages as numbers."""
    return ", ".join(re.sub(r"(?<!\d)0+(?=\d)", "", page) for page in pages_of(printed))


def _url(printed: Printed) -> str:
    return web_address(printed.article.url)


# -- GB/T 7714-2015 ----------------------------------------------------------------


def _gbt(printed: Printed, accessed: date | None) -> str:
    url = _url(printed)
    headline = _plain(printed.article.headline).rstrip(".。")
    # Where nobody is named a numbered reference begins with its title.
    parts = [f"{authors}. "] if (authors := _gbt_authors(_names(printed))) else []
    parts.append(f"{headline}[{'N/OL' if url else 'N'}]. ")
    parts.append(_plain(printed.newspaper))
    if printed.date:
        parts.append(
            f", {printed.date.isoformat()}" if printed.newspaper else printed.date.isoformat()
        )
    if numbers := _numbers(printed):
        parts.append(f"({numbers})")
    if url and accessed:
        parts.append(f"[{accessed.isoformat()}]")
    reference = "".join(parts).rstrip(" .")
    return f"{reference}. {url}." if url else f"{reference}."


def _gbt_authors(names: tuple[Name, ...]) -> str:
    if not names:
        return ""
    shown = ", ".join(_gbt_name(name) for name in names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        shown += ", et al" if names[0].is_latin else ", 等"
    return shown


def _gbt_name(name: Name) -> str:
    if name.whole or not name.is_latin:
        return str(name)
    if name.is_family_first:
        # A Chinese name in Latin letters is written out.
        return f"{name.family.upper()} {name.given}"
    initials = [part[0].upper() for part in re.split(r"[\s.\-]+", name.given) if part]
    return " ".join([name.family.upper(), *initials])


# -- BibTeX ------------------------------------------------------------------------


def _bibtex(printed: Printed, accessed: date | None) -> str:
    url = _url(printed)
    fields: list[tuple[str, str]] = [
        ("author", " and ".join(_bibtex_name(name) for name in _names(printed))),
        # Twice in braces, so that no style changes its capitals.
        ("title", f"{{{_tex(printed.article.headline)}}}"),
        ("journal", _tex(printed.newspaper)),
    ]
    if printed.date:
        fields += [("date", printed.date.isoformat()), ("year", str(printed.date.year))]
    fields += [("pages", _tex(_numbers(printed)))]
    fields += [("url", url)]
    fields += [("urldate", accessed.isoformat() if url and accessed else "")]
    fields += [("langid", _langid(_language(printed))), ("entrysubtype", "newspaper")]
    rows = [f"  {name:<12} = {{{value}}}" for name, value in fields if value]
    if printed.date:
        at = next(n for n, row in enumerate(rows) if row.startswith("  year ")) + 1
        rows.insert(at, f"  {'month':<12} = {_MONTHS[printed.date.month - 1]}")
    return f"@article{{{cite_key(printed)},\n" + ",\n".join(rows) + ",\n}"


def _tex(text: str) -> str:
    return _plain(text).translate(_TEX_TABLE)


def _bibtex_name(name: Name) -> str:
    if name.whole:
        return f"{{{_tex(name.whole)}}}"
    if name.is_latin:
        return f"{_tex(name.family)}, {_tex(name.given)}"
    return _tex(str(name))


def _langid(language: str) -> str:
    known = {"zh": "chinese", "en": "english", "ja": "japanese", "ko": "korean", "fr": "french"}
    known |= {"de": "german", "es": "spanish", "ru": "russian", "pt": "portuguese"}
    return known.get(language.lower().split("-")[0], "")


# -- CSL-JSON ----------------------------------------------------------------------


def _csl(printed: Printed, accessed: date | None) -> str:
    url = _url(printed)
    item: dict[str, Any] = {
        "id": cite_key(printed),
        "type": "article-newspaper",
        "title": _plain(printed.article.headline),
        "container-title": _plain(printed.newspaper),
        "author": [_csl_name(name) for name in _names(printed)],
        "issued": _csl_date(printed.date),
        "page": _numbers(printed),
        "section": _plain(printed.section),
        "URL": url,
        "accessed": _csl_date(accessed if url else None),
        "language": _language(printed),
    }
    kept = {name: value for name, value in item.items() if value}
    words = json.dumps([kept], ensure_ascii=False, indent=2)
    # A day on one line; no text has a line end in it.
    return re.sub(
        r"\[\n\s+\[\n\s+(\d+),\n\s+(\d+),\n\s+(\d+)\n\s+\]\n\s+\]", r"[[\1, \2, \3]]", words
    )


def _csl_name(name: Name) -> dict[str, str]:
    if name.whole:
        return {"literal": name.whole}
    return {"family": name.family, "given": name.given}


def _csl_date(day: date | None) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else {}


# -- Markdown ----------------------------------------------------------------------


def _markdown(printed: Printed, _accessed: date | None) -> str:
    language = _language(printed)[:2]
    headline = one_line(_plain(printed.article.headline))
    if url := _url(printed):
        headline = f"[{headline}]({url})"
    names = [one_line(str(name)) for name in _names(printed)]
    newspaper = one_line(_plain(printed.newspaper))
    pages = [one_line(page) for page in pages_of(printed)]
    numbers = one_line(_numbers(printed))
    day = printed.date
    if language == "zh":
        where = [f"《{newspaper}》" if newspaper else ""]
        where += [f"{day.year}年{day.month}月{day.day}日" if day else ""]
        where += [f"第{'、'.join(pages)}版" if pages else ""]
        authors = "、".join(names)
        return (f"{authors}：" if authors else "") + "，".join([headline, *filter(None, where)])
    if language == "ja":
        where = [f"『{newspaper}』" if newspaper else ""]
        where += [f"{day.year}年{day.month}月{day.day}日" if day else ""]
        where += [f"{numbers}面" if numbers else ""]
        return "、".join(part for part in ("・".join(names), headline, *where) if part)
    if language == "ko":
        where = [f"《{newspaper}》" if newspaper else ""]
        where += [f"{day.year}년 {day.month}월 {day.day}일" if day else ""]
        where += [f"{numbers}면" if numbers else ""]
    else:
        where = [f"*{newspaper}*" if newspaper else ""]
        where += [f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}" if day else ""]
        label = "pages" if len(pages) > 1 else "page"
        where += [f"{label} {numbers}" if numbers else ""]
    return ", ".join(part for part in (", ".join(names), headline, *where) if part)


_WRITERS: dict[CitationStyle, Callable[[Printed, date | None], str]] = {
    CitationStyle.GBT: _gbt,
    CitationStyle.BIBTEX: _bibtex,
    CitationStyle.CSL: _csl,
    CitationStyle.MARKDOWN: _markdown,
}
