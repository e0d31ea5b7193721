"""What a site says of itself: the paper's name, its language, where it is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.discovery.words import is_date, is_page_label
from reader.discovery.zones import zone_at
from reader.parse.language import language_of
from reader.parse.noise import icp_of
from reader.parse.tree import attr
from reader.text import clean, is_blank

if TYPE_CHECKING:
    from reader.discovery.readings import Reading

_SEPARATOR = re.compile(
    r"\s+[-–—|｜:：·•«»/]\s+|\s*[|｜_«»]\s*|\s*[—–]+\s*|(?<=[^\x00-\x7f])\s*[-:：·,，]\s*|\s{2,}"
)
_DATE = re.compile(
    r"[0-9]{2,4}\s?[-/.年년]\s?[0-9]{1,2}\s?[-/.月월]\s?[0-9]{1,2}\s?[日일]?"
    r"|[0-9]{1,2}\s[A-Z][a-z]{2,8}\s[0-9]{4}|[A-Z][a-z]{2,8}\s[0-9]{1,2},?\s[0-9]{4}"
    r"|(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_LABEL = re.compile(
    r"(?:第\s*)?[A-Za-z]{0,2}[0-9]{1,3}\s?(?:版|面|면|頁|页)|第[一二三四五六七八九十]{1,3}版"
    r"|\bpage\s[A-Z]{0,2}[0-9]{1,3}\b",
    re.IGNORECASE,
)
_SURPLUS = re.compile(
    r"\s*(?:社?(?:多媒体)?数字报(?:刊)?(?:平台)?|社?(?:電子|电子)(?:報紙?|报纸?|版|刊)|數位報|网络版"
    r"|手机版|数字版|紙面ビューア[ー]?|電子版|デジタル版|지면\s?보기|지면|온라인"
    r"|\b(?:digital|online|print|e-?paper|e-?edition)(?:\s+edition)?\b"
    r"|首页|首頁|主页|ホーム|\bhome(?:\s?page)?\b|\bwelcome to\b|\barchive\b|\btoday in print\b"
    r"|\btoday'?s paper\b)\s*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"index|untitled|无标题文档|新建网页|document|home|首页|error|404.*|.", re.IGNORECASE
)
_LEADS_ON = re.compile(
    r"返回.{0,6}|回.{0,3}|[上下前后後].{0,2}[版期篇页頁]|.{0,4}(?:目录|目錄|导航|導航|往期|登录|登錄|注册)"
    r"|.{0,6}(?:もどる|戻る|目次|一覧)|.{0,6}(?:목록|돌아가기)|back.{0,12}|next.{0,8}|prev.{0,12}"
    r"|(?:today|archive|login|contact|about|menu|search).{0,8}",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    [
        "www",
        "www2",
        "epaper",
        "paper",
        "papers",
        "e",
        "ep",
        "szb",
        "dzb",
        "digital",
        "digitalpaper",
        "newspaper",
        "news",
        "read",
        "reader",
        "web",
        "m",
        "mobile",
        "h5",
        "pc",
        "archive",
        "print",
        "edition",
        "issue",
        "com",
        "cn",
        "net",
        "org",
        "gov",
        "edu",
        "co",
        "or",
        "ne",
        "go",
        "ac",
        "press",
        "media",
        "online",
        "site",
        "html",
        "localhost",
        "local",
        "example",
        "test",
        "invalid",
        "pages",
        "content",
        "index",
    ]
)
_TRADITIONAL = frozenset(
    "國會時說來個對開關經濟長門馬產業報東臺灣電視頭條聞財體論壇發現點過還進運動機構應號書寫畫島雲龍風華萬與義務員實學習處"
)
_SIMPLIFIED = frozenset(
    "国会时说来个对开关经济长门马产业报东湾电视头条闻财体论坛发现点过还进运动机构应号书写画岛云龙风华万与义务员实学习处"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a newspaper is, as far as its site tells."""

    id: str
    name: str
    language: str
    time_zone: str
    icp: str = ""


def identity_of(
    readings: Sequence[Reading], heads: Iterable[str], url: str, taken: Collection[str]
) -> Identity:
    """The paper behind what was read; `heads` are headlines, and ids in `taken` are others'."""
    headlines = list(heads)
    language = _language(readings, headlines)
    name = _name(readings, headlines) or urlsplit(url).hostname or "newspaper"
    return Identity(
        id=_free(_id(name, url), taken),
        name=name,
        language=language,
        time_zone=zone_at(urlsplit(url).hostname or "", language),
        icp=next((found for r in readings if (found := icp_of(_foot(r)))), ""),
    )


def _foot(reading: Reading) -> str:
    return "\n".join(line.text for line in reading.lines[-12:])


