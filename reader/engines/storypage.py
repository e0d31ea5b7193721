"""An article's page: its head, its text, its pictures.

Three ways lead to each part, tried in this order: the names that families of sites give it, the
record that the publishing system leaves in the page's source, and the structure itself. For a
headline stands in a ladder (kicker above, deck and byline below) or in the rows of a table, and
the text stands between the marks `enpcontent`, or is the longest piece behind the headline.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.engines.bylines import (
    byline_in,
    byline_within,
    is_byline,
    is_imprint,
    is_sentence,
    says_who,
)
from reader.engines.headings import (
    LONGEST_FIELD,
    agree,
    is_foot,
    is_furniture,
    said_apart,
    squeezed,
    whole_rung,
)
from reader.engines.labels import label_of
from reader.engines.pictures import captioned, pictures_around, story_weight
from reader.engines.profiles import NOWHERE, Places
from reader.engines.storymarks import STORY, with_marked_story
from reader.errors import ParseError
from reader.lang import say
from reader.model import Article, Block, Heading, Image, Paragraph
from reader.parse.blocks import blocks_of, credit_of, led_by, line_of
from reader.parse.language import language_of
from reader.parse.noise import Ledger, note_characters, without_records
from reader.parse.page import STAND_IN_HEADLINE
from reader.parse.printed import printed_date
from reader.parse.record import record_of
from reader.parse.slugs import slug_of
from reader.parse.tree import Element, attr, inner_strings, is_hidden, parsed, select, select_one
from reader.text import clean, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.parse.html import Source

_HEADLINES = ("founder-title", ".biaoti", "#main-title", "#Title", ".news_title")
_KICKERS = ("founder-introtitle", ".yinti", "#intro-title", "#PreTitle", "#introtitle")
_DECKS = ("founder-subtitle", ".futi", "#sub-title", "#SubTitle", "#subtitle")
_BYLINES = ("founder-author", ".author", "#author", ".m-article-author", ".zuozhe")
_BODIES = (
    "founder-content",
    "cms-content",
    "#ozoom",
    "#articleContent",
    "#ArticleContent",
    "#article_view_content",
    ".m-article-main",
    "#content",
    ".contenttext",
    ".newsdetatext",
    "#mainCon",
    ".article-content",
)
_OWN_TAGS = frozenset(
    [
        "founder-title",
        "founder-introtitle",
        "founder-subtitle",
        "founder-author",
        "founder-content",
        "cms-content",
    ]
)
_LADDER = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_TITLE_END = re.compile(r"\s*(?:--+|[_|｜]|\s[-–—·]\s).*$")
_LONGEST_IMPRINT = 40
_MOST_RUNGS = 6
_MOST_TRIES = 50
"""Places where a headline's first words are looked at; a page says its headline sooner."""
_SHORTEST_TEXT = 8


def read_story(
    source: Source,
    *,
    slug: str = "",
    title: str = "",
    site_name: str = "",
    places: Places = NOWHERE,
) -> Article:
    """The article on a page; `ParseError` where it has no story.

    `title` is what the list calls it, `site_name` what the newspaper is called: a name in the
    byline's place that is the paper's is nobody's.
    """
    return StoryPage(source, title, site_name, places).article(slug)


