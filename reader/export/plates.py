"""The pictures of a volume: those that are here, each in a form that a book may hold."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass

from reader.errors import ParseError
from reader.parse.picture import PictureHead, check_picture

PictureAt = Callable[[str], bytes | None]
"""A picture that is here, by its address."""

_KINDS = {
    "PNG": ("image/png", ".png"),
    "JPEG": ("image/jpeg", ".jpg"),
    "GIF": ("image/gif", ".gif"),
    "WEBP": ("image/webp", ".webp"),
}
_OLD_KINDS = ("PNG", "JPEG", "GIF")
"""What reading devices show that know nothing newer."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture as it goes into a file."""

    name: str
    """By its content: two addresses of one picture have one name."""
    media_type: str
    content: bytes


class Plates:
    """Finds the pictures of a volume, and knows afterwards which were here."""

    def __init__(self, picture_at: PictureAt) -> None:
        self._picture_at = picture_at
        self.here: set[str] = set()
        self.absent: set[str] = set()
        """Addresses of what is not here, or is no picture."""

    def plate(self, url: str, *, for_book: bool = False) -> Plate | None:
        """The picture of an address, as `plate_of` has it."""
        if not url:
            return None
        content = self._picture_at(url)
        plate = plate_of(content, for_book=for_book) if content else None
        (self.absent if plate is None else self.here).add(url)
        return plate


def plate_of(content: bytes, *, for_book: bool = False) -> Plate | None:
    """The picture, or None where it is damaged or none; one of a kind that a book, or a page,
    cannot hold is made a PNG."""
    try:
        head = check_picture(content)
    except ParseError:
        return None
    kind = head.kind
    if kind not in (_OLD_KINDS if for_book else _KINDS):
        redrawn = _as_png(content)
        if redrawn is None:
            return None
        kind, content = "PNG", redrawn
    elif not _is_whole(content, head):
        return None
    media_type, extension = _KINDS[kind]
    name = hashlib.sha256(content).hexdigest()[:20]
    return Plate(f"{name}{extension}", media_type, content)


def _is_whole(content: bytes, head: PictureHead) -> bool:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.verify()
            return image.size == (head.width, head.height)
    except Exception:
        # Whatever a decoder stumbles over, others would stumble over it too.
        return False


def _as_png(content: bytes) -> bytes | None:
    from PIL import Image

    redrawn = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.convert("RGBA" if image.has_transparency_data else "RGB").save(redrawn, "PNG")
    except Exception:
        return None
    return redrawn.getvalue()
