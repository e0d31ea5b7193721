"""The interface's own words, in English and Chinese.

The English sentence is the key: `say("{n} pages", n=8)`. Its Chinese stands in a gettext catalogue,
`locale/zh/LC_MESSAGES/reader.po`, which `python .ci/words.py` keeps in step with what is said. The
file itself is read, once and only where Chinese is spoken: that takes a millisecond, less than
importing what would read a compiled one. What has no Chinese there is said in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh")

_PLACE = re.compile(r"\{(\w+)\}")
# Babel writes one line a sentence, as it is asked to, and the wording of many as the only one:
# Chinese knows no other.
_ENTRY = re.compile(
    r'^msgid "(.+)"\n(?:msgid_plural ".+"\nmsgstr\[0\]|msgstr) "(.+)"$', re.MULTILINE
)
_spoken = "en"


def speak(language: str) -> None:
    """Chooses the language of everything `say` says from now on; `en` or `zh`."""
    global _spoken
    _spoken = "zh" if language.startswith("zh") else "en"


@cache
def wordings() -> Mapping[str, str]:
    """The Chinese of every English sentence; of one thing and of many under the wording of one."""
    path = Path(__file__).with_name("locale") / "zh" / "LC_MESSAGES" / "reader.po"
    entries = _ENTRY.findall(path.read_text(encoding="utf-8"))
    return {_unquoted(english): _unquoted(chinese) for english, chinese in entries}


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text) if "\\" in text else text


def language() -> str:
    """The language spoken now."""
    return _spoken


def language_of_locale(environ: Mapping[str, str]) -> str:
    """The language a person's environment asks for."""
    for name in ("READER_LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        value = environ.get(name, "").lower()
        if value:
            return "zh" if value.startswith("zh") else "en"
    return "en"


def language_for(
    environ: Mapping[str, str], *, chosen: str | None = "", configured: str = "auto"
) -> str:
    """The language to speak: READER_LANG's, else the one that was chosen in the app, else the one
    of the configuration, else the locale's."""
    if environ.get("READER_LANG"):
        return language_of_locale(environ)
    for wanted in (chosen, configured):
        if wanted in LANGUAGES:
            return wanted
    return language_of_locale(environ)


def say_n(one: str, many: str, count: int, /, **values: object) -> str:
    """`one` for a single thing, else `many`, in the spoken language; `{n}` is the count, unless a
    value says how it is written."""
    words = one
    if _spoken == "en" or one not in wordings():
        words = one if count == 1 else many
    return say(words, **{"n": count, **values})


def say(words: str, /, **values: object) -> str:
    """The words in the spoken language, `{name}` replaced by its value as it is."""
    text = wordings().get(words, words) if _spoken == "zh" else words
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), text) if values else text


def aside(remark: str) -> str:
    """A remark in brackets as it follows a word: full-width brackets bring their own space."""
    return remark if remark.startswith("（") else f" {remark}"
