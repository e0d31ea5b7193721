"""Downloads: whole issues with their pictures, day after day, until every wish is met.

    wishes → the newest day of each site's → its issue, its pictures → what came of it → library

One paper of a site at a time, a few sites at once; the pace is the fetcher's. Everything that has
happened stands in the library when the next thing begins, so an end of any kind costs what was on
its way and nothing else. What other processes write there is seen too: a wish made, paused or given
up meanwhile is taken up, left alone or let go.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from reader.delivery.agenda import known_days, next_day, site_groups
from reader.delivery.calendar import DayBook
from reader.delivery.issue import deliver
from reader.delivery.lock import one_downloader
from reader.delivery.outcome import Downloaded
from reader.delivery.pictures import bring_pictures
from reader.delivery.sample import picture_of_sample
from reader.delivery.site import fetcher_for, pace_of
from reader.errors import (
    FetchError,
    LibraryError,
    NotPublished,
    ParseError,
    Refused,
    Removed,
    Unreachable,
)
from reader.lang import say, say_n
from reader.model import DayState, Download, Downloading, Dropped, Progress
from reader.papers import OWN, SAMPLE

if TYPE_CHECKING:
    from reader.fetch import Fetcher
    from reader.library import Library
    from reader.model import Issue
    from reader.papers import Paper

__all__ = ["Downloader", "Report", "on_the_stand"]

Report = Callable[[Downloading | Dropped | Progress], None]

MOST_SITES = 4
"""Sites that are asked at once."""
_LOOK_EVERY_S = 1.0
"""How soon it is seen that a wish was made, paused or given up."""
_CLOSED_AFTER = 10
"""So many days in a row refused with 403, and it is not for want of issues."""
_DONE_KEPT = timedelta(days=7)
"""How long a wish is shown after it was met."""


@dataclass(slots=True)
class _Site:
    """A paper's fetcher and calendar, as long as its days are asked for."""

    fetcher: Fetcher
    book: DayBook


@dataclass(slots=True)
class _Job:
    """A day that is being brought in."""

    wish: Download
    day: date
    stories: int = 0
    """How many its issue has, once it is here."""


