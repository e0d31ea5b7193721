"""A newspaper page as plain text: one story, or several one after another.

Two shapes are known. A *page dump* opens with the date, the section, the headline and `By …`,
and ends with the site's registration number. A *day's file* has stories that each open with
their headline lines and `作者：…  时间：2019-08-03`. In both, a blank line or an indent parts
paragraphs; a line break alone does too where the lines are whole sentences and not a
hard-wrapped text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from reader.errors import ParseError
from reader.lang import say
from reader.model import Article, Block, Heading, Image, Paragraph
from reader.parse.blocks import credit_of
from reader.parse.language import language_of
from reader.parse.noise import Ledger, icp_of, note_characters, rule_of
from reader.parse.page import STAND_IN_HEADLINE, Page
from reader.parse.printed import (
    PrintedDate,
    claimed_date,
    looks_like_a_date,
    page_label,
    printed_date,
)
from reader.parse.slugs import slug_of_words
from reader.text import clean, is_blank

if TYPE_CHECKING:
    from reader.parse.html import Source

_INFO_LINE = re.compile(
    r"(?:作者|记者)\s*[:：]\s*(?P<byline>[^:：]*?)\s*时间\s*[:：]\s*(?P<date>\S+(?:\s\S+)?)"
    r"|时间\s*[:：]\s*(?P<day>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
)
_BYLINE = re.compile(
    r"(?:By\s+\S.{0,80}|(?:作者|文|撰文|记者)\s*[:：/／]\s*\S.{0,60}"
    r"|(?:本报|新华社)(?:特约|驻\S{1,8})?记者\s*\S.{0,40}|□\s*\S.{0,40})"
)
_PHOTO_LINE = re.compile(
    r"(?:新华社|本报|中新社|人民网)?(?:特约|实习)?(?:记者|通讯员)?\s*\S.{0,24}摄(?:[（(].{0,20}[)）])?"
)
_SUBHEAD = re.compile(r"[■◆●▍].{1,60}")
_SENTENCE_END = ("。", "！", "？", "；", "…", ".", "!", "?", ";", "”", '"', "：", ":", "，", ",")
_LONGEST_HEADLINE = 300


@dataclass(slots=True)
class _Line:
    raw: str
    text: str = ""
    is_indented: bool = False

    def __post_init__(self) -> None:
        self.text = clean(self.raw)
        self.is_indented = self.raw[:1] in ("\u3000", "\t", "\xa0") or self.raw.startswith("  ")


@dataclass(slots=True)
class _Story:
    heads: list[str] = field(default_factory=list)
    byline: str = ""
    body: list[_Line] = field(default_factory=list)


def parse_text(source: Source) -> Page:
    """The stories of a text dump; `ParseError` where there are no words."""
    ledger = Ledger()
    note_characters(source.text, ledger)
    text = re.sub("\r\n?|[\x85\u2028\u2029\x0b\x0c]", "\n", source.text)
    lines = [_Line(raw) for raw in text.split("\n")]
    icp = ""
    kept: list[_Line] = []
    for line in lines:
        rule = rule_of(line.text)
        if rule:
            ledger.note(rule, line.text)
            icp = icp or icp_of(line.text)
            continue
        kept.append(line)
    if all(is_blank(line.text) for line in kept):
        raise ParseError(say("There is nothing to read in this page; it is empty."), url=source.url)
    infos = [n for n in range(len(kept)) if _is_info(kept, n)]
    page = _day_file(kept, infos, ledger) if infos else _page_dump(kept, ledger)
    return Page(
        articles=page.articles,
        date=page.date,
        icp=icp,
        section=page.section,
        page=page.page,
        url=source.url,
        removals=ledger.removals,
        remarks=page.remarks + source.remarks,
        days=page.days,
    )


# -- a page dump -----------------------------------------------------------------


def _page_dump(lines: list[_Line], ledger: Ledger) -> Page:
    at = 0
    printed = PrintedDate()
    section = number = ""
    story = _Story()
    heads: list[str] = []
    blanks = 0
    while at < len(lines):
        line = lines[at]
        if is_blank(line.text):
            blanks += 1
            at += 1
            if heads and (story.byline or len(heads) > 1) and blanks:
                break
            continue
        if line.is_indented and heads:
            break
        if not heads and not printed.day and not printed.remark:
            found = printed_date(line.text)
            if found or looks_like_a_date(line.text):
                printed = found or claimed_date(line.text)
                ledger.note("date-line", line.text)
                at += 1
                continue
        if _BYLINE.fullmatch(line.text) and heads:
            story.byline = line.text
            ledger.note("byline-line", line.text)
            at += 1
            break
        if len(line.text) > _LONGEST_HEADLINE or (heads and line.text.endswith(_SENTENCE_END[:8])):
            break
        heads.append(line.text)
        at += 1
        if len(heads) >= 5:
            break
    if len(heads) >= 2 and (printed.day or printed.remark):
        number, section = page_label(heads.pop(0))
        ledger.note("section-line", section)
    if not heads:
        for n in range(at, len(lines)):
            if not is_blank(lines[n].text):
                heads, at = [lines[n].text], n + 1
                break
    story.heads = heads
    story.body = lines[at:]
    story.byline = re.sub(r"^(?:By)\s+", "", story.byline)
    article = _article(story, ledger)
    remarks = (printed.remark,) if printed.remark else ()
    return Page(
        articles=(article,), date=printed.day, section=section, page=number, remarks=remarks
    )


# -- a day's file ----------------------------------------------------------------


def _is_info(lines: list[_Line], n: int) -> bool:
    """Whether a line says whose story stands here and of when.

    Without an author it does so only right under a headline: elsewhere it may be what a story
    says of an event.
    """
    found = _INFO_LINE.fullmatch(lines[n].text)
    if found is None or found["date"]:
        return found is not None
    above = lines[n - 1] if n else None
    return (
        above is not None
        and not lines[n].is_indented
        and not above.is_indented
        and not is_blank(above.text)
        and not above.text.endswith(_SENTENCE_END[:4])
    )


def _day_file(lines: list[_Line], infos: list[int], ledger: Ledger) -> Page:
    starts = [
        _first_head(lines, info, infos[n - 1] + 1 if n else 0) for n, info in enumerate(infos)
    ]
    articles: list[Article] = []
    days: list[date | None] = []
    remarks: list[str] = []
    for n, info in enumerate(infos):
        found = _INFO_LINE.fullmatch(lines[info].text)
        if found is None:
            continue
        end = starts[n + 1] if n + 1 < len(starts) else len(lines)
        printed = claimed_date(found["date"] or found["day"])
        days.append(printed.day)
        if printed.remark:
            remarks.append(printed.remark)
        ledger.note("byline-line", lines[info].text)
        story = _Story(
            heads=[line.text for line in lines[starts[n] : info] if not is_blank(line.text)],
            byline=" ".join(re.split(r"\s*[;；]\s*", (found["byline"] or "").strip())).strip(),
            body=lines[info + 1 : end],
        )
        articles.append(_article(story, ledger))
    if len(set(days)) == 1:
        return Page(articles=tuple(articles), date=days[0], remarks=tuple(dict.fromkeys(remarks)))
    return Page(articles=tuple(articles), days=tuple(days), remarks=tuple(dict.fromkeys(remarks)))


def _first_head(lines: list[_Line], info: int, after: int) -> int:
    """The first of the headline lines above an information line."""
    at = info
    while at > after and is_blank(lines[at - 1].text):
        at -= 1
    while at > after and not is_blank(lines[at - 1].text) and not lines[at - 1].is_indented:
        at -= 1
    return at


# -- a story ---------------------------------------------------------------------


def _article(story: _Story, ledger: Ledger) -> Article:
    kicker, headline, deck = _headings(story.heads)
    blocks = _blocks(story.body, ledger)
    return Article(
        slug=slug_of_words(headline, blocks),
        headline=headline or STAND_IN_HEADLINE,
        kicker=kicker,
        deck=deck,
        byline=story.byline,
        blocks=blocks,
        language=language_of(headline, blocks),
    )


def _headings(heads: list[str]) -> tuple[str, str, str]:
    """Kicker, headline and deck of the lines above a story: a line that opens with a dash is a
    deck.
    """
    if not heads:
        return "", "", ""
    if len(heads) > 1 and heads[0].endswith(("——", "——”")):
        return heads[0], heads[1], " ".join(heads[2:])
    decks = [n for n, line in enumerate(heads) if n and line.startswith(("——", "—", "--"))]
    if decks:
        first = decks[0]
        return " ".join(heads[: first - 1]), heads[first - 1], " ".join(heads[first:])
    return "", heads[0], " ".join(heads[1:])


def _blocks(lines: list[_Line], ledger: Ledger) -> tuple[Block, ...]:
    texts = [line for paragraph in _paragraphs(lines) for line in paragraph]
    blocks: list[Block] = []
    for text in texts:
        if _PHOTO_LINE.fullmatch(text) and blocks and isinstance(blocks[-1], Paragraph):
            caption = f"{blocks.pop().text} {text}"  # type: ignore[union-attr]
            blocks.append(Image(url="", caption=caption, credit=credit_of(caption) or text))
        elif _SUBHEAD.fullmatch(text) and not text.endswith(_SENTENCE_END[:4]):
            blocks.append(Heading(text=text))
        else:
            blocks.append(Paragraph(text=text))
    if not blocks:
        ledger.note("blank", "")
    return tuple(blocks)


def _paragraphs(lines: list[_Line]) -> list[list[str]]:
    """Groups of lines that blank lines part, hard-wrapped ones made whole."""
    groups: list[list[_Line]] = [[]]
    for line in lines:
        if is_blank(line.text):
            if groups[-1]:
                groups.append([])
        else:
            groups[-1].append(line)
    return [_unwrapped(group) for group in groups if group]


def _unwrapped(group: list[_Line]) -> list[str]:
    """The paragraphs of a group: every line one, unless all lines but the last are cut at one
    width.
    """
    if len(group) < 3 or any(line.is_indented for line in group[1:]):
        return [line.text for line in group]
    widths = [len(line.text) for line in group[:-1]]
    wrapped = max(widths) <= 100 and min(widths) > 0.7 * max(widths) and max(widths) >= 40
    if wrapped and not all(line.text.endswith(_SENTENCE_END) for line in group):
        joiner = " " if all(line.text.isascii() for line in group) else ""
        return [clean(joiner.join(line.text for line in group))]
    return [line.text for line in group]
