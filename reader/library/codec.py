"""An article as bytes, and back.

The form is JSON, so that a later version can add to it and an earlier one still reads the rest:
unknown names are passed over, an unknown kind of block is kept as a paragraph if it leads with
words. The JSON is packed by zlib with a dictionary of what every article holds. Text that GBK can
spell is packed in GBK, whose two bytes a character come out a sixth smaller than UTF-8's three; the
first byte of the packed form says which, and whether its dictionary has the frequent words too.

The dictionaries and their numbers are for good: without them nothing packed before can be read.
"""

from __future__ import annotations

import json
import re
import zlib
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from struct import pack, unpack
from typing import Any, TypeAlias, assert_never

from reader.library.words import FREQUENT
from reader.model import (
    Article,
    Block,
    Heading,
    Image,
    Items,
    Mark,
    MarkKind,
    Newspaper,
    Paragraph,
    Point,
    Quote,
    Role,
    Section,
    Table,
)

Json: TypeAlias = Any


class Unreadable(ValueError):
    """Bytes or values that were not written by this module, or did not stay as they were."""


_FAILURES = (ValueError, TypeError, LookupError, AttributeError, OverflowError, zlib.error)

# -- characters ----------------------------------------------------------------

_SURROGATES = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with what is no character (half a surrogate pair) replaced: SQLite keeps UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text


# -- packing -------------------------------------------------------------------

_COMMON = (
    "人工智能生态环境现代化建设基础设施高质量发展产业链供应链科技创新乡村振兴改革开放经济社会"
    "有关负责人表示，据介绍，目前，与此同时，此外，另一方面，在接受采访时说：“我们要坚持以为中心，"
    "进一步推动加强提升促进实现完善不断积极全面深化落实工作会议精神领导干部群众企业市场服务"
    "国家中国我国全国世界国际美国政府部门地区城市农村教育文化医疗研究大学技术团队项目"
    "新华社北京月日电（记者）本报讯本报记者通讯员北京上海同比增长亿元万人一个这些他们没有可以"
    "通过进行已经成为主要包括认为指出强调的是在了和不也将被对于从到就都而且但因为所以"
    " the of and to in a that for is on with said was as at by from it he be are has have which "
    "government people according would their more than after who been about its not "
    'https://www.http://.com.cn/html/content_.htm"],["image","'
    '"],["heading","","strong",""]],["paragraph","　　”'
    '"],["paragraph","","role":"story","area":[[0.,0.],[1.0,1.0]],"printed_on":["01","04"],'
    '{"slug":"","headline":"","kicker":"","deck":"","byline":"","dateline":"","url":"",'
    '"language":"zh-Hans","blocks":[["paragraph","'
)
_CHARSETS = {1: "utf-8", 2: "gbk", 3: "gbk"}
_DICTIONARIES = {form: _COMMON.encode(charset) for form, charset in _CHARSETS.items()}
_DICTIONARIES[3] = (FREQUENT + _COMMON).encode("gbk")


