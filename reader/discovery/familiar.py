"""Where a page stands of which only an article's address is known, on a site of a family that many
newspapers share: such an article may link nothing, and its address tells where to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

_WAYS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        # layout/202611/24/node_01.html with content/202611/24/content_7.html
        re.compile(r"(?P<base>.*)/(?:content|con)/(?P<day>\d{6}/\d{2})/[^/]*\.(?P<end>s?html?)"),
        (
            "{base}/layout/{day}/node_01.{end}",
            "{base}/layout/{day}/node_A01.{end}",
            "{base}/layout/index.{end}",
            "{base}/layout/{day}/node_1.{end}",
            "{base}/layout/{day}/index.{end}",
        ),
    ),
    (
        # html/2026-11/24/nbs.D110000paper_01.htm with nw.D110000paper_20261124_1-01.htm
        re.compile(
            r"(?P<base>.*)/(?P<day>\d{4}-\d{2}/\d{2})/nw\.(?P<code>[A-Za-z0-9]+?)_\d{8}_\d+-"
            r"(?P<page>[A-Za-z0-9]+)\.(?P<end>html?)"
        ),
        (
            "{base}/{day}/nbs.{code}_{page}.{end}",
            "{base}/{day}/nbs.{code}_01.{end}",
            "{base}/paperindex.{end}",
        ),
    ),
    (
        # html/2026-11/24/node_2.htm with content_7.htm or content_58464_7.htm
        re.compile(
            r"(?P<above>.*?)(?P<html>/html)?/(?P<day>\d{4}-\d{2}/\d{2})/content_[^/]*\.(?P<end>html?)"
        ),
        (
            "{above}{html}/{day}/node_1.{end}",
            "{above}{html}/{day}/node_2.{end}",
            "{above}/paperindex.{end}",
            "{above}/index.{end}",
        ),
    ),
    (
        # content/20261124/Page01BC.htm with Articel01001BC.htm
        re.compile(r"(?P<base>.*)/(?P<day>\d{8})/Artic[^/]*\.(?P<end>html?)", re.IGNORECASE),
        ("{base}/{day}/IssueIndex.{end}", "{base}/PaperIndex.{end}"),
    ),
    (
        # 2026-11-24/node_1.html with content_7.html
        re.compile(r"(?P<base>.*)/(?P<day>\d{4}-\d{2}-\d{2})/content_[^/]*\.(?P<end>html?)"),
        ("{base}/{day}/node_1.{end}", "{base}/index.{end}"),
    ),
)


def familiar_ways(url: str) -> Iterable[str]:
    """Addresses at which the page of an article could be, likeliest first; none where its address
    is of no shape that several newspapers share.
    """
    parts = urlsplit(url)
    for shape, ways in _WAYS:
        found = shape.fullmatch(parts.path)
        if found:
            places = {name: value or "" for name, value in found.groupdict().items()}
            for way in ways:
                yield urlunsplit((parts.scheme, parts.netloc, way.format(**places), "", ""))
            return
