"""Bytes to characters, for pages that lie about what they are.

The order: a byte order mark; strict UTF-8, because almost nothing else is valid UTF-8 by
accident; what the server and the page itself say; GB18030, the superset of what Chinese pages
call gb2312 and gbk. A label is a hint that decoding proves or refutes. Only when nothing decodes
strictly is something replaced, and then it is said.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

LARGEST_PAGE = 32 * 1024 * 1024
"""Bytes; the largest page in fifty papers has less than one million."""

_LABEL = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:+-]{2,30})""", re.IGNORECASE)
_XML_LABEL = re.compile(
    rb"""<\?xml[^>]{0,80}encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE
)
_LABEL_WITHIN = 65536
"""How far into a page its label is looked for; some sites put it behind four thousand bytes of
script.
"""

_AS_WRITTEN = {
    label: codec
    for codec, labels in {
        "gb18030": "gb2312 gbk gb_2312-80 x-gbk cp936 gb18030",
        "utf-8": "utf-8 utf8 cp65001",
        "big5hkscs": "big5 big5-hkscs cp950",
        "cp932": "shift_jis shift-jis sjis x-sjis windows-31j cp932",
        "euc_jp": "euc-jp",
        "cp949": "euc-kr ks_c_5601-1987 ksc5601 cp949 uhc",
        "iso2022_jp": "iso-2022-jp",
        "cp1252": "iso-8859-1 latin1 latin-1 windows-1252 cp1252 ascii us-ascii",
        "iso8859_2": "iso-8859-2",
        "iso8859_15": "iso-8859-15",
        "cp1250": "windows-1250",
        "cp1251": "windows-1251",
        "koi8_r": "koi8-r",
        "cp1254": "windows-1254",
        "cp1256": "windows-1256",
        "cp1258": "windows-1258",
        "cp874": "tis-620 windows-874",
    }.items()
    for label in labels.split()
}
"""Labels a page may use. Whatever is not here (hex, rot13, utf-7, unicode_escape …) is no label."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = {
    "cp1252",
    "iso8859_2",
    "iso8859_15",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1254",
    "cp1256",
    "cp1258",
    "cp874",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A page's characters and how they were found."""

    text: str
    encoding: str
    is_damaged: bool = False
    """Something had to be replaced by U+FFFD."""


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The characters of a page; never fails, `is_damaged` where something could not be read."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _leniently(body[len(mark) :], encoding)
    try:
        return Decoded(text=body.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as fault:
        if _is_cut(body, fault):
            # The page ends in the middle of a character: what came is right.
            return Decoded(text=body.decode("utf-8", "replace"), encoding="utf-8", is_damaged=True)
    labels = _labels(body, content_type)
    wide = [label for label in labels if label not in _SINGLE_BYTE and label != "utf-8"]
    for encoding in dict.fromkeys((*wide, "gb18030")):
        text = _strictly(body, encoding)
        if text is not None:
            return Decoded(text=text, encoding=encoding, is_damaged="\ufffd" in text)
    for encoding in labels:
        if encoding in _SINGLE_BYTE:
            return Decoded(text=body.decode(encoding, "replace"), encoding=encoding)
    return _leniently(body, _nearest(body, labels))


def _labels(body: bytes, content_type: str) -> list[str]:
    head = body[:_LABEL_WITHIN]
    found = [content_type.encode("latin-1", "replace")]
    names = [m[1] for raw in found for m in _LABEL.finditer(raw)]
    names += [m[1] for m in _XML_LABEL.finditer(head)]
    names += [m[1] for m in _LABEL.finditer(head)]
    known = (_AS_WRITTEN.get(name.decode("ascii").lower()) for name in names)
    return list(dict.fromkeys(label for label in known if label))


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as fault:
        if _is_cut(body, fault):
            return body.decode(encoding, "replace")
        return None


def _is_cut(body: bytes, fault: UnicodeDecodeError) -> bool:
    """Whether the only fault is a character that the end of the page cuts in two."""
    return len(body) - fault.start < 4 and fault.start > 0 and fault.end == len(body)


def _nearest(body: bytes, labels: list[str]) -> str:
    """Of the encodings that might be meant, the one that leaves the least unread."""
    candidates = dict.fromkeys((*labels, "utf-8", "gb18030"))
    return min(candidates, key=lambda encoding: body.decode(encoding, "replace").count("\ufffd"))


def _leniently(body: bytes, encoding: str) -> Decoded:
    text = body.decode(encoding, "replace")
    return Decoded(text=text, encoding=encoding, is_damaged="\ufffd" in text)
