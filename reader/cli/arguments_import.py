"""The arguments of `reader import`."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def add_import(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Declare it."""
    imported = command(
        "import", "put saved pages, archives, crawls, feeds and lists of them into the library"
    )
    imported.add_argument(
        "paths",
        nargs="+",
        metavar="FILE|DIR",
        help="pages, folders of them, ZIP, WARC, EPUB, JSON lines of our own, feeds, OPML",
    )
    imported.add_argument(
        "-v", "--verbose", action="store_true", help="name everything that was left out, and why"
    )
    imported.add_argument(
        "--report", default="", metavar="FILE", help="write that to a file, a line each"
    )
