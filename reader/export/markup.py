"""An article as elements of HTML that are XML as well, for a book and for a page.

Built by escaping and by nothing else: no element, attribute or address gets in but those written
here, whatever the newspaper's page had.
"""

from __future__ import annotations

import html
import ipaddress
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import quote, urlsplit

from reader.dates import masthead_date
from reader.export import Printed, remarks_of, without_controls
from reader.export.terms import is_right_to_left, language_tag, terms_of
from reader.model import (
    Block,
    Heading,
    Highlight,
    Image,
    Items,
    Mark,
    MarkKind,
    Paragraph,
    Quote,
    Table,
    text_of,
)
from reader.typeset.meta import page_label

PictureOf = Callable[[Image], str]
"""Where a picture of the article is, for its `src`; "" where it is not to be had."""

_LONGEST_NAME = 60
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*\.?")
_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE = "%!$&'()*+,;=:@/~-._"

_ELEMENTS = {
    MarkKind.STRONG: "strong",
    MarkKind.EMPHASIS: "em",
    MarkKind.SUBSCRIPT: "sub",
    MarkKind.SUPERSCRIPT: "sup",
}
_LIT = "mark"


def escaped(text: str) -> str:
    """The text as itself between tags and between quotation marks."""
    return html.escape(without_controls(text).replace("\t", " "))


def link_address(url: str) -> str:
    """The address as every validator takes it, or "" where it is none of the web."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not (host := _host(host)):
        return ""
    # Who is named before the host would be somebody else's password.
    place = host if port is None else f"{host}:{port}"
    path, query, fragment = map(_quoted, (parts.path, parts.query, parts.fragment))
    query = f"?{query}" if query else ""
    fragment = f"#{fragment}" if fragment else ""
    return f"{parts.scheme}://{place}{path or '/'}{query}{fragment}"


def _host(name: str) -> str:
    if ":" in name:
        try:
            return f"[{ipaddress.IPv6Address(name).compressed}]"
        except ValueError:
            return ""
    try:
        name = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    labels = name.rstrip(".").rsplit(".", 1)
    if labels[-1].isdigit():
        # What ends in a number is an address of four of them, or nothing.
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            return ""
    return name if _HOST.fullmatch(name) and ".." not in name else ""


def _quoted(part: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", part), safe=_SAFE + "?", errors="replace")


def name_of(printed: Printed) -> str:
    """The headline, or for an article without one its first words; never ""."""
    article = printed.article
    words = without_controls(article.headline).strip()
    words = words or " ".join(without_controls(article.text).split())[:_LONGEST_NAME]
    return words or printed.id


def language_attributes(language: str) -> str:
    """`lang`, once for HTML and once for XML, and the direction where it is not the usual one."""
    tag = language_tag(language)
    direction = ' dir="rtl"' if is_right_to_left(tag) else ""
    return f'lang="{tag}" xml:lang="{tag}"{direction}'


def style_class(language: str) -> str:
    """The class by which a text is indented: `zh`, `ja`, `ko` or `other`."""
    tongue = language_tag(language).partition("-")[0]
    return tongue if tongue in ("zh", "ja", "ko") else "other"


def article_markup(
    printed: Printed, picture_of: PictureOf, *, level: int = 1, anchor: str = ""
) -> str:
    """One article as an `article` element; `level` is the rank of its headline."""
    article = printed.article
    language = article.language or printed.language
    terms = terms_of(language)
    mark = f' id="{anchor}"' if anchor else ""
    rows = [f'<article{mark} class="{style_class(language)}" {language_attributes(language)}>']
    rows.append("<header>")
    rows += _row("kicker", article.kicker)
    rows.append(f"<h{level}>{escaped(name_of(printed))}</h{level}>")
    rows += _row("deck", article.deck)
    rows += _row("byline", article.byline)
    if article.dateline and not article.text.startswith(article.dateline):
        rows += _row("dateline", article.dateline)
    rows += _row("place", place_words(printed))
    rows.append("</header>")
    rows += _row("tags", " · ".join(printed.tags))
    if remarks := remarks_of(printed):
        words = "\n".join(f"<p>{escaped(line)}</p>" for line in remarks)
        rows.append(f'<aside class="note">\n{words}\n</aside>')
    for block, lit in _lit_blocks(article.blocks, printed.highlights):
        rows.append(_block(block, lit, picture_of, min(6, level + 1)))
    if url := link_address(article.url):
        rows.append(
            f'<p class="source">{escaped(terms.original)}: '
            f'<a href="{escaped(url)}">{escaped(url)}</a></p>'
        )
    rows.append("</article>\n")
    return "\n".join(filter(None, rows))


def place_words(printed: Printed) -> str:
    """`科技日报 · 2024年7月6日 星期六 · 第01版 要闻`, in the newspaper's language."""
    language = printed.language or printed.article.language
    day = masthead_date(printed.date, language) if printed.date else ""
    terms = terms_of(language)
    pages = printed.article.printed_on
    if len(pages) > 1:
        where = " → ".join(terms.page.format(n=page) for page in pages)
    elif printed.page and not language.startswith(("zh", "ja")):
        where = " · ".join(filter(None, (terms.page.format(n=printed.page), printed.section)))
    else:
        where = page_label(printed.page, printed.section, language)
    return " · ".join(filter(None, (printed.newspaper, day, where)))


def _row(kind: str, text: str) -> list[str]:
    return [f'<p class="{kind}">{_lines(text)}</p>'] if text.strip() else []