class StoryPage:
    """One page while it is read."""

    def __init__(
        self,
        source: Source,
        title: str = "",
        site_name: str = "",
        places: Places = NOWHERE,
        ledger: Ledger | None = None,
    ) -> None:
        self.source = source
        self.places = places
        self.ledger = ledger or Ledger(is_detailed=False)
        self.site_names = {site_name} - {""}
        self.record = record_of(source.text)
        self.markup = without_records(with_marked_story(source.text), self.ledger)
        self.tree = parsed(self.markup)
        self.ladder = list(self.tree.iter(*_LADDER))
        self._named: dict[str, Element] | None = None
        page_title = "" if self.record.headline else self._page_title()
        self.title = title or self.record.headline or page_title
        self.body = self._named_body()
        self.head: Element | None = None

    @property
    def named(self) -> dict[str, Element]:
        """The first element of every id (`#title`), class (`.title`) and tag of the publishing
        system's own.
        """
        if self._named is None:
            named: dict[str, Element] = {}
            for element in self.tree.iter(*_OWN_TAGS):
                named.setdefault(str(element.tag), element)
            for element in self.tree.iter():
                if name := element.get("id"):
                    named.setdefault("#" + name, element)
                if classes := element.get("class"):
                    for word in classes.split():
                        named.setdefault("." + word, element)
            self._named = named
        return self._named

    def _page_title(self) -> str:
        title = next(self.tree.iter("title"), None)
        text = clean(title.text or "") if title is not None else ""
        short = _TITLE_END.sub("", text)
        if short != text:
            self.site_names.add(text[len(short) :].strip(" -–—_|｜·"))
        return short

    # -- the parts -----------------------------------------------------------------

    def article(self, slug: str) -> Article:
        """The whole of it."""
        headline = self._headline()
        kicker, deck, byline = self._beside(headline)
        if self.body is None:
            self.body = self._body_behind((headline, kicker, deck, byline))
        if self.body is None and self.head is None:
            raise ParseError(say("the page holds no article"), url=self.source.url)
        blocks = self._blocks((headline, kicker, deck, byline))
        byline, blocks = byline_within(byline, headline, blocks, self.ledger)
        if is_blank(headline) and not blocks:
            raise ParseError(say("the page holds no article"), url=self.source.url)
        return Article(
            slug=slug or slug_of(self.source.url, headline, blocks),
            headline=headline if not is_blank(headline) else STAND_IN_HEADLINE,
            kicker=kicker,
            deck=deck,
            byline=byline,
            blocks=blocks,
            url=self.source.url,
            language=language_of(headline, blocks),
        )

    def _at(self, css: str, names: Iterable[str]) -> Element | None:
        """The element that a definition's selector names, else the first that bears one of the
        names and is not empty, else an empty one.
        """
        if css:
            return select_one(self.tree, css)
        first = None
        named = self._named
        for name in names:
            if named is None:
                # A name that is nowhere in the source needs no looking for in the tree.
                if name.lstrip("#.") not in self.markup:
                    continue
                named = self.named
            element = named.get(name)
            if element is not None:
                if line_of(element):
                    return element
                first = first if first is not None else element
        return first

    def _headline(self) -> str:
        wanted = squeezed(self.title)
        if wanted and not self.places.headline:
            for heading in self.ladder:
                if squeezed(text := line_of(heading)) == wanted and not self._is_in_body(heading):
                    self.head = heading
                    return text
        element = self._at(self.places.headline, _HEADLINES)
        text = line_of(element)
        if element is not None and text and (self.places.headline or agree(text, wanted)):
            self.head = element
            return text
        rung = self._rung(wanted)
        if rung is not None and (not text or agree(line_of(rung), wanted)):
            self.head = rung
            return line_of(rung)
        if element is not None and text:
            self.head = element
            return text
        found = self._element_saying(wanted) if wanted else None
        if found is not None:
            self.head = found
            return line_of(found)
        if element is not None:
            self.head = element
        return self.record.headline or ""

    def _rung(self, wanted: str) -> Element | None:
        """The heading that is the headline: the one of the expected words, else the highest."""
        outside = [h for h in self.ladder if not self._is_in_body(h)]
        spoken = [(h, line_of(h)) for h in outside]
        for heading, text in spoken:
            if wanted and text and agree(text, wanted):
                return heading
        filled = [
            (h, text)
            for h, text in spoken
            if text and not is_furniture(text) and (h.tag == "h1" or not wanted)
        ]
        return min(filled, key=lambda pair: str(pair[0].tag))[0] if filled else None

    def _is_in_body(self, element: Element) -> bool:
        body = self.body
        if body is None or body.tag != STORY:
            return False
        return body in element.iterancestors()

    def _element_saying(self, wanted: str) -> Element | None:
        """The innermost element outside links and the page's head whose words are the title."""
        start = wanted[:4]
        tries = 0
        for element in self.tree.iter():
            text = element.text
            if not text or not isinstance(element.tag, str) or element.tag in _NO_HEAD:
                continue
            if not squeezed(text[:LONGEST_FIELD]).startswith(start):
                continue
            tries += 1
            if tries > _MOST_TRIES:
                break
            for box in (element, element.getparent()):
                if box is not None and box.tag != "body" and squeezed(line_of(box)) == wanted:
                    if not any(parent.tag in ("a", "ul") for parent in box.iterancestors()):
                        return box
                    break
        return None

    def _beside(self, headline: str) -> tuple[str, str, str]:
        """Kicker, deck and byline."""
        kicker = line_of(self._at(self.places.kicker, _KICKERS))
        deck = line_of(self._at(self.places.deck, _DECKS))
        byline = ""
        if self.places.byline or not self.record.byline:
            byline = byline_in(line_of(self._at(self.places.byline, _BYLINES)), self.site_names)
        if self.record.headline:
            kicker = kicker or self.record.kicker
            deck = deck or self.record.deck
            byline = byline or self.record.byline
        if self.head is not None and not (kicker and deck and byline):
            above, below, by = self._ladder_around(self.head, headline, (kicker, deck, byline))
            # A place that the definition names and that is empty says that there is nothing.
            kicker = kicker or ("" if self.places.kicker else above)
            deck = deck or ("" if self.places.deck else below)
            byline = byline or ("" if self.places.byline else by)
        if not byline:
            byline = self._reporter()
        return (
            kicker if kicker != headline else "",
            deck if deck != headline else "",
            byline,
        )

    def _reporter(self) -> str:
        """The author as the page's `meta` elements name one."""
        for meta in self.tree.iter("meta"):
            if (meta.get("name") or "").lower() in ("reporter", "author"):
                text = byline_in(clean(attr(meta, "content")), self.site_names)
                if text and is_byline(text):
                    return text
        return ""

    def _ladder_around(
        self, head: Element, headline: str, fields: tuple[str, str, str]
    ) -> tuple[str, str, str]:
        """What stands above and below the headline in its box: kicker, deck, byline; what is known
        of them from elsewhere is not looked for again.
        """
        rung = whole_rung(head)
        kicker = ""
        before = None if fields[0] else rung.getprevious()
        if before is not None and before is not self.body and self._is_like(before, rung):
            text = line_of(before)
            if not is_furniture(text):
                kicker = text
        known = (headline, fields[0], fields[1])
        deck = byline = ""
        after = rung.getnext()
        steps = 0
        # A deck stands first or not at all.
        most = _MOST_RUNGS if not fields[2] else 0 if fields[1] else 1
        while after is not None and after is not self.body and steps < most:
            steps += 1
            text = line_of(after)
            if len(text) > LONGEST_FIELD or next(after.iter("img"), None) is not None:
                break
            if text and text not in known:
                is_like = self._is_like(after, rung)
                if steps == 1 and is_like and after.tag in _LADDER and not says_who(text):
                    deck = text
                else:
                    names = byline_in(said_apart(after), self.site_names)
                    has_imprint = is_imprint(text)
                    if names and (is_byline(names) or (has_imprint and not is_sentence(names))):
                        byline = names
                        break
                    if has_imprint or is_furniture(text) or not is_like:
                        break
                    if steps == 1:
                        deck = text
            after = after.getnext()
        return kicker, deck, byline

    def _is_like(self, element: Element, rung: Element) -> bool:
        """Whether an element may be a rung of the headline's ladder. Where the record tells the
        fields, only headings say more than it does.
        """
        if element.tag in _LADDER and rung.tag in _LADDER:
            return True
        return element.tag == rung.tag and not self.record.headline

    # -- the text --------------------------------------------------------------------

    def _named_body(self) -> Element | None:
        if self.places.body:
            return _gathered(select(self.tree, self.places.body))
        story = next(self.tree.iter(STORY), None)
        if story is not None:
            return story
        first = None
        for name in _BODIES:
            element = self.named.get(name)
            if element is None:
                continue
            if _has_something(element):
                return element
            first = first if first is not None else element
        return first

    def _body_behind(self, fields: tuple[str, ...]) -> Element | None:
        """The longest piece of text behind the headline, for pages that do not name it."""
        if self.head is None:
            return None
        box: Element | None = whole_rung(self.head)
        while box is not None and box.tag not in ("body", "html"):
            best: Element | None = None
            most = 0
            for after in box.itersiblings():
                if isinstance(after.tag, str) and not is_hidden(after):
                    weight = story_weight(after)
                    if weight > most and not self._is_beside(after, fields):
                        best, most = after, weight
            if best is not None and most >= _SHORTEST_TEXT:
                return _inmost(best)
            box = box.getparent()
        return None

    def _is_beside(self, element: Element, fields: tuple[str, ...]) -> bool:
        """Whether an element only says what is told in the head, or what is about the site."""
        text = line_of(element)
        if len(text) > LONGEST_FIELD:
            return False
        if text in fields or is_furniture(text) or is_foot(text):
            return True
        names = byline_in(said_apart(element), self.site_names)
        if names and names in fields:
            return True
        return is_imprint(text) and (not names or is_byline(names))

    def _blocks(self, fields: tuple[str, str, str, str]) -> tuple[Block, ...]:
        url = self.source.url
        body = self.body
        if self.places.body and body is not None and self.head is not None:
            _cut_above(self.head, body)
        captions = set(select(self.tree, self.places.captions)) if self.places.captions else set()
        around = pictures_around(self.tree, self.head, body, url, captions)
        if body is None:
            return around
        captioned(body, url, captions)
        if self.ledger.is_detailed:
            note_characters(inner_strings(body), self.ledger)
        blocks = blocks_of(body, url, self.ledger)
        if body.tag != STORY:
            blocks = _without_fields(blocks, fields, self.ledger)
        return led_by(around, _with_captions(blocks))


