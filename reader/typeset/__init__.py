"""Type: articles and a measure in, lines out. Pure; the app, `reader show` and every export of
text use this one.
"""

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
