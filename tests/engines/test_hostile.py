"""The hostile pages: kept is what must be, nothing is shown that must not be, nobody waits."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from reader.engines import read_page
from reader.errors import ParseError

_SHARED = Path(__file__).resolve().parents[3] / "shared" / "hostile"


def _cases() -> list[tuple[str, Path, list[str], list[str], bool]]:
    table = _SHARED / "cases.tsv"
    cases = []
    for line in table.read_text(encoding="utf-8").splitlines()[1:] if table.is_file() else []:
        name, file, kind, _, _, must_hold, keep, forbid = line.split("\t")
        path = _SHARED / "files" / (json.loads(file) if file.startswith('"') else file)
        if kind in ("html", "text", "issue") and path.is_file():
            may_refuse = "sentence" in must_hold or not json.loads(keep)
            cases.append((name, path, json.loads(keep), json.loads(forbid), may_refuse))
    return cases


_CASES = _cases()


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def _is_bad(c: str) -> bool:
    code = ord(c)
    return (
        unicodedata.category(c) in ("Cc", "Cs")
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x206F
        or code in (0x2028, 0x2029)
        or 0xFFF9 <= code <= 0xFFFB
        or 0xE0000 <= code <= 0xE007F
        or 0xFDD0 <= code <= 0xFDEF
        or code & 0xFFFE == 0xFFFE
    )


def _faults(path: Path, keep: list[str], forbid: list[str], may_refuse: bool) -> list[str]:
    try:
        page = read_page(path.read_bytes())
    except ParseError as error:
        sentence = str(error)
        is_one = re.fullmatch(r"\S.{5,198}[.\w]", sentence) and not any(map(_is_bad, sentence))
        return [] if may_refuse and is_one else [f"refused: {sentence!r}"]
    explained = " ".join(removal.text for removal in page.removals)
    said = [*_strings(asdict(replace(page, removals=()))), *[a.text for a in page.articles]]
    flat = " ".join(" ".join(said).split())
    return [
        *(f"lost {word}" for word in keep if " ".join(word.split()) not in flat),
        *(f"shows {word}" for word in forbid if word in flat),
        *(f"U+{ord(c):04X}" for c in set("".join(said) + explained) if _is_bad(c) and c != "\n"),
    ]


@pytest.mark.skipif(not _CASES, reason="the hostile pages beside the project are not here")
@pytest.mark.parametrize(
    ("path", "keep", "forbid", "may_refuse"),
    [case[1:] for case in _CASES],
    ids=[case[0] for case in _CASES],
)
def test_a_hostile_page_does_no_harm_and_loses_no_words(
    path: Path, keep: list[str], forbid: list[str], may_refuse: bool
) -> None:
    assert _faults(path, keep, forbid, may_refuse) == []
