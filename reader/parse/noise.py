"""What is noise and what is text, as rules with names.

Three kinds. *Source rules* cut pieces out of a page's source before it becomes a tree: the
comments in which publishing systems leave their own records. *Tree rules* drop elements that
never hold a story. *Line rules* drop whole lines that are about the site and not of the story:
registration numbers, copyright, the words of buttons. Nothing else is ever taken out, and what
is taken out can be told by the rule's name (`reader parse --explain`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reader.text import clean, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Something that was taken out of a page, and the rule that did it."""

    rule: str
    text: str
    """The beginning of what went, cleaned."""
    count: int = 1


@dataclass(slots=True)
class Ledger:
    """Collects removals while a page is read."""

    is_detailed: bool = True
    """Whether anybody will look: what costs time to tell is told only then."""
    _entries: dict[tuple[str, str], int] = field(default_factory=dict)

    def note(self, rule: str, text: str, count: int = 1) -> None:
        """Records that `rule` took `text` out."""
        if not self.is_detailed:
            return
        key = (rule, shown(text, 80))
        self._entries[key] = self._entries.get(key, 0) + count

    @property
    def removals(self) -> tuple[Removal, ...]:
        """What was removed, in the order it went."""
        return tuple(
            Removal(rule=rule, text=text, count=count)
            for (rule, text), count in self._entries.items()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named reason to take something out."""

    name: str
    why: str
    pattern: re.Pattern[str]
    words: tuple[str, ...] = ()
    """Without one of these in it (in lower case), a line cannot be what the rule names; most lines
    have none, and need not be matched. () where the rule must always be asked.
    """


# -- source rules ----------------------------------------------------------------

SOURCE_RULES = (
    Rule(
        name="publisher-record",
        why="Founder's systems leave each page's own record in a comment that holds comments.",
        pattern=re.compile(
            r"<!--\s*(enp|mp)property\b.*?/\1property\s*-->", re.DOTALL | re.IGNORECASE
        ),
    ),
    Rule(
        name="content-mark",
        why="Marks in comments that say where the text begins and ends.",
        pattern=re.compile(
            r"<!--\s*/?\s*(?:enpcontent|npm:?[a-z-]*|mpcontent)\b[^>]{0,80}-->", re.IGNORECASE
        ),
    ),
)


_OWN_COMMENT = re.compile(r"<!--\s*/?\s*(?:enp|mp|npm)", re.IGNORECASE)
"""How every comment begins that a source rule may take out."""
_MARK_WORDS = ("pcontent", "npm", "PCONTENT")
"""One of them is in every mark."""
_RECORD_KINDS = ("enp", "mp")
_BEFORE_KIND = 39
"""Characters from the beginning of a comment within which a record says what it is."""


def without_records(source: str, ledger: Ledger) -> str:
    """A page's source without what the source rules name."""
    if "<!--" not in source or _OWN_COMMENT.search(source) is None:
        return source
    records, marks = SOURCE_RULES
    if "property" in source:
        source = _without_publisher_records(source, records, ledger)
    if "PROPERTY" in source:
        source = _without(source, records, ledger, " ")
    places = [at for word in _MARK_WORDS if (at := source.find(word)) >= 0]
    if places:
        first = source.rfind("<!--", 0, min(places))
        source = _without(source, marks, ledger, "", max(first, 0))
    return source


def _without(source: str, rule: Rule, ledger: Ledger, seam: str, start: int = 0) -> str:
    """A source without what a rule names; nothing of that begins before `start`."""
    pieces = []
    end = 0
    for found in rule.pattern.finditer(source, start):
        pieces.append(source[end : found.start()])
        end = found.end()
        ledger.note(rule.name, found[0])
    return seam.join([*pieces, source[end:]]) if pieces else source


def _without_publisher_records(source: str, rule: Rule, ledger: Ledger) -> str:
    """What the pattern does, word by word: quicker by far, for records in small letters."""
    pieces = []
    end = at = 0
    while (at := source.find("property", at)) >= 0:
        start = source.rfind("<!--", max(end, at - _BEFORE_KIND), at)
        kind = source[start + 4 : at].strip() if start >= 0 else ""
        at += len("property")
        if kind not in _RECORD_KINDS:
            continue
        stop = source.find(f"/{kind}property", at)
        close = source.find("-->", stop) if stop >= 0 else -1
        if close < 0 or source[stop + len(kind) + 9 : close].strip():
            continue
        pieces.append(source[end:start])
        end = at = close + 3
        ledger.note(rule.name, source[start:end])
    return " ".join([*pieces, source[end:]]) if pieces else source


# -- tree rules ------------------------------------------------------------------

DROPPED_ELEMENTS = {
    element: rule
    for rule, elements in {
        "script": "script",
        "style": "style",
        "template": "template",
        "embedded-page": "iframe object embed applet frame frameset",
        "form-control": "select option button input textarea",
        "drawing": "svg canvas math",
        "sound-or-film": "audio video",
        "image-map": "map",
        "page-title": "title",
        "page-head": "head",
    }.items()
    for element in elements.split()
}
"""Elements that never hold a story, each with the name of the rule that says so."""


# -- line rules ------------------------------------------------------------------

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
ICP_NUMBER = re.compile(
    rf"[{_PROVINCES}]\s*ICP\s*[备证]\s*(\d{{5,10}})\s*号?(?:\s*[-－]\s*\d{{1,3}})?", re.IGNORECASE
)

_BUTTONS = [
    "上一篇",
    "下一篇",
    "上一版",
    "下一版",
    "上一期",
    "下一期",
    "上一页",
    "下一页",
    "返回目录",
    "返回首页",
    "返回顶部",
    "返回",
    "版面导航",
    "标题导航",
    "往期回顾",
    "放大",
    "缩小",
    "默认",
    "放大+",
    "缩小-",
    "字号",
    "大",
    "中",
    "小",
    "打印",
    "打印本页",
    "关闭",
    "关闭窗口",
    "分享",
    "收藏",
    "朗读",
    "语音播报",
    "复制链接",
    "全文复制",
    "首页",
    "目录",
    "更多",
    "PDF下载",
    "下载PDF",
    "全部评论",
    "我要评论",
    "责任编辑",
    "Previous",
    "Next",
    "Print",
    "Share",
    "Close",
    "Back",
    "Home",
    "Top",
]

LINE_RULES = (
    Rule(
        name="icp-number",
        why="The registration number a Chinese site must print at its foot.",
        words=("icp",),
        pattern=re.compile(
            rf"(?:(?:网站)?备案(?:编号|号|许可证号)?\s*[:：]?\s*)?{ICP_NUMBER.pattern}"
            r"(?:\s*(?:Copyright\b.{0,60}|All rights reserved\.?|技术支持.{0,30}))?",
            re.IGNORECASE,
        ),
    ),
    Rule(
        name="police-number",
        why="The security bureau's registration number.",
        words=("公网安备",),
        pattern=re.compile(rf"[{_PROVINCES}]?\s*公网安备\s*\d{{8,18}}\s*号?"),
    ),
    Rule(
        name="licence-number",
        why="Licences for news services, broadcasting and publishing online.",
        words=("许可证",),
        pattern=re.compile(
            r"(?:互联网新闻信息服务|增值电信业务经营|信息网络传播视听节目|网络出版服务|广播电视节目制作经营)"
            r"许可证.{0,40}\d.{0,20}"
        ),
    ),
    Rule(
        name="copyright",
        why="Who owns the site.",
        words=("版权", "所有内容", "未经", "copyright", "©", "rights reserved"),
        pattern=re.compile(
            r"(?:版权(?:所有|声明)|本(?:报|网|站)(?:所有内容|版权)|未经.{0,8}(?:书面)?授权).{0,100}"
            r"|.{0,40}(?:Copyright\s*(?:©|\(c\)|&copy;)|©\s*(?:19|20)\d\d).{0,80}"
            r"|All rights reserved\.?",
            re.IGNORECASE,
        ),
    ),
    Rule(
        name="button",
        why="The words of buttons and links around a story.",
        pattern=re.compile(
            r"(?:(?:"
            + "|".join(sorted(map(re.escape, _BUTTONS), key=len, reverse=True))
            + r")[\s|·>»<«:：]*)+"
        ),
    ),
    Rule(
        name="metadata-leak",
        why="A publishing system's own fields, printed as text.",
        words=("<", "property", "id"),
        pattern=re.compile(
            r"</?(?:date|author|subtitle|introtitle|keyword|nodeid|nodename|siteid|founder-[a-z]+)>"
            r".{0,200}"
            r"|/?(?:enp|mp)property(?:-->)?|(?:node|site|article|content)id\s*[=:：]\s*\d+",
            re.IGNORECASE,
        ),
    ),
)
_WORDS = sorted({word for rule in LINE_RULES for word in rule.words})
_SIGN = re.compile(
    "|".join(
        sorted({sign for w in _WORDS for sign in ((w[0], w[0].upper()) if w.isascii() else (w,))})
    )
)
"""Something without which a line holds none of the rules' words; quick, as all of it is literal."""
_WORDLESS = [rule for rule in LINE_RULES if not rule.words]
_BUTTON_STARTS = frozenset(word[0] for word in _BUTTONS)
"""How a line begins that may be of buttons, the one rule that needs no word."""
_LONGEST_NOISE_LINE = 240
_LEADING_AWAY = ("上一", "下一", "返回", "Previous", "Next", "Back")


def rule_of(line: str, *, is_heading: bool = False) -> str:
    """The name of the rule by which a whole line is noise, or "".

    A heading may be called like a button (字号 over what a story says of type sizes); it is one
    only where it leads away from the story.
    """
    if len(line) > _LONGEST_NOISE_LINE:
        return ""
    if _SIGN.search(line):
        lower = line.lower()
        rules = [rule for rule in LINE_RULES if not rule.words or _has_any(rule.words, lower)]
    elif line[:1] in _BUTTON_STARTS:
        rules = _WORDLESS
    else:
        return ""
    for rule in rules:
        if rule.pattern.fullmatch(line):
            is_title = is_heading and rule.name == "button" and not line.startswith(_LEADING_AWAY)
            return "" if is_title else rule.name
    return ""


def _has_any(words: tuple[str, ...], line: str) -> bool:
    # A plain loop: this is asked of every other line there is.
    for word in words:  # noqa: SIM110
        if word in line:
            return True
    return False


def icp_of(text: str) -> str:
    """The first registration number in a text in its plain form (`京ICP备06005116号`), or ""."""
    found = ICP_NUMBER.search(text)
    if not found:
        return ""
    head = re.sub(r"\s+", "", found[0])
    return f"{head[0]}ICP{'证' if '证' in head else '备'}{found[1]}号"


# -- characters ------------------------------------------------------------------

_KINDS = (
    ("no-break-space", "\u00a0\u202f\u2007"),
    ("full-width-space", "\u3000"),
    ("zero-width", "\u200b\u2060\ufeff\u00ad"),
    ("control-character", "".join(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))))),
    (
        "direction-control",
        "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c",
    ),
)
_ODD = re.compile("[" + "".join(characters for _, characters in _KINDS) + "]")
_SPACE_RUN = re.compile("[ \t\u00a0]{2,}")


def note_characters(raw: str, ledger: Ledger) -> None:
    """Records which characters of a body cleaning will change; spaces become one ordinary space,
    the rest goes.
    """
    if not ledger.is_detailed:
        return
    odd = Counter(_ODD.findall(raw))
    for name, characters in _KINDS if odd else ():
        count = sum(map(odd.__getitem__, characters))
        if count:
            ledger.note(name, "", count)
    runs = len(_SPACE_RUN.findall(raw))
    if runs:
        ledger.note("space-run", "", runs)


def summary(removals: Iterable[Removal]) -> list[str]:
    """Lines for a person: rule, how often, and what went."""
    counts: Counter[str] = Counter()
    samples: dict[str, str] = {}
    for removal in removals:
        counts[removal.rule] += removal.count
        samples.setdefault(removal.rule, removal.text)
    return [clean(f"{rule}  ×{count}  {samples[rule]}") for rule, count in counts.items()]
