"""The sample newspaper is whole, bilingual and goes through the same door as any other."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from reader.cli.arguments import COMMANDS as SUBCOMMANDS
from reader.commands import COMMANDS, Command
from reader.delivery import deliver_sample, pin_pictures, sample_issues
from reader.delivery.sample import picture_of_sample
from reader.engines import read_page
from reader.model import Article, Image, Role, Table

if TYPE_CHECKING:
    from reader.library import Library

_NO_STORY = {
    "content-mark",
    "publisher-record",
    "full-width-space",
    "no-break-space",
    "space-run",
    "byline-line",
    "hidden",
}


def test_the_sample_has_four_issues() -> None:
    assert len(sample_issues()) == 4


def test_the_sample_has_at_least_forty_stories() -> None:
    stories = [a for issue in sample_issues() for a in issue.articles if a.role is Role.STORY]
    assert len(stories) >= 40


def test_every_issue_has_at_least_four_sections() -> None:
    assert min(len(issue.sections) for issue in sample_issues()) >= 4


def test_every_section_has_a_name_a_number_and_articles() -> None:
    sections = [section for issue in sample_issues() for section in issue.sections]
    assert all(section.name and section.page and section.articles for section in sections)


def test_no_issue_lacks_anything() -> None:
    assert [issue.gaps for issue in sample_issues()] == [()] * 4


def test_the_sample_is_in_both_languages() -> None:
    assert {a.language for issue in sample_issues() for a in issue.articles} == {"zh", "en"}


def test_every_article_has_a_headline_and_text_or_a_picture() -> None:
    articles = [a for issue in sample_issues() for a in issue.articles]
    assert [a.slug for a in articles if not a.headline or not (a.text or a.images)] == []


def test_every_picture_of_the_sample_is_there() -> None:
    images = [i for issue in sample_issues() for a in issue.articles for i in a.images]
    assert images
    assert [
        i.url for i in images if not (picture_of_sample(i.url) or b"").startswith(b"\x89PNG")
    ] == []


def test_every_picture_of_the_sample_has_a_caption() -> None:
    images = [i for issue in sample_issues() for a in issue.articles for i in a.images]
    assert [i.url for i in images if not i.caption] == []


def test_nothing_of_a_story_is_taken_for_noise() -> None:
    folder = resources.files("reader.papers").joinpath("sample", "html")
    pages = [
        page.read_bytes()
        for month in folder.iterdir()
        for day in month.iterdir()
        for page in day.iterdir()
        if page.name.startswith("content_")
    ]
    removed = {removal for body in pages for removal in read_page(body).removals}
    assert {removal.rule for removal in removed} <= _NO_STORY


def manual() -> dict[str, str]:
    """Every article of the sample by its slug: its text, tables and lists with it."""
    articles = (article for issue in sample_issues() for article in issue.articles)
    return {article.slug: printed(article) for article in articles}


def printed(article: Article) -> str:
    tables = (block for block in article.blocks if isinstance(block, Table))
    cells = (cell for table in tables for row in table.rows for cell in row)
    return "\n".join((article.text, *cells))


@pytest.mark.parametrize(
    "command", [c for c in COMMANDS if len(c.key_names[0]) == 1], ids=lambda command: command.id
)
def test_every_letter_is_on_the_page_of_every_key(command: Command) -> None:
    page = next(a for issue in sample_issues() for a in issue.articles if a.slug == "content_404")
    tables = [block for block in page.blocks if isinstance(block, Table)]
    keys = {word.strip(",") or "," for t in tables for row in t.rows for word in row[0].split()}
    assert command.key_names[0] in keys


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "words",
    [
        "reader papers show",
        "reader papers check",
        "reader papers add",
        "reader open",
        "reader issues",
        "--archive",
    ],
)
def test_the_manual_names_it_in_both_languages(words: str, language: str) -> None:
    own = {a.slug for issue in sample_issues() for a in issue.articles if a.language == language}
    assert [slug for slug, text in manual().items() if slug in own and words in text]


@pytest.mark.parametrize("name", sorted(SUBCOMMANDS))
def test_the_manual_names_every_command(name: str) -> None:
    assert any(f"reader {name}" in text for text in manual().values())


@pytest.mark.parametrize(
    "url",
    [
        "http://other.example/images/2026-11/19/plan.png",
        "http://sample.invalid/images/../../../__init__.py",
        "http://sample.invalid/none.png",
        "http://sample.invalid/",
    ],
)
def test_an_address_that_is_no_picture_of_the_sample_gives_none(url: str) -> None:
    assert picture_of_sample(url) is None


def test_the_sample_goes_into_a_library_whole(library: Library) -> None:
    deliver_sample(library)
    assert [library.issue("sample", issue.date) for issue in sample_issues()] != [None] * 4


def test_a_removed_issue_of_the_sample_does_not_come_back(library: Library) -> None:
    deliver_sample(library)
    gone = sample_issues()[0].date
    library.remove_issue("sample", gone, at=datetime(2026, 11, 26, tzinfo=UTC))
    deliver_sample(library)
    assert library.issue("sample", gone) is None


async def test_the_sample_s_pictures_are_pinned_without_a_network(library: Library) -> None:
    article = next(a for issue in sample_issues() for a in issue.articles if a.images)
    assert await pin_pictures(article, library) == len(article.images)
    assert library.picture(article.images[0].url) is not None


async def test_a_picture_nobody_can_bring_is_left_out(library: Library) -> None:
    image = Image(url="http://no host/none.png", caption="x")
    article = Article(slug="a", headline="a", blocks=(image, Image(url="", caption="y")))
    assert await pin_pictures(article, library) == 0
