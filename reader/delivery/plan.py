"""What is worth asking for of an issue that is here already, whole or in part.

Pure: the ledger and the age of the issue come in, what need not be asked comes out. Page lists are
always asked for: they alone show what was added later in the day. The texts that are here are not,
while something is missing; once nothing is, a fetch of a recent issue looks whether the paper
changed any of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from reader.model import Article, Listing, State, Stock

SETTLED_AFTER_DAYS = 30
"""Days after which a paper no longer changes what it printed."""
BLIND_WITHIN_DAYS = 2
"""Days within which a text is asked for again even where the site cannot say whether it changed."""


def stock_of(
    ledger: Sequence[Listing],
    articles: Sequence[Article],
    *,
    age_days: int,
    is_told_of_changes: Callable[[str], bool],
    ask_all: bool = False,
) -> Stock:
    """What an engine is to know before it asks.

    `articles` are those of the library under their slugs there, `age_days` counts from the day on
    the paper to today, `is_told_of_changes` says of an address whether the site can answer that
    nothing changed, without sending the text again. With `ask_all` every text is asked for.
    """
    names = {line.slug: line.name for line in ledger if line.slug}
    shared = {name for name, count in Counter(names.values()).items() if count > 1}
    known = tuple(
        replace(article, slug=names[article.slug])
        for article in articles
        if names.get(article.slug, "") not in ("", *shared)
    )
    is_whole = not any(line.state.is_missing for line in ledger)
    again = frozenset(
        article.slug
        for article in known
        if ask_all
        or (
            is_whole
            and (
                age_days <= BLIND_WITHIN_DAYS
                or (age_days <= SETTLED_AFTER_DAYS and is_told_of_changes(article.url))
            )
        )
    )
    return Stock(
        articles=known,
        absorbed={line.name: line.part_of for line in ledger if line.state is State.ABSORBED},
        removed=frozenset(line.name for line in ledger if line.state is State.REMOVED),
        again=again,
    )
