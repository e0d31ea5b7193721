"""The script tells the language."""

from __future__ import annotations

import pytest

from reader.model import Paragraph
from reader.parse.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("科技日报要闻", "zh"),
        ("5G基站突破300万个", "zh"),
        ("研究团队发布 Kestrel 模型", "zh"),
        ("Ways to Advance Sino-Korean 合作", "en"),
        ("新聞の見出しを書く", "ja"),
        ("한국과 중국의 협력", "ko"),
        ("2024", ""),
        ("", ""),
    ],
)
def test_the_script_of_a_headline_tells_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_text_outweighs_a_headline_of_another_script() -> None:
    assert language_of("WTO", (Paragraph(text="世界贸易组织昨日宣布新的规则"),)) == "zh"


def test_a_long_text_is_judged_by_its_beginning() -> None:
    blocks = (Paragraph(text="word " * 1000), Paragraph(text="字" * 9000))
    assert language_of("A", blocks) == "en"
