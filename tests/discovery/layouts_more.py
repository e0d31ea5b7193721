"""Further layouts, written after the reader was thought to be done, and as unlike the others as could
be thought of.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from html import escape

from .layouts import Layout, Made, _days, _p
from .printing import NEWEST, Edition, Leaf, Story, slug

_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def _french(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# -- 11: the day before the month before the year, sections by name, months no program knows -------


def cahiers() -> Layout:
    edition = Edition("en", seed=31, codes=("1", "2", "3", "4"))
    names = ("la-une", "national", "monde", "economie")

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/journal/edition-du-{day:%d-%m-%Y}/cahier-{names[leaf.number - 1]}.html"

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"/article/{day:%Y/%m/%d}/{slug(story.title)}_{story.number}.html"

    def build(site: Layout, made: Made, _: Made) -> None:
        head = '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">'
        for day, before, _after in _days(edition):
            leaves = edition.leaves(day)
            nav = "".join(
                f'<li><a href="{page_of(day, leaf)}">{leaf.name}</a></li>' for leaf in leaves
            )
            for leaf in leaves:
                cards = "".join(
                    f'<div class="card"><a href="{article_of(day, leaf, s)}"><h3>{escape(s.title)}</h3>'
                    f'<span class="chapo">{escape(s.paragraphs[0][:80])}…</span></a></div>'
                    for s in leaf.stories
                )
                text = (
                    f"{head}<title>{leaf.name} — Le Courrier du Port</title></head><body><nav><ul class=rubriques>"
                    '<li><a href="/abonnement">Abonnez-vous</a></li><li><a href="/contact">Contact</a></li></ul></nav>'
                    f"<h1>Édition du {_french(day)}</h1><ul class=cahiers>{nav}</ul><h2>{leaf.name}</h2>{cards}"
                    + (
                        f'<a href="{page_of(before, leaves[0])}">Édition précédente</a>'
                        if before
                        else ""
                    )
                    + "<footer>© Le Courrier du Port</footer></body></html>"
                )
                made[page_of(day, leaf)] = text
                if day == NEWEST and leaf.number == 1:
                    made["/"] = text
                for at, s in enumerate(leaf.stories):
                    other = leaf.stories[at - 1]
                    made[article_of(day, leaf, s)] = (
                        f"{head}<title>{escape(s.title)} — Le Courrier du Port</title></head><body>"
                        f'<p class="fil"><a href="/">Accueil</a> › <a href="{page_of(day, leaf)}">{leaf.name}</a></p>'
                        f'<h1>{escape(s.title)}</h1><p class="signature">Par {s.byline}</p><p class="date">Publié le {_french(day)}</p>'
                        f'<div class="article__content">{_p(s)}</div><h4>À lire aussi</h4>'
                        f'<a href="{article_of(day, leaf, other)}">{escape(other.title)}</a>'
                        "<footer>© Le Courrier du Port</footer></body></html>"
                    )

    return Layout("cahiers", edition, build, page_of=page_of, article_of=article_of)


# -- 12: lists that a script makes out of data ------------------------------------------------------


def data_lists() -> Layout:
    edition = Edition("zh", seed=32, codes=("A01", "A02", "A03", "B01"))

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/epaper/{day:%Y%m%d}/{leaf.code.lower()}.html"

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"/epaper/{day:%Y%m%d}/{leaf.code.lower()}/{story.number}.html"

    def build(site: Layout, made: Made, _: Made) -> None:
        head = '<html><head><meta charset="utf-8">'
        made["/"] = (
            f"{head}<title>长河日报</title></head><body onload=\"location.href='/epaper/{NEWEST:%Y%m%d}/a01.html'\"></body></html>"
        )
        for day, before, after in _days(edition):
            leaves = edition.leaves(day)
            for leaf in leaves:
                pages = [
                    {"no": o.code, "name": f"{o.code}版 {o.name}", "url": page_of(day, o)}
                    for o in leaves
                ]
                titles = [
                    {"id": s.number, "title": s.title, "href": article_of(day, leaf, s)}
                    for s in leaf.stories
                ]
                days = [f"/epaper/{d:%Y%m%d}/a01.html" for d in (before, after) if d]
                made[page_of(day, leaf)] = (
                    f"{head}<title>长河日报 {day:%Y-%m-%d}</title></head><body><h1>长河日报</h1><div id=pages></div><div id=list></div>"
                    f"<script>var pageList = {json.dumps(pages, ensure_ascii=False)};\n"
                    f"var titleList = {json.dumps(titles)};\nvar other = {json.dumps(days)};\nrender(pageList, titleList);</script></body></html>"
                )
                for s in leaf.stories:
                    made[article_of(day, leaf, s)] = (
                        f'{head}<title>{escape(s.title)}_长河日报</title></head><body><div class="nav"><a href="../{leaf.code.lower()}.html">返回{leaf.code}版</a></div>'
                        f'<div class="bt">{escape(s.title)}</div><div class="zz">{s.byline}</div><div class="nr">{_p(s)}</div></body></html>'
                    )

    return Layout("data-lists", edition, build, page_of=page_of, article_of=article_of)


# -- 13: numbers instead of dates: only the newest can be asked for ---------------------------------


def numbered() -> Layout:
    edition = Edition("ja", seed=33, codes=("1", "2", "3", "4"))

    def issue(day: date) -> int:
        return 1873 - (NEWEST - day).days

    def page_of(day: date, leaf: Leaf) -> str:
        return f"/backnumber/{issue(day)}/p{leaf.number}.html"

    def article_of(day: date, leaf: Leaf, story: Story) -> str:
        return f"/backnumber/{issue(day)}/{story.number}.html"

    def build(site: Layout, made: Made, _: Made) -> None:
        head = '<html lang="ja"><head><meta charset="utf-8">'
        for day, before, _after in _days(edition):
            leaves = edition.leaves(day)
            for leaf in leaves:
                nav = " ".join(
                    f'<a href="/backnumber/{issue(day)}/p{o.number}.html">{o.number}面 {o.name}</a>'
                    for o in leaves
                )
                text = (
                    f"{head}<title>潮見新聞 第{issue(day)}号</title></head><body><h1>潮見新聞</h1><p>{day.year}年{day.month}月{day.day}日 第{issue(day)}号</p>"
                    f"<div>{nav}</div><h2>{leaf.number}面 {leaf.name}</h2><ul>"
                    + "".join(
                        f'<li><a href="/backnumber/{issue(day)}/{s.number}.html">{escape(s.title)}</a></li>'
                        for s in leaf.stories
                    )
                    + "</ul>"
                    + (
                        f'<a href="/backnumber/{issue(before)}/p1.html">前の号</a>'
                        if before
                        else ""
                    )
                    + "</body></html>"
                )
                made[page_of(day, leaf)] = text
                if day == NEWEST and leaf.number == 1:
                    made["/"] = text
                for s in leaf.stories:
                    made[article_of(day, leaf, s)] = (
                        f'{head}<title>{escape(s.title)} | 潮見新聞</title></head><body><a href="p{leaf.number}.html">{leaf.number}面へもどる</a>'
                        f"<h2>{escape(s.title)}</h2><p>{day.year}年{day.month}月{day.day}日</p><div class=text>{_p(s, '　')}</div></body></html>"
                    )

    return Layout(
        "numbered", edition, build, has_dates=False, page_of=page_of, article_of=article_of
    )


MORE: tuple[Callable[[], Layout], ...] = (cahiers, data_lists, numbered)
