"""Bringing issues into the library: from a newspaper's site, from files, from the sample that comes
with the reader.

Each name is imported when it is first used: the app starts without the parser and without HTTP.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.delivery.agenda import days_wanted
    from reader.delivery.apart import deliver_apart, download_apart
    from reader.delivery.archived import (
        archive_fetcher_for,
        deliver_from_archive,
        may_be_archived,
    )
    from reader.delivery.calendar import DayBook
    from reader.delivery.downloading import Downloader, on_the_stand
    from reader.delivery.errand import Brought, DownloadErrand, Errand, carry_out, meet_wishes
    from reader.delivery.feeds import FeedFile, bring_in, feed_found, is_feed_file
    from reader.delivery.files import FilePage, page_of_file, pages_at
    from reader.delivery.finding import find_paper, finder, newest_at
    from reader.delivery.intake.entry import is_container
    from reader.delivery.intake.gathering import issues_of, newspaper_of
    from reader.delivery.intake.run import Import, Known, LeftOut, Step, Stored
    from reader.delivery.issue import deliver, page_from_web
    from reader.delivery.lock import who_downloads
    from reader.delivery.outcome import Downloaded
    from reader.delivery.pictures import (
        bring_pictures,
        head_at_hand,
        is_fetchable,
        pdf_of_page,
        picture_at_hand,
        pin_pictures,
    )
    from reader.delivery.sample import deliver_sample, sample_issues
    from reader.delivery.site import fetcher_for

__all__ = [
    "Brought",
    "DayBook",
    "DownloadErrand",
    "Downloaded",
    "Downloader",
    "Errand",
    "FeedFile",
    "FilePage",
    "Import",
    "Known",
    "LeftOut",
    "Step",
    "Stored",
    "archive_fetcher_for",
    "bring_in",
    "bring_pictures",
    "carry_out",
    "days_wanted",
    "deliver",
    "deliver_apart",
    "deliver_from_archive",
    "deliver_sample",
    "download_apart",
    "feed_found",
    "fetcher_for",
    "find_paper",
    "finder",
    "head_at_hand",
    "is_container",
    "is_feed_file",
    "is_fetchable",
    "issues_of",
    "may_be_archived",
    "meet_wishes",
    "newest_at",
    "newspaper_of",
    "on_the_stand",
    "page_from_web",
    "page_of_file",
    "pages_at",
    "pdf_of_page",
    "picture_at_hand",
    "pin_pictures",
    "sample_issues",
    "who_downloads",
]

_HOMES = {
    "agenda": ["days_wanted"],
    "apart": ["deliver_apart", "download_apart"],
    "archived": ["archive_fetcher_for", "deliver_from_archive", "may_be_archived"],
    "feeds": ["FeedFile", "bring_in", "feed_found", "is_feed_file"],
    "downloading": ["Downloader", "on_the_stand"],
    "errand": ["Brought", "DownloadErrand", "Errand", "carry_out", "meet_wishes"],
    "files": ["FilePage", "page_of_file", "pages_at"],
    "finding": ["find_paper", "finder", "newest_at"],
    "calendar": ["DayBook"],
    "intake.entry": ["is_container"],
    "intake.gathering": ["issues_of", "newspaper_of"],
    "intake.run": ["Import", "Known", "LeftOut", "Step", "Stored"],
    "issue": ["deliver", "page_from_web"],
    "lock": ["who_downloads"],
    "outcome": ["Downloaded"],
    "pictures": [
        "bring_pictures",
        "head_at_hand",
        "is_fetchable",
        "pdf_of_page",
        "picture_at_hand",
        "pin_pictures",
    ],
    "sample": ["deliver_sample", "sample_issues"],
    "site": ["fetcher_for"],
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