_NO_HEAD = frozenset(["title", "script", "style", "a", "option", "meta", "head", "li"])
_NO_TEXT = frozenset(["script", "style", "form", "select", "br", "hr", "a", "input"])


def _cut_above(head: Element, body: Element) -> None:
    """Takes out of a text its headline and what stands above it, where they stand within."""
    chain = [head, *head.iterancestors()]
    if body not in chain:
        return
    for element in chain[: chain.index(body)]:
        for before in list(element.itersiblings(preceding=True)):
            above = before.getparent()
            if above is not None and next(before.iter("img"), None) is None:
                above.remove(before)
    body.text = None
    if head is not body:
        _empty_out(head)


def _empty_out(element: Element) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None


def _gathered(pieces: list[Element]) -> Element | None:
    """The element that a selector means; where it means several that do not hold each other, a
    new one in the first one's place with all of them in it.
    """
    if len(pieces) < 2:
        return pieces[0] if pieces else None
    known = set(pieces)
    outer = [e for e in pieces if not any(above in known for above in e.iterancestors())]
    parent = outer[0].getparent()
    if len(outer) < 2 or parent is None:
        return outer[0]
    box = outer[0].makeelement("div")
    parent.insert(parent.index(outer[0]), box)
    for element in outer:
        rest, element.tail = element.tail, None
        before = element.getprevious()
        above = element.getparent()
        if rest and above is not None:
            if before is not None:
                before.tail = (before.tail or "") + rest
            else:
                above.text = (above.text or "") + rest
        box.append(element)
    return box


