"""Any page with a story on it: the net under every engine.

Nothing here knows a site. The page is surveyed once, its headline told by agreement, its story
chosen by what its lines gain (`content`), trimmed at the edges (`trimming`) and made into blocks
(`story`); author, date and the rest are fields.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reader.errors import ParseError
from reader.lang import say
from reader.model import Article, Block, Heading, Image, Paragraph, text_of
from reader.parse.blocks import blocks_of
from reader.parse.bylines import byline_in_text
from reader.parse.fields import Place, fields_of, named_headline, publisher_of
from reader.parse.headline import headline_of
from reader.parse.html import Source, flat_blocks, flat_title, tree_of
from reader.parse.language import language_of
from reader.parse.metadata import metadata_of
from reader.parse.noise import Ledger, icp_of, note_characters
from reader.parse.page import STAND_IN_HEADLINE, Page
from reader.parse.printed import PrintedDate, printed_date
from reader.parse.record import record_of
from reader.parse.slugs import slug_of
from reader.parse.story import marked_containers, named_containers, story_blocks, story_of
from reader.parse.survey import Survey, survey_of
from reader.parse.tree import Element, inner_strings
from reader.parse.vocabulary import Standing
from reader.text import is_blank

_ERROR_PAGE = re.compile(
    r"(?:404|403|500|502|503)?\s*(?:not found|forbidden|bad gateway|service unavailable"
    r"|internal server error|error page)\s*\d*"
    r"|.{0,12}(?:404|错误跳转|页面不存在|找不到页面|页面未找到|访问的页面不存在|您訪問的期刋不存在|无法访问).{0,20}",
    re.IGNORECASE,
)
_LOGIN_PAGE = re.compile(
    r"(?:sign in|log ?in|登录|登錄|用户登录|subscribe|verify|验证码).{0,12}", re.IGNORECASE
)


def parse_html(source: Source) -> Page:
    """The story on a page; `ParseError` where there is none."""
    ledger = Ledger()
    if source.is_too_large_for_a_tree:
        blocks = flat_blocks(source, ledger)
        return _page(source, ledger, flat_title(source), blocks, PrintedDate())
    tree = tree_of(source, ledger)
    record = record_of(source.text)
    metadata = metadata_of(tree)
    survey = survey_of(tree)
    headline = (
        named_headline(survey.named) or headline_of(*_headings(survey), metadata) or record.headline
    )
    roots = marked_containers(survey.named)
    story = None if roots else story_of(tree, survey, headline, metadata)
    place = story.place if story and story.survey is survey else Place()
    fields = fields_of(survey, metadata, place, source.url, record)
    icp = icp_of(_foot(survey))
    if story and story.units:
        roots = [story.survey.spots[story.choice.spot].element]
        _note_characters(roots, ledger)
        blocks = story_blocks(story, source.url, ledger)
    else:
        roots = roots or named_containers(tree)
        _note_characters(roots, ledger)
        blocks = tuple(block for root in roots for block in blocks_of(root, source.url, ledger))
    if _is_no_page(headline or metadata.page_title, blocks):
        raise ParseError(
            say("There is no article on this page; the site shows an error or asks to sign in."),
            url=source.url,
        )
    byline = (
        fields.byline
        or byline_in_text([text_of(block) for block in blocks if isinstance(block, Paragraph)])
        or publisher_of(metadata)
    )
    blocks = _without_fields(blocks, (headline, fields.byline, fields.kicker, fields.deck), ledger)
    if fields.deck and blocks and text_of(blocks[0]) == fields.deck:
        fields = replace(fields, deck="")
    return _page(
        source,
        ledger,
        headline,
        blocks,
        fields.date,
        kicker=fields.kicker,
        deck=fields.deck,
        byline=byline,
        section=fields.section,
        number=fields.page,
        icp=icp,
        declared=metadata.language,
    )


def _note_characters(roots: list[Element], ledger: Ledger) -> None:
    for root in roots:
        note_characters(inner_strings(root), ledger)


def _headings(survey: Survey) -> tuple[list[str], list[str]]:
    """The page's first-rank headings, and other places whose name says that they head something."""
    first: list[str] = []
    other: list[str] = []
    title = Standing.TITLE
    for spot in survey.spots:
        if spot.end == spot.first or spot.end - spot.first > 4:
            continue
        if spot.tag == "h1" and len(first) < 8:
            first.append(" ".join(line.text for line in survey.lines[spot.first : spot.end]))
        elif (spot.tag == "h2" or spot.standing is title) and len(other) < 12:
            other.append(" ".join(line.text for line in survey.lines[spot.first : spot.end]))
    return first, other


def _foot(survey: Survey) -> str:
    return "\n".join(line.text[-400:] for line in survey.lines[-40:])


def _is_no_page(headline: str, blocks: tuple[Block, ...]) -> bool:
    words = _words(blocks)
    if words > 200:
        return False
    if _ERROR_PAGE.fullmatch(headline.strip()) is not None:
        return True
    return _LOGIN_PAGE.fullmatch(headline.strip()) is not None and words < 40


def _words(blocks: tuple[Block, ...]) -> int:
    return sum(len(text_of(block)) for block in blocks)


def _without_fields(
    blocks: tuple[Block, ...], fields: tuple[str, ...], ledger: Ledger
) -> tuple[Block, ...]:
    """The blocks without those at the top that only repeat a field or give the date."""
    names = {"headline": 0, "byline": 1, "kicker": 2, "deck": 3}
    kept = list(blocks)
    for at in range(min(6, len(kept)) - 1, -1, -1):
        block = kept[at]
        if not isinstance(block, Paragraph | Heading):
            continue
        for name, n in names.items():
            if fields[n] and block.text == fields[n] and len(kept) > 1:
                ledger.note(f"repeated-{name}", block.text)
                del kept[at]
                break
        else:
            if len(kept) > 1 and printed_date(block.text):
                ledger.note("date-line", block.text)
                del kept[at]
    return tuple(kept)


def _page(
    source: Source,
    ledger: Ledger,
    headline: str,
    blocks: tuple[Block, ...],
    printed: PrintedDate,
    *,
    kicker: str = "",
    deck: str = "",
    byline: str = "",
    section: str = "",
    number: str = "",
    icp: str = "",
    declared: str = "",
) -> Page:
    remarks = [printed.remark] if printed.remark else []
    has_text = _words(blocks) > 0
    has_picture = any(isinstance(block, Image) for block in blocks)
    if is_blank(headline):
        headline = ""
    if not has_text and not has_picture:
        if not headline:
            raise ParseError(say("There is nothing to read in this page."), url=source.url)
        remarks.append("The page has a headline and no text.")
    remarks.extend(source.remarks)
    article = Article(
        slug=slug_of(source.url, headline, blocks),
        headline=headline or STAND_IN_HEADLINE,
        kicker=kicker,
        deck=deck,
        byline=byline,
        blocks=blocks,
        url=source.url,
        language=language_of(headline, blocks, declared),
    )
    return Page(
        articles=(article,),
        date=printed.day,
        icp=icp,
        section=section,
        page=number,
        url=source.url,
        removals=ledger.removals,
        remarks=tuple(remarks),
    )
