"""The table of newspapers: every definition that comes with the reader is whole, honest, unlike the
others, and in the index as it is in its file.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import reader.papers
from reader.engines import engine_for
from reader.engines.places import DATE_PLACES, filled, wrong_place
from reader.papers import Paper, entry_for, paper_named, stand_of_papers
from reader.papers.addresses import wrong_in_host
from reader.papers.definition import faults_in, paper_from
from reader.papers.index import FILE, paper_of, papers_in, record_of, text_of
from reader.papers.paper import CONFIDENCES, host_of

FOLDER = Path(reader.papers.__file__).parent
FILES = sorted(FOLDER.glob("*.toml"))
DAY = date(2026, 9, 28)
REAL = tuple(paper for paper in stand_of_papers() if paper.id != "sample")

each = pytest.mark.parametrize("paper", REAL, ids=lambda paper: paper.id)


# -- each of them --


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_wrong_in_a_definition(path: Path) -> None:
    assert faults_in(path.read_bytes(), path) == ()
    assert paper_from(path.read_bytes(), path, is_ours=True).id == path.stem


@each
def test_it_says_how_sure_it_is_and_how_that_is_known(paper: Paper) -> None:
    assert paper.confidence in CONFIDENCES
    assert paper.source
    assert paper.seen is not None or paper.confidence != "high"


@each
def test_an_era_covers_the_newest_day_it_was_seen_on_and_the_day_after_all(paper: Paper) -> None:
    for day in (paper.seen or DAY, date(2026, 11, 26)):
        assert paper.eras_for(day)[0].covers(day)


@each
def test_its_addresses_fill(paper: Paper) -> None:
    for era in paper.eras:
        day = era.last or DAY
        assert "{" not in entry_for(era, day)
        assert wrong_place(era.newest, DATE_PLACES) == ""
        assert "{" not in filled(era.newest, day)


@each
def test_its_hosts_are_public_names(paper: Paper) -> None:
    assert [host for host in paper.all_hosts() if wrong_in_host(host)] == []


@each
def test_its_engine_takes_what_it_says(paper: Paper) -> None:
    for era in paper.eras:
        engine = engine_for(paper.newspaper, era, DAY, entry_for(era, DAY))
        hosts = {host_of(request.url) for request in engine.start()}
        assert hosts
        assert hosts <= paper.all_hosts()


@each
def test_a_mirror_is_asked_for_the_same_paths(paper: Paper) -> None:
    for era in paper.eras:
        site, mirror = entry_for(era, DAY), entry_for(era, DAY, "http://127.0.0.1:9")
        assert urlsplit(mirror).netloc == "127.0.0.1:9"
        assert urlsplit(mirror).path == urlsplit(site).path


@each
def test_it_is_found_by_each_of_its_names(paper: Paper) -> None:
    assert {paper_named(name, stand_of_papers()).id for name in paper.names} == {paper.id}


# -- all of them --


def test_no_two_have_a_name_in_common() -> None:
    names = Counter(
        name for paper in stand_of_papers() for name in {n.casefold() for n in paper.names}
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_no_two_begin_at_the_same_address() -> None:
    entries = Counter(era.entry for paper in REAL for era in paper.eras if "{" in era.entry)
    assert [entry for entry, count in entries.items() if count > 1] == []


def test_a_house_and_a_region_are_always_written_the_same() -> None:
    for words in ({paper.region for paper in REAL}, {paper.group for paper in REAL}):
        folded = Counter("".join(word.casefold().split()) for word in words)
        assert [word for word, count in folded.items() if count > 1] == []


# -- the index --


def test_the_index_is_that_of_the_definitions() -> None:
    written = (FOLDER / FILE).read_text(encoding="utf-8")
    assert written == text_of(FOLDER), "run: python .ci/papers.py"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_paper_comes_out_of_its_record_as_it_went_in(path: Path) -> None:
    paper = paper_from(path.read_bytes(), path, is_ours=True)
    assert paper_of(record_of(paper)) == paper


def folder_with(tmp_path: Path, index: str) -> Path:
    (tmp_path / "a.toml").write_bytes((FOLDER / "kjrb.toml").read_bytes())
    (tmp_path / FILE).write_text(index, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "index", ["", "{", "[]", '{"file":"a.toml","size":3}', '{"file":"b.toml"}', "null\n7"]
)
def test_what_the_index_does_not_have_is_read_from_its_file(tmp_path: Path, index: str) -> None:
    assert [paper.id for paper in papers_in(folder_with(tmp_path, index))] == ["kjrb"]


def test_what_the_index_has_is_not_read_again(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "")
    size = (folder / "a.toml").stat().st_size
    line = f'{{"file":"a.toml","size":{size},"id":"x","name":"X"}}\n'
    (folder / FILE).write_text(line, encoding="utf-8")
    assert [paper.newspaper.name for paper in papers_in(folder)] == ["X"]


def test_there_are_many_in_many_languages() -> None:
    assert len(REAL) >= 100
    assert len({paper.newspaper.language.partition("-")[0] for paper in REAL}) >= 6
