"""`reader.typeset.broadsheet`: whatever the stories and the size, a whole page."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.typeset import broadsheet
from reader.typeset.copyfit import sentence_ends
from reader.typeset.sheet import Sheet, Story, rows

HAN = (
    "国务院常务会议研究部署科技创新工作推动高质量发展人才是根本动力城市乡村教育医疗海洋试验数据样机"
)
LATIN = (
    "The",
    "council",
    "met",
    "to",
    "weigh",
    "what",
    "science",
    "may",
    "yet",
    "give",
    "towns",
    "and",
    "the",
    "sea",
)
HEADS = {"kicker", "headline", "deck", "byline"}
"""What is set over all of a story's columns, and in their middle."""


def paragraph(dice: random.Random, language: str) -> str:
    if language == "zh":
        sentences = (
            "，".join(
                "".join(dice.choices(HAN, k=dice.randint(4, 18))) for _ in range(dice.randint(1, 4))
            )
            + "。"
            for _ in range(dice.randint(1, 5))
        )
        return "".join(sentences)
    return " ".join(
        " ".join(dice.choices(LATIN, k=dice.randint(5, 22))).capitalize() + "."
        for _ in range(dice.randint(1, 5))
    )


def story(dice: random.Random, n: int, language: str) -> Story:
    paragraphs = tuple(paragraph(dice, language) for _ in range(dice.choice((0, 1, 1, 3, 8, 20))))
    words = 10 if language == "en" else 22
    headline = (
        " ".join(dice.choices(LATIN, k=dice.randint(2, words))).capitalize()
        if language == "en"
        else "".join(dice.choices(HAN, k=dice.randint(4, words)))
    )
    length = sum(map(len, paragraphs)) + 2 * max(0, len(paragraphs) - 1)
    return Story(
        key=str(n),
        headline=headline,
        kicker=dice.choice(("", "", headline[:8])),
        deck=dice.choice(("", "", headline[::-1])),
        byline=dice.choice(("", "本报记者 张三")),
        paragraphs=paragraphs,
        length=length + dice.choice((0, 0, 900)) * bool(paragraphs),
        has_picture=dice.random() < 0.3,
        caption=dice.choice(("", "一张图的说明")),
        language=language,
        foot="6 min",
        is_brief=dice.random() < 0.15,
    )


def page_of(seed: int, count: int, language: str) -> list[Story]:
    dice = random.Random(seed)
    return [story(dice, n, language) for n in range(count)]


pages = st.builds(
    page_of, st.integers(0, 10_000), st.integers(1, 40), st.sampled_from(("zh", "en"))
)
sizes = st.tuples(st.integers(60, 240), st.integers(16, 70))
# A page takes a tenth of a second and more; what is odd about one shows on a middling page too.
usual = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


@usual
@given(stories=pages, size=sizes)
def test_every_story_has_one_place_inside_the_page_and_no_two_share_a_cell(
    stories: list[Story], size: tuple[int, int]
) -> None:
    sheet = broadsheet.compose(stories, *size)
    assert sorted(box.key for box in sheet.boxes) == sorted(story.key for story in stories)
    rects = [rect for box in sheet.boxes for rect in box.rects]
    for n, rect in enumerate(rects):
        assert 0 <= rect.x < rect.right <= sheet.width
        assert 0 <= rect.y < rect.bottom <= sheet.height
        assert not any(rect.meets(other) for other in rects[:n])


@usual
@given(stories=pages, size=sizes)
def test_every_line_stays_in_its_story_and_every_row_in_the_page(
    stories: list[Story], size: tuple[int, int]
) -> None:
    sheet = broadsheet.compose(stories, *size)
    assert all(sum(len_of(piece.text) for piece in row) == sheet.width for row in rows(sheet))
    for box in sheet.boxes:
        (rect,) = box.rects
        for line in box.lines:
            assert rect.x < line.x
            assert line.x + line.width < rect.right, line
            assert rect.holds(line.x, line.y)


def len_of(text: str) -> int:
    from reader.text.cells import width_in_cells

    return width_in_cells(text)


def holes(sheet: Sheet) -> list[int]:
    """Empty rows one under another inside a story, more than which look like a mistake."""
    found = []
    for box in sheet.boxes:
        (rect,) = box.rects
        used = {line.y for line in box.lines}
        if box.picture is not None:
            used |= set(range(box.picture.y, box.picture.bottom))
        run = 0
        for y in range(rect.y, rect.bottom):
            run = 0 if y in used else run + 1
            found.append(run)
    return found


@usual
@given(stories=pages, size=sizes)
def test_no_story_has_a_hole_in_it(stories: list[Story], size: tuple[int, int]) -> None:
    assert max(holes(broadsheet.compose(stories, *size)), default=0) <= 2


def whites(sheet: Sheet, height: int) -> list[int]:
    """Empty rows one under another in a column, from the head of the page to its fold."""
    foot = min(height - 1, max(stroke.y for stroke in sheet.strokes))
    drawn = ["".join(cells_of(piece.text) for piece in row) for row in rows(sheet)]
    narrowest = min(r.width for box in sheet.boxes for r in box.rects if r.y < foot)
    found = []
    for x in {r.x for box in sheet.boxes for r in box.rects if r.width == narrowest}:
        pictured = {
            y
            for box in sheet.boxes
            if box.picture is not None and box.picture.x <= x + 1 < box.picture.right
            for y in range(box.picture.y, box.picture.bottom)
        }
        headed = {
            line.y
            for box in sheet.boxes
            if box.bounds.x <= x < box.bounds.right
            for line in box.lines
            if HEADS & {word for run in line.runs for word in run.style.split()}
        }
        run = 0
        for y in range(foot):
            is_white = drawn[y][x + 1 : x + narrowest - 1].isspace()
            is_white = is_white and y not in pictured and y not in headed
            run = run + 1 if is_white else 0
            found.append(run)
    return found


def cells_of(text: str) -> str:
    """A character a cell, so that columns can be cut out."""
    return "".join(c * len_of(c) for c in text)


@usual
@given(stories=pages, size=sizes)
def test_columns_end_together_and_have_no_holes(
    stories: list[Story], size: tuple[int, int]
) -> None:
    assert max(whites(broadsheet.compose(stories, *size), size[1]), default=0) <= 2


@pytest.mark.parametrize("text", ["一句。两句！", "One. Two! Three?", "“好。”他说。"])
def test_sentences_are_told(text: str) -> None:
    assert sentence_ends(text)[-1] == len(text)


def test_an_initial_or_a_title_ends_no_sentence() -> None:
    text = "Mr. Smith of the U.S. Army met J. R. Jones. They spoke."
    assert [text[:end] for end in sentence_ends(text)] == [
        "Mr. Smith of the U.S. Army met J. R. Jones.",
        text,
    ]


def test_the_same_stories_make_the_same_page() -> None:
    stories = page_of(3, 12, "zh")
    assert broadsheet.compose(stories, 120, 33) == broadsheet.compose(stories, 120, 33)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_many_stories_fill_screen_after_screen_with_several_of_them(
    language: str, size: tuple[int, int]
) -> None:
    dice = random.Random(7)
    stories = [story(dice, n, language) for n in range(80)]
    sheet = broadsheet.compose(stories, *size)
    height = size[1]
    tops = [box.bounds.y // height for box in sheet.boxes]
    on_a_screen = [tops.count(screen) for screen in range(max(tops))]
    assert min(on_a_screen) >= 3
    assert sum(on_a_screen) / len(on_a_screen) >= size[0] * height / 700
