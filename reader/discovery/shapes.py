"""What addresses have in common: links of one kind differ in a number and in nothing else.

An address is cut into pieces: numbers, words, what stands between, and places for the day of the
issue. Addresses whose pieces are of the same kinds in the same order have one shape. The pieces
in which the addresses of a shape differ are what names a page or an article; all others stay as
they are. From that comes a template, such as `/{year}/{month}/{day}/p{page}.html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reader.discovery.days import with_places
from reader.engines.addresses import host_of

_PIECE = re.compile(
    r"(?P<place>\{[a-z]+\})"
    r"|(?P<number>[0-9]+)"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<other>(?:%[0-9A-Fa-f]{2}|[^\x00-\x7f])+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
_SEGMENT = re.compile(r"([/?&=]|;)")
_SLUG = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+){3,}|[A-Za-z0-9_-]*(?:%[0-9A-Fa-f]{2}){3}.*")
_WORDS = re.compile(r"[A-Za-z]+(?:[-_][A-Za-z]+)+")
_MIXED = re.compile(
    r"(?=[A-Za-z0-9_-]{8,64}\Z)"
    r"(?:(?:[A-Za-z_-]*[0-9]+[A-Za-z]+){3,}[0-9]*|(?=[^0-9]*[0-9])(?=[^a-f]*[a-f])[0-9a-f-]+)"
)
"""Names that no person gave: `5f3c0a9be1d2`, `WS6a5f03b1a3`."""
_EXTENSION = re.compile(r"\.[A-Za-z]{2,5}\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an address: `kind` is place, number, word, slug or mark."""

    kind: str
    text: str


def pieces_of(url: str, day: date | None, *, is_padded: bool = True) -> tuple[Piece, ...]:
    """Path and query of an address in pieces, the day's spellings as places."""
    dated = with_places(url, day, is_padded=is_padded) if day else url
    rest = re.sub(r"^[a-z][a-z0-9+.-]*://[^/?#]*", "", dated, flags=re.IGNORECASE)
    pieces: list[Piece] = []
    is_dated = "{" in rest
    for segment in _SEGMENT.split(rest.partition("#")[0]):
        pieces.extend(_pieces_of_segment(segment, is_dated=is_dated))
    return tuple(pieces)


def _pieces_of_segment(segment: str, *, is_dated: bool) -> Iterable[Piece]:
    extension = _EXTENSION.search(segment)
    stem = segment[: extension.start()] if extension else segment
    is_name = bool(_SLUG.fullmatch(stem) or _MIXED.fullmatch(stem))
    # In an address of the day a name of two words is one of many: `cahier-monde`.
    is_name = is_name or (is_dated and _WORDS.fullmatch(stem) is not None)
    if "{" not in stem and is_name:
        yield Piece("slug", stem)
        segment = segment[len(stem) :]
    for found in _PIECE.finditer(segment):
        kind = found.lastgroup or "mark"
        yield Piece("word" if kind == "other" else kind, found[0])


def signature(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """What addresses of one shape share."""
    return tuple(
        "#" if piece.kind == "number" else "*" if piece.kind == "slug" else piece.text
        for piece in pieces
    )


def open_signature(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The same, one word as good as another but for extensions and the names in a query."""
    last = len(pieces) - 1
    out = []
    for at, piece in enumerate(pieces):
        is_extension = piece.kind == "word" and at == last and at and pieces[at - 1].text == "."
        is_name = piece.kind == "word" and at < last and pieces[at + 1].text == "="
        if piece.kind == "word" and not is_extension and not is_name:
            out.append("@")
        else:
            out.append(signature((piece,))[0])
    return tuple(out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Addresses that differ in numbers or codes only."""

    host: str
    addresses: tuple[str, ...]
    pieces: tuple[tuple[Piece, ...], ...]
    """Of each address."""

    @property
    def is_dated(self) -> bool:
        """Whether the addresses speak of the issue's day."""
        return any(piece.kind == "place" for piece in self.pieces[0])

    @property
    def varying(self) -> tuple[int, ...]:
        """The positions in which the addresses differ."""
        first = self.pieces[0]
        return tuple(
            at
            for at in range(len(first))
            if any(other[at].text != first[at].text for other in self.pieces[1:])
        )


def shapes_of(
    urls: Iterable[str], day: date | None, *, is_padded: bool = True
) -> tuple[Shape, ...]:
    """Addresses by shape, in the order in which each shape occurs first.

    Shapes that differ in a single word are one where that word is a part of what names things:
    `A01` and `B01`, `/sport/…/12` and `/world/…/12`.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[str, tuple[Piece, ...]]]] = {}
    for url in dict.fromkeys(urls):
        pieces = pieces_of(url, day, is_padded=is_padded)
        groups.setdefault((host_of(url), signature(pieces)), []).append((url, pieces))
    merged: dict[tuple[str, tuple[str, ...]], list[tuple[str, tuple[Piece, ...]]]] = {}
    _join_slugs(groups)
    for (host, _), members in groups.items():
        merged.setdefault((host, open_signature(members[0][1])), []).extend(members)
    return tuple(
        Shape(
            host=host,
            addresses=tuple(url for url, _ in parted),
            pieces=tuple(pieces for _, pieces in parted),
        )
        for (host, _), members in merged.items()
        for parted in _parted(members)
    )


def _join_slugs(
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[str, tuple[Piece, ...]]]],
) -> None:
    """Puts addresses among names that no person gave which happen to be numbers (`60214485` among
    `60214f85`) to the others.
    """
    slugs = [key for key in groups if "*" in key[1]]
    for key in list(groups):
        if key in slugs:
            continue
        for other in slugs:
            if key[0] != other[0] or len(key[1]) != len(other[1]):
                continue
            differing = [(a, b) for a, b in zip(key[1], other[1], strict=True) if a != b]
            if differing == [("#", "*")]:
                groups[other].extend(groups.pop(key))
                break


def _parted(
    members: list[tuple[str, tuple[Piece, ...]]],
) -> list[list[tuple[str, tuple[Piece, ...]]]]:
    """Splits what only looks alike where words are not looked at.

    Words that name kinds (`page-1.html`, `story-1.html`) part addresses; words that name sections
    do not. A word is a kind's where each of its values goes with many numbers; but a code's letters
    (`A01`, `B01`) stand right before a number and are short capitals.
    """
    first = members[0][1]
    words = [
        at
        for at, piece in enumerate(first)
        if piece.kind == "word" and len({pieces[at].text for _, pieces in members}) > 1
    ]
    if not words:
        return [members]
    parting = [at for at in words if not _names_sections(at, members)]
    groups: dict[tuple[str, ...], list[tuple[str, tuple[Piece, ...]]]] = {}
    for url, pieces in members:
        groups.setdefault(tuple(pieces[at].text for at in parting), []).append((url, pieces))
    return list(groups.values())


_CODE_LETTERS = re.compile(r"[A-Z]{1,3}")


def _names_sections(at: int, members: list[tuple[str, tuple[Piece, ...]]]) -> bool:
    first = members[0][1]
    is_before_number = at + 1 < len(first) and first[at + 1].kind == "number"
    texts = {pieces[at].text for _, pieces in members}
    if is_before_number:
        return all(_CODE_LETTERS.fullmatch(text) for text in texts)
    if at and first[at - 1].kind == "number":
        return True
    is_dated = any(piece.kind == "place" for piece in first)
    is_alone = at == 0 or first[at - 1].text in "/=?&"
    # A folder or file named by a word of its own, in an address of the day.
    behind = first[at + 1].text if at + 1 < len(first) else ""
    return is_dated and is_alone and behind in ("", "/", ".", "&")
