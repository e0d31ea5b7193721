"""Who wrote a story, taken out of the line that says so.

A byline is no list of names: `本报记者 张三 通讯员 李四`, `By GONG Qian and John Smith in Beijing`,
`홍길동 기자`. What the people do, whom they work for and where they are is left out; what is left
are people, or, where nobody is named, the desk that signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.text import clean

_HAN = "\u3400-\u9fff々〇"
_KANA = "\u3041-\u30ffー"
_HANGUL = "\uac00-\ud7a3"
_EAST_ASIAN = re.compile(f"[{_HAN}{_KANA}{_HANGUL}]")

_MARGINS = re.compile(r"^[\s□■●◎○◆▲△▪·|｜:：]+|[\s□■●◎○◆▲△▪|｜:：]+$")
_BRACKETS = re.compile(r"[（(\[【［〔][^）)\]】］〕]{0,60}[）)\]】］〕]")
_BRACKET_SIGNS = re.compile(r"[（）()\[\]【】［］〔〕]")
_BEFORE = re.compile(rf"[{_HAN}{_HANGUL}]{{1,8}}[=＝]")
"""Where a Korean reporter is: `워싱턴=`."""
_ADDRESS = re.compile(r"\S+@\S+")
_DISPATCH = re.compile(
    rf"(?:新华社|中新社|本报)[{_HAN}]{{0,12}}?\d{{1,2}}月\d{{1,2}}日(?:专?电|讯)"
)
_EAST_ASIAN_ROLES = re.compile(
    rf"(?:[{_HAN}]{{0,8}}?(?:日报|晚报|时报|早报|报|社|网|台|刊))?"
    rf"(?:特约|特派|实习|見習|见习|首席|高级|融媒体?|全媒体|驻[{_HAN}]{{1,6}}?)*"
    r"(?:记者站|记者|記者|通讯员|通訊員|特派员|特派員|撰稿人|撰稿|撰文|编辑|編輯|作者|摄影报道|报道|整理|口述)"
    r"|編集委員|論説委員|編集部員|支局長|实习生|見習生|见习生|本报讯|本報訊"
    rf"|(?:^|(?<=\s))[{_HAN}]{{1,6}}(?:部|支局|総局)(?=\s|$)"
    r"|(?:선임|전문|인턴|객원)?기자|특파원|논설위원|논설실장|편집위원|통신원"
    r"|文\s*[/／]\s*图|文\s*[/／]|图\s*[/／]|(?<=\s)[文图]$|^文(?=\s)"
)
_SPLITS = re.compile(r"[\s、，,;；/／|｜&＆＋+]+")
_PICTURES = re.compile(r"摄影?$|图$|撮影$")
_PERSON = re.compile(
    rf"[{_HAN}]{{2,4}}|[{_HAN}]{{1,8}}(?:[·•・][{_HAN}]{{1,8}}){{1,3}}|[{_HANGUL}]{{2,5}}"
    rf"|[{_HAN}{_KANA}]{{2,8}}"
)
_DESK = re.compile(
    rf"[{_HAN}]{{0,8}}(?:评论员|評論員|编辑部|編輯部|编委会|社论|社論|评论部|通讯社|新华社|中新社|社説)"
)
_COMPOUND = (
    " 欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 夏侯 端木 百里"
    " 南宫 轩辕 呼延 歐陽 司馬 諸葛 東方 尉遲 公孫 長孫 남궁 황보 선우 독고 제갈 사공 "
)
"""Family names of two characters."""

_BY = re.compile(
    r"^(?:(?:text|story|words|report(?:ed)?|written)\s+)?(?:by|von|par|por|de)\s+", re.I
)
_PLACE = re.compile(r"\s+(?:in|reporting from|à|en)\s+[A-Z].*$")
_LATIN_SPLITS = re.compile(r"\s*(?:[,;/|&]|\band\b|\bund\b|\bet\b|\by\b)\s*", re.I)
_LATIN_ROLES = re.compile(
    r"\b(?:reporters?|correspondents?|staff|writers?|editors?|agency|agencies|xinhua|reuters|afp|ap"
    r"|news|desk|bureau|newspaper|service|contributors?|columnists?|redaktion|rédaction|redacción"
    r"|chief|photos?|pictures?)\b",
    re.I,
)
_LATIN_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){0,4}")
_PINYIN_FAMILIES = (
    " ai an bai bao bi cai cao cen chai chang che chen cheng chi chu cui dai deng di ding dong"
    " dou du duan fan fang fei feng fu gan gao ge geng gong gu guan guo han hao he hong hou hu"
    " hua huang huo ji jia jian jiang jiao jin jing kang kong kuang lai lan lei li lian liang"
    " liao lin ling liu long lou lu luo lv ma man mao mei meng mi miao min mo mu ni nie ning niu"
    " ou pan pang pei peng pi pu qi qian qiao qin qiu qu quan ran ren rong ruan shan shang shao"
    " shen sheng shi shu si song su sun tai tan tang tao teng tian tong tu wan wang wei wen weng"
    " wu xi xia xiang xiao xie xin xing xiong xu xue yan yang yao ye yi yin ying you yu yuan yue"
    " zang zeng zhai zhan zhang zhao zhen zheng zhong zhou zhu zhuang zhuo zong zou zuo "
)
"""Chinese family names in Latin letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Somebody who wrote: a person in two parts, or a name that has no parts."""

    family: str = ""
    given: str = ""
    whole: str = ""
    """A desk, an agency, or a person whose name nobody can take apart; else ""."""
    is_latin: bool = False
    is_family_first: bool = True

    def __str__(self) -> str:
        if self.whole:
            return self.whole
        parts = (self.family, self.given) if self.is_family_first else (self.given, self.family)
        return (" " if self.is_latin else "").join(part for part in parts if part)


def names_of(byline: str, *, language: str = "", paper_language: str = "") -> tuple[Name, ...]:
    """The people whom a byline names, in its order and each once; else the desk that signs; ()
    where neither is there. The languages of article and newspaper tell which name is the family's.
    """
    text = _ADDRESS.sub(" ", _MARGINS.sub("", clean(byline.replace("\n", " "))))
    if _EAST_ASIAN.search(text):
        found = _east_asian(text, language or paper_language)
    else:
        found = _latin(_BRACKETS.sub(" ", text), is_chinese=paper_language.startswith("zh"))
    return tuple(dict.fromkeys(found))


def _east_asian(text: str, language: str) -> list[Name]:
    # In brackets stands what somebody is; in those of a news agency, who it was.
    for words in (_BRACKETS.sub(" ", text), _BRACKET_SIGNS.sub(" ", text)):
        if persons := _persons(words, language):
            return persons
    desk = _DESK.search(text)
    return [Name(whole=desk[0])] if desk else []


def _persons(text: str, language: str) -> list[Name]:
    bare = _BEFORE.sub(" ", _EAST_ASIAN_ROLES.sub(" ", _DISPATCH.sub(" ", _BY.sub("", text))))
    if language.startswith("ja"):
        bare = bare.replace("・", " ")
    return [
        _person(word, language)
        for word in _SPLITS.split(bare)
        if _PERSON.fullmatch(word) and not _PICTURES.search(word) and not _DESK.fullmatch(word)
    ]


def _person(word: str, language: str) -> Name:
    is_kana = re.search(f"[{_KANA}]", word.replace("・", "")) is not None
    if language.startswith("ja") or is_kana or re.search("[·•・]", word):
        # A Japanese name's family may have one character or three; of a foreign one only its
        # bearer knows.
        return Name(whole=word)
    if len(word) > 2 and f" {word[:2]} " in _COMPOUND:
        return Name(family=word[:2], given=word[2:])
    if len(word) > 3:
        return Name(whole=word)
    return Name(family=word[:1], given=word[1:])


def _latin(text: str, *, is_chinese: bool) -> list[Name]:
    bare = _PLACE.sub("", _BY.sub("", text.strip()))
    names: list[Name] = []
    others: list[str] = []
    for part in _LATIN_SPLITS.split(bare):
        words = " ".join(part.split()).strip(" .")
        if not words:
            continue
        if _LATIN_ROLES.search(words) or not _LATIN_NAME.fullmatch(words):
            others.append(words)
        else:
            names.append(_latin_person(words.split(), is_chinese=is_chinese))
    if not names and others and _LATIN_NAME.fullmatch(others[0]):
        names.append(Name(whole=others[0], is_latin=True))
    return names


def _latin_person(words: list[str], *, is_chinese: bool) -> Name:
    if len(words) == 1:
        return Name(whole=words[0], is_latin=True)
    loud = [len(word) > 1 and word.isupper() and "." not in word for word in words]
    is_first = loud[0] and not loud[-1]
    if not any(loud) and is_chinese and len(words) == 2:
        is_first = f" {words[0].lower()} " in _PINYIN_FAMILIES
    if is_first:
        return Name(family=words[0], given=" ".join(words[1:]), is_latin=True)
    return Name(family=words[-1], given=" ".join(words[:-1]), is_latin=True, is_family_first=False)
