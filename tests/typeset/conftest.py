"""Strategies and a property shared by the tests of setting type."""

from __future__ import annotations

from hypothesis import strategies as st

from reader.typeset import break_text
from reader.typeset.style import Style

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
any_text = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)
measures = st.integers(1, 200)