def _has_something(element: Element) -> bool:
    if element.text and element.text.strip():
        return True
    return any(
        child.tag == "img"
        or (child.text and child.text.strip())
        or (child.tail and child.tail.strip())
        for child in element.iterdescendants()
        if isinstance(child.tag, str)
    )


def _inmost(element: Element) -> Element:
    """The innermost element that still holds nearly all the words of this one."""
    whole = story_weight(element)
    while True:
        inner = next(
            (
                child
                for child in element
                if isinstance(child.tag, str)
                and child.tag not in ("p", "br", "table", "ul", "ol", *_NO_TEXT)
                and story_weight(child) >= 0.97 * whole
            ),
            None,
        )
        if inner is None:
            return element
        element = inner


def _without_fields(
    blocks: tuple[Block, ...], fields: tuple[str, str, str, str], ledger: Ledger
) -> tuple[Block, ...]:
    """The blocks without those at the top that only repeat a field or say when and where."""
    kept = list(blocks)
    for at in range(min(6, len(kept)) - 1, -1, -1):
        block = kept[at]
        if not isinstance(block, Paragraph | Heading) or len(kept) < 2:
            continue
        if block.text in fields:
            ledger.note("repeated-field", block.text)
            del kept[at]
        elif len(block.text) <= _LONGEST_IMPRINT and (
            printed_date(block.text) or label_of(block.text, is_strict=True)[0]
        ):
            ledger.note("date-line", block.text)
            del kept[at]
    return tuple(kept)


def _with_captions(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, a line that ends with who took the picture being the caption of the picture
    before it.
    """
    if not any(isinstance(block, Image) and not block.caption for block in blocks):
        return blocks
    out: list[Block] = []
    for block in blocks:
        last = out[-1] if out else None
        if (
            isinstance(block, Paragraph)
            and isinstance(last, Image)
            and not last.caption
            and len(block.text) <= LONGEST_FIELD
            and (credit := credit_of(block.text))
        ):
            out[-1] = replace(last, caption=block.text, credit=credit)
        else:
            out.append(block)
    return tuple(out)
