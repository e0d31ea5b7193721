"""`reader search`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cli.arguments_search import with_query_last


def test_what_is_found_is_named_with_its_paper_date_section_and_words(
    reader, stocked: Path
) -> None:
    whole = reader("show", "kjrb", "2024-07-06", "--format", "jsonl").out.splitlines()
    article = json.loads(whole[0])
    said = reader("search", article["title"][:4])
    assert (said.status, said.err) == (0, "")
    assert article["title"] in said.out
    assert f"科技日报 · 2024-07-06 · {article['page']} {article['section']}" in said.out
    assert article["id"] in said.out


def test_results_are_json_lines_for_programs(reader, stocked: Path) -> None:
    said = reader("search", "paper:kjrb", "--format", "jsonl", "--limit", "2", "--order=newest")
    records = [json.loads(line) for line in said.out.splitlines()]
    assert [record["date"] for record in records] == ["2024-07-06"] * 2
    assert {"id", "title", "snippet", "snippet_lit", "offset"} <= records[0].keys()
    assert said.err == "There is more; --limit shows it.\n"
    every = reader("search", "paper:kjrb", "--limit", "0", "--format", "jsonl")
    assert len(every.out.splitlines()) > 2
    assert every.err == ""


def test_finding_nothing_is_said_and_fails_as_grep_does(reader, stocked: Path) -> None:
    said = reader("search", "钭郓绗")
    assert (said.status, said.out) == (1, "")
    assert said.err == "Nothing in the library answers 钭郓绗.\n"


@pytest.mark.parametrize("words", ["", "  ", '"', "OR"])
def test_a_query_without_words_is_told_apart_from_one_that_finds_nothing(
    reader, stocked: Path, words: str
) -> None:
    said = reader("search", words)
    assert (said.status, said.out) == (1, "")
    assert said.err == "There is nothing to search for; give words, or paper:, date:, tag:…\n"


def test_a_word_with_a_hyphen_is_kept_out_and_no_option(reader, stocked: Path) -> None:
    every = reader("search", "paper:kjrb", "--limit", "0").out
    title = json.loads(
        reader("show", "kjrb", "2024-07-06", "--format", "jsonl").out.splitlines()[0]
    )["title"]
    without = reader("search", "paper:kjrb", f"-{title[:4]}", "--limit", "0")
    assert title in every
    assert title not in without.out


def test_an_operator_that_is_none_is_remarked_on(reader, stocked: Path) -> None:
    said = reader("search", "papr:kjrb")
    assert said.status == 1
    assert said.err.splitlines()[0].endswith("did you mean paper:?")


def test_a_library_that_is_not_there_yet_begins_with_the_sample_and_nothing_else(reader) -> None:
    assert "sample/2026-11-20/content_210" in reader("search", "避头尾").out
    assert reader("search", "钭郓绗").status == 1


def test_a_library_with_newspapers_is_given_no_sample(reader, stocked: Path) -> None:
    assert reader("search", "paper:sample").status == 1


@pytest.mark.parametrize("words", [["--limit", "many", "x"], [], ["--formats", "x"]])
def test_a_misuse_is_told(reader, words: list[str]) -> None:
    assert reader("search", *words).status == 2


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (["search", "a", "-b"], ["search", "--", "a -b"]),
        (["search", "-b", "--limit", "3", "c"], ["search", "--limit", "3", "--", "-b c"]),
        (["--library", "x", "search", "--", "--a"], ["--library", "x", "search", "--", "--a"]),
        (["search", "--format=jsonl", "a"], ["search", "--format=jsonl", "--", "a"]),
        (["search", "--limit"], ["search", "--limit"]),
        (["show", "-b", "a"], ["show", "-b", "a"]),
        (["search", "--help"], ["search", "--help"]),
    ],
)
def test_the_query_comes_last_as_one_word(words: list[str], made: list[str]) -> None:
    assert with_query_last(words) == made
