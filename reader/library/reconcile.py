"""Which of the articles that arrive are already here.

Marks hold on to an article's key, so an article must keep the slug it was first stored under,
whatever the site or a better parser calls it later, and wherever in the issue it stands by then.
It is known by its slug, else by its address, else by its words; each article here answers to one
that arrives.

A slug alone is not proof: sites number the stories of a page, and two stories of one issue can end
up with one number. Then the second is called `slug-2`, and goes on being called so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from reader.model import Article, Image

_SHINGLE = 5
"""Letters a shingle; a handful tells Chinese and English prose apart alike."""

_ALIKE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article that is in the library already."""

    slug: str
    """Its name in the library."""
    source_slug: str
    """What the source called it when it was stored last."""
    url: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What an article says, without anything that typesetting or a parser changes."""

    headline: str
    text: str

    @property
    def shingles(self) -> frozenset[str]:
        """Every run of a few letters of the text."""
        return frozenset(
            self.text[i : i + _SHINGLE] for i in range(max(1, len(self.text) - _SHINGLE + 1))
        )


def words_of(article: Article) -> Words:
    """The article's letters and digits; a picture story's are those of its captions."""
    text = article.text or " ".join(
        block.caption for block in article.blocks if isinstance(block, Image)
    )
    return Words(headline=_letters(article.headline), text=_letters(text))


def is_same_story(one: Words, other: Words) -> bool:
    """Whether two articles are one story as two readings of the page see it."""
    if one.text == other.text:
        return bool(one.text) or (bool(one.headline) and one.headline == other.headline)
    if not _is_headline_alike(one.headline, other.headline):
        return False
    if not one.text or not other.text:
        return True
    mine, theirs = one.shingles, other.shingles
    return len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))


def reconcile(
    known: Sequence[Known],
    arriving: Sequence[Article],
    *,
    read: Callable[[str], Article | None] = lambda slug: None,
) -> tuple[str, ...]:
    """For every arriving article the slug it has in the library, in the order given.

    The same slug twice means that an article arrived twice. `read` gives the article of a known
    slug, or None where that cannot be read, and is only asked where slug and address do not tell.
    """
    return _Reconciliation(known, arriving, read).slugs()


class _Reconciliation:
    def __init__(
        self,
        known: Sequence[Known],
        arriving: Sequence[Article],
        read: Callable[[str], Article | None],
    ) -> None:
        self._known = known
        self._arriving = arriving
        self._read = read
        self._words: dict[int, Words] = {}
        self._known_words: dict[int, Words | None] = {}
        self._repeats: dict[int, int] = {}
        self._match: dict[int, int] = {}
        self._free_known = set(range(len(known)))

    def slugs(self) -> tuple[str, ...]:
        self._find_repeats()
        self._match_by_slug()
        for address in (_exact, _without_fragment, _without_query):
            self._match_by_address(address)
        self._match_by_words()
        names = self._names()
        return tuple(names[self._repeats.get(i, i)] for i in range(len(self._arriving)))

    def _open(self) -> list[int]:
        return [
            i for i in range(len(self._arriving)) if i not in self._match and i not in self._repeats
        ]

    def _take(self, i: int, k: int) -> None:
        self._match[i] = k
        self._free_known.discard(k)

    def _find_repeats(self) -> None:
        for group in _grouped(
            (article.slug, i) for i, article in enumerate(self._arriving)
        ).values():
            originals: list[int] = []
            for i in group:
                same = next((j for j in originals if self._is_repeat(i, j)), None)
                if same is None:
                    originals.append(i)
                else:
                    self._repeats[i] = same

    def _is_repeat(self, i: int, j: int) -> bool:
        mine, theirs = self._arriving[i], self._arriving[j]
        if mine.headline == theirs.headline and mine.url == theirs.url and mine.url:
            return True
        return is_same_story(self._words_of(i), self._words_of(j))

    def _match_by_slug(self) -> None:
        """What the source calls an article now is looked for among what it called them last, and
        only then among the names they go by here."""
        for by_slug in (
            _grouped((known.source_slug, k) for k, known in enumerate(self._known)),
            _grouped((known.slug, k) for k, known in enumerate(self._known)),
        ):
            for slug, group in _grouped((self._arriving[i].slug, i) for i in self._open()).items():
                if slug in by_slug:
                    self._pair(group, by_slug[slug])

    def _pair(self, group: list[int], candidates: list[int]) -> None:
        """Articles that share a slug, with those that shared it before: the surest pairs first."""
        tests = [self._is_same_at_same_address, self._is_alike, self._is_at]
        tests += [self._has_moved, self._may_be]
        if len(group) == len(candidates) == 1:
            tests = [self._may_be, self._has_moved, self._is_alike]
        for test in tests:
            for i in group:
                for k in candidates:
                    if i not in self._match and k in self._free_known and test(i, k):
                        self._take(i, k)

    def _is_at(self, i: int, k: int) -> bool:
        mine = _exact(self._arriving[i].url)
        return mine is not None and mine == _exact(self._known[k].url)

    def _is_same_at_same_address(self, i: int, k: int) -> bool:
        return self._is_at(i, k) and self._arriving[i].headline == self._known[k].headline

    def _has_moved(self, i: int, k: int) -> bool:
        """The same place on another host, under the same headline: that the site moved is no
        other story, even where nothing came under the headline this time."""
        mine, theirs = _parts(self._arriving[i].url), _parts(self._known[k].url)
        headline = self._arriving[i].headline
        is_same_place = mine is not None and theirs is not None and mine[1:3] == theirs[1:3]
        return is_same_place and bool(headline) and headline == self._known[k].headline

    def _is_alike(self, i: int, k: int) -> bool:
        theirs = self._words_of_known(k)
        return theirs is not None and is_same_story(self._words_of(i), theirs)

    def _may_be(self, i: int, k: int) -> bool:
        """Two addresses say that one slug means two stories; otherwise it is believed, whatever
        a better parser made of the words."""
        has_both = bool(self._arriving[i].url and self._known[k].url)
        return not has_both or self._is_at(i, k) or self._words_of_known(k) is None

    def _match_by_address(self, address: Callable[[str], Hashable]) -> None:
        """An address proves something only where one article on either side has it: some sites
        keep the whole page at one address, or tell stories apart by the query alone."""
        mine = _grouped((address(self._arriving[i].url), i) for i in self._open())
        theirs = _grouped((address(self._known[k].url), k) for k in sorted(self._free_known))
        shared = Counter(address(known.url) for known in self._known)
        arriving = Counter(
            address(article.url)
            for i, article in enumerate(self._arriving)
            if i not in self._repeats
        )
        for place, group in mine.items():
            if place and len(theirs.get(place, ())) == shared[place] == arriving[place] == 1:
                self._take(group[0], theirs[place][0])

    def _match_by_words(self) -> None:
        still_open = self._open()
        if not still_open or not self._free_known:
            return
        by_text: dict[str, list[int]] = defaultdict(list)
        by_shingle: dict[str, list[int]] = defaultdict(list)
        for k in sorted(self._free_known):
            if (words := self._words_of_known(k)) is None:
                continue
            by_text[words.text].append(k)
            for shingle in words.shingles:
                by_shingle[shingle].append(k)
        for i in still_open:
            words = self._words_of(i)
            nearest = list(by_text.get(words.text, ()))
            if words.text:
                shared = Counter(k for each in words.shingles for k in by_shingle.get(each, ()))
                nearest += [k for k, _ in shared.most_common(4)]
            for k in nearest:
                theirs = self._words_of_known(k)
                if (
                    k in self._free_known
                    and theirs is not None
                    and _is_headline_alike(words.headline, theirs.headline)
                    and is_same_story(words, theirs)
                ):
                    self._take(i, k)
                    break

    def _names(self) -> dict[int, str]:
        names = {i: self._known[k].slug for i, k in self._match.items()}
        taken = {known.slug for known in self._known}
        wanted = {self._arriving[i].slug for i in self._open()}
        for i in self._open():
            base = self._arriving[i].slug or "article"
            name, n = base, 1
            while name in taken or (n > 1 and name in wanted):
                n += 1
                name = f"{base}-{n}"
            taken.add(name)
            names[i] = name
        return names

    def _words_of(self, i: int) -> Words:
        if i not in self._words:
            self._words[i] = words_of(self._arriving[i])
        return self._words[i]

    def _words_of_known(self, k: int) -> Words | None:
        if k not in self._known_words:
            article = self._read(self._known[k].slug)
            self._known_words[k] = None if article is None else words_of(article)
        return self._known_words[k]


def _grouped(pairs: Iterable[tuple[Hashable, int]]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for name, i in pairs:
        groups[name].append(i)
    return groups


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _is_headline_alike(one: str, other: str) -> bool:
    if one == other or (one and other and (one in other or other in one)):
        return True
    mine = {one[i : i + 2] for i in range(len(one) - 1)}
    theirs = {other[i : i + 2] for i in range(len(other) - 1)}
    if not mine or not theirs:
        # A parser that found no headline at all says nothing against one that did.
        return not one or not other
    return len(mine & theirs) * 2 >= min(len(mine), len(theirs))


def _parts(url: str) -> tuple[str, str, str, str] | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ("", url, "", "")
    return (parts.netloc.lower(), parts.path, parts.query, parts.fragment) if url else None


def _exact(url: str) -> Hashable:
    return _parts(url)


def _without_fragment(url: str) -> Hashable:
    parts = _parts(url)
    return parts[:3] if parts else None


def _without_query(url: str) -> Hashable:
    parts = _parts(url)
    return parts[:2] if parts else None
