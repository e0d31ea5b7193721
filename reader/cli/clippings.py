"""`reader bookmarks`: what is kept, as a list; keeping, tagging, letting go; taking it away and
bringing it in."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import terminal
from reader.cli.names import chosen_in, day_in, newspaper_in, typed
from reader.cli.printing import print_articles
from reader.cli.running import DONE, FAILED, IN_PART, library_file
from reader.errors import LibraryError, ReaderError, UsageError
from reader.export import printed_of
from reader.lang import say, say_n
from reader.library import Library
from reader.text import clean_lines, shown
from reader.text.filters import filter_of, row_text
from reader.text.folding import fold
from reader.text.tags import tag_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from reader.model import Bookmark, BookmarkLine, Clipping

_LONGEST_KEY = 4096


def bookmarks(options: argparse.Namespace) -> int:
    """`reader bookmarks [ACTION]`."""
    match options.action:
        case "add":
            return _add(options)
        case "remove":
            return _remove(options)
        case "tag":
            return _tag(options)
        case "tags":
            return _tags(options)
        case "export":
            return _export(options)
        case "import":
            return _import(options)
        case _:
            return _list(options)


# -- which -----------------------------------------------------------------------


def _chosen(library: Library, options: argparse.Namespace) -> tuple[BookmarkLine, ...]:
    """The bookmarks that were asked for, the last made first."""
    asked = filter_of(" ".join(map(typed, options.words)))
    tags = [fold(tag_of(typed(tag))) for tag in options.tag]
    paper = fold(typed(options.paper).strip())
    lines = [line for line in library.clippings.lines() if asked.is_of(line)]
    if tags:
        lines = [line for line in lines if set(tags) <= {fold(tag) for tag in line.tags}]
    if paper:
        lines = [line for line in lines if paper in _names_of(line)]
    if asked.words and lines:
        texts = library.clippings.texts([line.key for line in lines])
        lines = [
            line
            for line in lines
            if asked.says(fold(row_text(line) + "\n" + texts.get(line.key, "")))
        ]
    return tuple(lines)


def _names_of(line: BookmarkLine) -> tuple[str, ...]:
    return (fold(line.newspaper_id), fold(line.newspaper), fold(line.english_name))


def _is_filtered(options: argparse.Namespace) -> bool:
    return bool(options.words or options.tag or options.paper.strip())


def _keys(options: argparse.Namespace) -> Iterator[str]:
    """The keys on stdin, a line each."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return
    while line := stream.readline(_LONGEST_KEY):
        key = line.decode("utf-8", "replace").strip()
        if key:
            yield key


# -- printing --------------------------------------------------------------------


def _list(options: argparse.Namespace) -> int:
    with Library.open(library_file(options)) as library:
        lines = _chosen(library, options)
        if options.format != "text":
            found = (library.bookmark_of(line.key) for line in lines)
            kept = [bookmark for bookmark in found if bookmark is not None]
            print_articles(printed_of(kept), options)
            return DONE
        _tell_none(lines, options)
        measure = terminal.measure(options.width)
        for n, line in enumerate(lines):
            bookmark = library.bookmark_of(line.key)
            if bookmark is not None:
                terminal.write(("\n" if n else "") + _entry(bookmark, measure))
    return DONE


def _tell_none(lines: tuple[BookmarkLine, ...], options: argparse.Namespace) -> None:
    if lines:
        return
    if _is_filtered(options):
        terminal.tell(say("No bookmark is like that."))
    else:
        terminal.tell(say("There are no bookmarks; b makes one in the app."))


def _entry(bookmark: Bookmark, measure: int) -> str:
    from reader.export.text import paragraph

    printed = next(printed_of([bookmark]))
    rows = [paragraph(bookmark.article.headline or printed.id, measure)]
    rows.append(paragraph(f"{printed.place} · {printed.id}", measure, indent=2))
    if bookmark.note:
        rows.append(paragraph(bookmark.note, measure, indent=2))
    if bookmark.tags:
        rows.append(paragraph(" ".join(f"#{tag}" for tag in bookmark.tags), measure, indent=2))
    return "\n".join(rows) + "\n"


def _tags(options: argparse.Namespace) -> int:
    with Library.open(library_file(options)) as library:
        tags = library.clippings.tags()
    if not tags:
        terminal.tell(say("No bookmark has a tag yet."))
    for tag, count in tags:
        terminal.say(f"{count:>6}  {shown(tag)}")
    return DONE


# -- keeping and letting go ------------------------------------------------------


def _add(options: argparse.Namespace) -> int:
    note, tags = clean_lines(typed(options.note)), _typed_tags(options.tag)

    def add(library: Library, key: str) -> None:
        def job(inner: Library) -> None:
            inner.bookmark(key, at=datetime.now(UTC), note=note)
            if tags:
                inner.clippings.tag(key, tags)

        library.change((), job)
        terminal.say(key)
        # Whoever reads this line may take it that the bookmark is on the disk.
        terminal.flush()

    return _each(options, add, is_new=True)


def _remove(options: argparse.Namespace) -> int:
    def remove(library: Library, key: str) -> None:
        if library.bookmark_of(key) is None:
            raise LibraryError(
                say("The article {key} is not bookmarked; bookmark it first.", key=shown(key))
            )
        library.unbookmark(key)
        terminal.say(key)
        terminal.flush()

    return _each(options, remove, is_new=False)


