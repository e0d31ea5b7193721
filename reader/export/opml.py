"""A list of subscriptions as OPML, which every feed reader takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from reader.model import Subscription

__all__ = ["opml_of"]


def opml_of(feeds: Iterable[Subscription], title: str) -> str:
    """The list, in its order, with its groups as folders."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_escaped(title)}</title></head>",
        "  <body>",
    ]
    open_folders: list[str] = []
    for feed in feeds:
        folders = [name for name in feed.section.split("/") if name]
        shared = 0
        while (
            shared < min(len(folders), len(open_folders))
            and folders[shared] == open_folders[shared]
        ):
            shared += 1
        while len(open_folders) > shared:
            open_folders.pop()
            lines.append(f"{_indent(open_folders)}</outline>")
        for folder in folders[shared:]:
            lines.append(
                f"{_indent(open_folders)}<outline text={_quoted(folder)} title={_quoted(folder)}>"
            )
            open_folders.append(folder)
        homepage = f" htmlUrl={_quoted(feed.homepage)}" if feed.homepage else ""
        lines.append(
            f'{_indent(open_folders)}<outline type="rss" text={_quoted(feed.name)}'
            f" title={_quoted(feed.name)} xmlUrl={_quoted(feed.url)}{homepage}/>"
        )
    while open_folders:
        open_folders.pop()
        lines.append(f"{_indent(open_folders)}</outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _indent(folders: list[str]) -> str:
    return "  " * (len(folders) + 2)


def _quoted(words: str) -> str:
    return quoteattr(words)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
