"""Layouts unlike those of any known family, each with its own addresses, markup and ways in.

A layout answers a path (with its query) with bytes, as a site would. `{other}` in its pages stands
for the origin of the second host, where it has one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape

from .printing import NEWEST, Edition, Leaf, Story, slug

Made = dict[str, str]


@dataclass(slots=True)
class Layout:
    """A site: what it answers, and where a person might come in."""

    name: str
    edition: Edition
    build: Callable[[Layout, Made, Made], None]
    home: str = "/"
    encoding: str = "utf-8"
    has_dates: bool = True
    """Whether the address of an older issue can be made from its date."""
    page_of: Callable[[date, Leaf], str] = lambda day, leaf: ""
    article_of: Callable[[date, Leaf, Story], str] = lambda day, leaf, story: ""
    pages_count: int = 0
    """Pages an issue has here, where the layout has other pages than the paper; 0 for the same."""
    other_host: bool = False
    made: Made = field(default_factory=dict)
    made_there: Made = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.build(self, self.made, self.made_there)

    @property
    def page(self) -> str:
        return self.page_of(NEWEST, self.edition.leaves(NEWEST)[2])

    @property
    def article(self) -> str:
        leaf = self.edition.leaves(NEWEST)[1]
        return self.article_of(NEWEST, leaf, leaf.stories[1])

    @property
    def bookmark(self) -> str:
        day = self.edition.days[1]
        leaf = self.edition.leaves(day)[1]
        return self.article_of(day, leaf, leaf.stories[0])


def _days(edition: Edition) -> Iterable[tuple[date, date | None, date | None]]:
    days = edition.days
    for at, day in enumerate(days):
        yield day, days[at - 1] if at else None, days[at + 1] if at + 1 < len(days) else None


def _p(story: Story, indent: str = "") -> str:
    return "\n".join(f"<p>{indent}{escape(text)}</p>" for text in story.paragraphs)


# -- 1: a folder a day, p03.html and a1234.shtml --------------------------------------------------


def folders() -> Layout:
    edition = Edition("zh", seed=11)

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/{day:%Y/%m/%d}/p{leaf.number:02d}.html"

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"/{day:%Y/%m/%d}/a{story.number}.shtml"

    def build(site: Layout, made: Made, _: Made) -> None:
        made["/"] = (
            f'<html><head><meta http-equiv="refresh" content="0;url={NEWEST:%Y/%m/%d}/p01.html">'
            "</head></html>"
        )
        head = (
            '<div id="top"><a href="/about.html">关于我们</a> <a href="/ad.html">广告刊例</a>'
            ' <a href="/sub.html">订阅</a></div>'
        )
        foot = '<div id="foot">云州晚报社 版权所有 云ICP备20010001号-1</div></body></html>'
        for day, before, after in _days(edition):
            leaves = edition.leaves(day)
            hot = edition.stories(before)[:4] if before else ()
            for leaf in leaves:
                lis = "".join(
                    f'<li><a href="a{s.number}.shtml">{escape(s.title)}</a></li>'
                    for s in leaf.stories
                )
                nav = "".join(
                    f'<dd><a href="p{other.number:02d}.html">第{other.number}版 {other.name}</a></dd>'
                    for other in leaves
                )
                days = (f'<a href="{page_of(before, leaves[0])}">前一天</a>' if before else "") + (
                    f'<a href="{page_of(after, leaves[0])}">后一天</a>' if after else ""
                )
                side = "".join(
                    f'<li><a href="/{before:%Y/%m/%d}/a{s.number}.shtml">{escape(s.title)}</a></li>'
                    for s in hot
                )
                made[page_of(day, leaf)] = (
                    f"<html><head><title>云州晚报 {day:%Y年%m月%d日} 第{leaf.number}版</title></head><body>{head}"
                    f'<h1 class="logo">云州晚报</h1><p class="riqi">{day:%Y年%m月%d日}</p><div class="qi">{days}</div>'
                    f'<dl class="bm">{nav}</dl><h2>第{leaf.number}版：{leaf.name}</h2><ul class="wz">{lis}</ul>'
                    f'<div class="hot"><h3>热点回顾</h3><ul>{side}</ul></div>{foot}'
                )
                for s in leaf.stories:
                    made[article_of(day, leaf, s)] = (
                        f"<html><head><title>{escape(s.title)}-云州晚报</title></head><body>{head}"
                        f'<div class="mbx"><a href="p01.html">首版</a> &gt; <a href="p{leaf.number:02d}.html">返回第{leaf.number}版</a></div>'
                        f'<div class="zw"><h2 class="bt">{escape(s.title)}</h2><p class="zz">本报记者 {s.byline}</p>'
                        f'<div class="nr">{_p(s, "　　")}</div></div>'
                        f'<div class="hot"><h3>热点回顾</h3><ul>{side}</ul></div>{foot}'
                    )

    return Layout("folders", edition, build, page_of=page_of, article_of=article_of)


# -- 2: everything in queries, articles without a date --------------------------------------------


def queries() -> Layout:
    edition = Edition("en", seed=12, codes=("A01", "A02", "A03", "B01", "B02"))

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/edition.php?date={day:%Y%m%d}&page={leaf.code}"

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"/story.php?id={story.number}"

    def build(site: Layout, made: Made, _: Made) -> None:
        def wrap(title: str, inner: str, popular: str) -> str:
            return (
                f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Harbour Gazette</title></head>'
                '<body><header><a href="/">The Harbour Gazette</a><nav><a href="/edition.php">Today</a>'
                '<a href="/archive.php">Archive</a><a href="/contact.php">Contact us</a></nav></header>'
                f"<main>{inner}</main><aside><h4>Most read</h4><ol>{popular}</ol></aside>"
                "<footer>&copy; 2026 Harbour Gazette Ltd. All rights reserved.</footer></body></html>"
            )

        popular = "".join(
            f'<li><a href="/story.php?id={s.number}">{escape(s.title)}</a></li>'
            for s in edition.stories(edition.days[0])[:5]
        )
        archive = "".join(
            f'<li><a href="/edition.php?date={d:%Y%m%d}&amp;page=A01">{d:%d %B %Y}</a></li>'
            for d in reversed(edition.days)
        )
        made["/archive.php"] = wrap("Archive", f"<h1>Past editions</h1><ul>{archive}</ul>", popular)
        for day, before, _after in _days(edition):
            leaves = edition.leaves(day)
            for leaf in leaves:
                pages = "".join(
                    f'<a class="pg" href="/edition.php?date={day:%Y%m%d}&amp;page={o.code}">{o.code}</a> '
                    for o in leaves
                )
                items = "".join(
                    f'<div class="item"><h3><a href="/story.php?id={s.number}">{escape(s.title)}</a></h3>'
                    f"<p>{escape(s.paragraphs[0][:70])}…</p></div>"
                    for s in leaf.stories
                )
                move = (
                    f'<a href="/edition.php?date={before:%Y%m%d}&amp;page=A01">Previous edition</a>'
                    if before
                    else ""
                )
                text = wrap(
                    f"Page {leaf.code}, {day:%d %B %Y}",
                    f"<h1>{leaf.name}</h1><p>{day:%A, %d %B %Y}</p><div class=pages>{pages}</div>{move}"
                    f'<section class="list">{items}</section>',
                    popular,
                )
                made[page_of(day, leaf)] = text
                if day == NEWEST and leaf.number == 1:
                    made["/"] = made["/edition.php"] = text
                for s in leaf.stories:
                    txt = "".join(f'<div class="txt">{escape(t)}</div>' for t in s.paragraphs)
                    made[article_of(day, leaf, s)] = wrap(
                        escape(s.title),
                        f'<a href="/edition.php?date={day:%Y%m%d}&amp;page={leaf.code}">&laquo; Back to page {leaf.code}</a>'
                        f'<h2 class="hed">{escape(s.title)}</h2><div class="by">By {s.byline}</div>'
                        f'<div class="when">{day:%d %B %Y}</div>{txt}'
                        '<div class="tools">Print this story | Email a friend</div>',
                        popular,
                    )

    return Layout("queries", edition, build, page_of=page_of, article_of=article_of)


# -- 3: folders of sections, articles named by their words, a script that sends on -----------------


def sections() -> Layout:
    edition = Edition("en", seed=13, codes=("1", "2", "3", "4"))

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/issue/{day:%Y%m%d}/section-{leaf.number}/"

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"/issue/{day:%Y%m%d}/section-{leaf.number}/{slug(story.title)}/"

    def build(site: Layout, made: Made, _: Made) -> None:
        made["/"] = (
            "<html><head><title>Valley Courier</title></head><body><script>\n"
            f"window.location.href = '/issue/{NEWEST:%Y%m%d}/';\n</script></body></html>"
        )
        for day, before, after in _days(edition):
            leaves = edition.leaves(day)
            menu = "".join(
                f'<li><a href="/issue/{day:%Y%m%d}/section-{o.number}/">{o.number}. {o.name}</a></li>'
                for o in leaves
            )
            turn = (
                f'<a rel="prev" href="/issue/{before:%Y%m%d}/">Yesterday</a>' if before else ""
            ) + (f'<a rel="next" href="/issue/{after:%Y%m%d}/">Next day</a>' if after else "")
            top = f'<div class="brand">Valley Courier</div><div class="date">{day:%B %d, %Y}</div>{turn}'
            made[f"/issue/{day:%Y%m%d}/"] = (
                f'<html lang="en"><head><title>Valley Courier, {day:%B %d, %Y}</title></head><body>{top}'
                f'<ul class="sections">{menu}</ul></body></html>'
            )
            for leaf in leaves:
                heads = "".join(
                    f'<article><h2><a href="{slug(s.title)}/">{escape(s.title)}</a></h2>'
                    f'<span class="by">{s.byline}</span></article>'
                    for s in leaf.stories
                )
                made[page_of(day, leaf)] = (
                    f'<html lang="en"><head><title>{leaf.name} - Valley Courier</title></head><body>{top}'
                    f'<ul class="sections">{menu}</ul><h1>{leaf.name}</h1><div class="river">{heads}</div></body></html>'
                )
                for at, s in enumerate(leaf.stories):
                    near = leaf.stories[at - 1]
                    made[article_of(day, leaf, s)] = (
                        f'<html lang="en"><head><title>{escape(s.title)} - Valley Courier</title></head><body>{top}'
                        f'<div class="crumbs"><a href="/issue/{day:%Y%m%d}/">Issue</a> / <a href="../">{leaf.name}</a></div>'
                        f'<div id="story"><h1>{escape(s.title)}</h1><p class="author">{s.byline}</p>{_p(s)}</div>'
                        f'<div class="more">Also on this page: <a href="../{slug(near.title)}/">{escape(near.title)}</a></div>'
                        "</body></html>"
                    )

    return Layout("sections", edition, build, page_of=page_of, article_of=article_of)


# -- 4: nothing but a picture with areas; page numbers as pictures ---------------------------------


def picture_maps() -> Layout:
    edition = Edition("ja", seed=14, codes=("1", "2", "3", "4", "5", "6"))

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/shimen/{day:%Y-%m-%d}/{leaf.number:02d}men.html"

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"/shimen/{day:%Y-%m-%d}/kiji/{leaf.number:02d}{story.place:02d}.html"

    def build(site: Layout, made: Made, _: Made) -> None:
        made["/"] = (
            '<html lang="ja"><head><title>北浜新報 紙面ビューア</title></head><body><h1>北浜新報</h1><ul>'
            + "".join(
                f'<li><a href="shimen/{d:%Y-%m-%d}/01men.html">{d.year}年{d.month}月{d.day}日</a></li>'
                for d in reversed(edition.days)
            )
            + '</ul><p><a href="/annai/">ご案内</a> <a href="/kiyaku/">利用規約</a></p></body></html>'
        )
        for day, before, after in _days(edition):
            leaves = edition.leaves(day)
            for leaf in leaves:
                areas = "".join(
                    f'<area shape="rect" coords="10,{40 * s.place},300,{40 * s.place + 38}" alt="{escape(s.title)}"'
                    f' href="kiji/{leaf.number:02d}{s.place:02d}.html">'
                    for s in leaf.stories
                )
                tabs = "".join(
                    f'<a href="{o.number:02d}men.html"><img src="/img/{o.number}.gif" alt="{o.number}面"></a>'
                    for o in leaves
                )
                other = (
                    f'<a href="../{before:%Y-%m-%d}/01men.html">前の日</a>' if before else ""
                ) + (f'<a href="../{after:%Y-%m-%d}/01men.html">次の日</a>' if after else "")
                made[page_of(day, leaf)] = (
                    f'<html lang="ja"><head><title>{leaf.number}面 北浜新報</title></head><body><div>{day.year}年{day.month}月{day.day}日</div>'
                    f'<div class="tabs">{tabs}</div><div>{other}</div><h2>{leaf.number}面 {leaf.name}</h2>'
                    f'<img src="p{leaf.number}.jpg" usemap="#m" width="350" height="550"><map name="m">{areas}</map>'
                    "<p>北浜新報社の著作物です。無断転載を禁じます。</p></body></html>"
                )
                for s in leaf.stories:
                    body = "<br><br>".join(f"　{escape(t)}" for t in s.paragraphs)
                    made[article_of(day, leaf, s)] = (
                        f'<html lang="ja"><head><title>{escape(s.title)}｜北浜新報</title></head><body>'
                        f'<p><a href="../{leaf.number:02d}men.html">紙面にもどる</a></p>'
                        f'<h3 class="midashi">{escape(s.title)}</h3><div class="honbun">{body}</div>'
                        f'<div class="kisha">（{s.byline}）</div>'
                        "<p>北浜新報社の著作物です。無断転載を禁じます。</p></body></html>"
                    )

    return Layout("picture-maps", edition, build, page_of=page_of, article_of=article_of)


# -- 5: frames, the list of pages in one of them, EUC-KR -------------------------------------------


def frames() -> Layout:
    edition = Edition("ko", seed=15, codes=("1", "2", "3", "4", "5"))

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/paper/{day:%Y%m%d}/pg{leaf.number:02d}.htm"

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"/paper/view.asp?d={day:%Y%m%d}&no={story.number}"

    def build(site: Layout, made: Made, _: Made) -> None:
        head = '<head><meta http-equiv="Content-Type" content="text/html; charset=euc-kr"><title>한들일보</title></head>'
        made["/"] = (
            f'<html>{head}<body><img src="logo.gif" alt="한들일보"><br><a href="paper/{NEWEST:%Y%m%d}/">오늘의 지면 보기</a>'
            '<br><a href="/company.htm">회사 소개</a> <a href="/ad.htm">광고 안내</a></body></html>'
        )
        for day, before, _after in _days(edition):
            leaves = edition.leaves(day)
            made[f"/paper/{day:%Y%m%d}/"] = (
                f'<html>{head}<frameset cols="180,*"><frame src="menu.htm" name="menu"><frame src="pg01.htm" name="main"></frameset></html>'
            )
            made[f"/paper/{day:%Y%m%d}/menu.htm"] = (
                f"<html>{head}<body><b>{day.year}년 {day.month}월 {day.day}일</b><br>"
                + "<br>".join(
                    f'<a href="pg{o.number:02d}.htm" target="main">{o.number}면 {o.name}</a>'
                    for o in leaves
                )
                + (
                    f'<hr><a href="../{before:%Y%m%d}/" target="_top">전날 지면</a>'
                    if before
                    else ""
                )
                + "</body></html>"
            )
            for leaf in leaves:
                made[page_of(day, leaf)] = (
                    f"<html>{head}<body><font size=5>{leaf.number}면 {leaf.name}</font><table>"
                    + "".join(
                        f'<tr><td><a href="../view.asp?d={day:%Y%m%d}&no={s.number}">{escape(s.title)}</a></td></tr>'
                        for s in leaf.stories
                    )
                    + "</table></body></html>"
                )
                for s in leaf.stories:
                    made[article_of(day, leaf, s)] = (
                        f'<html>{head}<body><a href="{day:%Y%m%d}/pg{leaf.number:02d}.htm">지면으로 돌아가기</a>'
                        f"<table width=600><tr><td><b><font size=4>{escape(s.title)}</font></b></td></tr>"
                        f"<tr><td align=right>{s.byline} 기자</td></tr><tr><td>"
                        + "<br><br>".join(map(escape, s.paragraphs))
                        + "</td></tr><tr><td>저작권자 한들일보. 무단 전재 및 재배포 금지</td></tr></table></body></html>"
                    )

    return Layout(
        "frames", edition, build, encoding="euc-kr", page_of=page_of, article_of=article_of
    )


# -- 6: articles on another host, Big5 -------------------------------------------------------------


def two_hosts() -> Layout:
    edition = Edition("zh-Hant", seed=16, codes=("A1", "A2", "A3", "B1", "B2", "C1"))

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/epaper/{day.year}/{day:%m%d}/{leaf.code}/index.html"

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"{{other}}/content/{day:%Y%m%d}/{leaf.code}_{story.number:07d}.html"

    def build(site: Layout, made: Made, there: Made) -> None:
        head = '<meta http-equiv="Content-Type" content="text/html; charset=big5">'
        made["/"] = (
            f'<html><head>{head}<title>南灣日報</title><script>location.replace("/epaper/today.html")</script></head></html>'
        )
        made["/epaper/today.html"] = (
            f"<html><head>{head}<meta http-equiv=refresh content='1; url={NEWEST.year}/{NEWEST:%m%d}/A1/index.html'></head></html>"
        )
        for day, before, _after in _days(edition):
            leaves = edition.leaves(day)
            for leaf in leaves:
                nav = " ".join(
                    f'<span><a href="../{o.code}/index.html">{o.code} {o.name}</a></span>'
                    for o in leaves
                )
                items = "".join(
                    f'<p class="t"><a href="{{other}}/content/{day:%Y%m%d}/{leaf.code}_{s.number:07d}.html" target="_blank">{escape(s.title)}</a></p>'
                    for s in leaf.stories
                )
                made[page_of(day, leaf)] = (
                    f"<html><head>{head}<title>南灣日報 電子報</title></head><body><h1>南灣日報</h1>"
                    f"<div>{day.year}年{day.month}月{day.day}日</div><div class=banmian>{nav}</div>"
                    f"<h2>{leaf.code}版 {leaf.name}</h2>{items}"
                    + (
                        f'<a href="/epaper/{before.year}/{before:%m%d}/A1/index.html">上一期</a>'
                        if before
                        else ""
                    )
                    + "<hr>南灣日報社 地址：南灣大馬路一號</body></html>"
                )
                for s in leaf.stories:
                    there[f"/content/{day:%Y%m%d}/{leaf.code}_{s.number:07d}.html"] = (
                        f'<html><head>{head}<title>{escape(s.title)}</title></head><body><div class=lj><a href="{{here}}{page_of(day, leaf)}">{leaf.code} {leaf.name}</a></div>'
                        f"<div class=title>{escape(s.title)}</div><div class=rq>{day.year}-{day.month:02d}-{day.day:02d}</div>"
                        f"<div class=con>{_p(s)}</div><div class=share>分享到 | 列印本頁</div></body></html>"
                    )

    return Layout(
        "two-hosts",
        edition,
        build,
        encoding="big5",
        other_host=True,
        page_of=page_of,
        article_of=article_of,
    )


# -- 7: the whole issue on one page, under headings ------------------------------------------------


def one_list() -> Layout:
    edition = Edition("en", seed=17, codes=("1", "2", "3", "4"))
    paths = ("home-news", "world", "money", "letters")

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/print/{day.year}/{day:%b}/{day:%d}".lower()

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"/{paths[leaf.number - 1]}/{day.year}/{day:%b}/{day:%d}/{slug(story.title)}".lower()

    def build(site: Layout, made: Made, _: Made) -> None:
        head = '<html lang="en-GB"><head><meta charset="utf-8"><meta property="og:site_name" content="The Morning Herald">'
        nav = "".join(f'<li><a href="/{p}">{p.replace("-", " ").title()}</a></li>' for p in paths)
        for path in paths:
            made[f"/{path}"] = (
                f"{head}<title>{path}</title></head><body><p>Section front.</p></body></html>"
            )
        for day, before, _after in _days(edition):
            leaves = edition.leaves(day)
            lists = "".join(
                f'<section><h2 class="section-name">{leaf.name}</h2><ul>'
                + "".join(
                    f'<li><a class="headline" href="{article_of(day, leaf, s)}">{escape(s.title)}</a></li>'
                    for s in leaf.stories
                )
                + "</ul></section>"
                for leaf in leaves
            )
            text = (
                f"{head}<title>The Morning Herald: today in print, {day:%d %b %Y}</title></head><body><ul class=nav>{nav}</ul>"
                f"<h1>In print</h1><time>{day:%A %d %B %Y}</time>{lists}"
                + (
                    f'<a class="prev" href="{page_of(before, leaves[0])}">Previous issue</a>'
                    if before
                    else ""
                )
                + "<footer><a href='/help'>Help</a><a href='/terms'>Terms</a></footer></body></html>"
            )
            made[page_of(day, leaves[0])] = text
            if day == NEWEST:
                made["/"] = (
                    f"{head}<title>The Morning Herald</title></head><body><ul class=nav>{nav}</ul>"
                    f'<a href="{page_of(day, leaves[0])}">Read today\'s paper</a></body></html>'
                )
            for leaf in leaves:
                for s in leaf.stories:
                    made[article_of(day, leaf, s)] = (
                        f"{head}<title>{escape(s.title)} | The Morning Herald</title></head><body><ul class=nav>{nav}</ul>"
                        f'<article><header><h1>{escape(s.title)}</h1><p class="byline">{s.byline}</p>'
                        f"<time>{day:%a %d %b %Y}</time></header><div class='copy'>{_p(s)}</div></article>"
                        f'<p>From <a href="{page_of(day, leaf)}">the paper of {day:%d %B}</a></p>'
                        "<footer><a href='/help'>Help</a><a href='/terms'>Terms</a></footer></body></html>"
                    )

    return Layout("one-list", edition, build, page_of=page_of, article_of=article_of, pages_count=1)


# -- 8: tables without a class, GBK, ../ everywhere ------------------------------------------------


def tables() -> Layout:
    edition = Edition("zh", seed=18, codes=("B001", "B002", "B003", "B004"))

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/szb/html/{day:%Y%m}/{day:%d}/{leaf.code}.htm"

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"/szb/news/{day:%Y%m}/t{day:%Y%m%d}_{story.number}.htm"

    def build(site: Layout, made: Made, _: Made) -> None:
        head = '<meta http-equiv=Content-Type content="text/html; charset=gb2312">'
        made["/"] = (
            f"<html><head>{head}<title>东岭日报</title></head><body><table><tr><td><a href=szb/index.htm>进入数字报</a></td>"
            "<td><a href=http://weather.invalid/>天气</a></td></tr></table></body></html>"
        )
        made["/szb/index.htm"] = (
            f'<html><head>{head}</head><body><script language=javascript>self.location="html/{NEWEST:%Y%m}/{NEWEST:%d}/B001.htm";</script></body></html>'
        )
        for day, before, _after in _days(edition):
            leaves = edition.leaves(day)
            for leaf in leaves:
                rows = "".join(
                    f"<tr><td>·</td><td><a href=../../../news/{day:%Y%m}/t{day:%Y%m%d}_{s.number}.htm target=_blank>{escape(s.title)}</a></td></tr>"
                    for s in leaf.stories
                )
                nav = "".join(
                    f"<tr><td><a href={o.code}.htm>第{o.code}版：{o.name}</a></td><td><a href=../../../pdf/{o.code}.pdf>PDF</a></td></tr>"
                    for o in leaves
                )
                made[page_of(day, leaf)] = (
                    f"<html><head>{head}<title>东岭日报数字报</title></head><body><table width=1000><tr><td colspan=2>东岭日报　{day.year}年{day.month}月{day.day}日</td></tr>"
                    f"<tr><td width=300 valign=top><table>{nav}</table>"
                    + (
                        f"<a href=../../{before:%Y%m}/{before:%d}/B001.htm>上一期</a>"
                        if before
                        else ""
                    )
                    + f"</td><td valign=top>第{leaf.code}版：{leaf.name}<table>{rows}</table></td></tr>"
                    "<tr><td colspan=2>东岭日报社主办 岭ICP备05000001号 未经授权不得转载</td></tr></table></body></html>"
                )
                for s in leaf.stories:
                    body = "".join(f"　　{escape(t)}<br>\n" for t in s.paragraphs)
                    made[article_of(day, leaf, s)] = (
                        f"<html><head>{head}<title>东岭日报数字报</title></head><body><table width=1000><tr><td>您的位置：<a href=../../index.htm>首页</a> &gt;&gt; <a href=../../html/{day:%Y%m}/{day:%d}/{leaf.code}.htm>第{leaf.code}版</a></td></tr>"
                        f"<tr><td align=center><font size=5><b>{escape(s.title)}</b></font></td></tr>"
                        f"<tr><td align=center>{day.year}年{day.month}月{day.day}日　作者：{s.byline}　点击：{s.number % 97}</td></tr><tr><td>{body}</td></tr>"
                        "<tr><td align=center>【关闭窗口】【打印】</td></tr>"
                        "<tr><td>东岭日报社主办 岭ICP备05000001号 未经授权不得转载</td></tr></table></body></html>"
                    )

    return Layout("tables", edition, build, encoding="gbk", page_of=page_of, article_of=article_of)


# -- 9: only the next page and the one before, short dates -----------------------------------------


def neighbours() -> Layout:
    edition = Edition("zh", seed=19, codes=("1", "2", "3", "4", "5", "6"))

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/bao/{day:%y%m%d}/{leaf.number}.html"

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"/bao/{day:%y%m%d}/{leaf.number}/{story.place}.html"

    def build(site: Layout, made: Made, _: Made) -> None:
        made["/"] = (
            '<html><head><meta charset="utf-8"><title>青溪周报</title></head><body><h1>青溪周报电子版</h1>'
            + "".join(
                f'<a href="/bao/{d:%y%m%d}/1.html">{d.year}年{d.month}月{d.day}日</a><br>'
                for d in reversed(edition.days)
            )
            + "</body></html>"
        )
        for day, _before, _after in _days(edition):
            leaves = edition.leaves(day)
            for at, leaf in enumerate(leaves):
                turn = (f'<a href="{leaf.number - 1}.html">上一版</a>' if at else "") + (
                    f'<a href="{leaf.number + 1}.html">下一版</a>' if at + 1 < len(leaves) else ""
                )
                made[page_of(day, leaf)] = (
                    f'<html><head><meta charset="utf-8"><title>青溪周报</title></head><body><div class="hd">青溪周报 {day.year}年{day.month}月{day.day}日 <b>第{leaf.number}版 {leaf.name}</b></div>'
                    f'<div class="fy">{turn}</div><ol>'
                    + "".join(
                        f'<li><a href="{leaf.number}/{s.place}.html">{escape(s.title)}</a></li>'
                        for s in leaf.stories
                    )
                    + '</ol><a href="/">往期</a></body></html>'
                )
                for s in leaf.stories:
                    more = "".join(
                        f'<a href="{o.place}.html">{"上一篇" if o.place < s.place else "下一篇"}</a>'
                        for o in leaf.stories
                        if abs(o.place - s.place) == 1
                    )
                    made[article_of(day, leaf, s)] = (
                        f'<html><head><meta charset="utf-8"><title>{escape(s.title)}</title></head><body><a href="../{leaf.number}.html">返回本版</a> {more}'
                        f'<h1>{escape(s.title)}</h1><span>作者 {s.byline}</span><div class="article-txt">{_p(s)}</div></body></html>'
                    )

    return Layout("neighbours", edition, build, page_of=page_of, article_of=article_of)


# -- 10: a list to choose a page from, articles opened by scripts ----------------------------------


def scripted() -> Layout:
    edition = Edition("ko", seed=20, codes=("A1", "A2", "A3", "A4", "B1"))

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/jimyun/list.jsp?ymd={day:%Y-%m-%d}&myun={leaf.code}"

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"/jimyun/read.jsp?ymd={day:%Y-%m-%d}&aid={day:%Y%m%d}{story.number}"

    def build(site: Layout, made: Made, _: Made) -> None:
        head = '<html lang="ko"><head><meta charset="utf-8">'
        made["/"] = (
            f"{head}<title>누리신문</title></head><body><div onclick=\"location.href='/jimyun/list.jsp?ymd={NEWEST:%Y-%m-%d}&amp;myun=A1'\">지면 보기</div></body></html>"
        )
        for day, _before, _after in _days(edition):
            leaves = edition.leaves(day)
            for leaf in leaves:
                chosen = "".join(
                    f'<option value="/jimyun/list.jsp?ymd={day:%Y-%m-%d}&amp;myun={o.code}"{" selected" if o is leaf else ""}>{o.code}면 {o.name}</option>'
                    for o in leaves
                )
                days = "".join(
                    f'<option value="/jimyun/list.jsp?ymd={d:%Y-%m-%d}&amp;myun=A1">{d:%Y.%m.%d}</option>'
                    for d in edition.days
                )
                made[page_of(day, leaf)] = (
                    f'{head}<title>누리신문 {leaf.code}면</title></head><body><h1><a href="/">누리신문</a></h1><select onchange="location.href=this.value">{days}</select>'
                    f'<select onchange="location.href=this.value">{chosen}</select><h2>{leaf.code}면 {leaf.name}</h2><ul class="gisa">'
                    + "".join(
                        f"<li onclick=\"location.href='/jimyun/read.jsp?ymd={day:%Y-%m-%d}&amp;aid={day:%Y%m%d}{s.number}'\">{escape(s.title)}</li>"
                        for s in leaf.stories
                    )
                    + "</ul></body></html>"
                )
                for s in leaf.stories:
                    made[article_of(day, leaf, s)] = (
                        f'{head}<title>{escape(s.title)} - 누리신문</title></head><body><h1><a href="/">누리신문</a></h1>'
                        f'<div class="view"><h2>{escape(s.title)}</h2><p class="info">{s.byline} 기자 | 입력 {day:%Y.%m.%d}</p>'
                        f'<div id="gisaBody">{"".join(f"<div>{escape(t)}</div>" for t in s.paragraphs)}</div></div>'
                        f'<a href="/jimyun/list.jsp?ymd={day:%Y-%m-%d}&amp;myun={leaf.code}">목록</a></body></html>'
                    )

    return Layout("scripted", edition, build, page_of=page_of, article_of=article_of)


LAYOUTS: tuple[Callable[[], Layout], ...] = (
    folders,
    queries,
    sections,
    picture_maps,
    frames,
    two_hosts,
    one_list,
    tables,
    neighbours,
    scripted,
)