def packed(value: Json) -> bytes:
    """A JSON value in few bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    form, data = 1, storable(text).encode()
    if len(data) > len(text):
        with suppress(UnicodeEncodeError):
            form, data = 3, text.encode("gbk")
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_DICTIONARIES[form])
    return bytes([form]) + deflate.compress(data) + deflate.flush()


def unpacked(content: bytes) -> Json:
    """What `packed` was given; raises `Unreadable`."""
    return from_text(unpacked_text(content))


def unpacked_text(content: bytes) -> str:
    """What `packed` was given as the text of its JSON, which is enough to look for words in it and
    far cheaper than the value; raises `Unreadable`."""
    charset, data = inflated(content)
    return decoded(charset, data)


def inflated(content: bytes) -> tuple[str, bytes]:
    """The text of `unpacked_text` as it was encoded, and how; raises `Unreadable`."""
    try:
        form = content[0]
        inflate = zlib.decompressobj(-15, zdict=_DICTIONARIES[form])
        data = inflate.decompress(content[1:]) + inflate.flush()
        if not inflate.eof:
            raise Unreadable("cut short")
        return _CHARSETS[form], data
    except _FAILURES as error:
        raise Unreadable(str(error)) from error


def decoded(charset: str, data: bytes) -> str:
    """What `inflated` gave as text; raises `Unreadable`."""
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        raise Unreadable(str(error)) from error


def from_text(text: str) -> Json:
    """The value of a JSON text; raises `Unreadable`."""
    try:
        return json.loads(text)
    except (*_FAILURES, RecursionError) as error:
        raise Unreadable(str(error)) from error


@lru_cache(maxsize=1024)
def digest_of(article: Article) -> bytes:
    """Equal for equal articles, and as good as never for others; the slug does not count.

    Remembered, because a growing issue is stored again with the articles it had before.
    """
    value = article_as_json(article)
    del value["slug"]
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()


# -- articles ------------------------------------------------------------------


def article_as_json(article: Article) -> dict[str, Json]:
    """Only what differs from an article of which nothing is known is written."""
    value: dict[str, Json] = {"slug": article.slug, "headline": article.headline}
    for name in ("kicker", "deck", "byline", "dateline", "url", "language"):
        if text := getattr(article, name):
            value[name] = text
    if article.role is not Role.STORY:
        value["role"] = article.role.value
    if article.area:
        value["area"] = [list(point) for point in article.area]
    if article.printed_on:
        value["printed_on"] = list(article.printed_on)
    value["blocks"] = [_block_as_json(block) for block in article.blocks]
    return value


def article_from_json(value: Json) -> Article:
    """Raises `Unreadable` where it cannot be an article."""
    try:
        return Article(
            slug=_text(value["slug"]),
            headline=_text(value["headline"]),
            kicker=_text(value.get("kicker", "")),
            deck=_text(value.get("deck", "")),
            byline=_text(value.get("byline", "")),
            dateline=_text(value.get("dateline", "")),
            url=_text(value.get("url", "")),
            language=_text(value.get("language", "")),
            role=role_of(value.get("role", Role.STORY)),
            area=tuple((float(x), float(y)) for x, y, *_ in value.get("area", ())),
            printed_on=tuple(map(_text, value.get("printed_on", ()))),
            blocks=tuple(
                block for each in value["blocks"] if (block := _block_from_json(each)) is not None
            ),
        )
    except _FAILURES as error:
        raise Unreadable(str(error)) from error


_ROLES = {role.value: role for role in Role}


def role_of(name: str) -> Role:
    """The role of that name; a story where a later version knows one that this does not."""
    return _ROLES.get(name, Role.STORY)


def packed_area(area: tuple[Point, ...]) -> bytes:
    """The corners for a list's row, which is read by the hundred."""
    return pack(f"<{2 * len(area)}d", *(number for point in area for number in point))


def unpacked_area(content: bytes) -> tuple[Point, ...]:
    """What `packed_area` was given."""
    numbers = unpack(f"<{len(content) // 8}d", content)
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"text expected, not {type(value).__name__}")
    return value


def _block_as_json(block: Block) -> list[Json]:
    match block:
        case Paragraph():
            return ["paragraph", block.text, *_marks_as_json(block.marks)]
        case Heading():
            return ["heading", block.text, *_marks_as_json(block.marks)]
        case Quote():
            return ["quote", block.text, *_marks_as_json(block.marks)]
        case Items():
            return ["items", list(block.items), int(block.is_ordered)]
        case Table():
            return ["table", [list(row) for row in block.rows], int(block.has_header)]
        case Image():
            return ["image", block.url, block.caption, block.credit]
        case _:
            assert_never(block)


