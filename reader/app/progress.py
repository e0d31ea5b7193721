"""How a delivery tells the screens how far it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message

from reader.dates import short_day
from reader.lang import language, say
from reader.model import DayState

if TYPE_CHECKING:
    from reader.model import Downloading, Progress


class Arrived(Message, bubble=False):
    """More of an issue is in the library. Look there again: a later report replaces an earlier
    one that was not looked at yet, so its `stored` is not all there is."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        super().__init__()

    @property
    def is_news(self) -> bool:
        """Whether there is something in the library that was not there before."""
        return bool(self.progress.stored) or self.progress.is_finished

    def can_replace(self, message: Message) -> bool:
        """A thousand reports of one issue become the last one, but news stays news."""
        return (
            isinstance(message, Arrived)
            and (message.is_news or not self.is_news)
            and message.progress.newspaper_id == self.progress.newspaper_id
            and message.progress.date == self.progress.date
        )


class Finished(Message, bubble=False):
    """A delivery ended, well or not."""

    def __init__(
        self,
        newspaper_id: str,
        day: date,
        sentence: str,
        *,
        issue_exists: bool,
        failed: bool = False,
        may_be_archived: bool = False,
        near: tuple[date, ...] = (),
    ) -> None:
        self.newspaper_id = newspaper_id
        self.day = day
        self.sentence = sentence
        """What happened, and what to do where it went wrong."""
        self.issue_exists = issue_exists
        """Whether the library has an issue of that day now, whole or in part."""
        self.failed = failed
        self.may_be_archived = may_be_archived
        """Whether the sentence offers to ask an archive."""
        self.near = near
        """Of a day without an issue, the nearest days that have one."""
        super().__init__()


class DownloadMoved(Message, bubble=False):
    """The issue that a download is at got on, or came to its end."""

    def __init__(self, moved: Downloading) -> None:
        self.moved = moved
        super().__init__()

    def can_replace(self, message: Message) -> bool:
        """A thousand reports become the last one, but an end stays an end."""
        return (
            isinstance(message, DownloadMoved)
            and message.moved.state is DayState.UNDER_WAY
            and message.moved.number == self.moved.number
        )


class DownloadsEnded(Message, bubble=False):
    """Nothing is downloaded any more, well or not."""

    def __init__(self, sentence: str, *, failed: bool = False) -> None:
        self.sentence = sentence
        self.failed = failed
        super().__init__()


def progress_line(progress: Progress, name: str) -> str:
    """`科技日报 Sat 6 Jul · page 3 of 8 · 第03版 综合 · 24 of 61 articles`."""
    parts = [f"{name} {short_day(progress.date, language())}"]
    # Once every page is read it is the articles that count, in whatever order they come.
    if progress.pages_done < progress.pages:
        parts.append(say("page {n} of {all}", n=progress.pages_done + 1, all=progress.pages))
    doing = progress.doing if progress.doing != name else ""
    if doing:
        parts.append(doing)
    if progress.articles:
        parts.append(say("{n} of {all} articles", n=progress.articles_done, all=progress.articles))
    if progress.failed:
        parts.append(say("{n} failed", n=progress.failed))
    if not (progress.pages or doing or progress.articles):
        parts.append(say("asking for the list of pages"))
    return " · ".join(parts)
