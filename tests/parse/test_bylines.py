"""Authors are named in many places, and many things there are no authors."""

from __future__ import annotations

import pytest

from reader.parse.bylines import (
    as_name,
    byline_in_text,
    byline_of_line,
    is_a_name,
    joined,
    names_in,
)


@pytest.mark.parametrize(
    ("first", "names"),
    [
        ("江边日报讯 （记者王理、通讯员鄂文）大桥昨日通车。", "王理、鄂文"),
        (
            "江边日报讯（记者张爱虎、杨富春、通讯员张令子）2月10日，大桥通车。",
            "张爱虎、杨富春、张令子",
        ),
        ("江边日报全媒记者 左晨", "左晨"),
        ("江边日报全媒记者 戴文 通讯员 刘涛", "戴文、刘涛"),
        ("□ 江边日报评论员", "江边日报评论员"),
        ("本报记者 李 强 张晓丽", "李强、张晓丽"),
        ("文/王华", "王华"),
        ("大桥昨日通车。", ""),
        (
            "记者从现场了解到，大桥昨日通车，人们都站在桥上看江水东流，一直到深夜才散去，谁也没有说话。",
            "",
        ),
    ],
)
def test_the_first_line_of_a_chinese_story_may_name_its_reporters(first: str, names: str) -> None:
    assert byline_in_text([first, "第二段讲的是别的事情。", "第三段也是。"]) == names


def test_the_last_line_may_name_who_took_the_pictures() -> None:
    lines = ["大桥昨日通车。", "江水东流。", "（江边日报全媒记者 薛婷 通讯员 肖江涛 摄）"]
    assert byline_in_text(lines) == "薛婷、肖江涛"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doering", "Jane Doering"),
        ("By Jane Doering and Tom Fox | July 6, 2026", "Jane Doering and Tom Fox"),
        ("Von Anna Weiß", "Anna Weiß"),
        ("Por Ana Ruiz", "Ana Ruiz"),
        ("Sehnur Kaya | 05.04.2025", "Sehnur Kaya"),
        ("作者：王华 来源：江边网", "王华"),
        ("6 July 2026", ""),
        ("Bydgoszcz", ""),
        ("By the way, nobody came to the opening at all. © 2026", ""),
    ],
)
def test_a_line_under_the_headline_names_its_author(line: str, names: str) -> None:
    assert byline_of_line(line) == names


@pytest.mark.parametrize(
    "words", ["https://paper.example/jane", "jane@paper.example", "admin", "2024-07-06", "© Daily"]
)
def test_what_stands_in_an_author_s_place_may_be_no_name(words: str) -> None:
    assert as_name(words) == ""


@pytest.mark.parametrize(
    ("words", "is_one"),
    [("Jane Doering", True), ("Comments", False), ("Jane says", False), ("name *", False)],
)
def test_a_name_looks_like_one(words: str, is_one: bool) -> None:
    assert is_a_name(words) is is_one


def test_names_are_joined_once_each() -> None:
    assert joined(["Jane Doering", "JANE DOERING", "Tom Fox"]) == "Jane Doering, Tom Fox"


def test_characters_that_print_parts_are_one_name() -> None:
    assert names_in("记者 李 强 通讯员 王 华") == "李强、王华"