def _block_from_json(value: Json) -> Block | None:
    kind, first, *rest = value
    match kind:
        case "paragraph":
            return Paragraph(text=_text(first), marks=_marks_from_json(rest))
        case "heading":
            return Heading(text=_text(first), marks=_marks_from_json(rest))
        case "quote":
            return Quote(text=_text(first), marks=_marks_from_json(rest))
        case "items":
            return Items(items=tuple(map(_text, first)), is_ordered=bool(rest and rest[0]))
        case "table":
            rows = tuple(tuple(map(_text, row)) for row in first)
            return Table(rows=rows, has_header=bool(rest and rest[0]))
        case "image":
            caption, credit = [*rest, "", ""][:2]
            return Image(url=_text(first), caption=_text(caption), credit=_text(credit))
        case _:
            return Paragraph(text=first) if isinstance(first, str) else None


def _marks_as_json(marks: tuple[Mark, ...]) -> list[Json]:
    if not marks:
        return []
    return [
        [
            [mark.start, mark.end, mark.kind.value, *([mark.href] if mark.href else [])]
            for mark in marks
        ]
    ]


_MARK_KINDS = {kind.value: kind for kind in MarkKind}


def _marks_from_json(rest: list[Json]) -> tuple[Mark, ...]:
    if not rest:
        return ()
    marks = []
    for start, end, name, *more in rest[0]:
        if (kind := _MARK_KINDS.get(name)) is not None:
            href = _text(more[0]) if more else ""
            marks.append(Mark(start=int(start), end=int(end), kind=kind, href=href))
    return tuple(marks)


def packed_article(article: Article) -> bytes:
    """The whole article."""
    return packed(article_as_json(article))


def unpacked_article(content: bytes) -> Article:
    """What `packed_article` was given; raises `Unreadable`."""
    return article_from_json(unpacked(content))


# -- what a bookmark keeps -----------------------------------------------------


def packed_copy(newspaper: Newspaper, section: Section, article: Article) -> bytes:
    """Everything a bookmark needs to be read without its issue."""
    return packed(copy_as_json(newspaper, section, article))


def copy_as_json(newspaper: Newspaper, section: Section, article: Article) -> dict[str, Json]:
    """The same, before it is packed."""
    return {
        "newspaper": {
            "id": newspaper.id,
            "name": newspaper.name,
            "english_name": newspaper.english_name,
            "language": newspaper.language,
            "time_zone": newspaper.time_zone,
            "homepage": newspaper.homepage,
            "icp": newspaper.icp,
            "closed_weekdays": sorted(newspaper.closed_weekdays),
        },
        "section": {
            "name": section.name,
            "page": section.page,
            "url": section.url,
            "page_image_url": section.page_image_url,
            "page_pdf_url": section.page_pdf_url,
        },
        "article": article_as_json(article),
    }


def unpacked_copy(content: bytes) -> tuple[Newspaper, Section, Article]:
    """What `packed_copy` was given; raises `Unreadable`."""
    return copy_from_json(unpacked(content))


def copy_from_json(value: Json) -> tuple[Newspaper, Section, Article]:
    """Raises `Unreadable` where it cannot be a copy."""
    try:
        newspaper, section = value["newspaper"], value["section"]
        return (
            Newspaper(
                id=_text(newspaper["id"]),
                name=_text(newspaper["name"]),
                english_name=_text(newspaper["english_name"]),
                language=_text(newspaper["language"]),
                time_zone=_text(newspaper["time_zone"]),
                homepage=_text(newspaper["homepage"]),
                icp=_text(newspaper["icp"]),
                closed_weekdays=frozenset(map(int, newspaper["closed_weekdays"])),
            ),
            Section(
                name=_text(section["name"]),
                page=_text(section["page"]),
                url=_text(section["url"]),
                page_image_url=_text(section["page_image_url"]),
                page_pdf_url=_text(section["page_pdf_url"]),
            ),
            article_from_json(value["article"]),
        )
    except _FAILURES as error:
        raise Unreadable(str(error)) from error