def _lines(text: str) -> str:
    return escaped(text).replace("\n", "<br/>")


# -- blocks ------------------------------------------------------------------------

_Lit = Sequence[tuple[int, int]]


def _lit_blocks(
    blocks: Iterable[Block], highlights: Sequence[Highlight]
) -> Iterator[tuple[Block, _Lit]]:
    """Each block with what is lit in it, in offsets of its own text."""
    start = 0
    for block in blocks:
        length = len(text_of(block))
        if not length:
            yield block, ()
            continue
        end = start + length
        yield (
            block,
            tuple(
                (max(0, one.start - start), min(length, one.end - start))
                for one in highlights
                if one.start < end and one.end > start
            ),
        )
        start = end + 2


def _block(block: Block, lit: _Lit, picture_of: PictureOf, level: int) -> str:
    match block:
        case Paragraph(text=text, marks=marks):
            return f"<p>{marked(text, marks, lit)}</p>" if text.strip() else ""
        case Heading(text=text, marks=marks):
            words = marked(text.replace("\n", " "), marks, lit)
            return f"<h{level}>{words}</h{level}>" if text.strip() else ""
        case Quote(text=text, marks=marks):
            return f"<blockquote><p>{marked(text, marks, lit)}</p></blockquote>"
        case Items(items=items, is_ordered=is_ordered):
            kind = "ol" if is_ordered else "ul"
            rows = "\n".join(f"<li>{_lines(item)}</li>" for item in items)
            return f"<{kind}>\n{rows}\n</{kind}>" if items else ""
        case Table():
            return _table(block)
        case Image():
            return _figure(block, picture_of(block))
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    columns = max((len(row) for row in table.rows), default=0)
    if not columns:
        return ""
    whole = [[*row, *[""] * (columns - len(row))] for row in table.rows]
    head = whole[:1] if table.has_header else []
    rows = ["<table>"]
    if head:
        cells = "".join(f"<th>{_lines(cell)}</th>" for cell in head[0])
        rows.append(f"<thead><tr>{cells}</tr></thead>")
    if body := whole[len(head) :]:
        rows.append("<tbody>")
        rows += [
            f"<tr>{''.join(f'<td>{_lines(cell)}</td>' for cell in cells)}</tr>" for cells in body
        ]
        rows.append("</tbody>")
    rows.append("</table>")
    # What is wider than the page scrolls by itself where that can be done.
    return '<div class="table">\n' + "\n".join(rows) + "\n</div>"


def _figure(image: Image, source: str) -> str:
    credit = "" if image.credit in image.caption else image.credit
    words = escaped(image.caption)
    if credit:
        words += f'{" " if words else ""}<span class="credit">{escaped(credit)}</span>'
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    if not source:
        return f'<figure class="absent">{caption}</figure>' if caption else ""
    alt = escaped(image.caption or image.credit)
    return f'<figure><img src="{escaped(source)}" alt="{alt}"/>{caption}</figure>'


# -- inside a line -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class _Tag:
    """An element that covers characters; they are nested in this order."""

    rank: int
    name: str
    href: str = ""

    @property
    def opening(self) -> str:
        return f'<{self.name} href="{escaped(self.href)}">' if self.href else f"<{self.name}>"


_RANKS = {
    MarkKind.STRONG: 2,
    MarkKind.EMPHASIS: 3,
    MarkKind.SUBSCRIPT: 4,
    MarkKind.SUPERSCRIPT: 5,
}


def marked(text: str, marks: Sequence[Mark], lit: _Lit = ()) -> str:
    """The text with its links, its emphasis and what is lit in it. Marks that overlap are nested;
    of two links at one place the one that began first counts."""
    changes: dict[int, list[tuple[_Tag, int]]] = {}

    def cover(start: int, end: int, tag: _Tag) -> None:
        start, end = max(0, start), min(end, len(text))
        if start < end:
            changes.setdefault(start, []).append((tag, 1))
            changes.setdefault(end, []).append((tag, -1))

    for mark in marks:
        if mark.kind is not MarkKind.LINK:
            cover(mark.start, mark.end, _Tag(_RANKS[mark.kind], _ELEMENTS[mark.kind]))
        elif href := link_address(mark.href):
            cover(mark.start, mark.end, _Tag(0, "a", href))
    for start, end in lit:
        cover(start, end, _Tag(1, _LIT))
    if not changes:
        return _lines(text)
    return "".join(_nested(text, changes))


def _nested(text: str, changes: dict[int, list[tuple[_Tag, int]]]) -> Iterator[str]:
    depth: dict[_Tag, int] = {}
    is_open: list[_Tag] = []
    done = 0
    for at in sorted({*changes, len(text)}):
        yield _lines(text[done:at])
        done = at
        for tag, step in changes.get(at, ()):
            depth[tag] = depth.get(tag, 0) + step
            if not depth[tag]:
                del depth[tag]
        wanted = [tag for tag in depth if tag.name != "a"]
        # A dict keeps its order: the link that began first.
        wanted += [tag for tag in depth if tag.name == "a"][:1]
        wanted.sort()
        kept = 0
        while kept < min(len(is_open), len(wanted)) and is_open[kept] == wanted[kept]:
            kept += 1
        yield "".join(f"</{tag.name}>" for tag in reversed(is_open[kept:]))
        yield "".join(tag.opening for tag in wanted[kept:])
        is_open = wanted
