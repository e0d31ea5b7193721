"""The headline is what several voices of a page agree on."""

from __future__ import annotations

import pytest

from reader.parse.headline import agree, headline_of, without_site
from reader.parse.metadata import Metadata


def test_a_heading_that_another_voice_confirms_is_the_headline() -> None:
    metadata = Metadata(headlines=("A bridge opens at last",), page_title="A bridge | The Daily")
    assert headline_of(["Politics", "A Bridge Opens at Last"], [], metadata) == (
        "A Bridge Opens at Last"
    )


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("大桥昨日正式通车_江边网", "大桥昨日正式通车"),
        ("大桥昨日正式通车-江边日报数字报", "大桥昨日正式通车"),
        ("大桥昨日正式通车--文化--江边网", "大桥昨日正式通车"),
        ("A bridge opens at last - The Daily", "A bridge opens at last"),
        ("A bridge opens at last | Politics | The Daily", "A bridge opens at last"),
        ("The Daily: what we know", "The Daily: what we know"),
        ("North-South bridge opens at last", "North-South bridge opens at last"),
    ],
)
def test_the_site_s_name_is_no_part_of_it(title: str, short: str) -> None:
    assert without_site(title, []) == short


def test_a_site_that_names_itself_is_cut_off_however_long_its_name_is() -> None:
    name = "The Old Riverside Morning Courier and Advertiser"
    metadata = Metadata(page_title=f"Bridge opens - {name}", site_names=(name,))
    assert headline_of([], [], metadata) == "Bridge opens"


def test_the_paper_s_name_alone_is_not_the_headline() -> None:
    metadata = Metadata(page_title="江边日报--数字报", site_names=("江边日报",))
    assert headline_of(["江边日报", "大桥昨日通车"], [], metadata) == "大桥昨日通车"


def test_a_kicker_in_the_heading_is_left_to_itself() -> None:
    metadata = Metadata(headlines=("A bridge opens at last after ten years",))
    heading = "Traffic: A bridge opens at last after ten years"
    assert headline_of([heading], [], metadata) == "A bridge opens at last after ten years"


def test_a_lone_heading_speaks_for_itself() -> None:
    assert headline_of(["A bridge"], [], Metadata(page_title="Home")) == "A bridge"


def test_a_wording_that_readers_see_comes_before_one_for_search_engines() -> None:
    told, searched = "Ten years late, and still too narrow", "Bridge opening: all you need to know"
    metadata = Metadata(headlines=(told, searched), page_title=f"{searched} | The Daily")
    assert headline_of([searched], [f"Traffic {told}"], metadata) == told
    assert headline_of([searched], ["Other news"], metadata) == searched


def test_what_only_goes_on_behind_the_heading_is_no_other_wording() -> None:
    heading = "Why the bridge is late"
    told = f"{heading}: the whole story of ten years"
    metadata = Metadata(headlines=(told,), page_title=f"{heading} | The Daily")
    assert headline_of([heading], [told], metadata) == heading


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("A Bridge — Opens", "a bridge opens", True),
        ("大桥昨日通车", "大桥昨日通车！", True),
        ("Bridge", "A bridge opens at last after ten years", False),
        ("", "x", False),
    ],
)
def test_wordings_agree_by_their_letters(one: str, other: str, same: bool) -> None:
    assert agree(one, other) is same
