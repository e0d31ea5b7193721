from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader.library.arrangement import merged
from reader.library.reconcile import Known, is_same_story, reconcile, words_of
from reader.model import Article, Image, Paragraph

Told = Callable[..., Article]


def known_from(*articles: Article) -> tuple[list[Known], Callable[[str], Article | None]]:
    by_slug = {article.slug: article for article in articles}
    known = [
        Known(slug=a.slug, source_slug=a.slug, url=a.url, headline=a.headline) for a in articles
    ]
    return known, by_slug.get


def slugs(known: tuple[list[Known], Callable[[str], Article | None]], *new: Article) -> list[str]:
    return list(reconcile(known[0], new, read=known[1]))


def test_the_same_slug_is_the_same_article(told: Told) -> None:
    assert slugs(known_from(told("a"), told("b")), told("b"), told("a")) == ["b", "a"]


def test_a_better_parser_that_keeps_the_slug_keeps_the_article(told: Told) -> None:
    known = known_from(told("a", url="https://p.example/a.htm"))
    better = told("a", "另一个题目", url="https://p.example/a.htm", text="完全不同的正文" * 20)
    assert slugs(known, better) == ["a"]


def test_another_slug_at_the_same_address_is_the_same_article(told: Told) -> None:
    known = known_from(told("1", url="http://p.example/c_1.htm?div=-1"))
    new = replace(told("1"), slug="content_1", url="https://p.example/c_1.htm#top")
    assert slugs(known, new) == ["1"]


def test_a_story_that_moved_to_another_host_and_came_without_its_text_is_the_same(
    told: Told,
) -> None:
    known = known_from(told("a", "桥", url="http://p.example/24/a.htm"))
    picture = Image(url="https://new.example/a.jpg", caption="桥")
    moved = replace(told("a", "桥", url="https://new.example/24/a.htm"), blocks=(picture,))
    assert slugs(known, moved) == ["a"]
    elsewhere = replace(moved, url="https://new.example/25/a.htm")
    assert slugs(known, elsewhere) != ["a"]
    assert slugs(known, replace(moved, headline="船")) != ["a"]


def test_an_address_shared_by_a_whole_page_proves_nothing(told: Told) -> None:
    page = "https://p.example/page.htm"
    known = known_from(told("a", url=page), told("b", url=page))
    assert slugs(known, told("c", url=page)) == ["c"]


def test_stories_told_apart_by_the_query_alone_stay_apart(told: Told) -> None:
    known = known_from(told("a", url="https://p.example/show?id=1"))
    new = told("b", url="https://p.example/show?id=2"), told("c", url="https://p.example/show?id=3")
    assert slugs(known, *new) == ["b", "c"]


def test_the_same_words_under_another_name_are_the_same_article(told: Told) -> None:
    old = told("a")
    (paragraph,) = old.blocks
    assert isinstance(paragraph, Paragraph)
    spaced = Paragraph(text="　　" + paragraph.text.replace("。", "。 ") + "（完）")
    assert slugs(known_from(old, told("b")), replace(old, slug="x9", blocks=(spaced,))) == ["a"]


def test_like_words_under_another_headline_are_another_article(told: Told) -> None:
    old = told("a")
    other = replace(old, slug="x", headline="编者按", blocks=(*old.blocks, Paragraph(text="又及")))
    assert slugs(known_from(old), other) == ["x"]


def test_one_stored_article_answers_to_one_that_arrives(told: Told) -> None:
    old = told("a")
    new = replace(old, slug="x"), replace(old, slug="y")
    assert slugs(known_from(old), *new) == ["a", "y"]


def test_two_stories_with_one_slug_are_both_kept(told: Told) -> None:
    one, other = told("n", "甲地的新闻"), told("n", "乙处体育")
    assert slugs(([], lambda slug: None), one, other) == ["n", "n-2"]


def test_the_second_of_two_keeps_its_name_when_it_comes_alone(told: Told) -> None:
    one = told("n", "甲地的新闻")
    other = replace(told("z", "乙处体育"), slug="n")
    known = [
        Known(slug="n", source_slug="n", headline=one.headline),
        Known(slug="n-2", source_slug="n", headline=other.headline),
    ]
    bodies = {"n": one, "n-2": other}
    assert reconcile(known, [other], read=bodies.get) == ("n-2",)
    assert reconcile(known, [other, one], read=bodies.get) == ("n-2", "n")