# -- the name --------------------------------------------------------------------


def _name(readings: Sequence[Reading], headlines: Sequence[str]) -> str:
    for reading in readings:
        for meta in reading.root.iter("meta"):
            if attr(meta, "property") == "og:site_name" or attr(meta, "name") in (
                "application-name",
                "apple-mobile-web-app-title",
            ):
                name = _tidied(clean(attr(meta, "content")))
                if name:
                    return name
    known = set(headlines)
    counts: Counter[str] = Counter()
    for reading in readings:
        pieces = _pieces(reading.title, known)
        marked = next((a.text for a in reading.anchors if urlsplit(a.url).path in ("", "/")), "")
        pieces |= _pieces(marked, known) if len(marked) <= 40 else set()
        heading = next(iter(reading.root.iter("h1")), None)
        text = clean(" ".join(heading.itertext())) if heading is not None else ""
        pieces |= _pieces(text, known) if len(text) <= 40 else set()
        counts.update(pieces)
    if not counts:
        return _from_pictures(readings)
    most = max(counts.values())
    if most == 1 and len(readings) > 2:
        titles = [r.title for r in readings if r.title]
        return _common_part(titles) or _from_pictures(readings)
    # Of those as frequent the longest says most: 云州晚报 and not 云州.
    return max(counts, key=lambda piece: (counts[piece], len(piece)))


def _pieces(title: str, known: set[str]) -> set[str]:
    found = set()
    for piece in _SEPARATOR.split(title):
        name = _tidied(piece)
        if name and name not in known and piece not in known and len(name) <= 40:
            found.add(name)
    return found


def _tidied(text: str) -> str:
    text = _LABEL.sub(" ", _DATE.sub(" ", text))
    text = clean(_SURPLUS.sub(" ", text)).strip(" -–—|｜:：,，.()（）[]【】《》“”\"'")
    if not text or is_blank(text) or is_date(text) or is_page_label(text):
        return ""
    if _LEADS_ON.fullmatch(text):
        return ""
    return "" if _NO_NAME.fullmatch(text) or text.isdigit() else text


def _from_pictures(readings: Sequence[Reading]) -> str:
    for reading in readings:
        for image in reading.root.iter("img"):
            about = f"{attr(image, 'src')} {attr(image, 'class')} {attr(image, 'id')}".lower()
            name = _tidied(clean(attr(image, "alt")))
            if name and ("logo" in about or "head" in about):
                return name
    return ""


def _common_part(titles: Sequence[str]) -> str:
    """The longest run of characters that all titles have."""
    if len(titles) < 2:
        return ""
    first = min(titles, key=len)
    for length in range(min(len(first), 30), 2, -1):
        for at in range(len(first) - length + 1):
            part = first[at : at + length]
            if all(part in title for title in titles) and (name := _tidied(part)):
                return name
    return ""


# -- language and id -------------------------------------------------------------


def _language(readings: Sequence[Reading], headlines: Sequence[str]) -> str:
    text = " ".join(headlines)[:4000] or " ".join(
        line.text for reading in readings for line in reading.lines[:40]
    )
    spoken = language_of(text)
    said = next((r.language for r in readings if r.language), "").replace("_", "-")
    if spoken == "zh":
        if re.search(r"-(?:tw|hk|mo|hant)", said.lower()):
            return "zh-Hant"
        old = sum(character in _TRADITIONAL - _SIMPLIFIED for character in text)
        new = sum(character in _SIMPLIFIED - _TRADITIONAL for character in text)
        return "zh-Hant" if old > new else "zh"
    if spoken in ("ja", "ko"):
        return spoken
    short = said.split("-")[0].lower()
    return short if re.fullmatch(r"[a-z]{2,3}", short) else spoken or "en"


def _id(name: str, url: str) -> str:
    host = (urlsplit(url).hostname or "").lower()
    if not (":" in host or host.replace(".", "").isdigit()):
        labels = host.split(".")[:-1]
        if telling := [p for p in labels if p not in _GENERIC and len(p) > 1]:
            return _fit(telling[0])
    if name.isascii() and (fit := _fit(re.sub(r"^the\s+", "", name.lower()))):
        return fit
    folders = [part.lower() for part in urlsplit(url).path.split("/")[:-1] if part.isalpha()]
    own = next((f for f in folders if f not in _GENERIC and 1 < len(f) <= 20), "")
    return _fit(own) or "paper"


def _fit(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:32].strip("-")


def _free(identifier: str, taken: Collection[str]) -> str:
    if identifier not in taken:
        return identifier
    return next(f"{identifier}-{n}" for n in range(2, 10_000) if f"{identifier}-{n}" not in taken)
