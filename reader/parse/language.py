"""Which language a text is in: by its script, and within a script by its commonest words.

What a page declares is believed where the text does not speak against it; templates carry their
first language along.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from reader.model import Block, text_of

_SAMPLE = 4000
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
_KANA = re.compile("[\u3040-\u30ff]+")
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_LATIN = re.compile("[A-Za-z]+")
_ASCII = re.compile("[\x00-\x7f]+")
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "cyrillic": re.compile("[\u0400-\u04ff]+"),
    "arabic": re.compile("[\u0600-\u06ff]+"),
    "hebrew": re.compile("[\u0590-\u05ff]+"),
    "greek": re.compile("[\u0370-\u03ff]+"),
    "devanagari": re.compile("[\u0900-\u097f]+"),
    "bengali": re.compile("[\u0980-\u09ff]+"),
    "tamil": re.compile("[\u0b80-\u0bff]+"),
    "thai": re.compile("[\u0e00-\u0e7f]+"),
    "lao": re.compile("[\u0e80-\u0eff]+"),
    "burmese": re.compile("[\u1000-\u109f]+"),
    "khmer": re.compile("[\u1780-\u17ff]+"),
    "tibetan": re.compile("[\u0f00-\u0fff]+"),
    "mongolian": re.compile("[\u1800-\u18af]+"),
}
_OF_SCRIPT = {
    "cyrillic": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg"),
    "arabic": ("ar", "fa", "ur", "ug", "ps", "ckb", "sd"),
    "hebrew": ("he", "yi"),
    "greek": ("el",),
    "devanagari": ("hi", "mr", "ne"),
    "bengali": ("bn", "as"),
    "tamil": ("ta",),
    "thai": ("th",),
    "lao": ("lo",),
    "burmese": ("my",),
    "khmer": ("km",),
    "tibetan": ("bo",),
    "mongolian": ("mn",),
}
"""The languages of a script, the one it is for most first."""
_NOT_LATIN = frozenset(["zh", "ja", "ko", *(one for many in _OF_SCRIPT.values() for one in many)])
_COMMONEST = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in that is was for it with as his on be at by had are from this",
        "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch",
        "fr": "de la le et les des en un du une que est pour qui dans par plus au sur ne pas",
        "es": "de la que el en y los del se las por un para con no una su al lo como más",
        "pt": "de que o a do da em um para com não uma os no se na por mais as dos como foi",
        "it": "di e il la che in un per è non del una con sono da della al le si dei nel anche",
        "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als die",
        "sv": "och att det i en som är på av för med den till har inte om ett men var",
        "no": "og i det som på er til av for at en med den har ikke om et men var seg",
        "da": "og i det at er en til af på for som med den der har ikke et de af blev",
        "fi": "ja on ei että se oli hän mutta ovat kuin myös niin kun joka tai mukaan",
        "pl": "i w na z do nie się to jest że o jak po od za przez dla są ale co",
        "cs": "a v se na je že to s z do o i ve by jako za pro jsou po ale jeho",
        "ro": "de și în a la cu pe că nu o din care este mai pentru un sunt au fost",
        "hu": "a az és hogy nem is egy ez volt meg de csak már mint szerint el még",
        "tr": "ve bir bu için da de ile olarak olan daha çok en gibi sonra kadar ise",
        "id": "yang dan di dengan untuk dari ini itu pada dalam tidak akan juga ke oleh",
        "vi": "và của là có được cho không người trong một với các đã này những khi",
        "sw": "na ya wa kwa ni katika za la hiyo kuwa huo hilo hii yake cha amesema",
    }.items()
}
_LEAST_SHARE = 0.06
_ENOUGH_HAN = 120
"""Characters that tell a Chinese text."""
_FIRST_PART = re.compile(r"[A-Za-z]{2,3}")


def language_of(headline: str, blocks: Iterable[Block] = (), declared: str = "") -> str:
    """A language as BCP 47 writes it, without region: `zh`, `en`, `fa`; "" where there are no
    letters. `declared` is what the page says.
    """
    sample = headline
    is_looked_at = False
    for block in blocks:
        if len(sample) > _SAMPLE:
            break
        sample += " " + text_of(block)[:_SAMPLE]
        if not is_looked_at and len(sample) > _ENOUGH_HAN:
            # Most stories are Chinese from the first line on, and need no counting.
            is_looked_at = True
            if _is_plainly_han(sample[: 2 * _ENOUGH_HAN]):
                return "zh"
    found = _FIRST_PART.match(declared)
    said = found[0].lower() if found else ""
    if sample.isascii():
        return _latin(sample, said) if _LATIN.search(sample) else ""
    latin = _count(_LATIN, sample)
    # Of a text in Latin letters only the accents are left to be looked through script by script.
    rest = _ASCII.sub("", sample)
    han, kana, hangul = _count(_HAN, rest), _count(_KANA, rest), _count(_HANGUL, rest)
    if hangul > max(han, latin / 4):
        return "ko"
    if kana > (han + kana) / 5 and kana + han > latin / 4:
        return "ja"
    if han > latin / 4:
        return "zh"
    for script, letters in _SCRIPTS.items():
        if _count(letters, rest) > max(latin / 2, 2):
            languages = _OF_SCRIPT[script]
            return said if said in languages else _of_script(script, sample)
    return _latin(sample, said) if latin else ""


def _count(letters: re.Pattern[str], text: str) -> int:
    """How many of a script's letters are in a text, by the runs of them."""
    return sum(map(len, letters.findall(text)))


def _is_plainly_han(sample: str) -> bool:
    """Whether more than half of a text's characters are Han, and none is of a script that is
    written together with them.
    """
    if _KANA.search(sample) or _HANGUL.search(sample):
        return False
    return 2 * _count(_HAN, sample) > len(sample)


def _of_script(script: str, sample: str) -> str:
    """The likeliest language of a script that several write."""
    if script == "arabic":
        if re.search("[ٹڈڑںےہ]", sample):
            return "ur"
        return "fa" if re.search("[پچژگکی]", sample) else "ar"
    if script == "cyrillic" and re.search("[іїєґ]", sample):
        return "uk"
    return _OF_SCRIPT[script][0]


def _latin(sample: str, said: str) -> str:
    words = Counter(_WORD.findall(sample.lower()))
    number = words.total()
    if not words:
        return ""
    if said and said not in _NOT_LATIN:
        if number < 40 or said not in _COMMONEST or _share(words, said) >= _LEAST_SHARE:
            return said
        best = max(_COMMONEST, key=lambda language: _share(words, language))
        return best if _share(words, best) > 2 * _share(words, said) + _LEAST_SHARE else said
    best = max(_COMMONEST, key=lambda language: _share(words, language))
    return best if number >= 12 and _share(words, best) >= _LEAST_SHARE else "en"


def _share(words: Counter[str], language: str) -> float:
    """The share of a language's commonest words in a text."""
    return sum(words[word] for word in _COMMONEST[language]) / words.total()
