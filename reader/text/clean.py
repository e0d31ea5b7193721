"""The one door through which text from outside becomes text of ours.

A terminal obeys what is in a string: ESC starts a control sequence, U+202E turns a line round, a
tag character says what nobody sees. So whatever a page, a file name or a server's message holds
passes through here once, and nothing later adds raw text. What is left can be shown anywhere: no
character of category Cc but the line feed of `clean_lines`, no bidirectional control, no tag
character, no noncharacter, no surrogate, and spaces that are ordinary ones.

Cleaning what is clean changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"

_SPACES = [*"\t\x1f\xa0\u1680\u202f\u205f\u3000", *map(chr, range(0x2000, 0x200B))]

# Characters without a shape of their own. The word joiner and the byte order mark are dropped and
# not turned into spaces: they stand inside words. Annotation marks hold what is not text.
_DROPPED = [
    code
    for first, last in (
        (0x00, 0x08),
        (0x0E, 0x1B),
        (0x7F, 0x84),
        (0x86, 0x9F),
        (0xAD, 0xAD),
        (0x061C, 0x061C),
        (0x180E, 0x180E),
        (0x200B, 0x200B),
        (0x200E, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFEFF, 0xFEFF),
        (0xFFF9, 0xFFFC),
        (0xE0000, 0xE007F),
    )
    for code in range(first, last + 1)
]

_FILLERS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Characters that count as letters and show as nothing."""

_SEEN = frozenset("“”‘’《》〈〉「」『』（）【】—…·•●■□▲△◆◇★☆()[]<>\"'#*+-/&@$%.,:;!?=_|~")
"""Signs with which lines begin, and which everybody sees."""
_REPLACEMENT = "\ufffd"


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(_DROPPED)
    table.update((ord(c), "\n") for c in _LINE_ENDS)
    table.update((ord(c), " ") for c in _SPACES)
    table.update((code, _REPLACEMENT) for code in range(0xFDD0, 0xFDF0))
    for plane in range(0x11):
        table[plane * 0x10000 + 0xFFFE] = _REPLACEMENT
        table[plane * 0x10000 + 0xFFFF] = _REPLACEMENT
    return table


_SURROGATES = re.compile("[\ud800-\udfff]")
_RUN = re.compile(r" {2,}")
_AROUND_LINE_END = re.compile(r" *\n *")
_LINE_END_RUN = re.compile(r"\n{3,}")
_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31-\u0e4e\u1ab0-\u1aff"
    r"\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]{9,}"
)
_MARKS_PER_LETTER = 8

_CLEAN = _table()

_PLAIN = (
    " -~\u00a1-\u00ac\u00ae-\u02af\u2010-\u2015\u2018-\u201f\u2026\u3001-\u30ff"
    "\u3400-\u9fff\uac00-\ud7a3\uff01-\uff9f"
    # Greek, Cyrillic, Hebrew, Arabic, the scripts of India, Thai, Vietnamese; no marks above them
    # but those that are letters in India.
    "\u0370-\u0482\u048a-\u052f\u05d0-\u05f4\u0620-\u064a\u0660-\u06d5\u0900-\u0dff\u0e01-\u0e30\u1e00-\u1fff"
    "\u2030-\u205e\u20a0-\u20bf"
)
"""Characters that need nothing done to them: nearly all that newspapers print."""
_ALL_PLAIN = re.compile(f"[{_PLAIN}]*")
_NOT_PLAIN = re.compile(f"[^{_PLAIN}]+")


def clean(raw: str) -> str:
    """One line of text: every line end is a space, runs of spaces are one, none at either end."""
    # What Python calls white space becomes a space here: at either end it can go before all else.
    text = raw.strip()
    if _ALL_PLAIN.fullmatch(text):
        return _RUN.sub(" ", text) if "  " in text else text
    return inner(text).strip(" ")


def clean_lines(raw: str) -> str:
    """Text whose line ends count: CR, NEL, U+2028 and U+2029 become LF, at most one blank line
    stands between two."""
    text = _RUN.sub(" ", _characters(raw.replace("\r\n", "\n")))
    text = _AROUND_LINE_END.sub("\n", text)
    return _LINE_END_RUN.sub("\n\n", text).strip("\n ")


def inner(raw: str) -> str:
    """A piece of a line: cleaned like `clean`, with a space kept at either end where there was
    white space."""
    text = _characters(raw).replace("\n", " ")
    return _RUN.sub(" ", text) if "  " in text else text


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing."""
    first = text[:1]
    if first in _SEEN or (first.isalnum() and first not in _FILLERS):
        return False
    return not any(
        not c.isspace()
        and c not in _FILLERS
        and unicodedata.category(c) not in ("Cf", "Cc", "Mn", "Cs")
        for c in text
    )


def shown(value: object, limit: int = 200) -> str:
    """Anything that is put into a sentence (a file name, an argument, a server's word), made
    safe and short."""
    text = clean(str(value))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _characters(raw: str) -> str:
    if _ALL_PLAIN.fullmatch(raw):
        return raw
    # Some pages have a no-break space after every word; nothing else in them is odd.
    spaced = raw.replace("\xa0", " ").replace("\u3000", " ")
    if _ALL_PLAIN.fullmatch(spaced):
        return spaced
    text = _NOT_PLAIN.sub(_mended, spaced)
    if "\u200c" in text or "\u200d" in text:
        text = _without_idle_joiners(text)
    return text


def _mended(found: re.Match[str]) -> str:
    """A run of characters that are not plain, without what must not be shown."""
    text = _SURROGATES.sub(_REPLACEMENT, found[0]).translate(_CLEAN)
    # A letter can carry marks without end, which some terminals stack over the lines above it.
    return _MARKS.sub(lambda marks: marks[0][:_MARKS_PER_LETTER], text)


def _without_idle_joiners(text: str) -> str:
    """Joiners are part of the spelling of Persian, Hindi or an emoji family; anywhere else they
    only hide."""
    kept: list[str] = []
    for i, c in enumerate(text):
        if c in "\u200c\u200d":
            before = kept[-1] if kept else ""
            after = text[i + 1] if i + 1 < len(text) else ""
            if not (_may_join(before) and _may_join(after)):
                continue
        kept.append(c)
    return "".join(kept)


def _may_join(c: str) -> bool:
    if not c:
        return False
    code = ord(c)
    if 0x600 <= code <= 0xDFF or code == 0xFE0F or 0x1F3FB <= code <= 0x1F3FF:
        return True
    return code >= 0x2190 and unicodedata.category(c) in ("So", "Sk", "Sm")
