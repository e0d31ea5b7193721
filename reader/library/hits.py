"""What a list of results shows of an article that was found, and how well it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reader.library.terms import BETWEEN, Term, fields_of, spans_of_terms
from reader.model import Article, Hit, Image, Newspaper, Section, text_of

if TYPE_CHECKING:
    from reader.model.found import Span

_BEFORE = 24
"""Characters of a snippet before what was found."""
_SNIPPET = 120
"""Characters of a snippet."""
_OFTEN = 15
"""Times beyond which it does not matter how often."""
_ENDS = "。！？；，、：.!?;,: \n\t　"


@dataclass(frozen=True, slots=True)
class Match:
    """An article that has what was looked for."""

    key: str
    newspaper: Newspaper
    date: date
    section: Section
    article: Article
    text: str
    """What is found of it, folded (see `terms.searched`)."""
    is_read: bool
    is_bookmarked: bool

    def worth(self, terms: Sequence[Term]) -> tuple[int, int]:
        """How well it answers: in how many words by its headline, and about how often it says
        them."""
        headline = self.text.partition(BETWEEN)[0]
        said = sum(term.times_in(self.text, _OFTEN) for term in terms)
        return sum(term.is_in(headline) for term in terms), min(said, _OFTEN).bit_length()

    def hit(self, terms: Sequence[Term]) -> Hit:
        """What a list shows of it."""
        article = self.article
        snippet, lit, offset = _snippet(article, terms)
        return Hit(
            key=self.key,
            newspaper_id=self.newspaper.id,
            newspaper=self.newspaper.name,
            date=self.date,
            headline=article.headline,
            headline_lit=tuple(spans_of_terms(terms, article.headline)),
            section=self.section.name,
            page=self.section.page,
            byline=article.byline,
            language=article.language or self.newspaper.language,
            snippet=snippet,
            snippet_lit=lit,
            offset=offset,
            is_read=self.is_read,
            is_bookmarked=self.is_bookmarked,
        )


def _snippet(article: Article, terms: Sequence[Term]) -> tuple[str, tuple[Span, ...], int]:
    """The words around the first that was found in the text, else in a caption, a deck or the
    like; where they are lit; where in the text the first is."""
    if not terms:
        return (*_cut(article.text[: _SNIPPET + 1], [(0, 0)]), 0)
    start = 0
    for block in article.blocks:
        words = "" if isinstance(block, Image) else text_of(block)
        if words:
            if spans := spans_of_terms(terms, words):
                snippet, lit = _cut(words, spans)
                return snippet, lit, start + spans[0][0]
            start += len(words) + 2
    texts = fields_of(article)
    next(texts)
    for words in texts:
        if spans := spans_of_terms(terms, words):
            return (*_cut(words, spans), 0)
    return "", (), 0


def _cut(words: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    found = spans[0][0]
    start = max(0, found - _BEFORE)
    if start:
        # Rather where a word or a sentence begins than in the middle of one.
        start = next((at for at in range(start, found) if words[at - 1] in _ENDS), start)
    end = min(len(words), start + _SNIPPET)
    before, after = "…" if start else "", "…" if end < len(words) else ""
    shift = len(before) - start
    lit = tuple((a + shift, min(b, end) + shift) for a, b in spans if a < b and a < end)
    return before + "".join(map(_plain, words[start:end])) + after, lit


def _plain(sign: str) -> str:
    return " " if sign.isspace() else sign
