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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Мост через реку открыли в пятницу", "ru"),
        ("Міст через річку відкрили у п’ятницю, її чекали", "uk"),
        ("افتتح الجسر يوم الجمعة", "ar"),
        ("پل روز جمعه گشایش یافت", "fa"),
        ("پل جمعہ کو کھول دیا گیا ہے", "ur"),
        ("पुल शुक्रवार को खुला", "hi"),
        ("สะพานเปิดเมื่อวันศุกร์", "th"),
        ("הגשר נפתח ביום שישי", "he"),
        ("Η γέφυρα άνοιξε την Παρασκευή", "el"),
        ("Die Brücke ist am Freitag nach zehn Jahren für den Verkehr und das Volk geöffnet", "de"),
        ("Le pont a été ouvert vendredi et les gens sont venus par milliers sur la rive", "fr"),
        ("Cây cầu đã được mở và người dân đến trong ngày với những lá cờ của họ", "vi"),
    ],
)
def test_other_scripts_and_the_commonest_words_tell_it_too(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Bro åpnet", "nb-NO", "nb"),
        ("پل باز شد", "fa", "fa"),
        ("The bridge was opened on Friday and the people of the town came to it. " * 6, "de", "en"),
        ("大桥通车", "en-US", "zh"),
        ("Ibhuloho lavulwa ngoLwesihlanu", "zu", "zu"),
    ],
)
def test_what_a_page_declares_is_believed_unless_its_text_speaks_against_it(
    text: str, declared: str, language: str
) -> None:
    assert language_of(text, (), declared) == language
