"""From an address to a newspaper's definition, tried on the site itself.

    explore → draft → the entry, tried → another day, tried → the home → the definition, read back

The definition is made as text, with comments, because it is a person's from then on; and it is read
back at once, so that what is written can be used.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Generator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.discovery.days import is_whole, speaks_of, with_places
from reader.discovery.draft import Draft, draft_of, family_of, steady_entries
from reader.discovery.explore import Answer, Explorer
from reader.discovery.fields import fields_of, page_name_of
from reader.discovery.identity import Identity, identity_of
from reader.discovery.survey import Kind, Survey
from reader.engines import engine_for
from reader.engines.fitting import Template
from reader.engines.places import filled
from reader.errors import NotPublished, ParseError, ReaderError
from reader.model import Article, Request, Section
from reader.papers.definition import paper_from
from reader.parse.links import without_query
from reader.text import shown

if TYPE_CHECKING:
    from reader.discovery.readings import Reading
    from reader.papers import Paper

Way = Generator[Request, Answer, "Finding"]
_NEARLY = 0.8
_TRIES = 3
_TO_THE_NEWEST = 6
"""Requests that finding the newest issue may take."""
_OTHER_DAYS = (1, 7, 2)
"""Days back that are tried where the site links no other issue: yesterday, a week ago …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A newspaper that was found out about."""

    paper: Paper
    definition: str
    """TOML, with comments."""
    day: date
    """The issue that was looked at."""
    sections: tuple[Section, ...]
    """Its pages as far as they were read."""
    pages: int
    articles: int
    """How many the pages that were read list."""
    example: Article | None
    tried: date | None
    """Another day whose issue was asked for and found; None where none was."""
    is_dated: bool
    """Whether an issue can be asked for by its date."""


def find(url: str, today: date, taken: Collection[str] = (), *, wanted_id: str = "") -> Way:
    """Finds out about the paper at an address; ids in `taken` are other papers'.

    Raises the site's `FetchError` where nothing came, and `ParseError` where what came shows no
    newspaper.
    """
    explorer = Explorer(url, today)
    survey = yield from explorer.run()
    articles = survey.articles()
    pages = survey.pages(articles) if articles else None
    if articles is None or pages is None or survey.day is None:
        raise _nothing_found(url, survey, articles)
    draft = draft_of(survey, articles, pages)
    yield from explorer.read(draft.entry_url)
    home, newest = yield from _home(explorer, draft)
    survey = Survey(explorer.readings, survey.day, today)
    tried, entry = yield from _another_day(explorer, survey, draft)
    # What another day's pages show of the site is taken into account, too.
    survey = Survey(explorer.readings, survey.day, today)
    articles = survey.articles() or articles
    pages = survey.pages(articles) or pages
    draft = draft_of(survey, articles, pages)
    if tried is not None and entry != draft.entry:
        draft = replace(draft, entry=entry, entry_url=filled(entry, survey.day or today))
    elif not draft.is_dated and newest:
        # Its addresses tell no day: what the home leads to is the newest issue, whichever it is.
        draft = replace(draft, entry=newest)
    draft = _with_fields(draft, articles, pages)
    day = survey.day
    assert day is not None  # noqa: S101 - a survey keeps the day that it was given
    heads = [words for words in articles.words.values() if words]
    who = identity_of(explorer.readings, heads, draft.entry_url, taken)
    if wanted_id:
        who = replace(who, id=wanted_id)
    yield from explorer.read(draft.entry_url)

    def told(draft: Draft) -> Finding:
        text = definition_of(
            who, draft, url=url, today=today, home=home, newest=newest, tried=tried
        )
        paper = paper_from(text.encode(), Path(f"{who.id}.toml"))
        return _tried_out(explorer, paper, text, draft, day, tried)

    finding = told(draft)
    family = family_of(articles, pages)
    if family:
        # What is known of a family is better than what was learnt from a few pages, if it fits.
        try:
            better = told(replace(draft, engine=family))
        except ReaderError:
            return finding
        # Neither reads what was not fetched, and they ask in another order: counts differ a little.
        is_whole_too = better.articles >= _NEARLY * finding.articles
        if better.example and better.pages >= finding.pages and is_whole_too:
            return better
    return finding


def newest_day(url: str, today: date) -> Generator[Request, Answer, date | None]:
    """The day of the issue that an address leads to, which names none itself."""
    explorer = Explorer(url, today, most=_TO_THE_NEWEST)
    yield from explorer.to_the_issue()
    return explorer.day


def _nothing_found(url: str, survey: Survey, articles: Kind | None) -> ParseError:
    place = shown(urlsplit(url).netloc + urlsplit(url).path, 100)
    if survey.day is None:
        what = "nothing there gives the date of an issue, neither its addresses nor its words"
        remedy = "try the address of an issue's first page"
    elif articles is None:
        what = f"no links there were found to lead to articles of {survey.day.isoformat()}"
        remedy = "try the address of an issue's first page, or of an article"
    else:
        what = "articles were found and no page that lists them"
        remedy = "try the address of the page that they stood on"
    return ParseError(f"{place} was not understood: {what}; {remedy}.", url=url)


def _with_fields(draft: Draft, articles: Kind, pages: Kind) -> Draft:
    read = [
        (r, articles.words.get(r.url) or articles.words.get(r.asked, "")) for r in articles.readings
    ]
    fields = fields_of(read)
    if not any(_names_page(words) for words in pages.words.values()):
        name = page_name_of(pages.readings, list(articles.words.values()))
        fields |= {"page_name": name} if name else {}
    return replace(draft, fields=fields)


def _names_page(words: str) -> bool:
    """Whether the words on a link name a page beyond its number."""
    rest = re.sub(r"page|section|part|版|面|면|頁|页|第", "", words, flags=re.IGNORECASE)
    return len(re.findall(r"[^\W\d_]", rest)) > 2 or any(c > "\u2e80" for c in rest)


def _another_day(
    explorer: Explorer, survey: Survey, draft: Draft
) -> Generator[Request, Answer, tuple[date | None, str]]:
    """Asks for the issue of another day, and makes sure that it is one; answers the day and the
    entry by which it was found, which is another one where the draft's does not do.
    """
    day = survey.day
    linked_entries = Counter(
        template
        for url, other in survey.other_days.items()
        if is_whole(template := with_places(url, other, is_padded=survey.is_padded))
        and Template(draft.article_address).fits(url) is None
    )
    entries = [draft.entry, *steady_entries(survey, draft, explorer.sent, explorer.today)]
    entries += [template for template, _ in linked_entries.most_common(2)]
    known = sorted(set(survey.other_days.values()), reverse=True)
    for entry in list(dict.fromkeys(entries))[:4]:
        if day is None or not is_whole(entry):
            continue
        linked = sorted(
            {
                other
                for url, other in survey.other_days.items()
                if with_places(url, other, is_padded=survey.is_padded) == entry
            },
            reverse=True,
        )
        guessed = [day - timedelta(days=back) for back in _OTHER_DAYS]
        for other in list(dict.fromkeys([*linked[:2], *known[:1], *guessed]))[:_TRIES]:
            reading = yield from explorer.read(filled(entry, other))
            if reading is not None and _is_issue_of(reading, other, draft):
                return other, entry
    return None, draft.entry


def _is_issue_of(reading: Reading, day: date, draft: Draft) -> bool:
    templates = [Template(draft.page_address, day), Template(draft.article_address, day)]
    if not speaks_of(reading.url, day) and reading.printed_day not in (None, day):
        return False
    return any(t.fits(a.url) for t in templates for a in reading.anchors if a.url != reading.url)


def _home(explorer: Explorer, draft: Draft) -> Generator[Request, Answer, tuple[str, str]]:
    """The site's home, and the address at which its newest issue begins ("" where none does)."""
    parts = urlsplit(draft.entry_url)
    root = f"{parts.scheme}://{parts.netloc}/"
    page = Template(draft.page_address)
    home = yield from explorer.read(root)
    for start in [*explorer.sent, root]:
        reading = yield from explorer.read(start)
        if reading is None:
            continue
        is_front = not draft.is_dated and any(page.fits(a.url) for a in reading.anchors)
        if (page.fits(reading.url) or is_front) and not page.fits(start):
            return (root if home else start), start
    return (root if home else ""), "" if draft.is_dated else draft.entry_url


