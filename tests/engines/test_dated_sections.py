"""Papers whose issue is a list under its date: their own definitions, on pages made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.engines import Engine, Era, engine_for
from reader.engines.places import filled
from reader.errors import Absence, NotPublished, ParseError
from reader.model import Article, Issue, Newspaper, Request, Response, Stock
from reader.papers import paper_named, stand_of_papers

DAY = date(2026, 10, 6)
PAPER = Newspaper(id="p", name="The Paper", language="en")


class Site:
    """Answers from memory, by whole addresses; what is not there is missed."""

    def __init__(self, name: str, pages: Mapping[str, str], day: date = DAY) -> None:
        paper = paper_named(name, stand_of_papers())
        era = paper.eras_for(day)[0]
        self.engine = engine_for(paper.newspaper, era, day, filled(era.entry, day))
        self.pages = pages
        self.asked: list[str] = []
        self.refused: dict[str, str] = {}

    def run(self) -> Issue:
        waiting = list(self.engine.start())
        while waiting:
            request = waiting.pop(0)
            self.asked.append(request.url)
            page = self.pages.get(request.url)
            if page is None:
                self.engine.miss(request, "the site answered 404")
                continue
            try:
                waiting += self.engine.read(request, _response(request.url, page))
            except ParseError as error:
                self.refused[request.url] = str(error)
                self.engine.miss(request, str(error))
        return self.engine.issue()


def _response(url: str, page: str) -> Response:
    return Response(url=url, body=page.encode(), content_type="text/html; charset=utf-8")


def outline(issue: Issue) -> list[tuple[str, str, list[str]]]:
    return [(s.page, s.name, [a.headline for a in s.articles]) for s in issue.sections]


def story(headline: str, *paragraphs: str, more: str = "") -> str:
    text = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"<html><body><h1>{headline}</h1>{more}<article>{text}</article></body></html>"


# -- Korean papers, by printed page


NAVER = "https://media.naver.com/press/023/newspaper?date=20261006"
NEWS = "https://n.news.naver.com/article/newspaper/023/{}?date=20261006"


def naver_page(*pages: tuple[str, list[tuple[str, str]]], day: str = "20261006") -> str:
    groups = ""
    for number, articles in pages:
        lines = "".join(
            f'<li><a href="https://n.news.naver.com/article/newspaper/023/{aid}?date={day}">'
            f'<div class="newspaper_img_frame"><img src="a.jpg" alt="섬네일 이미지"></div>'
            f"<div class='newspaper_txt_box'><strong>{title}</strong><p>요약문</p></div></a></li>"
            for aid, title in articles
        )
        groups += (
            '<div class="newspaper_wrp"><div class="newspaper_inner">'
            f'<h3><span class="page_notation"><em>{number}</em>면</span></h3>'
            f'<ul class="newspaper_article_lst">{lines}</ul></div></div>'
        )
    return f"<html><head><title>조선일보 :: 네이버뉴스</title></head><body>{groups}</body></html>"


def naver_story(headline: str, body: str) -> str:
    return (
        f'<html><body><h2 id="title_area"><span>{headline}</span></h2>'
        '<em class="media_end_head_journalist_name">박지민 기자</em>'
        '<span class="_ARTICLE_DATE_TIME" data-date-time="2026-10-06 00:30:00">10.06</span>'
        f'<div id="newsct_article"><article id="dic_area">{body}</article></div>'
        '<span class="byline_s">박지민 기자 jm@paper.example</span></body></html>'
    )


BODY = (
    '<strong class="media_end_summary">작은 제목이 여기 있다</strong>'
    '<span class="end_photo_org"><img id="img1" data-src="https://imgnews.example/1.jpg">'
    '<em class="img_desc">다리 앞의 사람들. /박상훈 기자</em></span>'
    "첫째 문단이다.<br><br>둘째 문단이다."
)


def test_korean_pages_stand_in_the_order_of_print() -> None:
    listed = naver_page(
        ("A1", [("0004002259", "새 다리가 열렸다"), ("0004002258", "비가 온다")]),
        ("A2", [("0004002300", "2면 기사")]),
    )
    pages = {NAVER: listed}
    for aid, title in (
        ("0004002259", "새 다리가 열렸다"),
        ("0004002258", "비가 온다"),
        ("0004002300", "2면 기사"),
    ):
        pages[NEWS.format(aid)] = naver_story(title, BODY)
    issue = Site("chosun", pages).run()
    assert outline(issue)[:1] == [("A1", "", ["새 다리가 열렸다", "비가 온다"])]
    article = next(issue.articles)
    assert (article.slug, article.language) == ("0004002259", "ko")
    assert (article.byline, article.deck) == ("박지민 기자", "작은 제목이 여기 있다")
    assert article.text == "첫째 문단이다.\n\n둘째 문단이다."
    (picture,) = article.images
    assert picture.url == "https://imgnews.example/1.jpg"
    assert picture.caption == "다리 앞의 사람들. /박상훈 기자"


def test_a_korean_paper_without_an_issue_shows_no_pages() -> None:
    with pytest.raises(NotPublished) as caught:
        Site("chosun", {NAVER: naver_page()}).run()
    assert caught.value.absence == Absence.NO_ISSUE


def test_the_pages_of_another_day_are_told_apart() -> None:
    listed = naver_page(("A1", [(f"000{n}", f"기사 {n}") for n in range(4)]), day="20261005")
    with pytest.raises(NotPublished) as caught:
        Site("chosun", {NAVER: listed}).run()
    assert (caught.value.absence, caught.value.other_day) == (
        Absence.ANOTHER_DAY,
        date(2026, 10, 5),
    )


def test_an_article_listed_on_two_pages_is_there_once() -> None:
    listed = naver_page(("A1", [("1", "기사")]), ("A2", [("1", "기사"), ("2", "다른 기사")]))
    pages = {NAVER: listed}
    pages |= {NEWS.format(n): naver_story(f"기사 {n}", BODY) for n in (1, 2)}
    site = Site("chosun", pages)
    site.run()
    assert site.asked == [NAVER, NEWS.format(1), NEWS.format(2)]


# -- a Japanese paper, whose files are named for page and place


AKAHATA = "https://www.jcp.or.jp/akahata/aik25/2026-02-16/"


def test_pages_and_order_come_from_the_files_names() -> None:
    day = date(2026, 2, 16)
    names = ["2026021611_01_0.php", "2026021601_02_0.html", "2026021601_01_0.php"]
    titles = ["沖縄の水をまもる／全国の集会", "物価高に声", "主張／くらし守れ"]
    links = "".join(f'<li><a href="{n}">{t}</a></li>' for n, t in zip(names, titles, strict=True))
    other = '<a href="../2026-02-15/2026021501_01_0.html">きのう</a><a href="/akahata/">赤旗</a>'
    pages = {AKAHATA: f"<html><body><ul class=newslist>{links}</ul>{other}</body></html>"}
    for name, title in zip(names, titles, strict=True):
        pages[AKAHATA + name] = (
            "<html><body><h1>しんぶん赤旗</h1><h2>日本共産党</h2><div><h3>"
            + title
            + "</h3>"
            + "<p>　集会に参加した人たちは、水道の水を調べるよう求めました。</p>" * 6
            + "</div></body></html>"
        )
    issue = Site("akahata", pages, day).run()
    assert outline(issue) == [
        ("01", "", ["主張／くらし守れ", "物価高に声"]),
        ("11", "", ["沖縄の水をまもる／全国の集会"]),
    ]
    assert {article.language for article in issue.articles} == {"ja"}


def test_a_day_in_march_is_in_the_year_that_began_in_april() -> None:
    site = Site("akahata", {}, date(2022, 3, 6))
    (request,) = site.engine.start()
    assert request.url == "https://www.jcp.or.jp/akahata/aik21/2022-03-06/"


# -- sections by day


def test_sections_are_read_one_by_one_and_those_not_printed_are_left_out() -> None:
    root = "https://www.taipeitimes.com/News/{}/archives/2026/10/06"
    front = (
        f'<a href="{root.format("front")}/2003865114"><img src=a.jpg></a>'
        f'<h1><a href="/News/front/archives/2026/10/06/2003865114">Taiwan builds a bridge</a></h1>'
        f'<a href="{root.format("sport")}/2003865999">Most read: a match</a>'
        f'<a href="/News/front/archives/2026/10/05/2003865000">Yesterday</a>'
    )
    biz = '<a href="/News/biz/archives/2026/10/06/2003865200">Chips sold</a>'
    page = (
        '<html><body><div class="archives"><h1>Taiwan builds a bridge</h1>'
        "<h2>LONG AWAITED: The bridge took nine years</h2>"
        '<div class="name">By Lin Chia-nan / Staff reporter</div>'
        '<div class="imgboxa"><img src="https://img.example/b.jpg">'
        "<h1>People walk on the bridge.</h1><p>Photo: Chen Yi-hsin</p></div>"
        "<p>The bridge opened yesterday.</p><p>Many came.</p></div></body></html>"
    )
    pages = {
        root.format("front"): f"<html><body>{front}</body></html>",
        root.format("biz"): f"<html><body>{biz}</body></html>",
        root.format("feat"): "<html><body>No features today.</body></html>",
        root.format("front") + "/2003865114": page,
        root.format("biz") + "/2003865200": page.replace("Taiwan builds a bridge", "Chips sold"),
    }
    issue = Site("taipeitimes", pages).run()
    assert outline(issue) == [
        ("", "Front Page", ["Taiwan builds a bridge"]),
        ("", "Business", ["Chips sold"]),
    ]
    article = next(issue.articles)
    assert article.deck == "LONG AWAITED: The bridge took nine years"
    assert article.byline == "By Lin Chia-nan / Staff reporter"
    assert article.text == "The bridge opened yesterday.\n\nMany came."
    assert [(i.url, i.caption) for i in article.images] == [
        ("https://img.example/b.jpg", "People walk on the bridge. Photo: Chen Yi-hsin")
    ]
    assert article.images[0].credit == "Photo: Chen Yi-hsin"


DAWN = "https://www.dawn.com/newspaper/front-page/2026-10-06"


def dawn_story(headline: str) -> str:
    return (
        f'<html><body><h2 class="story__title"><a class="story__link">{headline}</a></h2>'
        '<span class="story__byline"><a>Amir Khan</a></span>'
        '<div class="story__content"><figure class="media"><img src="https://i.example/1.jpg">'
        '<figcaption class="media__caption">The bridge — White Star</figcaption></figure>'
        "<p>ISLAMABAD: The bridge was opened on Monday.</p><p>It is long.</p></div></body></html>"
    )


def test_a_dateline_is_told() -> None:
    listed = (
        '<article class="story"><h2><a class="story__link" '
        'href="https://www.dawn.com/news/1990001/bridge-opens">Bridge opens</a></h2></article>'
        '<a href="https://www.dawn.com/news/1980000/old">Old story</a>'
    )
    pages = {
        DAWN: f"<html><body>{listed}</body></html>",
        "https://www.dawn.com/news/1990001/bridge-opens": dawn_story("Bridge opens"),
    }
    (article,) = Site("dawn", pages).run().articles
    assert (article.headline, article.byline) == ("Bridge opens", "Amir Khan")
    assert (article.dateline, article.language) == ("ISLAMABAD", "en")
    assert article.text.startswith("ISLAMABAD: The bridge was opened")
    assert article.images[0].caption == "The bridge — White Star"


def test_a_section_that_fails_is_a_gap_and_one_that_is_not_there_is_none() -> None:
    site = Site("dawn", {DAWN: '<a class=story__link href="/news/1/x">A story here</a>'})
    (request,) = site.engine.start()
    _, *sections = site.engine.read(request, _response(request.url, site.pages[DAWN]))
    site.engine.miss(sections[0], "the site answered 404")
    site.engine.miss(sections[1], "the site answered 503")
    issue = site.engine.issue()
    assert [gap.reason for gap in issue.gaps if gap.reason] == ["the site answered 503"]
    assert len(issue.sections) == len(sections)


def test_what_went_online_the_evening_before_is_of_the_issue() -> None:
    entry = "https://www.theguardian.com/theguardian/2026/oct/06"
    listed = (
        '<section><h2 class="fc-container__header__title">Top stories</h2>'
        '<a href="https://www.theguardian.com/uk-news/2026/oct/05/river-rises">River rises</a>'
        '<a href="https://www.theguardian.com/uk-news/2026/oct/06/road-falls#comments">Road</a>'
        '<a href="https://www.theguardian.com/world/2026/sep/01/old-story">Old</a></section>'
        '<section><h2 class="fc-container__header__title">Sport</h2>'
        '<a href="https://www.theguardian.com/sport/2026/oct/06/match-report">A match</a></section>'
    )
    pages = {entry: f"<html><body>{listed}</body></html>"}
    for path, title in (
        ("uk-news/2026/oct/05/river-rises", "River rises"),
        ("uk-news/2026/oct/06/road-falls", "Road falls"),
        ("sport/2026/oct/06/match-report", "A match report"),
    ):
        pages[f"https://www.theguardian.com/{path}"] = story(title, *["It was long awaited."] * 9)
    issue = Site("guardian", pages).run()
    assert outline(issue) == [
        ("", "Top stories", ["River rises", "Road falls"]),
        ("", "Sport", ["A match report"]),
    ]


def test_a_list_that_moved_is_read_where_it_went() -> None:
    site = Site("guardian", {})
    (request,) = site.engine.start()
    page = '<a href="/sport/2026/oct/06/match-report">A match</a>'
    moved = "https://www.theguardian.com/theguardian/all/2026/oct/06/all"
    (article,) = site.engine.read(request, _response(moved, f"<section>{page}</section>"))
    assert article.url == "https://www.theguardian.com/sport/2026/oct/06/match-report"


@pytest.mark.parametrize("name", ["dawn", "taipeitimes", "guardian"])
def test_a_list_that_leads_to_another_day_is_told_apart(name: str) -> None:
    site = Site(name, {})
    (request,) = site.engine.start()
    other = request.url.replace("10/06", "10/05").replace("10-06", "10-05").replace("t/06", "t/05")
    with pytest.raises(NotPublished) as caught:
        site.engine.read(request, _response(other, "<a href=/news/1/x class=story__link>A</a>"))
    assert (caught.value.absence, caught.value.other_day) == (
        Absence.ANOTHER_DAY,
        date(2026, 10, 5),
    )


def test_pages_named_by_articles_addresses_are_in_print_order() -> None:
    root = "https://www.jornada.com.mx/2026/10/06/"
    pages = {
        f"{root}politica": '<a href="/2026/10/06/politica/003n1pol">Se abre el puente</a>',
        f"{root}economia": '<a href="economia/020n1eco">Sube el maíz</a>',
        f"{root}opinion": '<a href="/2026/10/06/opinion/016a1pol">El puente y el río</a>',
        f"{root}politica/003n1pol": "<h1 class=cabeza>Se abre el puente</h1>"
        "<div class=credito-autor>Ana Ruiz</div><div class=text><p>Fue el lunes.</p></div>",
        f"{root}economia/020n1eco": "<div class=cabeza>Sube el maíz</div>"
        "<div class=text>Mucho.</div>",
        f"{root}opinion/016a1pol": "<div class=cabeza>El puente y el río</div>"
        "<div class=text><p>Opino.</p></div>",
    }
    issue = Site("lajornada", pages).run()
    assert outline(issue) == [
        ("003", "Política", ["Se abre el puente"]),
        ("016", "Opinión", ["El puente y el río"]),
        ("020", "Economía", ["Sube el maíz"]),
    ]
    first = next(issue.articles)
    assert (first.byline, first.language) == ("Ana Ruiz", "es-MX")


def test_outlines_on_a_page_s_picture_are_links() -> None:
    root = "https://epaper.sgcctop.com/202610/06/"
    listed = (
        '<svg><polygon class="area" title="电网上山" data-pageid="2" data-contentid="75"></polygon>'
        '<polygon class="area" title="灯亮了" data-pageid="1" data-contentid="74"></polygon></svg>'
    )
    page = (
        '<div class="top_bar">要闻</div><div class="author">记者</div><div class="content">{}</div>'
    )
    pages = {
        root: f"<html><body>{listed}</body></html>",
        root + "con-74.html": page.format("<p>灯亮了一夜。</p>"),
        root + "con-75.html": page.format("<p>电网到了山上。</p>"),
    }
    assert outline(Site("sgcc", pages).run()) == [
        ("1", "", ["灯亮了"]),
        ("2", "", ["电网上山"]),
    ]


def test_a_list_divided_into_sections_on_one_page() -> None:
    entry = "https://www.thedailystar.net/newspaper?date=2026-10-06"
    listed = (
        '<div class="pane-news-col"><h2>Front Page</h2><h5><a href="/front/a-1">Rain</a></h5></div>'
        '<div class="pane-news-col"><h2>City</h2><h5><a href="/city/b-2">Road</a></h5></div>'
    )
    text = '<h1 itemprop="headline">{}</h1><div class="field-body"><p>It was so.</p></div>'
    pages = {
        entry: f"<html><body>{listed}</body></html>",
        "https://www.thedailystar.net/front/a-1": text.format("Rain"),
        "https://www.thedailystar.net/city/b-2": text.format("Road"),
    }
    issue = Site("dailystar", pages).run()
    assert outline(issue) == [("", "Front Page", ["Rain"]), ("", "City", ["Road"])]


def test_sections_without_a_day_give_the_articles_of_the_day() -> None:
    links = (
        '<a href="/cuba/2026-10-06/se-abre-el-puente">Se abre el puente</a>'
        '<a href="/cuba/2026-10-05/ayer">Ayer</a>'
    )
    url = "https://www.granma.cu/cuba/2026-10-06/se-abre-el-puente"
    text = "Fue un lunes de mucho sol, y mucha gente cruzó el puente nuevo. " * 4
    pages = {"https://www.granma.cu/cuba": links, url: story("Se abre el puente", text, text)}
    (article,) = Site("granma", pages).run().articles
    assert (article.headline, article.language) == ("Se abre el puente", "es")


def test_a_list_that_a_script_writes_is_no_day_without_an_issue() -> None:
    shell = "<html><body><div id=app></div><script src=/app.js></script></body></html>"
    site = Site("sgcc", {})
    (request,) = site.engine.start()
    with pytest.raises(ParseError, match="国家电网报 is empty; its site leaves it to a script"):
        site.engine.read(request, _response(request.url, shell))


# -- walls


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            '<p>Short.</p><div class="paywall">Subscribe to continue reading</div>',
            "subscribers only",
        ),
        ('<p>Short.</p><div id="regwall">Register to read this story</div>', "to sign in"),
        ("<p>Please log in to continue reading.</p>", "to sign in"),
        ('<p>A.</p><script>{"isAccessibleForFree": false}</script>', "subscribers only"),
    ],
)
def test_a_wall_is_said_for_what_it_is(page: str, words: str) -> None:
    url = "https://www.dawn.com/news/1/x"
    pages = {
        DAWN: '<a class=story__link href="/news/1/x">A story here</a>',
        url: f"<html><body><h1>A story here</h1><article>{page}</article></body></html>",
    }
    site = Site("dawn", pages)
    issue = site.run()
    assert words in site.refused[url]
    assert [(gap.title, words in gap.reason) for gap in issue.gaps] == [("A story here", True)]


def test_a_text_left_to_a_script_is_a_gap() -> None:
    pages = {
        DAWN: '<a class=story__link href="/news/1/x">A story here</a>',
        "https://www.dawn.com/news/1/x": "<html><h1>A story here</h1><div id=app></div></html>",
    }
    site = Site("dawn", pages)
    site.run()
    assert "no text of this article" in next(iter(site.refused.values()))


def test_a_short_story_is_no_wall() -> None:
    letter = "Your report on the bridge was right, and its readers were glad of it."
    pages = {
        DAWN: '<a class=story__link href="/news/1/x">A letter</a>',
        "https://www.dawn.com/news/1/x": "<html><a>Sign in</a><h1>A letter</h1>"
        f'<div class="story__content"><p>{letter}</p></div></html>',
    }
    (article,) = Site("dawn", pages).run().articles
    assert article.text == letter


# -- a mirror


def test_a_mirror_is_asked_for_articles_too() -> None:
    paper = paper_named("chosun", stand_of_papers())
    entry = "http://127.0.0.1:9/copy/press/023/newspaper?date=20261006"
    engine = engine_for(paper.newspaper, paper.eras[0], DAY, entry)
    (request,) = engine.start()
    listed = naver_page(("A1", [("1", "기사")]))
    (article,) = engine.read(request, _response(request.url, listed))
    assert article.url == "http://127.0.0.1:9/copy/article/newspaper/023/1?date=20261006"


# -- lists


def engine_of(**settings: str) -> tuple[Engine, Request]:
    era = Era(engine="dated-sections", entry="http://h.example/front", settings=settings)
    engine = engine_for(PAPER, era, DAY, era.entry)
    (request,) = engine.start()
    return engine, request


def test_the_day_a_list_shows_is_compared() -> None:
    engine, request = engine_of(date=".d")
    page = "<p class=d>Monday, 5 October 2026</p><a href=/s/1>One</a>"
    with pytest.raises(NotPublished) as caught:
        engine.read(request, _response(request.url, page))
    assert caught.value.other_day == date(2026, 10, 5)
    asked = engine.read(request, _response(request.url, page.replace("Monday, 5", "Tuesday, 6")))
    assert [one.url for one in asked] == ["http://h.example/s/1"]


def test_more_of_a_list_is_asked_for_once() -> None:
    engine, request = engine_of(articles="a.s", more="a.more")
    page = "<a class=s href=/s/1>One</a><a class=more href=/front/2>More</a>"
    first = engine.read(request, _response(request.url, page))
    assert [one.url for one in first] == ["http://h.example/s/1", "http://h.example/front/2"]
    again = "<a class=s href=/s/2>Two</a><a class=more href=/front/2>More</a>"
    second = engine.read(first[1], _response(first[1].url, again))
    assert [one.url for one in second] == ["http://h.example/s/2"]
    assert (engine.tally().pages, engine.tally().articles) == (1, 2)


def test_what_is_here_already_is_not_asked_for() -> None:
    engine, request = engine_of(articles="a.s")
    engine.recall(Stock(articles=(Article(slug="s-1", headline="One", blocks=()),)))
    page = "<a class=s href=/x/s-1>One</a><a class=s href=/x/s-2>Two</a>"
    asked = engine.read(request, _response(request.url, page))
    assert [one.url for one in asked] == ["http://h.example/x/s-2"]


# -- hostile


_HTML = st.lists(
    st.sampled_from(
        [
            '<a class=story__link href="/news/1/x">A</a>',
            '<a class=story__link href="/news/1/x">',
            "<a class=story__link href='javascript:1'>B</a>",
            "<div class=newspaper_inner>",
            "</div>",
            "<polygon class=area data-contentid='../../x'>",
            "\x1b[2J",
            "<script>",
            "<p>words</p>",
            "<a href=2026100601_01_0.html>C</a>",
        ]
    ),
    max_size=12,
).map("".join)


@settings(deadline=None)
@given(
    st.binary(max_size=60) | _HTML.map(str.encode), st.sampled_from(["chosun", "dawn", "akahata"])
)
def test_any_bytes_give_a_value_or_a_sentence(body: bytes, name: str) -> None:
    site = Site(name, {})
    (request,) = site.engine.start()
    asked: tuple[Request, ...] = ()
    with suppress(ParseError, NotPublished):
        asked = site.engine.read(request, Response(url=request.url, body=body))
    for one in asked[:3]:
        with suppress(ParseError, NotPublished):
            site.engine.read(one, Response(url=one.url, body=body))
    assert "\x1b" not in str(site.engine.issue())


def test_without_any_settings_every_link_with_words_is_taken() -> None:
    era = Era(engine="dated-sections", entry="http://h.example/2026/10/06/")
    engine = engine_for(PAPER, era, DAY, era.entry)
    (request,) = engine.start()
    page = "<a href=/s/1>One</a><a href=/s/1#c>One again</a><a href=/s/2></a><a href=/s/3>Three</a>"
    asked = engine.read(request, _response(request.url, page))
    assert [one.url for one in asked] == ["http://h.example/s/1", "http://h.example/s/3"]
