"""From an article that links nothing to where its page could be."""

from __future__ import annotations

import pytest

from reader.discovery.familiar import familiar_ways

SITE = "http://paper.example"


@pytest.mark.parametrize(
    ("article", "page"),
    [
        ("/x/pc/content/202611/24/content_7.html", "/x/pc/layout/202611/24/node_01.html"),
        ("/x/content/202611/24/content_7.html", "/x/layout/index.html"),
        ("/html/2026-11/24/content_58464_7.htm?div=-1", "/paperindex.htm"),
        ("/x/html/2026-11/24/content_7.htm", "/x/html/2026-11/24/node_2.htm"),
        (
            "/html/2026-11/24/nw.D110000abc_20261124_3-05.htm",
            "/html/2026-11/24/nbs.D110000abc_05.htm",
        ),
        ("/c/content/20261124/Articel01001BC.htm", "/c/content/20261124/IssueIndex.htm"),
        ("/x/2026-11-24/content_7.html", "/x/2026-11-24/node_1.html"),
    ],
)
def test_an_article_of_a_known_shape_leads_to_its_page(article: str, page: str) -> None:
    assert SITE + page in list(familiar_ways(SITE + article))


@pytest.mark.parametrize("path", ["/", "/news/a.html", "/2026/11/24/p1/a7.shtml", "/read?id=7"])
def test_other_addresses_lead_nowhere(path: str) -> None:
    assert not list(familiar_ways(SITE + path))