def _tried_out(
    explorer: Explorer,
    paper: Paper,
    text: str,
    draft: Draft,
    day: date,
    tried: date | None,
) -> Finding:
    """The finding, with what the engine makes of the answers that are here already."""
    era = paper.eras[0]
    engine = engine_for(paper.newspaper, era, day, draft.entry_url)
    plain = {without_query(url): answer for url, answer in explorer.answers.items()}
    waiting = list(engine.start())
    while waiting:
        request = waiting.pop(0)
        # Founder's queries (`?div=-1`) change nothing, and an engine may leave them out.
        response = explorer.answers.get(request.url) or plain.get(request.url)
        if response is None:
            continue
        try:
            waiting += engine.read(request, response)
        except NotPublished as error:
            raise ParseError(
                f"The pages of {paper.newspaper.name} were found and could not be read by what was"
                " learnt; try the address of an issue's first page.",
                url=draft.entry_url,
            ) from error
        except ReaderError:
            continue
    issue, tally = engine.issue(), engine.tally()
    examples = [article for article in issue.articles if article.text]
    return Finding(
        paper=paper,
        definition=text,
        day=day,
        sections=issue.sections,
        pages=tally.pages,
        articles=tally.articles,
        example=max(examples, key=lambda a: len(a.text), default=None),
        tried=tried,
        is_dated=draft.is_dated,
    )


