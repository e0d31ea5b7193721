"""Searching the library: a field, and what is found as one types."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.app.marking import Written, marking_of
from reader.app.place import ListPlace, bindings_of, content
from reader.app.searching import Answer, Question, Searching
from reader.app.widgets.findfield import FindField
from reader.app.widgets.found import Earlier, Hits
from reader.app.widgets.matches import Sought
from reader.app.widgets.rows import Rows
from reader.app.widgets.said import Said
from reader.app.widgets.stand import Nameplate
from reader.dates import short_day
from reader.errors import LibraryError
from reader.lang import language, say, say_n
from reader.model import Found, Order, Scope
from reader.text import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.widgets import Input

    from reader.model import Hit, Marks, Newspaper

EARLIER = "searches"
"""Under which name the library remembers what was searched for."""
MOST_EARLIER = 20
FIRST, TIMES = 60, 4
"""Articles asked for at first, and by how much more of them each time one comes near their end."""
NEAR_END = 20
_LONGEST = 500
"""Characters of a query that are remembered."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place to search in."""

    scope: Scope
    newspaper: Newspaper | None = None

    def words(self) -> str:
        """What it is called within a sentence."""
        if self.scope.is_bookmarks:
            return say("the bookmarks")
        if self.newspaper is None:
            return say("the whole library")
        if self.scope.date is None:
            return self.newspaper.name
        return f"{self.newspaper.name} {short_day(self.scope.date, language())}"


def places_to_search(
    newspaper: Newspaper | None, day: date | None, *, has_issue: bool
) -> tuple[Where, ...]:
    """Where one can search from a place that is about a newspaper and a day, the widest first."""
    places = [Where(Scope())]
    if newspaper is not None:
        places.append(Where(Scope(newspaper_id=newspaper.id), newspaper))
        if day is not None and has_issue:
            places.append(Where(Scope(newspaper_id=newspaper.id, date=day), newspaper))
    return (*places, Where(Scope(is_bookmarks=True)))


class SearchField(FindField):
    """The field, which stays; what it says goes to the screen."""

    async def action_submit(self) -> None:
        """Take what is marked."""
        self.post_message(self.Accepted(self, self.value))

    def action_dismiss(self) -> None:
        """Leave."""
        self.post_message(self.Dismissed())

    def action_delete_left(self) -> None:
        """Delete; where nothing is left, do nothing."""
        if self.value:
            super().action_delete_left()


