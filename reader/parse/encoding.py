"""Bytes to characters, for pages that lie about what they are.

The order: a byte order mark; strict UTF-8, because almost nothing else is valid UTF-8 by
accident; what the server and the page itself say; GB18030, the superset of what Chinese pages
call gb2312 and gbk. A label is a hint that decoding proves or refutes.

For what no strict decoder refuses the letters are looked at. Nearly every pair of bytes is *some*
character of GB18030, so `für` in Latin-1 would come out as a rare hanzi; but every tenth character
that people write is one of a few dozen, and of those that come out by accident hardly any is.

Only when nothing decodes strictly is something replaced, and then it is said.
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
        "big5hkscs": "big5 big5-hkscs big5hkscs cp950 x-x-big5",
        "cp932": "shift_jis shift-jis sjis x-sjis windows-31j cp932",
        "euc_jp": "euc-jp x-euc-jp eucjp",
        "cp949": "euc-kr ks_c_5601-1987 ksc5601 cp949 uhc",
        "iso2022_jp": "iso-2022-jp",
        "cp1252": "iso-8859-1 latin1 latin-1 windows-1252 cp1252 ascii us-ascii",
        "iso8859_2": "iso-8859-2",
        "iso8859_15": "iso-8859-15",
        "cp1250": "windows-1250",
        "cp1251": "windows-1251 cp1251 iso-8859-5",
        "koi8_r": "koi8-r koi8-u",
        "cp1253": "windows-1253 iso-8859-7",
        "cp1254": "windows-1254 iso-8859-9",
        "cp1255": "windows-1255 iso-8859-8",
        "cp1256": "windows-1256 iso-8859-6",
        "cp1257": "windows-1257 iso-8859-13",
        "cp1258": "windows-1258",
        "cp874": "tis-620 windows-874 iso-8859-11",
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
_ANY_MARK = tuple(mark for mark, _ in _MARKS)
_SINGLE_BYTE = frozenset(
    [
        *("cp1252", "iso8859_2", "iso8859_15", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254"),
        *("cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    ]
)
_BY_DEFAULT = frozenset(["cp1252", "iso8859_15"])
"""What servers say who know nothing; Chinese pages are often called so."""
_GUESSED = ("gb18030", "big5hkscs", "cp949", "euc_jp", "cp932")
"""Tried in this order where nothing is said."""
_SAMPLE = 600
_MOST_FAULTS = 0.02
_NEAR = 1024
"""Bytes from the first fault within which a page in another encoding shows that it is one."""
_HANZI = re.compile("[\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_COMMONEST = {
    "gb18030": "的一是在不了有和人这中大为上个国我以要他时来用们生到地于出就分对成会可年日",
    "big5hkscs": "的一是在不了有和人這中大為上個國我以要他時來用們生到地於出就分對成會可年日",
    "cp949": "이다는에의을가고은를하지로사기어한도인서",
}
"""The letters that running text is fullest of."""
_ACCENT = re.compile(rb"[A-Za-z][\xc0-\xff][a-z\s.,]")
_HIGH = bytes(range(128, 256))
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A page's characters and how they were found."""

    text: str
    encoding: str
    is_damaged: bool = False
    """Something had to be replaced by U+FFFD."""


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The characters of a page; never fails, `is_damaged` where something could not be read."""
    if body.startswith(_ANY_MARK):
        for mark, encoding in _MARKS:
            if body.startswith(mark):
                return _leniently(body[len(mark) :], encoding)
    if body[:4].count(0) == 2 and body[:1] in (b"<", b"\x00"):
        return _leniently(body, "utf-16-le" if body[:1] == b"<" else "utf-16-be")
    if b"\x1b$" in body and "iso2022_jp" in _labels(body, content_type):
        return _leniently(body, "iso2022_jp")
    try:
        return Decoded(text=body.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as fault:
        if _is_cut(body, fault):
            # The page ends in the middle of a character: what came is right.
            return Decoded(text=body.decode("utf-8", "replace"), encoding="utf-8", is_damaged=True)
        first = fault.start
    labels = _labels(body, content_type)
    mended = _with_few_faults(body, first)
    if mended:
        return mended
    wide = [label for label in labels if label not in _SINGLE_BYTE and label != "utf-8"]
    for encoding in wide:
        text = _strictly(body, encoding)
        if text is not None:
            return Decoded(text=text, encoding=encoding, is_damaged="\ufffd" in text)
    narrow = [label for label in labels if label in _SINGLE_BYTE]
    if not narrow or narrow[0] in _BY_DEFAULT:
        guess = _guessed(body, narrow)
        if guess:
            return guess
    if narrow:
        return _leniently(body, narrow[0])
    return _leniently(body, _nearest(body, labels))


def _with_few_faults(body: bytes, first: int) -> Decoded | None:
    """The page as UTF-8 with some faults in it, where nearly all of it is that; `first` is where
    the first fault is.
    """
    high = len(body) - len(body.translate(None, _HIGH))
    near = body[first : first + _NEAR].decode("utf-8", "replace").count("\ufffd")
    if near - 2 > _MOST_FAULTS * high:
        # In another encoding nearly every character is a fault: the rest need not be looked at.
        return None
    text = body.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    wide = len(text) - (len(body) - high) - faults
    if faults > _MOST_FAULTS * wide + 1 or wide < 4 * faults:
        return None
    return Decoded(text=text, encoding="utf-8", is_damaged=True)


def _guessed(body: bytes, narrow: list[str]) -> Decoded | None:
    """The page in the first encoding in which it reads like what people write; where it reads like
    nothing, as Western if its bytes stand like accents, else in GB18030 if that takes it all.
    """
    first: Decoded | None = None
    for encoding in _GUESSED:
        text = _strictly(body, encoding)
        if text is None:
            continue
        decoded = Decoded(text=text, encoding=encoding, is_damaged="\ufffd" in text)
        if _reads_well(text, encoding):
            return decoded
        if encoding == "gb18030":
            first = decoded
    if narrow:
        return None
    if _is_western(body):
        return Decoded(text=body.decode("cp1252", "replace"), encoding="cp1252")
    return first


def _is_western(body: bytes) -> bool:
    """Whether bytes above 127 stand alone among letters, as accents do."""
    alone = len(_ACCENT.findall(body, 0, 200_000))
    return alone > 0 and 2 * alone >= len(_HIGH_RUN.findall(body, 0, 200_000))


def _reads_well(text: str, encoding: str) -> bool:
    """Whether a text has as many of the commonest letters as running text has."""
    hanzi = _HANZI.findall(text)[:_SAMPLE]
    kana = len(_KANA.findall(text)[:_SAMPLE])
    if encoding in ("euc_jp", "cp932"):
        return kana >= 4 and kana * 3 >= len(hanzi)
    if encoding == "cp949":
        letters = _HANGUL.findall(text)[:_SAMPLE]
        return len(letters) > len(hanzi) and _share(letters, encoding) >= 0.15
    return kana * 8 <= len(hanzi) and _share(hanzi, encoding) >= 0.08


def _share(letters: list[str], encoding: str) -> float:
    common = _COMMONEST[encoding]
    return sum(letter in common for letter in letters) / max(1, len(letters))


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