class Downloader:
    """Meets the wishes of a library."""

    def __init__(
        self,
        library: Library,
        papers: Sequence[Paper],
        *,
        base_url: str = "",
        quota: int = 0,
        report: Report = lambda _: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`quota` in bytes; 0 for none."""
        self._library = library
        self._wishes = library.downloads
        self._papers = {paper.id: paper for paper in papers}
        self._base_url = base_url
        self._quota = quota
        self._report = report
        self._now = now
        self._stack = AsyncExitStack()
        self._sites: dict[str, _Site] = {}
        self._groups: dict[str, str] = {}
        self._halted: dict[str, datetime] = {}
        """By group when its site was found out of reach."""
        self._tried: set[tuple[int, date]] = set()
        self._planned: dict[int, datetime] = {}
        self._refused: dict[str, list[tuple[int, date]]] = {}
        """By paper the last days, one after the other, that were refused."""
        self._done = Downloaded()

    async def run(self) -> Downloaded:
        """Until nothing is left to ask for, or nothing can be. Raises `UnderWay` where another
        process is at it already, and what the library raises."""
        with one_downloader(self._library.path):
            await asyncio.to_thread(self._wishes.forget_done, before=self._now() - _DONE_KEPT)
            async with self._stack:
                await self._meet_wishes()
            # What was kept for the downloads as long as they were unfinished may go now.
            await self._make_room(is_last=True)
        return self._done

    async def _meet_wishes(self) -> None:
        running: dict[asyncio.Task[None], _Job] = {}
        try:
            while True:
                wishes = await asyncio.to_thread(self._wishes.all)
                active = {wish.number for wish in wishes if not wish.is_paused}
                for task, job in running.items():
                    if job.wish.number not in active:
                        task.cancel()
                await self._set_out(wishes, running)
                if not running:
                    return
                done, _ = await asyncio.wait(
                    running, timeout=_LOOK_EVERY_S, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    del running[task]
                    if not task.cancelled():
                        task.result()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _set_out(
        self, wishes: Sequence[Download], running: dict[asyncio.Task[None], _Job]
    ) -> None:
        """Begin with the newest day of every site that is not being asked."""
        known = [self._papers[w.newspaper_id] for w in wishes if w.newspaper_id in self._papers]
        self._groups = (
            {paper.id: self._base_url for paper in known} if self._base_url else site_groups(known)
        )
        busy = {self._groups.get(job.wish.newspaper_id) for job in running.values()}
        chosen: dict[str, _Job] = {}
        for wish in wishes:
            group = self._groups.get(wish.newspaper_id)
            if group is None or group in busy or wish.is_paused:
                continue
            if group in self._halted and wish.asked_at <= self._halted[group]:
                continue
            day = await asyncio.to_thread(self._next_day, wish)
            if day is not None and (group not in chosen or day > chosen[group].day):
                chosen[group] = _Job(wish, day)
        for group, job in list(chosen.items())[: MOST_SITES - len(running)]:
            self._halted.pop(group, None)
            await self._make_room()
            running[asyncio.create_task(self._bring(job, group))] = job

    def _next_day(self, wish: Download) -> date | None:
        paper = self._papers[wish.newspaper_id]
        if self._planned.get(wish.number) != wish.asked_at:
            self._planned[wish.number] = wish.asked_at
            self._settle(wish, paper)
        tried = {day for number, day in self._tried if number == wish.number}
        return next_day(wish, self._wishes.days(wish.number), tried, paper)

    def _settle(self, wish: Download, paper: Paper) -> None:
        """Write down of a range what need not be asked. Who asks for one issue wants to know how
        it is now."""
        if wish.days > 1:
            now, days = self._now(), (wish.first, wish.last)
            known = known_days(
                paper,
                self._library.print_days(paper.id, *days),
                self._wishes.whole_days(paper.id, *days, wish.pictures),
                mirror=self._base_url,
                now=now,
            )
            if known:
                self._wishes.settle(wish.number, known, at=now)

    # -- one day -----------------------------------------------------------------

    async def _bring(self, job: _Job, group: str) -> None:
        wish, day = job.wish, job.day
        self._tried.add((wish.number, day))
        await self._note(job, DayState.UNDER_WAY)
        try:
            state, reason = await self._outcome(job)
        except asyncio.CancelledError:
            # At once: nobody waits for a thread any more.
            self._wishes.note(wish.number, day, DayState.WAITING, at=self._now())
            self._tried.discard((wish.number, day))
            self._tell(job, state=DayState.WAITING)
            raise
        except Unreachable as error:
            self._halted[group] = self._now()
            state, reason = DayState.FAILED, str(error)
            # A site that is out of reach says nothing of the day.
            await self._note(job, state, reason=reason)
        else:
            await self._note(job, state, reason=reason, is_try=state.is_lacking)
        self._end(job, state, reason)

    async def _outcome(self, job: _Job) -> tuple[DayState, str]:
        paper = self._papers[job.wish.newspaper_id]
        try:
            issue = await self._deliver(paper, job)
        except NotPublished as error:
            return await self._absent(job, error)
        except Removed as error:
            return DayState.NONE_PRINTED, str(error)
        except Unreachable:
            raise
        except (FetchError, ParseError) as error:
            self._refused.pop(paper.id, None)
            return DayState.FAILED, str(error)
        self._refused.pop(paper.id, None)
        job.stories = sum(article.role.is_story for article in issue.articles)
        failed, why = await self._pictures(paper, issue, job)
        reasons = []
        if issue.gaps:
            gap = issue.gaps[0]
            reasons.append(
                say_n(
                    "{n} article could not be brought in: {first}",
                    "{n} articles could not be brought in, the first is {first}",
                    len(issue.gaps),
                    first=f"{gap.title or gap.url} ({gap.reason})" if gap.reason else gap.title,
                )
            )
        if failed:
            reasons.append(
                say_n(
                    "{n} picture could not be brought in: {why}",
                    "{n} pictures could not be brought in: {why}",
                    failed,
                    why=why.rstrip(".。"),
                )
            )
        if reasons:
            return DayState.IN_PART, say("; ").join(reasons) + say(".")
        return DayState.DONE, ""

    async def _deliver(self, paper: Paper, job: _Job) -> Issue:
        site = await self._site_of(paper)
        known = (await asyncio.to_thread(self._wishes.days, job.wish.number)).get(job.day)
        is_again = known is not None and known.tries > 0
        has_some = bool(await asyncio.to_thread(self._library.ledger, paper.id, job.day))

        def report(progress: Progress) -> None:
            self._report(progress)
            self._tell(
                job,
                doing=progress.doing,
                articles_done=progress.articles_done,
                articles=progress.articles,
                failed=progress.failed,
            )

        return await deliver(
            paper,
            job.day,
            fetcher=site.fetcher,
            library=self._library,
            base_url=self._base_url,
            # A day that was refused may be down as one without an issue.
            ask_all=is_again and not has_some,
            days=site.book,
            report=report,
        )

    async def _site_of(self, paper: Paper) -> _Site:
        if paper.id not in self._sites:
            fetcher = fetcher_for(paper, self._library, base_url=self._base_url)
            await self._stack.enter_async_context(fetcher)
            book = DayBook(paper, self._library, mirror=self._base_url, is_for_many=True)
            self._sites[paper.id] = _Site(fetcher, book)
        return self._sites[paper.id]

    async def _absent(self, job: _Job, error: NotPublished) -> tuple[DayState, str]:
        paper = self._papers[job.wish.newspaper_id]
        if not _is_forbidden(error):
            self._refused.pop(paper.id, None)
            return DayState.NONE_PRINTED, str(error)
        refused = self._refused.setdefault(paper.id, [])
        refused.append((job.wish.number, job.day))
        if len(refused) < _CLOSED_AFTER:
            return DayState.NONE_PRINTED, str(error)
        reason = say(
            "{name}: the site refused {n} days in a row, so it is not asked any more now; it may "
            "not want to be read by a program.",
            name=paper.newspaper.name,
            n=len(refused),
        )
        for number, day in refused[:-1]:
            await asyncio.to_thread(
                self._wishes.note,
                number,
                day,
                DayState.FAILED,
                reason=reason,
                at=self._now(),
                is_try=True,
            )
        del self._refused[paper.id]
        self._halted[self._groups[paper.id]] = self._now()
        return DayState.FAILED, reason

    async def _pictures(self, paper: Paper, issue: Issue, job: _Job) -> tuple[int, str]:
        """Bring in the pictures that are missing; how many did not come, and why the first did
        not."""
        wish, day = job.wish, job.day
        await asyncio.to_thread(self._wishes.keep_pictures_of, paper.id, day, wish.pictures)
        missing = await asyncio.to_thread(
            self._wishes.missing_pictures, paper.id, day, wish.pictures
        )
        stories = job.stories
        done, failures = 0, list[FetchError]()

        def tell(_url: str, what: bytes | FetchError) -> None:
            nonlocal done
            done += 1
            if isinstance(what, FetchError):
                failures.append(what)
            self._tell(
                job,
                articles_done=stories,
                articles=stories,
                pictures_done=done,
                pictures=len(missing),
                failed=len(failures),
            )

        asked = []
        for url in missing:
            own = picture_of_sample(url)
            if own is None:
                asked.append(url)
            else:
                await asyncio.to_thread(self._wishes.keep_picture, url, "image/png", own)
                tell(url, own)
        homes = [issue.url, self._base_url, *(era.entry for era in paper.eras)]
        if paper.id == OWN:
            # Its stories come from anywhere, each with its pictures.
            homes += [article.url for article in issue.articles]
        await bring_pictures(
            asked,
            self._library,
            issue_url=issue.url,
            homes=homes,
            tell=tell,
            keep=self._wishes.keep_picture,
            pace=None if paper.id == OWN else pace_of(paper, self._base_url),
        )
        return len(failures), str(failures[0]) if failures else ""

    # -- what is known of it -----------------------------------------------------

    async def _note(
        self, job: _Job, state: DayState, *, reason: str = "", is_try: bool = False
    ) -> None:
        await asyncio.to_thread(
            self._wishes.note,
            job.wish.number,
            job.day,
            state,
            reason=reason,
            at=self._now(),
            is_try=is_try,
        )

    def _tell(self, job: _Job, **how_far: object) -> None:
        self._report(
            Downloading(
                number=job.wish.number,
                newspaper_id=job.wish.newspaper_id,
                date=job.day,
                **how_far,  # type: ignore[arg-type]
            )
        )

    def _end(self, job: _Job, state: DayState, reason: str) -> None:
        self._done.states[state] += 1
        if state.is_lacking:
            self._done.lacking.append(
                Downloading(
                    number=job.wish.number,
                    newspaper_id=job.wish.newspaper_id,
                    date=job.day,
                    state=state,
                    reason=reason,
                )
            )
        self._tell(job, state=state, reason=reason, articles_done=job.stories, articles=job.stories)

    # -- room --------------------------------------------------------------------

    async def _make_room(self, *, is_last: bool = False) -> None:
        """Keep to the quota; raises `LibraryError` where nothing may go and more is to come."""
        if not self._quota:
            return
        dropped = await asyncio.to_thread(
            self._library.room.drop_to,
            self._quota,
            # What feeds had last month is nowhere any more.
            newspapers=frozenset(self._papers) - {OWN},
            at=self._now(),
        )
        for one in dropped:
            self._done.dropped.append(one)
            self._report(one)
        used = await asyncio.to_thread(lambda: self._library.room.bytes_used)
        if used > self._quota and not is_last:
            raise LibraryError(
                say(
                    "The library is at its quota, and nothing more may be dropped for what is "
                    "still to come; raise the quota, or give a download up."
                )
            )


def on_the_stand(library: Library, papers: Sequence[Paper]) -> list[Paper]:
    """The newspapers that have issues in the library or were downloaded into it before, and one's
    own where it has feeds."""
    here = {entry.newspaper.id for entry in library.stand()}
    here.update(wish.newspaper_id for wish in library.downloads.all())
    if not library.feeds.is_empty():
        here.add(OWN)
    return [paper for paper in papers if paper.id in here and paper.id != SAMPLE]


def _is_forbidden(error: BaseException) -> bool:
    """Whether it comes of a 403, which may say that there is no such page, and may not."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, Refused) and cause.status == 403:
            return True
        cause = cause.__cause__
    return False
