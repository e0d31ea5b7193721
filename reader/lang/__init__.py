"""The interface's own words, in English and Chinese.

The English sentence is the key: `say("{n} pages", n=8)`. What has no Chinese here is said
in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.lang.chinese import CHINESE

LANGUAGES = ("en", "zh")

_PLACE = re.compile(r"\{(\w+)\}")
_spoken = "en"


def speak(language: str) -> None:
    """Chooses the language of everything `say` says from now on; `en` or `zh`."""
    global _spoken
    _spoken = "zh" if language.startswith("zh") else "en"


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
    return say(many if count != 1 or _spoken == "zh" else one, **{"n": count, **values})


def say(words: str, /, **values: object) -> str:
    """The words in the spoken language, `{name}` replaced by its value as it is."""
    text = CHINESE.get(words, words) if _spoken == "zh" else words
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), text) if values else text