# -- the text ----------------------------------------------------------------------

_SAID = {
    "page_address": "What the address of a page looks like: {page} is its number.",
    "article_address": "What the address of an article looks like: {id} names it.",
    "pages": "Which links lead to pages (CSS), where the address alone does not tell.",
    "articles": "Which links lead to a page's own articles (CSS), and not to what is read most.",
    "page_name": "What a page is called, on the page itself.",
    "headline": "Where an article has its parts (CSS). Without these the reader finds them itself.",
}
_ORDER = (
    *("page_address", "article_address", "pages", "articles", "page_name"),
    *("headline", "kicker", "deck", "byline", "body"),
)


def definition_of(
    who: Identity,
    draft: Draft,
    *,
    url: str,
    today: date,
    home: str,
    newest: str,
    tried: date | None,
) -> str:
    """The definition as it is written into a file."""
    lines = [
        f"# {who.name}, found out from {shown(url, 200)} on {today.isoformat()}.",
        "# Everything here may be changed; the README says what each line means.",
        "",
        f"id = {_quoted(who.id)}",
        f"name = {_quoted(who.name)}",
        f"language = {_quoted(who.language)}",
        f"time_zone = {_quoted(who.time_zone)}",
    ]
    if home:
        lines.append(f"homepage = {_quoted(home)}")
    if who.icp:
        lines.append(f"icp = {_quoted(who.icp)}")
    if draft.hosts:
        lines.append(f"hosts = [{', '.join(map(_quoted, draft.hosts))}]")
    lines += [
        f"confidence = {_quoted('medium' if tried else 'low')}",
        f"seen = {today.isoformat()}",
        'source = "its own site, by reader papers add"',
        "",
        "[[eras]]",
        f"engine = {_quoted(draft.engine)}",
    ]
    if is_whole(draft.entry):
        lines.append("# Where an issue begins; the places in braces are its date.")
    else:
        lines.append("# Where the newest issue begins; this site tells no way to older ones.")
    lines.append(f"entry = {_quoted(draft.entry)}")
    if newest and newest != draft.entry:
        lines.append(f"newest = {_quoted(newest)}")
    if draft.engine != "linked-pages":
        return "\n".join(lines) + "\n"
    lines += ["", "[eras.settings]"]
    settings = {
        "page_address": draft.page_address,
        "article_address": draft.article_address,
        "pages": draft.pages,
        "articles": draft.articles,
        **draft.fields,
    }
    for name in _ORDER:
        if value := settings.get(name):
            if name in _SAID:
                lines.append(f"# {_SAID[name]}")
            lines.append(f"{name} = {_quoted(value)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
