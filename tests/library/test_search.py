"""What is found is what reading every text finds: the same articles, always."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library import Library, indexing, walking
from reader.library.query import Filter, Query, Sort, query_of
from reader.library.search import Search
from reader.library.terms import QUICK_CHARSET, Term, fields_of, packed_pattern
from reader.model import (
    Article,
    Hit,
    Image,
    Issue,
    Items,
    Newspaper,
    Order,
    Paragraph,
    Scope,
    Section,
    Table,
)
from reader.text.folding import fold

TODAY = date(2024, 7, 10)
AT = datetime(2024, 7, 10, 1, tzinfo=UTC)
PAPERS = (
    Newspaper(id="kjrb", name="科技日报", english_name="Science Daily"),
    Newspaper(id="nmrb", name="农民日报", english_name="Farmers"),
)
DAYS = tuple(date(2024, 7, day) for day in (1, 2, 3))
SIGNS = '粮食糧安全的ＡｂaB1２ 　，“é\u0301가か\u3099…\\"u\n-:'
"""Few characters, so that they meet: both scripts, both widths, marks that combine, and what JSON
and FTS5 write otherwise."""
WORDS = st.text(SIGNS, max_size=8)
texts = st.lists(st.sampled_from(list(SIGNS)), max_size=24).map("".join)


@st.composite
def articles(draw: st.DrawFn, slug: str) -> Article:
    return Article(
        slug=slug,
        headline=draw(WORDS),
        byline=draw(WORDS),
        deck=draw(WORDS),
        blocks=(
            Paragraph(text=draw(texts)),
            Items(items=(draw(WORDS), draw(WORDS))),
            Table(rows=((draw(WORDS), draw(WORDS)),)),
            Image(url="https://paper.example/粮食.jpg", caption=draw(WORDS)),
        ),
    )


@st.composite
def issues(draw: st.DrawFn) -> tuple[Newspaper, Issue]:
    paper, day = draw(st.sampled_from(PAPERS)), draw(st.sampled_from(DAYS))
    stories = [draw(articles(slug)) for slug in draw(st.sets(st.sampled_from("abcdef")))]
    first = Section(name="要闻", page="01", articles=tuple(stories[:2]))
    second = Section(name="粮食", page="02", articles=tuple(stories[2:]))
    return paper, Issue(newspaper_id=paper.id, date=day, sections=(first, second))


KEYS = st.builds(
    lambda paper, day, slug: f"{paper.id}/{day.isoformat()}/{slug}",
    st.sampled_from(PAPERS),
    st.sampled_from(DAYS),
    st.sampled_from("abcdef"),
)
Deed = Callable[[Library], object]


@st.composite
def deeds(draw: st.DrawFn) -> Deed:
    """Something that is done to a library."""
    kind = draw(st.sampled_from(("store", "store", "store", "drop", "drop all", "keep", "let go")))
    kind = draw(st.sampled_from((kind, "read", "index", "index")))
    key, paper, day = draw(KEYS), draw(st.sampled_from(PAPERS)), draw(st.sampled_from(DAYS))
    stored, most = draw(issues()), draw(st.integers(1, 6))

    def done(library: Library) -> object:
        match kind:
            case "store":
                return library.store(*stored, at=AT)
            case "drop":
                return library.remove_article(key, at=AT)
            case "drop all":
                library.remove_issue(paper.id, day, at=AT)
                return library.restore(paper.id, day)
            case "keep":
                return library.bookmark(key, at=AT)
            case "let go":
                return library.unbookmark(key)
            case "read":
                return library.mark_read(key, at=AT)
            case _:
                return library.indexing.catch_up(most)

    return done


OPERATORS = (
    "paper:kjrb",
    "-paper:科技",
    "section:要闻",
    "section:2",
    "-section:粮食",
    "is:read",
    "is:unread",
    "is:bookmarked",
    "-is:bookmarked",
    "date:2024-07-02..",
    "date:..2024-07-02",
    "-date:2024-07-03",
    "by:粮",
    "OR",
)


@st.composite
def queries(draw: st.DrawFn) -> str:
    """Something that is typed."""
    word = st.text(SIGNS, min_size=1, max_size=4)
    quoted = word.map('"{}"'.format)
    none = word.map("-{}".format)
    pieces = st.one_of(word, word, quoted, none, st.sampled_from(OPERATORS))
    return " ".join(draw(st.lists(pieces, min_size=1, max_size=4)))


def naive(library: Library, query: Query) -> set[str]:
    """The keys of all articles that answer, by reading every one."""
    found = set()
    kept = {bookmark.key: bookmark for bookmark in library.bookmarks()}
    places = {}
    for paper in library.newspapers():
        for tally in library.days(paper.id):
            issue = library.issue(paper.id, tally.date)
            assert issue is not None
            for section in issue.sections:
                for article in section.articles:
                    places[issue.key(article)] = (tally.date, section, article)
    for key, bookmark in kept.items():
        places.setdefault(key, (bookmark.date, bookmark.section, bookmark.article))
    if not query.clauses:
        return set()
    for key, (day, section, article) in places.items():

        def holds(
            asked: Term | Filter,
            key: str = key,
            day: date = day,
            section: Section = section,
            article: Article = article,
        ) -> bool:
            if isinstance(asked, Term):
                return any(asked.pattern.search(fold(text)) for text in fields_of(article))
            paper = next(paper for paper in PAPERS if paper.id == key.partition("/")[0])
            match asked.sort:
                case Sort.PAPER:
                    return asked.value in (paper.id, paper.name[: len(asked.value)])
                case Sort.DATE:
                    return asked.first <= day <= asked.last
                case Sort.SECTION:
                    return asked.value in section.name or section.page == f"0{asked.value}"
                case Sort.BYLINE:
                    return asked.value in fold(article.byline)
                case Sort.STATE if asked.value == "bookmarked":
                    return key in kept
                case _:
                    return library.read_state(key).is_read is (asked.value == "read")

        if all(
            any(holds(atom.asked) is not atom.is_not for atom in clause) for clause in query.clauses
        ):
            found.add(key)
    return found


@pytest.fixture(autouse=True)
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is asked as in a library of millions."""
    monkeypatch.setattr(indexing, "MOST_ARTICLES", 2)
    monkeypatch.setattr(indexing, "_WASTE", 2)
    monkeypatch.setattr(walking, "_LOOKED_AT_FIRST", 2)


