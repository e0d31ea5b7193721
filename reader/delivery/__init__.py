"""Bringing issues into the library: from a newspaper's site, from files, from the sample that
comes with the reader.
"""

from reader.delivery.files import (
    FilePage,
    Imported,
    import_paths,
    issues_of,
    page_of_file,
    pages_at,
)
from reader.delivery.issue import deliver, fetcher_for, page_from_web
from reader.delivery.pictures import pin_pictures
from reader.delivery.sample import deliver_sample, sample_issues

__all__ = [
    "FilePage",
    "Imported",
    "deliver",
    "deliver_sample",
    "fetcher_for",
    "import_paths",
    "issues_of",
    "page_from_web",
    "page_of_file",
    "pages_at",
    "pin_pictures",
    "sample_issues",
]
