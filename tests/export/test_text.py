"""`reader.export.text`: plain text set by the typesetter."""

from __future__ import annotations

import datetime

import pytest

from reader.export import Printed
from reader.export.text import article, centred, headline_list, letter_spaced, paragraph
from reader.model import Article, Image, Paragraph
from reader.text.cells import width_in_cells

LONG = "九成以上的读者说，他们每天早上先看第一版，然后才看别的。" * 5


def whole(**fields: object) -> Printed:
    story = Article(
        slug="a",
        headline="Ways to Advance",
        byline="By GONG Qian",
        blocks=(Paragraph(text=LONG), Image(url="", caption="桥上的人"), Paragraph(text="Ends.")),
    )
    return Printed(
        id="a",
        article=story,
        newspaper="科技日报",
        language="zh",
        date=datetime.date(2024, 7, 6),
        page="01",
        section="要闻",
        **fields,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("measure", [1, 2, 7, 20, 40, 72, 200])
def test_no_line_is_wider_than_the_measure(measure: int) -> None:
    for row in article(whole(note="why I kept it"), measure).split("\n"):
        # One wide character is the least a line can hold.
        assert width_in_cells(row) <= max(measure, 2)


def test_headline_byline_place_text_caption_and_note_are_there() -> None:
    words = article(whole(note="why I kept it"), 72)
    for part in ("Ways to Advance", "GONG Qian", "科技日报", "要闻", "桥上的人", "Ends.", "why I"):
        assert part in words
    assert words.endswith("\n")
    assert not words.endswith("\n\n")


def test_nothing_of_a_paragraph_is_lost() -> None:
    assert paragraph(LONG, 31).replace("\n", "") == LONG


def test_a_paragraph_keeps_its_own_lines_and_indent() -> None:
    assert paragraph("one\ntwo", 20, indent=2) == "  one\n  two"


def test_a_chinese_nameplate_is_letter_spaced_and_an_english_one_is_not() -> None:
    assert letter_spaced("科技日报") == "科 技 日 报"
    assert letter_spaced("Daily") == "Daily"


def test_centred_counts_cells() -> None:
    assert centred("日报", 10) == "   日报"


def test_headlines_that_are_only_named_follow_their_title() -> None:
    assert headline_list("Notices:", ["one", "two"], 40) == "Notices: one; two"


def test_no_control_character_goes_out() -> None:
    story = Article(slug="a", headline="x\x1b[2J", blocks=(Paragraph(text="a\u202eb\x07"),))
    assert not {"\x1b", "\u202e", "\x07"} & set(article(Printed(id="a", article=story), 40))
