"""What the words on a link say of where it leads: to a page, to an article, on, back."""

from __future__ import annotations

import re

from reader.parse.printed import looks_like_a_date, printed_date

_HAN_NUMBER = "一二三四五六七八九十"
_PAGE = re.compile(
    rf"(?:第\s*)?(?:[A-Za-z]{{0,3}}\s?[0-9]{{1,3}}|[{_HAN_NUMBER}]{{1,3}})\s?(?:版面|版|面|頁|页|면)(?:\s*[:：.\-—–|｜]?\s*.{{0,20}})?"
    r"|[\[(（]?[A-Za-z]{1,3}\s?[-.]?\s?[0-9]{1,3}[\])）]?(?:\s*[:：.\-—–|｜]?\s*.{0,20})?"
    r"|(?:pages?|p\.?|pg\.?|sections?|part|seite|página|pagina|pág\.?|стр\.?|страница|trang|halaman)"
    r"\s?[A-Za-z]{0,2}\s?[-.]?[0-9]{1,3}\b.{0,24}"
    r"|[0-9]{1,3}(?:\s?[.:：)）、|｜\-—–]\s?.{0,20}|\s.{0,20})?"
    r"|[頭头]版.{0,12}|封面.{0,6}|封底",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\W*(?:[上下前后後]一?[版页頁面]|(?:前|次)の?(?:面|ページ)|(?:이전|다음|앞|뒤)\s?(?:면|페이지)"
    r"|(?:next|prev(?:ious)?)\s+(?:page|section))\W*",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"返回|目[录錄]|本版|版面|回[到]?[版目]|もどる|戻る|目次|紙面|一覧|목록|지면|돌아가|"
    r"\bback\b|\bcontents?\b|\bindex\b|\bissue\b|\bedition\b|\bpaper\b|in print|\breturn\b"
    r"|volver|zurück|retour|номер",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"电子[报版]|電子[報版]|数字[报版]|數位報|报纸|報紙|今日|当日|當日|最新|进入|閱讀|阅读|紙面|本日|지면|오늘|신문보기|"
    r"e-?paper|today'?s\s+(?:paper|edition|issue)|print\s+edition|digital\s+edition|in\s+print|"
    r"read\s+(?:the|today)|latest\s+(?:issue|edition)|current\s+(?:issue|edition)",
    re.IGNORECASE,
)
_NO_HEADLINE = re.compile(
    r"\W*(?:[上下前后後]一?[篇条條期则則]|(?:next|prev(?:ious)?|older|newer)(?:\s+\w+)?|more|pdf.{0,6}|"
    r"(?:前|次)の(?:日|記事)|(?:이전|다음)\s?(?:글|기사|호)?|print|share|email|login|sign\s?in|home)\W*",
    re.IGNORECASE,
)
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WEIGHT = 6


def is_page_label(text: str) -> bool:
    """Whether the words name a page: `第03版：要闻`, `A03`, `Page 3`, `3面`, `다음 면`."""
    if not text or len(text) > 40 or is_date(text):
        return False
    return _PAGE.fullmatch(text) is not None or _TURN.fullmatch(text) is not None


def is_turn(text: str) -> bool:
    """Whether the words lead to the page behind or before: `下一版`, `Next page`."""
    return _TURN.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether the words are a date."""
    return printed_date(text) is not None or (len(text) <= 20 and looks_like_a_date(text))


def leads_back(text: str) -> bool:
    """Whether the words on an article's page lead back to the page or the issue."""
    return len(text) <= 40 and _BACK.search(text) is not None


def leads_to_paper(text: str) -> bool:
    """Whether the words on a home page lead to the paper itself."""
    return len(text) <= 40 and _PAPER.search(text) is not None


def weight(text: str) -> int:
    """How much a line says: a character of Chinese, Japanese or Korean 1, a word of others 2."""
    return len(_CJK.findall(text)) + 2 * sum(
        len(word) > 1 for word in _WORD.findall(_CJK.sub(" ", text))
    )


def is_headline(text: str) -> bool:
    """Whether the words could be a headline."""
    return (
        weight(text) >= _LEAST_WEIGHT
        and not is_page_label(text)
        and not is_date(text)
        and _NO_HEADLINE.fullmatch(text) is None
    )
