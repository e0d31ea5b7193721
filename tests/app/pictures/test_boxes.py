from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Pillow

from reader.app.pictures.boxes import Boxes
from reader.app.pictures.gallery import KEPT_DRAWINGS, Dress, Gallery, Wanted
from reader.app.pictures.terminal import Way
from reader.errors import ParseError, Refused, Unreachable
from reader.library import Library
from reader.model import Article, Image, Paragraph
from reader.parse.picture import PictureHead

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE, AWAY = "https://paper.example/here.png", "https://paper.example/away.jpg"
ARTICLE = Article(
    slug="a",
    headline="Two",
    blocks=(Image(url=HERE), Paragraph(text="Text."), Image(url=AWAY), Image(url="")),
)
BLOCKS = Dress(Way.BLOCKS)


def png(width: int, height: int) -> bytes:
    out = BytesIO()
    Pillow.new("RGB", (width, height), (40, 80, 120)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        opened.keep_picture(HERE, "image/png", png(800, 400))
        yield opened


@pytest.fixture
def sent() -> list[str]:
    return []


@pytest.fixture
def gallery(library: Library, sent: list[str]) -> Gallery:
    return Gallery(library, write=sent.append)


def boxes_on(gallery: Gallery, *, fetches: bool = True) -> Boxes:
    boxes = Boxes(ARTICLE, gallery, BLOCKS, fetches=fetches)
    boxes.lay_out(72, 30)
    return boxes


def test_room_is_that_of_the_picture_or_of_a_photograph_still_to_come(gallery: Gallery) -> None:
    boxes = boxes_on(gallery)
    assert boxes.rows == {0: (72, 18), 2: (54, 18)}
    assert boxes.missing == (AWAY,)
    assert [block for block, _ in boxes.undrawn] == [0]


def test_a_picture_that_is_not_to_be_fetched_has_no_room(gallery: Gallery) -> None:
    boxes = boxes_on(gallery, fetches=False)
    assert boxes.rows == {0: (72, 18)}
    assert boxes.missing == ()
    assert boxes.notes == {}


def test_a_picture_that_comes_holds_the_room_it_had_until_it_may_change(gallery: Gallery) -> None:
    boxes = boxes_on(gallery)
    assert boxes.arrived(AWAY, PictureHead("JPEG", 400, 800)) == (2,)
    assert boxes.rows[2] == (54, 18)
    assert boxes.held == (2,)
    boxes.let_go((2,))
    assert boxes.rows[2] == (18, 18)
    assert boxes.held == ()


def test_another_measure_lets_every_picture_take_its_own_room(gallery: Gallery) -> None:
    boxes = boxes_on(gallery)
    boxes.arrived(AWAY, PictureHead("JPEG", 400, 800))
    boxes.lay_out(60, 20)
    assert boxes.rows == {0: (48, 12), 2: (12, 12)}
    assert boxes.held == ()


def test_a_picture_that_fails_says_why_in_its_room_and_then_gives_it_back(
    gallery: Gallery,
) -> None:
    boxes = boxes_on(gallery)
    boxes.failed(AWAY, "the picture is damaged")
    assert boxes.rows[2] == (54, 18)
    assert boxes.note_of(2) == "the picture is damaged"
    assert boxes.drawing(2) is None
    boxes.let_go(boxes.held)
    assert 2 not in boxes.rows
    assert boxes.notes == {2: "the picture is damaged"}


def test_what_was_drawn_is_found_again_for_the_same_room_only(gallery: Gallery) -> None:
    boxes = boxes_on(gallery)
    ((_, wanted),) = boxes.undrawn
    gallery.keep(wanted, gallery.draw(wanted))
    drawing = boxes.drawing(0)
    assert drawing is not None
    assert (drawing.cells, drawing.rows) == (72, 18)
    assert boxes.undrawn == ()
    boxes.lay_out(40, 30)
    assert [block for block, _ in boxes.undrawn] == [0]


def test_a_host_that_could_not_be_reached_is_left_alone_for_a_while(gallery: Gallery) -> None:
    gallery.take(AWAY, Refused("No.", url=AWAY))
    assert gallery.may_be_asked(AWAY)
    gallery.take(AWAY, Unreachable("No network.", url=AWAY))
    assert not gallery.may_be_asked(AWAY)
    assert boxes_on(gallery).rows == {0: (72, 18)}


@pytest.mark.parametrize(
    "url", ["", "ftp://a.example/1.png", "file:///etc/passwd", "http://[", "http://x.invalid/1.png"]
)
def test_only_addresses_on_the_web_are_asked(gallery: Gallery, url: str) -> None:
    assert not gallery.may_be_asked(url)


def test_what_came_is_drawn_though_the_library_cannot_take_it(gallery: Gallery) -> None:
    with pytest.raises(ParseError, match="not here"):
        gallery.draw(Wanted(AWAY, 20, 10, BLOCKS))
    gallery.take(AWAY, png(160, 160))
    drawing = gallery.draw(Wanted(AWAY, 20, 10, BLOCKS))
    assert (drawing.cells, drawing.rows) == (20, 10)


def test_the_terminal_forgets_what_is_no_longer_kept(gallery: Gallery, sent: list[str]) -> None:
    dress = Dress(Way.KITTY)
    for n in range(1, KEPT_DRAWINGS + 2):
        wanted = Wanted(HERE, 2 + n % 50, 1 + n // 50, dress)
        gallery.keep(wanted, gallery.draw(wanted))
    assert sum("a=d" in words for words in sent) == 1
    gallery.clear()
    assert sum("a=d" in words for words in sent) == KEPT_DRAWINGS + 1