def _tag(options: argparse.Namespace) -> int:
    tags, gone = _typed_tags(options.tag), _typed_tags(options.untag)

    def tag(library: Library, key: str) -> None:
        def job(inner: Library) -> tuple[str, ...]:
            inner.clippings.untag(key, gone)
            return inner.clippings.tag(key, tags)

        now, _ = library.change((), job)
        terminal.say(" ".join([key, *(f"#{shown(each)}" for each in now)]))
        terminal.flush()

    return _each(options, tag, is_new=False)


def _typed_tags(words: Iterable[str]) -> tuple[str, ...]:
    tags = tuple(tag_of(typed(word)) for word in words)
    if not all(tags):
        raise UsageError(say("A tag needs at least one letter."))
    return tags


def _each(options: argparse.Namespace, deed: object, *, is_new: bool) -> int:
    """Do something with the article that is named, or with each of those on stdin."""
    assert callable(deed)  # noqa: S101 - told to the type checker
    with Library.open(library_file(options)) as library:
        if options.paper != "-":
            deed(library, _key_in(library, options, is_new=is_new))
            return DONE
        notes = terminal.Notes()
        done = 0
        for key in _keys(options):
            try:
                deed(library, key)
                done += 1
            except ReaderError as error:
                notes.add(terminal.about(key, error))
        notes.close()
    return DONE if not notes.count else IN_PART if done else FAILED


def _key_in(library: Library, options: argparse.Namespace, *, is_new: bool) -> str:
    """The article that is meant: of its issue, and else of the bookmarks."""
    paper = typed(options.paper)
    if not options.when and not options.what:
        if paper.count("/") < 2:
            raise UsageError(
                say("Name one article: by its number, its slug or part of its headline.")
            )
        return paper
    if not options.what.strip():
        raise UsageError(say("Name one article: by its number, its slug or part of its headline."))
    if not is_new and (key := _kept_key(library, options)):
        return key
    newspaper = newspaper_in(library, paper)
    day = day_in(library, newspaper, options.when)
    issue = library.issue(newspaper.id, day)
    article = None if issue is None else chosen_in(issue, options.what).article
    if issue is None or article is None:
        raise UsageError(say("Name one article: by its number, its slug or part of its headline."))
    return issue.key(article)


def _kept_key(library: Library, options: argparse.Namespace) -> str:
    """A bookmark of that newspaper and day, whose issue may be gone; "" where not one is meant."""
    paper, when, what = map(typed, (options.paper, options.when, options.what))
    lines = [
        line
        for line in library.clippings.lines()
        if fold(paper) in _names_of(line) and line.date.isoformat() == when
    ]
    exact = [line.key for line in lines if line.key.split("/", 2)[2] == what]
    like = [line.key for line in lines if not what.isdigit() and fold(what) in fold(line.headline)]
    found = exact or like
    return found[0] if len(found) == 1 else ""


# -- out and in ------------------------------------------------------------------


def _export(options: argparse.Namespace) -> int:
    from reader.export.clippings import FORMS

    with Library.open(library_file(options)) as library:
        # The first made first, so that they are made again in that order.
        keys = [line.key for line in reversed(_chosen(library, options))]
        if not keys:
            _tell_none((), options)
            return FAILED
        pieces = FORMS[options.format](_clippings(library, keys))
        if options.output in ("", "-"):
            for piece in pieces:
                terminal.write(piece)
            return DONE
        from reader.export.saving import saving, target_of

        target = target_of(typed(options.output), say("Bookmarks"), may_replace=options.force)
        with saving(target, f".{options.format}") as unfinished:
            for piece in pieces:
                unfinished.file.write(piece.encode("utf-8", "replace"))
    terminal.say(shown(unfinished.path, 4096))
    terminal.tell(say_n("{n} bookmark", "{n} bookmarks", len(keys)))
    return DONE


def _clippings(library: Library, keys: Iterable[str]) -> Iterator[Clipping]:
    for key in keys:
        clipping = library.clippings.clipping(key)
        if clipping is not None:
            yield clipping


def _import(options: argparse.Namespace) -> int:
    from reader.delivery.clippings import Report, import_clippings

    done = failed = 0
    notes = terminal.Notes(8)
    with Library.open(library_file(options)) as library:
        for words in options.paths:
            source = getattr(sys.stdin, "buffer", None) if words == "-" else None
            path = Path(words)
            try:
                report: Report = import_clippings(
                    path, library, at=datetime.now(UTC), source=source
                )
            except UsageError as error:
                failed += 1
                notes.add(terminal.about(path.name, error))
                continue
            done += 1
            counts = [f"{report.counts[name]} {name}" for name in ("new", "joined", "same")]
            skipped = report.counts["skipped"]
            terminal.say(" ".join([shown(words), *counts, f"{skipped} skipped"]))
            for sentence in report.skipped:
                notes.add(sentence)
            notes.count += max(0, skipped - len(report.skipped))
            failed += bool(skipped) and skipped == sum(report.counts.values())
    notes.close()
    if not failed:
        return DONE if not notes.count else IN_PART
    return IN_PART if failed < done else FAILED
