"""What one types to filter bookmarks: words, `#tags` and `paper:` names.

月球 #航天 paper:科技      those that say 月球, have a tag that begins so, of such a newspaper
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.folding import fold, has_words, words_of

if TYPE_CHECKING:
    from reader.model import BookmarkLine

_TAG = ("#", "\uff03")
_PAPERS = ("paper:", "paper\uff1a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What has to be true of a bookmark; each part is folded."""

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    """Beginnings of tags; "" is any tag."""
    papers: tuple[str, ...] = ()
    """Parts of a newspaper's names."""

    def is_of(self, line: BookmarkLine) -> bool:
        """Whether its tags and its newspaper are such."""
        if self.papers:
            names = fold(f"{line.newspaper_id}\n{line.newspaper}\n{line.english_name}")
            if not all(paper in names for paper in self.papers):
                return False
        tags = [fold(tag) for tag in line.tags] if self.tags else []
        return all(any(tag.startswith(begin) for tag in tags) for begin in self.tags)

    def says(self, *folded_texts: str) -> bool:
        """Whether each of the words is in one of some folded texts."""
        return all(any(has_words((word,), text) for text in folded_texts) for word in self.words)


def filter_of(query: str) -> Filter:
    """What was typed."""
    words: list[str] = []
    tags: list[str] = []
    papers: list[str] = []
    for word in query.split():
        if word.startswith(_TAG):
            tags.append(fold(word[1:]))
        elif word.casefold().startswith(_PAPERS):
            papers.append(fold(word[len(_PAPERS[0]) :]))
        else:
            words += words_of(word)
    return Filter(words=tuple(words), tags=tuple(tags), papers=tuple(filter(None, papers)))


def row_text(line: BookmarkLine) -> str:
    """All that a list says of a bookmark, and the newspaper's other name."""
    parts = [line.headline, line.newspaper, line.english_name, line.page, line.section]
    parts += [line.byline, line.note, line.date.isoformat(), line.url]
    return "\n".join([*parts, *(f"#{tag}" for tag in line.tags)])
