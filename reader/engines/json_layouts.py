"""Where things stand in the answers of sites that speak JSON: what is known of families, and the
names such answers use anyway.
"""

from __future__ import annotations

from collections.abc import Mapping

from reader.engines.dated_layouts import OF_ARTICLE

PATHS = (
    *("issues", "issue_day", "issue", "issue_date"),
    *("pages", "page", "page_id", "page_name", "page_image", "page_pdf", "order"),
    *("articles", "id", "link", "listed_title", "listed_byline", "area", "kind"),
    *("article", "title", "kicker", "deck", "byline", "dateline", "body"),
    *("pictures", "picture_address", "picture_caption", "picture_credit"),
)
"""Settings that say where in an answer something stands; see `keypath`."""

ADDRESSES = (
    "issues_address",
    "index_address",
    "page_address",
    "article_address",
    "human_address",
)
"""Settings that are addresses with places; see `templates`."""

WORDS = (
    *("issues_body", "index_body", "page_body", "article_body"),
    *("index_script", "article_script", "code", "reversed", "picture_kinds"),
)
"""Settings that are words: questions sent by POST, the mark before JSON in a page's script, the
paper's code at its site, `yes` where a page's list runs from its foot, the kinds of a list's lines
that are pictures.
"""

ON_PAGE = tuple(f"{name}_on_page" for name in OF_ARTICLE)
"""Settings that are CSS selectors of an article's page where it is one of HTML."""

USUAL: Mapping[str, str] = {
    "issues": "data[]|[]",
    "issue_day": "releaseDate|date|issueDate",
    "issue": "id",
    "pages": "pages[]|data[]|[]",
    "articles": "articles[]|articleList[]|[]",
    "id": "id|articleId|newsId|articleid",
    "title": "title|mainTitle|headline|heading1|newsName|articleTitle|articleheadline|StoryTitle",
    "byline": "author|articleAuthor|byline|authorName",
    "body": "content|body|newContent|htmlContent|articleBody|article_body|text|txt",
    "picture_address": "url|src",
    "picture_caption": "caption|title",
}
"""Where a thing is looked for when no definition says where it stands."""

_JFJB: Mapping[str, str] = {
    "issue_date": "paperDate|paperInfo[].paperData",
    "pages": "paperInfo[]",
    "order": "paperNumber",
    "page": "paperNumber",
    "page_name": "paperBk",
    "page_image": "paperImg",
    "page_pdf": "paperPdf",
    "articles": "xyList[]",
    "id": "id",
    "area": "xy",
    "area_size": "400x575",
    "title": "title",
    "deck": "title2",
    "kicker": "guideTitle",
    "byline": "author",
    "body": "content",
    "kind": "type",
    "picture_kinds": "图片",
    "human_address": "/szb_223187/szbxq/index.html?paperName={code}"
    "&paperDate={year}-{month}-{day}&paperNumber={page}&articleid={id}",
}

_GET_ALL_PAGES: Mapping[str, str] = {
    "pages": "[]",
    "order": "PageNumber",
    "page": "PageNumber",
    "page_id": "PageId",
    "page_name": "NewsProPageTitle",
    "page_image": "HighResolution",
    "page_address": "/Home/getingRectangleObject?pageid={page_id}",
    "articles": "[]",
    "id": "OrgId",
    "listed_title": "StoryTitle",
    "article_address": "/User/ShowArticleView?OrgId={id}",
    "title": "StoryContent[0].Headlines[0]",
    "deck": "StoryContent[0].Headlines[1]",
    "body": "StoryContent[].Body",
    "pictures": "LinkPicture[]",
    "picture_address": "fullpathlinkpic",
    "picture_caption": "caption",
}

_DATA_JSON: Mapping[str, str] = {
    "issue_date": "[0].issueDate|[0].paperDate",
    "pages": "[]",
    "page": "pageNo",
    "page_name": "pageName",
    "page_image": "pageBigImgPath|pageImgPath",
    "articles": "onePageArticleList[]",
    "link": "articleHref",
    "listed_title": "mainTitle|articleTitle|title",
    "listed_byline": "articleAuthor",
    "article_address": "{year}{month}{day}_{page}/{link}",
    "headline_on_page": "#Title, h1",
    "kicker_on_page": "#PreTitle",
    "deck_on_page": "#SubTitle",
    "body_on_page": "#ozoom",
}

LAYOUTS: Mapping[str, Mapping[str, str]] = {
    "json-pages": {},
    # 解放军报 and its sisters: one file holds the issue, texts and all.
    "jfjb-json": _JFJB,
    # 新京报, 人民邮电报, 农民日报: a list of the pages, and a page in HTML for every article.
    "bjnews-json": _DATA_JSON,
    # Hindustan Times, Mint and others of India and Bangladesh: pages, the stories on each, and
    # every story's text.
    "allpages-json": _GET_ALL_PAGES,
}
"""The engines of this machine, each with what it knows before a definition says more."""
