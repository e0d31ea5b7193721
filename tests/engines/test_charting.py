"""What a line beside a headline says of who wrote the story."""

from __future__ import annotations

import pytest

from reader.engines.charting import names_in


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("本报记者 周静 2026-11-24 东湖日报", "本报记者 周静"),
        ("东湖日报 本报记者 周静", "本报记者 周静"),
        ("东湖日报", ""),
        ("东湖日报评论员", "东湖日报评论员"),
        ("本报记者 周静 来源：东湖日报", "本报记者 周静"),
        ("作者：周静 2026年11月24日", "周静"),
    ],
)
def test_the_newspaper_s_own_name_is_no_author(line: str, names: str) -> None:
    assert names_in(line, "东湖日报") == names


def test_without_the_newspaper_s_name_the_line_stays() -> None:
    assert names_in("东湖日报 周静") == "东湖日报 周静"