class SearchScreen(ListPlace):
    """Finds articles by their words, in the whole library or a part of it."""

    PLACE = "search"
    BINDINGS = bindings_of("search")

    def __init__(self, places: tuple[Where, ...], at: int = 0) -> None:
        super().__init__()
        self._places = places
        self._at = at
        self._order = Order.BEST
        self._question: Question | None = None
        """The last that was asked."""
        self._answer: Answer | None = None
        """What is shown; None while nothing was asked."""
        self._shown = 0
        """The number of the question whose articles are shown."""
        self._opens_first = False
        """Whether the first that is found is opened at once."""
        self._earlier: tuple[str, ...] = ()

    # -- composing --

    def compose(self) -> ComposeResult:
        """The nameplate, the field, where is searched, what was found, the foot."""
        self.take_measure()
        yield Nameplate("Search")
        self._field = SearchField(say("Words to search for"))
        self._field.id = "search-field"
        yield self._field
        self._line = Static("", id="search-line", markup=False)
        yield self._line
        self._hint = Said(self._words_of_hint, id="search-hint")
        yield self._hint
        self._hits = Hits(id="hits")
        yield self._hits
        self._past = Earlier(id="earlier")
        yield self._past
        yield from self.foot()

    def on_mount(self) -> None:
        """Ready to type."""
        reader = self.reader
        self._searching = Searching(
            reader.library.path,
            today=reader.today_of(None),
            scripts=reader.scripts,
            start=lambda job: self.run_worker(
                job, thread=True, group="search", exit_on_error=False
            ),
            tell=lambda answer: self.call_later(self._take, answer),
        )
        with suppress(LibraryError, ValueError, RecursionError):
            remembered = json.loads(reader.library.recall(EARLIER) or "[]")
            if isinstance(remembered, list):
                words = [one for one in remembered if isinstance(one, str)]
                self._earlier = tuple(words[:MOST_EARLIER])
        self._past.put_up(self._earlier)
        self._field.focus()
        self._show()

    def on_unmount(self) -> None:
        """Nobody is there to be answered."""
        self._searching.close()

    # -- what it is about --

    @property
    def rows(self) -> Rows:
        """The list that is shown: what was found, or what was searched for before."""
        return self._past if self._past.display else self._hits

    @property
    def newspaper(self) -> Newspaper | None:
        """The newspaper of the article that is marked."""
        hit = self._hits.hit
        if hit is not None:
            return self.reader.newspaper_named(hit.newspaper_id)
        return self._places[self._at].newspaper

    @property
    def issue_day(self) -> date | None:
        """The day of the article that is marked."""
        hit = self._hits.hit
        return hit.date if hit is not None else self._places[self._at].scope.date

    def came_back(self, key: str) -> None:
        """The mark goes to the article read last."""
        self._hits.mark_article(key)

    def say_again(self) -> None:
        """Say where is searched in the language spoken now."""
        super().say_again()
        self._field.placeholder = say("Words to search for")
        self._show()

    # -- asking --

    @property
    def _typed(self) -> str:
        return self._field.value.strip()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search for it as it is typed."""
        message.stop()
        if self._question is None or self._question.words != self._typed:
            self._ask()

    def _ask(self, limit: int = FIRST) -> None:
        number = self._question.number + 1 if self._question is not None else 1
        self._opens_first = False
        self._question = Question(
            number=number,
            words=self._typed,
            scope=self._places[self._at].scope,
            order=self._order,
            limit=limit,
        )
        if self._question.words:
            self._searching.ask(self._question)
        else:
            self._answer = None
            self._hits.put_up(())
            self.clear_sentence()
        self._show()

    def _take(self, answer: Answer) -> None:
        """Show what was found, unless something else is looked for by now."""
        question = self._question
        if not self.is_attached or question is None or answer.question.number != question.number:
            return
        if answer.failure is not None:
            self.say_failure(answer.failure)
            self._answer = Answer(question=question)
            self._show()
            return
        before = self._answer.question if self._answer is not None else None
        is_more = before is not None and (before.words, before.scope, before.order) == (
            question.words,
            question.scope,
            question.order,
        )
        self._answer = answer
        self._hits.put_up(answer.found.hits, is_more=is_more)
        self._show()
        if self._opens_first and answer.found.hits:
            self._opens_first = False
            self._read()
        self._read_marks()

    @property
    def _is_waiting(self) -> bool:
        """Whether what was asked last is not answered in full."""
        question, answer = self._question, self._answer
        if question is None or not question.words:
            return False
        is_answered = answer is not None and answer.question.number == question.number
        return not is_answered or (answer is not None and not answer.is_last)

    # -- saying --

    def _show(self) -> None:
        """Say where is searched, in which order, and what came of it."""
        answer = self._answer
        found = answer.found if answer is not None else Found()
        where = self._places[self._at].words()
        order = say("the best first") if self._order is Order.BEST else say("the newest first")
        words = say("In {where}, {order}", where=shown(where, 80), order=order)
        remark = next(iter(found.remarks), "") if self._typed else ""
        self._line.update(content(f"{words} · {remark}" if remark else words))
        self._past.display = not self._typed and bool(self._earlier)
        self._hits.display = bool(found.hits)
        self._hint.say_again()
        self._hint.display = bool(self._words_of_hint())
        tally = self._tally(found)
        is_in_vain = bool(self._typed) and not found.hits and not self._is_waiting
        self._field.tell(tally, is_in_vain=is_in_vain)

    def _tally(self, found: Found) -> str:
        if not self._typed:
            return ""
        if self._is_waiting and not found.hits:
            return say("searching …")
        if not found.hits:
            return say("not found")
        count = len(found.hits)
        if self._is_waiting:
            return say("{n} so far …", n=count)
        if not found.is_all:
            return say("{n} and more", n=count)
        return say_n("{n} article", "{n} articles", count)

    def _words_of_hint(self) -> str:
        """Where nothing is typed, what can be; where nothing is found, what to try."""
        if not self._typed:
            words = say(
                "Any words, “a phrase”, -not, OR, paper: section: by: date:2024-07..2024-08 "
                "is:unread is:bookmarked tag:"
            )
            return f"{words}\n{say('Searched before:')}" if self._earlier else words
        answer = self._answer
        if answer is None or answer.found.hits or self._is_waiting:
            return ""
        place = self._places[self._at]
        words = say(
            "Nothing in {where} has “{typed}”.",
            where=shown(place.words(), 80),
            typed=shown(self._typed, 60),
        )
        if place.scope != Scope():
            key = self.reader.doings.key("search.scope")
            return f"{words}\n{say('{key} searches somewhere else.', key=key)}"
        return f"{words}\n{say('Fewer words, or OR between them, find more.')}"

    # -- the keys, in the field and in the list --

    @on(FindField.Accepted)
    def _accept(self, message: FindField.Accepted) -> None:
        message.stop()
        if self.rows is self._past:
            self._search_again()
        elif self._is_waiting and not self._is_of_now:
            self._opens_first = True
        else:
            self._read()

    @property
    def _is_of_now(self) -> bool:
        """Whether what is shown is an answer to what is typed."""
        question, answer = self._question, self._answer
        return question is not None and answer is not None and answer.question == question

    @on(FindField.Dismissed)
    def _leave(self, message: FindField.Dismissed) -> None:
        message.stop()
        self.action_out()

    @on(FindField.Stepped)
    def _step(self, message: FindField.Stepped) -> None:
        """From the field into the list."""
        message.stop()
        rows = self.rows
        if message.steps > 0 and rows.display and rows.item_count:
            self.set_focus(rows)
            rows.move(message.steps - 1)

    def action_up(self) -> None:
        """One row up; from the first one back to the field."""
        if self.rows.mark == 0:
            self.action_find()
        else:
            super().action_up()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _light_mark(self) -> None:
        self._hits.stays_lit = self._past.stays_lit = self._field.has_focus
        self._hits.notify_style_update()
        self._past.notify_style_update()
        self.keys_line.is_typing = self._field.has_focus

    @on(Rows.Marked, "#hits")
    def _look_ahead(self, message: Rows.Marked) -> None:
        """Ask for more before one comes to the end of what was asked for."""
        answer, question = self._answer, self._question
        if answer is None or question is None or answer.question.number != question.number:
            return
        if answer.is_last and not answer.found.is_all:
            count = len(answer.found.hits)
            if count >= question.limit and message.index >= count - NEAR_END:
                self._ask(question.limit * TIMES)

    @on(Rows.Chosen)
    def _choose(self) -> None:
        if self.rows is self._past:
            self._search_again()
        else:
            self._read()

    def _search_again(self) -> None:
        """Search for what was searched for before."""
        words = self._past.words
        if words:
            self._field.value = words
            self._field.cursor_position = len(words)
            self.set_focus(self._field)

    def _read(self) -> None:
        """Read the article that is marked, what was found lit in it."""
        hit, answer = self._hits.hit, self._answer
        if hit is None or answer is None:
            return
        self.set_focus(self._hits)
        words = answer.question.words
        self._remember(words)
        keys = tuple(one.key for one in answer.found.hits)
        self.reader.open_article(keys, hit.key, collection=say("Found"), sought=self._sought(words))

    def _sought(self, words: str) -> Sought | None:
        from reader.library.query import query_of
        from reader.library.terms import spans_of_terms

        terms = query_of(words, today=self.reader.today_of(None)).terms
        if not terms:
            return None
        return Sought(words, lambda text: spans_of_terms(terms, text))

    def _remember(self, words: str) -> None:
        words = words[:_LONGEST]
        earlier = (words, *(one for one in self._earlier if one != words))[:MOST_EARLIER]
        if earlier == self._earlier:
            return
        self._earlier = earlier
        self._past.put_up(earlier)
        if not self.reader.library.is_read_only:
            value = json.dumps(earlier, ensure_ascii=False)
            marking_of(self.reader).ask(
                lambda library: library.note_down(EARLIER, value), lambda _: None
            )

    # -- marks --

    @on(events.ScreenResume)
    @on(Written)
    def _see_changes(self) -> None:
        self._read_marks()

    def _read_marks(self) -> None:
        keys = tuple(hit.key for hit in self._hits.hits)
        if keys:
            self._look_up_marks(keys)

    @work(thread=True, exclusive=True, group="marks", exit_on_error=False)
    def _look_up_marks(self, keys: tuple[str, ...]) -> None:
        worker = get_current_worker()
        marks: dict[str, Marks] = {}
        try:
            # Whoever else wants the library has a turn in between.
            for start in range(0, len(keys), FIRST):
                if worker.is_cancelled:
                    return
                marks |= self.reader.library.marks_of(keys[start : start + FIRST])
        except LibraryError as error:
            self.call_later(self.say_failure, error)
            return
        self.call_later(self._take_marks, marks)

    def _take_marks(self, marks: Mapping[str, Marks]) -> None:
        if self.is_attached:
            self._hits.show_marks(marks)

    # -- commands --

    def action_open(self) -> None:
        """Read the article, or search for what was searched for before."""
        self.rows.choose()

    def action_find(self) -> None:
        """Back to the field."""
        self.set_focus(self._field)
        self._field.select_all()

    def action_scope(self) -> None:
        """Search in the next place."""
        self._at = (self._at + 1) % len(self._places)
        self._ask()

    def action_order(self) -> None:
        """The best first, or the newest."""
        self._order = Order.NEWEST if self._order is Order.BEST else Order.BEST
        self._ask()

    @property
    def _marked(self) -> Hit | None:
        return self._hits.hit if self.rows is self._hits and self._hits.display else None

    def action_bookmark(self) -> None:
        """Keep the article for good, or let it go."""
        if (hit := self._marked) is not None:
            self.reader.doings.toggle_bookmark(hit.key, hit.headline)

    def action_tag(self) -> None:
        """Write the tags of the article; it is bookmarked with them."""
        from reader.app.screens.tagging import tag

        if (hit := self._marked) is not None:
            tag(self, hit.key, hit.headline)

    def action_put_on_list(self) -> None:
        """Put the article on today's reading list, or take it off."""
        if (hit := self._marked) is not None:
            self.reader.doings.toggle_listed(hit.key, hit.headline)

    def action_toggle_read(self) -> None:
        """Read, or unread again."""
        if (hit := self._marked) is not None:
            self.reader.doings.toggle_read(hit.key, hit.headline)

    def action_cite(self) -> None:
        """Choose a reference to the marked article and copy it."""
        from reader.app.screens.citing import cite

        if (hit := self._marked) is not None:
            cite(self, hit.key)

    def action_export(self) -> None:
        """Write the article, its page or its issue into a file."""
        from reader.app.screens.exporting import export, of_article

        if (hit := self._marked) is not None:
            export(self, of_article(hit.key))
