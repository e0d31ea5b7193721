"""Type: articles and a measure in, lines out. Pure; the app, `reader show` and every export of
text use this one.

Each name is imported when it is first used: the newsstand breaks a headline and starts without
tables, justified columns and whole paragraphs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.typeset.article import lines_of, set_article, words_of
    from reader.typeset.headline import break_evenly
    from reader.typeset.justification import justified
    from reader.typeset.linebreak import break_text, lines_from
    from reader.typeset.lines import Line, Run, line_at
    from reader.typeset.measure import DEFAULT_MEASURE, Column, column_within
    from reader.typeset.plain import plain
    from reader.typeset.style import Span, Style

__all__ = [
    "DEFAULT_MEASURE",
    "Column",
    "Line",
    "Run",
    "Span",
    "Style",
    "break_evenly",
    "break_text",
    "column_within",
    "justified",
    "line_at",
    "lines_from",
    "lines_of",
    "plain",
    "set_article",
    "words_of",
]

_HOMES = {
    "article": ["lines_of", "set_article", "words_of"],
    "headline": ["break_evenly"],
    "justification": ["justified"],
    "linebreak": ["break_text", "lines_from"],
    "lines": ["Line", "Run", "line_at"],
    "measure": ["DEFAULT_MEASURE", "Column", "column_within"],
    "plain": ["plain"],
    "style": ["Span", "Style"],
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            found = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(name)
