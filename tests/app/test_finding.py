"""Finding words in an article, and following its links."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from reader.app.app import ReaderApp
from reader.app.screens import finding
from reader.app.screens.article import ArticleScreen
from reader.app.widgets.findfield import FindField
from reader.app.widgets.folio import FolioLine
from reader.app.widgets.hints import Hints
from reader.app.widgets.reading_galley import ReadingGalley
from reader.library import Library
from reader.model import Article, Image, Issue, Mark, MarkKind, Paragraph, Section

_PATH = Path(__file__).with_name("issue_fixtures.py")
_SPEC = importlib.util.spec_from_file_location("issue_fixtures", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
given = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(given)

AppOn = Callable[..., ReaderApp]
Seen = Callable[[ReaderApp], str]
on_article, pressed = given.on_article, given.pressed

FILLER = "The committee met again and nothing was decided that day. " * 40
LINKED = "See the first report, the second report and the odd one."
STORY = Article(
    slug="story",
    headline="Copper prices rise",
    byline="By Ann Lee",
    language="en",
    blocks=(
        Paragraph(text="Copper is dear. " + FILLER),
        Image(url="", caption="A copper mine"),
        Paragraph(text=FILLER + "ＣＯＰＰＥＲ was cheap once. " + FILLER),
        Paragraph(
            text=LINKED,
            marks=(
                Mark(start=8, end=20, kind=MarkKind.LINK, href="https://example.com/1"),
                Mark(start=26, end=39, kind=MarkKind.LINK, href="https://example.com/2"),
                Mark(start=48, end=55, kind=MarkKind.LINK, href="file:///etc/passwd"),
            ),
        ),
    ),
)
OTHER = Article(slug="other", headline="Other", blocks=(Paragraph(text="Nothing."),))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    issue = Issue(
        newspaper_id="full",
        date=date(2024, 7, 6),
        sections=(Section(name="要闻", page="01", articles=(STORY, OTHER)),),
    )
    with Library.open(tmp_path / "library.db") as opened:
        opened.store(given.PAPER, issue, at=given.NOON)
        yield opened


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser would have been sent to."""
    addresses: list[str] = []

    def open_one(url: str) -> bool:
        addresses.append(url)
        return True

    monkeypatch.setattr(finding, "open_in_browser", open_one)
    return addresses


def galley_of(app: ReaderApp) -> ReadingGalley:
    return app.screen.query_one(ReadingGalley)


def lit_words(app: ReaderApp, name: str) -> list[str]:
    """What is lit in the rows in view."""
    galley = galley_of(app)
    light = galley._light(name)
    return [
        segment.text
        for y in range(galley.size.height)
        for segment in galley.render_line(y)
        if segment.style is not None
        and segment.style.color == light.color
        and segment.style.bold
        and (segment.style.underline or light.bgcolor == segment.style.bgcolor)
    ]


# -- finding --


async def test_words_are_lit_as_they_are_typed_in_head_text_and_captions(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot, "story")
        await pressed(app, pilot, "slash", *"copper")
        matches = galley_of(app).matches
        assert matches is not None
        assert matches.tally == "1/4"
        assert lit_words(app, "found-now") == ["Copper"]
        field = app.screen.query_one(FindField)
        assert "1/4" in field._tally
        await pressed(app, pilot, "backspace", "backspace")
        assert lit_words(app, "found-now") == ["Copp"]


async def test_n_and_shift_n_walk_the_matches_and_wrap_with_a_word(
    app_on: AppOn, library: Library, seen: Seen
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot, "story")
        await pressed(app, pilot, "slash", *"copper", "enter")
        assert not app.screen.query(FindField)
        assert app.screen.query_one(FolioLine).folio.found == "/ copper · 1/4"
        await pressed(app, pilot, "n", "n", "n")
        matches = galley_of(app).matches
        assert matches is not None
        assert matches.tally == "4/4"
        assert lit_words(app, "found-now") == ["ＣＯＰＰＥＲ"]
        await pressed(app, pilot, "n")
        assert matches.tally == "1/4"
        assert "from the beginning again" in seen(app)
        await pressed(app, pilot, "N")
        assert matches.tally == "4/4"
        assert "from the end again" in seen(app)


async def test_esc_gives_the_keys_their_usual_meaning_back(app_on: AppOn, library: Library) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot, "story")
        await pressed(app, pilot, "slash", *"copper", "enter", "n", "escape")
        assert app.screen is screen
        assert galley_of(app).matches is None
        assert lit_words(app, "found") == []
        await pressed(app, pilot, "n")
        assert screen.key.endswith("/other")
        await pressed(app, pilot, "escape")
        assert not isinstance(app.screen, ArticleScreen)