@settings(max_examples=50, deadline=None)
@given(st.lists(deeds(), min_size=2, max_size=12), st.lists(queries(), min_size=3, max_size=8))
def test_what_is_found_is_what_reading_every_text_finds(done: list[Deed], asked: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        with Library.open(path) as library, Search.open(path) as search:
            for deed in done:
                with suppress(Exception):
                    deed(library)
                for words in asked[:2]:
                    assert_same(library, search, words)
            for words in asked:
                assert_same(library, search, words)
            while library.indexing.catch_up(3):
                pass
            assert library.indexing.stale_count() == 0
            assert library.integrity() == []
            for words in asked:
                assert_same(library, search, words)


def assert_same(library: Library, search: Search, words: str) -> None:
    there = naive(library, query_of(words, today=TODAY))
    best = search.find(words, today=TODAY, limit=None)
    assert {hit.key for hit in best.hits} == there
    assert len(best.hits) == len(there)
    assert best.is_all
    newest = list(search.stream(words, today=TODAY))
    assert {hit.key for hit in newest} == there
    assert [hit.date for hit in newest] == sorted((hit.date for hit in newest), reverse=True)
    two = search.find(words, today=TODAY, limit=2, order=Order.NEWEST)
    assert list(two.hits) == newest[:2]
    assert two.is_all is (len(there) <= 2)
    kept = search.find(words, today=TODAY, scope=Scope(is_bookmarks=True), limit=None)
    marked = {bookmark.key for bookmark in library.bookmarks()}
    assert {hit.key for hit in kept.hits} == there & marked
    for hit in best.hits:
        assert_lit(hit, query_of(words, today=TODAY))


def assert_lit(hit: Hit, query: Query) -> None:
    lit = [hit.headline[a:b] for a, b in hit.headline_lit]
    lit += [hit.snippet[a:b] for a, b in hit.snippet_lit]
    terms = [term.words.replace(" ", "") for term in query.terms]
    for words in lit:
        assert words
        assert any(term in fold(words).replace(" ", "") for term in terms)


# -- what a person types, and finds ------------------------------------------------


@pytest.fixture
def search(library: Library) -> Iterator[Callable[..., list[str]]]:
    """Stores articles by headline and text, and finds headlines."""
    with Search.open(library.path) as door:

        def found(words: str, **told: object) -> list[str]:
            hits = door.find(words, today=TODAY, **told).hits  # type: ignore[arg-type]
            return [hit.headline for hit in hits]

        yield found


def store(library: Library, *stories: tuple[str, str], on: date = DAYS[0]) -> None:
    told = tuple(
        Article(slug=f"s{n}", headline=headline, blocks=(Paragraph(text=text),))
        for n, (headline, text) in enumerate(stories)
    )
    section = Section(name="要闻", page="01", articles=told)
    library.store(PAPERS[0], Issue(newspaper_id="kjrb", date=on, sections=(section,)), at=AT)


@pytest.mark.parametrize("is_indexed", [False, True])
@pytest.mark.parametrize(
    ("words", "headlines"),
    [
        ("粮", ["甲", "乙"]),
        ("糧食", ["甲", "乙"]),
        ("国家粮食", ["甲"]),
        ("国家 粮食", ["甲"]),
        ("食国", []),
        ("ＮＥＷ", ["丙"]),
        ("york", ["丙"]),
        ("ork", []),
        ("yor", ["丙"]),
        ('"yor"', []),
        ('"new york"', ["丙"]),
        ('"york new"', []),
        ("cafe", ["丙"]),
        ("5g技", ["丙"]),
        ("粮 -国家", ["乙"]),
        ("國家 OR york", ["甲", "丙"]),
        ("by:nobody", []),
        ("食，也", ["乙"]),
        ('"食,也"', ["乙"]),
        ("，", ["乙", "丙"]),
    ],
)
def test_words_are_found_as_they_are_meant(
    library: Library,
    search: Callable[..., list[str]],
    words: str,
    headlines: list[str],
    is_indexed: bool,
) -> None:
    store(
        library,
        ("甲", "國家糧食安全"),
        ("乙", "粮食，也是"),
        ("丙", "New  York, le café; ５Ｇ技术，"),
    )
    if is_indexed:
        library.indexing.catch_up()
    assert sorted(search(words)) == sorted(headlines)


def test_a_headline_that_says_it_comes_before_newer_texts(
    library: Library, search: Callable[..., list[str]]
) -> None:
    store(library, ("粮食丰收", "短讯"), on=DAYS[0])
    store(library, ("别的", "粮食"), ("再一条", "粮食粮食粮食粮食"), on=DAYS[2])
    library.indexing.catch_up()
    assert search("粮食") == ["粮食丰收", "再一条", "别的"]
    assert search("粮食", limit=1) == ["粮食丰收"]
    assert search("粮食", order=Order.NEWEST) == ["别的", "再一条", "粮食丰收"]


def test_a_bookmark_is_found_when_its_issue_is_gone(
    library: Library, search: Callable[..., list[str]]
) -> None:
    store(library, ("留着的", "嫦娥六号"), ("没留的", "嫦娥六号"))
    library.bookmark("kjrb/2024-07-01/s0", at=AT)
    for _ in range(2):
        library.remove_issue("kjrb", DAYS[0], at=AT)
        assert search("嫦娥") == ["留着的"]
        assert search("嫦娥", scope=Scope(is_bookmarks=True)) == ["留着的"]
        assert search("is:bookmarked section:要闻") == ["留着的"]
        library.indexing.catch_up()


def test_a_search_is_broken_off_between_two_articles(library: Library) -> None:
    store(library, *((f"第{n}条", "粮食") for n in range(9)))
    asked = 0

    def is_cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 12

    with Search.open(library.path) as door:
        found = door.find("粮食", today=TODAY, is_cancelled=is_cancelled)
    assert 0 < len(found.hits) < 9
    assert not found.is_all


def test_the_words_are_where_the_hit_says(library: Library) -> None:
    text = "前面的话。" * 30 + "說到糧食安全，" + "后面的话。" * 30
    store(library, ("题目", text))
    with Search.open(library.path) as door:
        (hit,) = door.find("粮食", today=TODAY).hits
    article = library.article(hit.key)
    assert article is not None
    assert article.text[hit.offset : hit.offset + 2] == "糧食"
    assert [hit.snippet[a:b] for a, b in hit.snippet_lit] == ["糧食"]
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")


def test_no_way_to_write_a_chinese_character_is_passed_over_in_a_packed_text() -> None:
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                sign = bytes((lead, trail)).decode(QUICK_CHARSET)
            except UnicodeDecodeError:
                continue
            assert fold(sign) or not sign.isprintable()
            for one in fold(sign).strip():
                pattern = packed_pattern([Term(one)])
                if pattern is not None:
                    assert pattern.search(sign.encode(QUICK_CHARSET))


def test_a_damaged_text_costs_itself_alone(
    library: Library, search: Callable[..., list[str]]
) -> None:
    store(library, ("甲", "粮食"), ("乙", "粮食"))
    with closing(sqlite3.connect(library.path)) as sql:
        sql.execute("UPDATE body SET content = x'0100' WHERE article % 10 = 1")
        sql.commit()
    assert search("粮食") == ["乙"]
    library.indexing.catch_up()
    assert search("粮食") == ["乙"]


def test_a_damaged_index_makes_a_search_slower_and_no_more(
    library: Library, search: Callable[..., list[str]]
) -> None:
    store(library, ("甲", "粮食"), ("乙", "别的"))
    library.indexing.catch_up()
    with closing(sqlite3.connect(library.path)) as sql:
        sql.execute("UPDATE posting_data SET block = x'ff00ff00ff' WHERE id > 10")
        sql.commit()
    assert search("粮食") == ["甲"]


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        '"',
        '""',
        "-",
        "- -",
        "OR",
        "OR OR",
        "-OR",
        'paper:"',
        "paper:",
        "date:..",
        "date:..................",
        "date:9999-99-99",
        "date:2024-13",
        "date:0000",
        "is:",
        "is:happy",
        "a\0b",
        '" AND posting MATCH "x',
        "NEAR(a b)",
        "*",
        "a*",
        "(粮 OR",
        "{marks}:粮",
        "\ue000粮",
        "\ud800",
        "粮" * 1_000_000,
        "x " * 500_000,
        "-" * 100_000,
        "https://paper.example/a?b=c",
    ],
)
def test_whatever_is_typed_is_answered(library: Library, words: str) -> None:
    store(library, ("甲", "粮食"))
    library.indexing.catch_up()
    with Search.open(library.path) as door:
        found = door.find(words, today=TODAY)
    for remark in found.remarks:
        assert len(remark) < 200
        assert remark.endswith((".", "?"))


def test_a_sort_of_random_library_is_swept_when_most_of_its_index_is_waste(
    library: Library, search: Callable[..., list[str]]
) -> None:
    choose = random.Random(5)
    for _ in range(8):
        store(library, ("甲", f"粮食{choose.random()}"), ("乙", f"安全{choose.random()}"))
        while library.indexing.catch_up():
            pass
    while library.indexing.catch_up():
        pass
    assert search("粮食") == ["甲"]
    with closing(sqlite3.connect(library.path)) as sql:
        assert sql.execute("SELECT count(*) FROM indexed_run").fetchone()[0] < 8
