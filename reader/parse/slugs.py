"""Names by which articles stay the same.

Print gives a story no name, but sites number their pages, and the number outlives a better
parser, a corrected text and a move to another section. Where there is no number the words
themselves name the story: their letters only, so that a change of spaces or punctuation changes
nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from reader.model import Block, text_of
from reader.parse.links import last_name

_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")
_NUMBERED = re.compile(r"[0-9]")
_NO_LETTER = re.compile(r"[\W_]+")
_LONGEST = 64
_NO_NAMES = frozenset(
    [
        "index",
        "default",
        "article",
        "content",
        "detail",
        "view",
        "show",
        "page",
        "node",
        "newsdetail",
    ]
)


def slug_of(url: str, headline: str, blocks: Iterable[Block] = ()) -> str:
    """The name of the article at an address, or one made of its words where the address gives
    none.
    """
    name = _UNFIT.sub("-", last_name(url)).strip("-")[:_LONGEST]
    if name and _NUMBERED.search(name) and name.lower() not in _NO_NAMES:
        return name
    return slug_of_words(headline, blocks)


def slug_of_words(headline: str, blocks: Iterable[Block] = ()) -> str:
    """Twelve hexadecimal digits from the letters of the headline, else of the text."""
    letters = _NO_LETTER.sub("", headline).lower()
    if len(letters) < 4:
        letters += _NO_LETTER.sub("", "".join(text_of(block)[:400] for block in blocks))[
            :400
        ].lower()
    return "t" + hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()[:12]
