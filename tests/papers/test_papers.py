"""The papers that come with the reader, and a user's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reader.errors import UsageError
from reader.papers import entry_for, own_papers, paper_by_icp, paper_named, stand_of_papers

MINE = """id = "kjrb"
name = "我的报"
[[eras]]
engine = "founder-classic"
entry = "http://mirror.example/{year}-{month}/{day}/node_2.htm"
"""
DAY = date(2024, 7, 6)


def test_the_sample_comes_last() -> None:
    assert [paper.id for paper in stand_of_papers()][-1] == "sample"


def test_the_pages_of_the_sample_are_the_only_ones_without_a_site() -> None:
    hosts = {era.entry.split("/")[2] for paper in stand_of_papers() for era in paper.eras}
    assert [host for host in hosts if host.endswith(".invalid")] == ["sample.invalid"]


@pytest.mark.parametrize(
    "name",
    [
        "kjrb",
        "KJRB",
        "科技日报",
        "Science and Technology Daily",
        " the science and technology daily ",
    ],
)
def test_a_paper_is_known_by_id_and_names(name: str) -> None:
    assert paper_named(name, stand_of_papers()).id == "kjrb"


def test_an_unknown_name_gets_the_nearest_one() -> None:
    with pytest.raises(UsageError, match=r"did you mean kjrb \(科技日报\)"):
        paper_named("kjrd", stand_of_papers())


def test_a_name_unlike_any_gets_the_way_to_the_list() -> None:
    with pytest.raises(UsageError, match="`reader papers` lists those"):
        paper_named("zzzzzzzzzzzz", stand_of_papers())


def test_an_unknown_name_is_shown_harmlessly() -> None:
    with pytest.raises(UsageError) as caught:
        paper_named("\x1b[2J" + "x" * 500, stand_of_papers())
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_user_s_own_file_wins_over_ours(tmp_path: Path) -> None:
    (tmp_path / "k.toml").write_text(MINE, encoding="utf-8")
    own, _ = own_papers(tmp_path)
    assert paper_named("kjrb", stand_of_papers(own)).newspaper.name == "我的报"


def test_one_bad_file_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("not toml", encoding="utf-8")
    (tmp_path / "b.toml").write_text(MINE, encoding="utf-8")
    own, faults = own_papers(tmp_path)
    assert ([paper.id for paper in own], len(faults)) == (["kjrb"], 1)


def test_a_folder_that_is_not_there_holds_no_papers(tmp_path: Path) -> None:
    assert own_papers(tmp_path / "none") == ((), ())


@pytest.mark.parametrize("icp", ["京ICP备06005116号", "京ICP备06005116"])
def test_a_paper_is_known_by_its_registration_number(icp: str) -> None:
    found = paper_by_icp(icp, stand_of_papers())
    assert found is not None
    assert found.id == "kjrb"


@pytest.mark.parametrize("icp", ["", "京ICP备00000000号", "号"])
def test_a_number_nobody_bears_is_nobody_s(icp: str) -> None:
    assert paper_by_icp(icp, stand_of_papers()) is None


def test_two_papers_without_a_number_are_not_each_other() -> None:
    papers = [
        replace(paper, newspaper=replace(paper.newspaper, icp="")) for paper in stand_of_papers()
    ]
    assert paper_by_icp("", papers) is None


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        ("", "http://mirror.example/2024-07/06/node_2.htm"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/2024-07/06/node_2.htm"),
        ("https://m.example/papers/", "https://m.example/papers/2024-07/06/node_2.htm"),
    ],
)
def test_the_first_address_of_an_issue(tmp_path: Path, base_url: str, url: str) -> None:
    (tmp_path / "k.toml").write_text(MINE, encoding="utf-8")
    [paper], _ = own_papers(tmp_path)
    assert entry_for(paper.eras[0], DAY, base_url) == url


def test_a_persons_pace_slows_a_paper_and_never_hurries_it() -> None:
    paper = paper_named("kjrb", stand_of_papers())
    slow = paper.slowed(1, 0.25)
    assert (slow.at_once, slow.per_second, slow.is_paced) == (1, 0.25, True)
    fast = paper.slowed(8, 20.0)
    assert (fast.at_once, fast.per_second) == (paper.at_once, paper.per_second)
    assert paper.slowed(None, None) is paper
