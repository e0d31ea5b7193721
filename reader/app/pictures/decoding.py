"""From a picture's bytes to its pixels, within bounds.

The header is read and judged before anything is unpacked; a JPEG is unpacked at the size it is
wanted in, as far as its format can; one picture at a time is unpacked, so that a page full of them
costs no more memory than its largest. For threads: the loop of the screen never waits here.
"""

from __future__ import annotations

import threading
import warnings
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

from reader.errors import ParseError
from reader.lang import say
from reader.parse.picture import check_picture

if TYPE_CHECKING:
    from PIL.Image import Image

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255 each."""

_PLUGINS = {"WEBP": "PIL.WebPImagePlugin"}
"""What Pillow imports only when asked, and with it all the kinds that nobody wants."""
_one_at_a_time = threading.Lock()


def decoded(content: bytes, *, most: tuple[int, int], ground: Colour = (255, 255, 255)) -> Image:
    """The picture in red, green and blue, turned the way it was taken, no larger than `most` pixels
    across and down and its shape kept. Where it lets something shine through, that is `ground`.

    Raises `ParseError`, with a clause that says why it cannot be shown.
    """
    head = check_picture(content)
    from PIL import Image, ImageOps

    if head.kind in _PLUGINS:
        import_module(_PLUGINS[head.kind])
    # Pillow raises whatever its decoders meet in a damaged file, and warns of what is only odd.
    try:
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=(head.kind,)) as opened:
                if opened.size != (head.width, head.height):
                    raise ParseError(say("the picture is damaged"))
                opened.draft("RGB", most)
                opened.load()
                shrink = min(opened.width // (2 * most[0]), opened.height // (2 * most[1]))
                plain = _plain(opened, ground)
            if shrink > 1:
                plain = plain.reduce(shrink)
            plain = ImageOps.exif_transpose(plain)
            plain.thumbnail(most, Image.Resampling.LANCZOS)
            return plain
    except ParseError:
        raise
    except (Exception, RecursionError) as error:
        raise ParseError(say("the picture is damaged")) from error


def _plain(opened: Image, ground: Colour) -> Image:
    """Red, green and blue, with nothing to be seen through."""
    from PIL import Image

    if opened.mode.startswith("I") or opened.mode == "F":
        # Sixteen bits of grey: Pillow would cut off what is over eight instead of scaling it.
        opened = opened.point(lambda grey: grey / 256).convert("L")
    if not opened.has_transparency_data:
        plain = opened.convert("RGB")
    else:
        clear = opened.convert("RGBA")
        plain = Image.new("RGB", clear.size, ground)
        plain.paste(clear, mask=clear.getchannel("A"))
    plain.info = {}
    exif = opened.getexif()
    if exif:
        plain.info["exif"] = exif.tobytes()
    return plain


def resized(image: Image, width: int, height: int) -> Image:
    """The picture in exactly so many pixels."""
    from PIL import Image

    if image.size == (width, height):
        return image
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
