"""Strategies and a property shared by the tests of setting type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import strategies as st

from reader.typeset import Span, Style, break_text

# The patterns of hyphenation are read once; no single example is to pay for that.
break_text("hyphenation " * 3, 20, style=Style(language="en", is_hyphenated=True))

HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发"
MARKS = "，。、：；！？）》」』】〕”’…—（《「『【〔“‘·％℃"
LATIN = "abcdefghijklmnopqrstuvwxyzABCXYZéü"
DIGITS = "0123456789"
JOINED = (
    "e\u0301",
    "👨\u200d👩\u200d👧",
    "❤\ufe0f",
    "🇨🇳",
    "👍🏽",
    "か\u3099",
    "\u1112\u1161\u11ab",
    "😀",
)

piece = st.one_of(
    st.text(alphabet=HAN, min_size=1, max_size=12),
    st.text(alphabet=MARKS, min_size=1, max_size=3),
    st.text(alphabet=LATIN, min_size=1, max_size=14),
    st.text(alphabet=DIGITS, min_size=1, max_size=6),
    st.sampled_from(
        [" ", " ", "  ", "-", "/", ", ", ". ", "%", "——", "……", "公里", "年", "한국어", "'"]
    ),
    st.sampled_from(['"', "カタカナ", "https://www.example.com/a-b/c?d=e", *JOINED]),
)
running_text = st.lists(piece, max_size=40).map("".join)
"""Text such as newspapers print, with everything in it that is hard to break."""
CLAUSES = {
    "zh": (
        "记者从中国科学院获悉，",
        "“我们在2024年7月6日完成了第3次试验”，",
        "共行驶3.5公里，增长10.5%以上——",
        "这是GDP（国内生产总值）的……意外。",
        "他说：“好。”",
        "张三·李四前往《自然》杂志，",
        "约3000多万元人民币、",
        "據《澳門日報》「要聞」版報道；",
        "使用Kubernetes和 Python 3.12 等工具！",
    ),
    "ja": (
        "最新技術を紹介するロボティクスの展示会が、",
        "東京・有明で開幕した。",
        "「えっ、ホントですか？」と聞くと、",
        "１万２千人を超えた（前年比8％増）。",
        "人々はコンピューターゲーム『々々』に",
    ),
    "ko": (
        "제9차 한중일 정상회의가 5월 서울에서 열렸다. ",
        "그는 “데이트 폭력”이라는 말을 썼다. ",
        "국내총생산(GDP)은 3.5% 늘었다. ",
    ),
    "en": (
        "The ninth South Korea-Japan-China Trilateral Summit, ",
        "held in May, isn't over; ",
        "collaboration in biotechnology and environmental monitoring ",
        "rose by 10 km (see https://www.example.com/a-b/c?d=e) to $3,000. ",
        "“Quite extraordinary,” NASA’s spokeswoman said… ",
        "I a. ",
    ),
    "any": (*JOINED, "👍🏽 ", "naïve café́ ", "　", "  "),
}


def prose_of(*languages: str) -> st.SearchStrategy[str]:
    """Sentences as newspapers of these languages print them, in any order."""
    clauses = [clause for language in languages for clause in CLAUSES[language]]
    return st.lists(st.sampled_from(clauses), min_size=1, max_size=14).map("".join)


prose = st.one_of(
    prose_of("zh"), prose_of("ja"), prose_of("ko"), prose_of("en"), prose_of(*CLAUSES)
)
styles = st.builds(
    Style,
    language=st.sampled_from(["", "zh-CN", "ja", "ko", "en", "de"]),
    is_justified=st.booleans(),
    is_hyphenated=st.booleans(),
    hang=st.integers(0, 2),
    by_phrases=st.booleans(),
)


def whole_lines(text: str, spans: Sequence[Span]) -> list[str]:
    """The lines of one paragraph, each with the spaces behind it. A word that is parted by a hyphen
    is shown whole on its first line, as the checker, which knows of no hyphens, wants it.
    """
    begins = [*(span.start for span in spans), len(text)]
    for n, span in enumerate(spans):
        if span.hyphen:
            rest = re.compile(r"\w+\S*\s*").match(text, begins[n + 1])
            assert rest is not None
            begins[n + 1] = rest.end()
    return [text[start:end] for start, end in pairwise(begins) if start < end]


any_text = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)
measures = st.integers(1, 200)