async def test_looking_around_spoils_neither_the_place_nor_the_read_mark(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot, "story")
        await pressed(app, pilot, "j", "j", "j", "j", "j", "j", "j", "j", "j", "j")
        before = galley_of(app).position
        assert before > 0
        await pressed(app, pilot, "slash", *"odd one", "enter")
        assert galley_of(app).is_at_end
        await pressed(app, pilot, "q")
    state = library.read_state(given.key("story"))
    assert state.position == before
    assert not state.is_read


async def test_leaving_the_field_goes_back_to_where_one_was(
    app_on: AppOn, library: Library, seen: Seen
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot, "story")
        await pressed(app, pilot, "slash", *"odd one")
        assert galley_of(app).scroll_offset.y > 0
        await pressed(app, pilot, *"x")
        assert "not found" in seen(app)
        await pressed(app, pilot, "escape")
        assert galley_of(app).scroll_offset.y == 0
        assert not app.screen.query(FindField)


async def test_a_match_over_a_line_end_is_lit_on_both_lines_and_in_columns(
    app_on: AppOn, library: Library
) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 30)) as pilot:
        await on_article(app, pilot, "story")
        galley = galley_of(app)
        galley.change(measure=40, columns=True)
        first, second = [line for line in galley.lines if line.block == 0][2:4]
        words = STORY.text[first.end - 6 : second.start + 6]
        galley.find(words, galley.top)
        lit = lit_words(app, "found") + lit_words(app, "found-now")
        assert "".join("".join(lit).split()).startswith("".join(words.split()))


# -- links --


async def test_a_number_opens_its_link(app_on: AppOn, library: Library, opened: list[str]) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot, "story")
        await pressed(app, pilot, "G", "O")
        assert galley_of(app)._hints.count == 3
        assert lit_words(app, "hint") == ["1", "2", "3"]
        await pressed(app, pilot, "2")
        await app.workers.wait_for_complete()
        assert opened == ["https://example.com/2"]
        assert galley_of(app)._hints.count == 0


async def test_nothing_but_an_address_of_the_web_is_opened(
    app_on: AppOn, library: Library, opened: list[str], seen: Seen
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot, "story")
        await pressed(app, pilot, "G", "O", "3")
        await app.workers.wait_for_complete()
        assert opened == []
        assert "Only addresses of the web are opened." in seen(app)


async def test_another_key_takes_the_numbers_away_and_does_what_it_does(
    app_on: AppOn, library: Library, seen: Seen
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await on_article(app, pilot, "story")
        await pressed(app, pilot, "O")
        assert "No link is in view here." in seen(app)
        await pressed(app, pilot, "G", "O", "escape")
        assert app.screen is screen
        assert galley_of(app)._hints.count == 0
        await pressed(app, pilot, "O", "n")
        assert screen.key.endswith("/other")


async def test_a_click_names_a_link_and_the_next_one_opens_it(
    app_on: AppOn, library: Library, opened: list[str], seen: Seen
) -> None:
    app = app_on(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await on_article(app, pilot, "story")
        await pressed(app, pilot, "G")
        galley = galley_of(app)
        index = next(n for n, line in enumerate(galley.lines) if "first report" in line.text)
        at = (galley._margin + 10, index - galley.scroll_offset.y)
        await pilot.click(ReadingGalley, offset=(at[0], at[1] + galley.gutter.top))
        await pilot.pause()
        assert "Click again to open https://example.com/1" in seen(app)
        assert opened == []
        await pilot.click(ReadingGalley, offset=(at[0], at[1] + galley.gutter.top))
        await app.workers.wait_for_complete()
        assert opened == ["https://example.com/1"]


def test_a_number_of_two_digits_waits_for_its_second_one() -> None:
    hints = Hints()
    for n in range(1, 13):
        hints.add(0, n, str(n))
    assert hints.typed("3") == (True, "3")
    hints = Hints()
    for n in range(1, 13):
        hints.add(0, n, str(n))
    assert hints.typed("1") == (True, "")
    assert [label for _, label in hints.on_line(0)] == ["1", "10", "11", "12"]
    assert hints.typed("2") == (True, "12")
    hints.typed("backspace")
    assert hints.typed("enter") == (True, "1")
    assert hints.typed("9") == (True, "")
    assert hints.typed("x") == (False, "")
