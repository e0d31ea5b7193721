"""What is known of papers whose issue is a list of links under a date: families, before a
definition says more.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS = ("sections", "code", "eve", "link_from", "title_from", "page_from")
"""Settings that are words: the sections in print order, `front=Front Page, biz=Business`; the
paper's code at its site; `yes` where a list links what went online the evening before; and, where
the links of a list are no links, the address made of an element's attributes,
`con-{data-contentid}.html`, with the attributes that hold title and page.
"""

SELECTORS = ("groups", "page", "page_name", "articles", "title", "date", "more")
"""Settings that are CSS selectors of a list: the pages on it, in each its number and its name, the
links to articles and in each the title, the line that holds the date, the link to more of it.
"""

OF_ARTICLE = (
    *("headline", "kicker", "deck", "byline", "dateline", "body", "pictures", "captions"),
    *("drop", "wall"),
)
"""Settings that are CSS selectors of an article's page: where its fields are, the pictures outside
the text, the lines under pictures, what in the text is none of it, and what stands where readers
are asked to sign in.
"""

NAVER: Mapping[str, str] = {
    "groups": "div.newspaper_inner",
    "page": ".page_notation",
    "articles": "ul.newspaper_article_lst li a",
    "title": "strong",
    "article_address": "article/newspaper/{any}/{id}?date={year}{month}{day}",
    "headline": "h2#title_area, h2.media_end_head_headline",
    "deck": "strong.media_end_summary, .media_end_summary",
    "byline": ".media_end_head_journalist_name, .byline_s",
    "body": "#dic_area, #newsct_article, #articeBody, #articleBodyContents",
    "captions": "em.img_desc",
}
"""네이버 지면보기: every paper's printed pages, from one address with the paper's number in it."""

AKAHATA: Mapping[str, str] = {
    "article_address": "{year}{month}{day}{page}_{number}_{number}",
}
"""しんぶん赤旗: an article's file is named for day, page and place on the page."""

LAYOUTS: Mapping[str, Mapping[str, str]] = {
    "dated-sections": {},
    "naver": NAVER,
    "akahata": AKAHATA,
}
"""The engines of this machine."""
