"""What a page costs beyond what lxml takes for it: `python tests/bench/pages.py`.

lxml's own share is its tree, a few paths and the words of the text; ours is everything: bytes to an
article, pictures and captions included. A page of twenty thousand characters is of the kind most
articles are; the press's pages are short ones.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from figures import Row, in_turn, row, table
from lxml import etree, html

from reader.engines.nodes import Bearings, read_node
from reader.engines.profiles import PROFILES
from reader.engines.storypage import read_story
from reader.parse.html import source_of, tree_of
from reader.parse.noise import Ledger

_PRESS = Path(__file__).resolve().parents[3] / "shared" / "press"
_ROUNDS = 60
_PATHS = [
    etree.XPath(path)
    for path in ("//h1", "//h2", "//h3", "//*[@id='ozoom']", "//img", "//p//text()")
]
_SENTENCE = "大桥昨日通车，两岸居民步行过江，往来只需一刻钟；施工历时三年，工人最多时有两千人。"


def long_page() -> bytes:
    """An article of forty paragraphs in a frame of links."""
    links = "".join(f"<li><a href='content_{n}.htm'>第{n}条要闻</a></li>" for n in range(40))
    paragraphs = "".join(f"<p>　　{_SENTENCE * 4}{n}</p>" for n in range(40))
    return (
        "<html><head><meta charset=utf-8><title>大桥通车--江报</title></head><body>"
        f"<div class=left><ul>{links}</ul></div><div class=right-meat><div class=yinti>要闻</div>"
        "<div class=biaoti>大桥通车</div><div class=futi></div><div class=author>李明</div>"
        f"<div id=ozoom><founder-content><!--enpcontent-->{paragraphs}<!--/enpcontent-->"
        "</founder-content></div></div></body></html>"
    ).encode()


def _by_lxml(body: bytes) -> None:
    root = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    for path in _PATHS:
        path(root)


def _timed(work: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return run


def _articles() -> dict[str, list[tuple[bytes, str, str]]]:
    """Article pages of every family: bytes, address, title."""
    pages = {"40 paragraphs": [(long_page(), "http://h/html/2026-11/24/content_1.htm", "大桥通车")]}
    if not _PRESS.is_dir():
        return pages
    sys.path.insert(0, str(_PRESS))
    from press import Press, days, spec_for
    from printing.site import Request

    day = days("2026-11-24")[0]
    for name in ("F1", "F1-zqb", "F1-gmw", "F2", "F2-table", "F2b", "F3", "F3-fzrb"):
        press = Press(spec_for(name), 7)
        site = press.site([day])
        pages[name] = [
            (site.reply(Request("GET", path)).body, f"http://h{path}", article.title)
            for article in press.truth(day).articles
            if article.role == "article"
            for path in [article.parts[0].path]
        ]
    return pages


def measure(rounds: int = _ROUNDS) -> list[Row]:
    """A row a family: all its articles, read by us and taken apart by lxml."""
    rows = []
    for name, pages in _articles().items():

        def ours(pages: list[tuple[bytes, str, str]] = pages) -> None:
            for body, url, title in pages:
                read_story(source_of(body, url), slug="x", title=title)

        def theirs(pages: list[tuple[bytes, str, str]] = pages) -> None:
            for body, _, _ in pages:
                _by_lxml(body)

        ours()
        times = in_turn({"ours": _timed(ours), "lxml": _timed(theirs)}, rounds)
        size = round(statistics.mean(len(body) for body, _, _ in pages) / 1000, 1)
        rows.append(row(f"{name}, {size} kB", times["ours"], "lxml", times["lxml"]))
    return rows


def measure_lists(rounds: int = _ROUNDS) -> list[Row]:
    """A page of the paper with its lists and its map, beside lxml's tree of it."""
    if not _PRESS.is_dir():
        return []
    from press import Press, days, spec_for
    from printing.site import Request

    day = days("2026-11-24")[0]
    rows = []
    for name, engine in (("F1", "founder"), ("F2", "founder-classic"), ("F3", "paper-index")):
        press = Press(spec_for(name), 7)
        path = press.truth(day).pages[0].path
        body = press.site([day]).reply(Request("GET", path)).body
        url = f"http://h{path}"

        def ours(body: bytes = body, url: str = url, engine: str = engine) -> None:
            tree = tree_of(source_of(body, url), Ledger(is_detailed=False))
            read_node(tree, url, PROFILES[engine], Bearings(day=day, host="h"))

        times = in_turn(
            {"ours": _timed(ours), "lxml": _timed(lambda body=body: _by_lxml(body))}, rounds
        )
        rows.append(row(f"{name}, a page of the paper", times["ours"], "lxml", times["lxml"]))
    return rows


if __name__ == "__main__":
    print(table([*measure(), *measure_lists()]))
