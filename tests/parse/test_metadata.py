"""What a page tells machines is read whatever shape it has."""

from __future__ import annotations

import json

import pytest

from reader.parse.metadata import Metadata, metadata_of
from reader.parse.tree import parsed

STORY = {
    "@type": "NewsArticle",
    "headline": "A bridge opens",
    "datePublished": "2026-07-06T08:00:00+02:00",
    "author": [{"@type": "Person", "name": "Jane Doering"}, {"name": ["Tom Fox"]}],
    "publisher": {"name": "The Daily"},
}


def told(*records: object, head: str = "") -> Metadata:
    scripts = "".join(
        f'<script type="application/ld+json">{r if isinstance(r, str) else json.dumps(r)}</script>'
        for r in records
    )
    return metadata_of(parsed(f"<html lang=en-GB><head>{head}{scripts}</head><body></body></html>"))


@pytest.mark.parametrize(
    "record",
    [
        STORY,
        [STORY],
        {"@graph": [{"@type": "WebSite", "name": "The Daily"}, STORY]},
        {"@type": "WebPage", "mainEntity": STORY},
        "<!--" + json.dumps(STORY) + "-->",
        json.dumps(STORY) + ";",
    ],
)
def test_the_story_s_record_is_found(record: object) -> None:
    found = told(record)
    assert (found.headlines, found.authors, found.dates, found.site_names) == (
        ("A bridge opens",),
        ("Jane Doering", "Tom Fox"),
        ("2026-07-06T08:00:00+02:00",),
        ("The Daily",),
    )


def test_the_record_of_a_story_is_preferred_to_the_site_s() -> None:
    assert told({"@type": "WebPage", "headline": "Home"}, STORY).headlines == ("A bridge opens",)


@pytest.mark.parametrize("broken", ["{", '{"a": }', "[" * 5000, "null", "7", '"x"'])
def test_a_record_that_cannot_be_read_is_none(broken: str) -> None:
    assert told(broken).authors == ()


def test_names_in_meta_elements_are_read_in_any_case() -> None:
    head = (
        '<meta property="OG:Title" content="A bridge"><meta name="PubDate" content="2026-07-06">'
        '<meta name="author" content="Jane Doering"><title>x</title>'
    )
    found = told(head=head)
    assert (found.headlines, found.dates, found.named_authors, found.language) == (
        ("A bridge",),
        ("2026-07-06",),
        ("Jane Doering",),
        "en-GB",
    )
