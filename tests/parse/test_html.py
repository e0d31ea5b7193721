"""`reader.parse.html`: what is a page, and what is a file of another kind."""

from __future__ import annotations

import pytest

from reader.errors import ParseError
from reader.parse.html import source_of


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"Rar!\x1a\x07\x01\x00junk", "an archive"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04junk", "an archive"),
        (b"page.html" + bytes(248) + b"ustar\x0000<html><p>words</p></html>", "an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1junk", "an office file"),
        (b"%PDF-1.4", "a PDF"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(body: bytes, what: str) -> None:
    with pytest.raises(ParseError, match=f"This is {what} and not a newspaper page"):
        source_of(body)


@pytest.mark.parametrize("text", ["MZ is a chemist's sign", "BZh", "Rar! they cried", "x" * 300])
def test_a_text_that_begins_alike_is_read(text: str) -> None:
    assert source_of(text.encode()).text == text
