"""The few words of our own that a book or page of articles needs, in the articles' language.

A Chinese paper's book has a Chinese contents page, whatever language the reader speaks to the
person who made it; and the same book is the same bytes for everyone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """What is said in one language."""

    contents: str
    cover: str
    page: str
    """With `{n}` for its number."""
    notices: str
    original: str
    note: str
    bookmarks: str
    to: str
    """Between the first and the last day."""


_ENGLISH = Terms(
    "Contents",
    "Cover",
    "Page {n}",
    "Notices and advertisements",
    "Original",
    "Note",
    "Bookmarks",
    "–",
)
_TERMS = {
    "zh": Terms("目录", "封面", "第{n}版", "启事、广告", "原文", "批注", "收藏", "至"),
    "zh-Hant": Terms("目錄", "封面", "第{n}版", "啟事、廣告", "原文", "批註", "收藏", "至"),
    "ja": Terms(
        "目次", "表紙", "{n}面", "お知らせ・広告", "元の記事", "メモ", "ブックマーク", "〜"
    ),
    "ko": Terms("차례", "표지", "{n}면", "알림·광고", "원문", "메모", "책갈피", "~"),
    "de": Terms(
        "Inhalt", "Titel", "Seite {n}", "Anzeigen", "Original", "Notiz", "Lesezeichen", "–"
    ),
    "fr": Terms(
        "Sommaire", "Couverture", "Page {n}", "Annonces", "Original", "Note", "Signets", "–"
    ),
    "es": Terms(
        "Contenido", "Cubierta", "Página {n}", "Anuncios", "Original", "Nota", "Marcadores", "–"
    ),
}

_TAG = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?(?![A-Za-z0-9])")
_TRADITIONAL = ("TW", "HK", "MO")


def language_tag(language: str) -> str:
    """The language as books name it: Chinese always with its script; `und` where it is none."""
    found = _TAG.match(language)
    if found is None:
        return "und"
    tongue, script = found[1].lower(), (found[2] or "").title()
    region = (found[3] or "").upper()
    if tongue == "zh" and not script:
        # How it is written is what fonts and line breaking go by; where is of no use to them.
        return "zh-Hant" if region in _TRADITIONAL else "zh-Hans"
    return "-".join(filter(None, (tongue, script, region)))


def terms_of(language: str) -> Terms:
    """The words for a language, the English ones where there are no others."""
    tag = language_tag(language)
    return _TERMS.get("zh-Hant" if tag.startswith("zh-Hant") else tag[:2], _ENGLISH)


def is_right_to_left(language: str) -> bool:
    """Whether its lines begin at the right."""
    return language_tag(language).partition("-")[0] in ("ar", "fa", "he", "ur", "ug", "ps", "yi")