def test_a_second_story_that_comes_alone_does_not_replace_the_first(told: Told) -> None:
    one = told("n", "甲地的新闻", url="https://p.example/1.htm")
    other = replace(told("z", "乙处体育", url="https://p.example/2.htm"), slug="n")
    assert slugs(known_from(one), other) == ["n-2"]


def test_a_new_name_is_never_one_that_arrives_with_another_story(told: Told) -> None:
    one, two = told("n", "甲地的新闻"), told("n", "乙处体育")
    third = told("n-2", "丙市天气")
    names = slugs(([], lambda slug: None), one, two, third)
    assert names == ["n", "n-3", "n-2"]


def test_an_article_listed_twice_is_one(told: Told) -> None:
    assert slugs(([], lambda slug: None), told("a"), told("b"), told("a")) == ["a", "b", "a"]


def test_an_article_without_a_slug_is_given_one(told: Told) -> None:
    names = slugs(([], lambda slug: None), told("", "甲地的新闻"), told("", "乙处体育"))
    assert names == ["article", "article-2"]


def test_picture_stories_are_known_by_their_captions() -> None:
    one = Article(slug="p", headline="图片新闻", blocks=(Image(url="", caption="七月的麦田"),))
    other = Article(slug="p", headline="图片新闻", blocks=(Image(url="", caption="港口的清晨"),))
    assert not is_same_story(words_of(one), words_of(other))
    assert slugs(([], lambda slug: None), one, other) == ["p", "p-2"]


def test_an_address_that_is_none_does_not_stop_it(told: Told) -> None:
    known = known_from(told("a", url="http://[bad"))
    assert slugs(known, replace(told("a"), slug="b", url="http://[bad")) == ["a"]


small = st.builds(
    Article,
    slug=st.sampled_from("abc"),
    headline=st.sampled_from(["", "甲", "甲地的新闻", "乙处体育"]),
    url=st.sampled_from(["", "http://p/1", "http://p/1?q=2", "http://p/2"]),
    blocks=st.sampled_from(["", "一二三四五六七八九十", "风马牛不相及的一段话"]).map(
        lambda text: (Paragraph(text=text),) if text else ()
    ),
)


@given(st.lists(small, max_size=6), st.lists(small, max_size=6))
def test_whatever_arrives_has_one_name_and_known_ones_are_shared_by_repeats_only(
    before: list[Article], now: list[Article]
) -> None:
    first = reconcile([], before)
    stored = {
        slug: replace(article, slug=slug) for slug, article in zip(first, before, strict=True)
    }
    sources = dict(zip(first, before, strict=True))
    known = [
        Known(slug=s, source_slug=sources[s].slug, url=a.url, headline=a.headline)
        for s, a in stored.items()
    ]
    names = reconcile(known, now, read=stored.get)
    assert len(names) == len(now)
    for i, name in enumerate(names):
        for j in range(i):
            if names[j] == name:
                assert now[i].slug == now[j].slug


@given(st.lists(small, max_size=6))
def test_storing_the_same_again_changes_no_name(articles: list[Article]) -> None:
    names = reconcile([], articles)
    stored = {}
    for name, article in zip(names, articles, strict=True):
        stored.setdefault(name, article)
    known = [
        Known(slug=name, source_slug=a.slug, url=a.url, headline=a.headline)
        for name, a in stored.items()
    ]
    assert set(reconcile(known, list(stored.values()), read=stored.get)) == set(stored)


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True))
def test_merging_keeps_the_order_of_now_and_all_of_before(
    now: list[int], before: list[int]
) -> None:
    order = merged(now, before)
    assert [n for n in order if n in now] == now
    assert sorted(order) == sorted({*now, *before})


def test_what_is_missing_now_stays_behind_what_it_stood_behind() -> None:
    assert merged(["a", "d", "e"], ["x", "a", "b", "c", "d"]) == ["x", "a", "b", "c", "d", "e"]
