"""Who wrote a story: from the page's record, from what stands under the headline, from the text.

Chinese papers name their reporters in the first sentence (`本报讯（记者王理略、通讯员鄂文旅）`),
in a line of their own (`□ 本报评论员`) or in the last (`（记者 薛婷 摄）`); others in a line that
begins with `By`, `Von`, `Por`. The line a copyright stands in is never asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.parse.furniture import is_aside, is_closing
from reader.parse.headline import key_of
from reader.parse.printed import date_within, printed_date
from reader.text import clean, is_blank

_ROLE = (
    r"(?:记者|記者|通讯员|通訊員|评论员|評論員|撰稿人?|特约作者|主笔|摄影师?|摄像|撰文|采写"
    r"|实习生|編譯|编译|特派员|撰稿)"
)
_BEFORE_ROLE = (
    r"(?:[\u4e00-\u9fff]{0,12}?(?:日报|晚报|时报|早报|晨报|都市报|社|网|报|台|端|新闻|全媒体?|融媒体?))?"
    r"(?:全媒体?|融媒体?|本报|本網|本网|见习|实习|特约|首席|高级|资深|驻[\u4e00-\u9fff]{1,6}|新媒体|特派|专栏|文字|摄影|·|\s)*"
)
_IN_LEDE = re.compile(
    rf"[（(]\s*({_BEFORE_ROLE}{_ROLE}[^（）()]{{1,60}}|[^（）()]{{0,10}}特约通讯员[^（）()]{{1,40}})[)）]"
)
_OWN_LINE = re.compile(
    rf"[□■◎●◆▲]\s*(?P<marked>[^。！？]{{2,40}})"
    rf"|(?P<roled>{_BEFORE_ROLE}{_ROLE}[\s:：]*[^。！？，；]{{1,60}})"
    r"|(?P<tagged>(?:作者|文|撰文|记者|文字|采写|图文|文图|文并图|编译|來源|撰稿)\s*[/／|丨:：]\s*[^。！？；]{2,40}?)(?:\s*(?:来源|编辑|责编|责任编辑|发布时间|时间|日期)\s*[:：].*)?"
)
_AT_END = re.compile(
    rf"[（(]\s*({_BEFORE_ROLE}{_ROLE}[^（）()]{{1,60}}?|(?:作者|文|撰文|采写|本文作者)\s*[/／:：]\s*[^（）()]{{1,40}})[)）]\s*$"
)
_ROLES = re.compile(
    rf"{_BEFORE_ROLE}{_ROLE}\s*[:：/／]?|^(?:作者|文|撰文|记者|文字|采写|图文|文图|文并图|编译|撰稿|本文作者)\s*[/／|丨:：]"
)
_AFTER_NAME = re.compile(r"(?<=..)(?:摄影报道|摄影|报道|報導|報道|摄|文?/图|图?/文|实习生)+$")
_NAME = re.compile(r"[\u3400-\u9fff·]{2,12}")
_BY = re.compile(
    r"(?:by|words by|story by|written by|reported by|von|text|par|por|di|de|av|af|door|oleh|tekst"
    r"|autor|yazan|przez|автор|текст|بقلم|كتب|از)\s*[:：]?\s+(?P<names>\S.{1,120})",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|www\.|^[a-z]+\.[a-z]+$|[{}<>=]|^\W*$|^\d+$|©|copyright|all rights"
    r"|subscribe|newsletter"
    r"|\b(?:admin|administrator|webmaster|editor|root|null|undefined|unknown|user)\b$",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_TRAILING = re.compile(
    r"\s*(?:[|•·–—-]\s*)?(?:(?:last )?updated|published|posted"
    rf"|on\s+(?:{_MONTH}|mon|tue|wed|thu|fri|sat|sun|\d)|{_MONTH}\.? \d{{1,2}}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d{2}|\d{4}-\d{2}-\d{2}"
    r"|follow|view profile|see all|read more|more by|more from|email|@\w+).*$",
    re.IGNORECASE,
)
_NEVER_FIRST = frozenset(
    [
        "name",
        "powered",
        "published",
        "edited",
        "posted",
        "veröffentlicht",
        "source",
        "quelle",
        "log",
    ]
)
_NEVER_LAST = frozenset(["says", "said", "by", "von", "am", "on", "at", "schreibt", "dit", "dice"])
_NAME_BEFORE_DATE = re.compile(r"(?P<names>[^\d|]{3,60}?)\s*\|\s*[^|]*\d{4}.*")
_LONGEST = 200


def names_in(words: str) -> str:
    """The names in a Chinese line of credits, parted by `、`: `记者 李 强 张晓丽` → `李强、张晓丽`.

    "" where there is none.
    """
    names: list[str] = []
    for piece in _ROLES.split(words):
        held = ""
        for word in re.split(r"[、，,;；/／\s]+", _AFTER_NAME.sub("", piece.strip())):
            name = _AFTER_NAME.sub("", word.strip("：:·□■◎"))
            if len(name) == 1 and "\u3400" <= name <= "\u9fff":
                # Print parts the two characters of a short name to fill the line.
                if held:
                    names.append(held + name)
                    held = ""
                else:
                    held = name
            elif _NAME.fullmatch(name):
                names.append(name)
                held = ""
    return "、".join(dict.fromkeys(names))


def byline_in_text(paragraphs: Sequence[str]) -> str:
    """Who the text itself says wrote it; "" where it does not say."""
    for text in paragraphs[:2]:
        found = _IN_LEDE.search(text[:160])
        if found:
            return names_in(found[1])
        if len(text) <= 60:
            own = _OWN_LINE.fullmatch(text)
            if own:
                return _of_own_line(own)
    for text in paragraphs[-2:][::-1]:
        found = _AT_END.search(text[-90:])
        if found:
            return names_in(found[1])
        if len(text) <= 40:
            own = _OWN_LINE.fullmatch(text.strip("（）()"))
            if own and not own["marked"]:
                return _of_own_line(own)
    return ""


def _of_own_line(own: re.Match[str]) -> str:
    if own["marked"]:
        return (
            names_in(own["marked"])
            if re.search(_ROLE + r"\s*\S", own["marked"])
            else clean(own["marked"])
        )
    return names_in(own["roled"] or own["tagged"] or "")


def byline_of_line(line: str) -> str:
    """The names of a line under a headline (`By Jane Doe | 6 July`); "" where it has none."""
    text = clean(line)
    if not text or len(text) > _LONGEST or printed_date(text):
        return ""
    own = _OWN_LINE.fullmatch(text) if len(text) <= 80 else None
    if own:
        return _of_own_line(own)
    found = _BY.match(text)
    if found:
        return as_name(found["names"])
    before = _NAME_BEFORE_DATE.fullmatch(text)
    name = as_name(before["names"]) if before else ""
    return name if name and " " in name and is_a_name(name) else ""


def as_name(words: str) -> str:
    """Words of a place for a name as a name; "" where they are something else."""
    text = clean(words)
    if "@" in text:
        return ""
    by = _BY.match(text)
    if by:
        text = by["names"]
    text = _TRAILING.sub("", text).strip(" ,;|-–—·•:")
    if not text or is_blank(text) or len(text) > _LONGEST or _NO_NAME.search(text):
        return ""
    if printed_date(text) or (len(text) < 40 and date_within(text) is not None):
        return ""
    return text


def is_a_name(words: str) -> bool:
    """Whether words look like one name or a few: short, with capitals where a script has them."""
    if is_closing(words) or is_aside(words):
        return False
    for part in re.split(r"\s*(?:,|;|&|/|\band\b|\bund\b|\bet\b|\by\b|、)\s*", words):
        pieces = part.split()
        if not pieces or len(pieces) > 5 or any(c.isdigit() or c in "*:?!" for c in part):
            return False
        if pieces[0].casefold() in _NEVER_FIRST or pieces[-1].casefold() in _NEVER_LAST:
            return False
        if part[0].isalpha() and part.islower() and part[0] < "\u0530":
            return False
    return True


def joined(names: Sequence[str]) -> str:
    """Several names as one byline, each once."""
    kept: dict[str, str] = {}
    for name in names:
        text = as_name(name)
        key = key_of(text)
        if key and not any(key in known for known in kept):
            kept[key] = text
    parts = list(kept.values())
    wide = any(c > "\u2e80" for c in "".join(parts))
    return ("、" if wide else ", ").join(parts[:12])
