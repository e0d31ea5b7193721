"""A folder of saved pages: loose ones, a browser's complete saves, or a mirror of a site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from reader.delivery.files import bytes_of, files_in, saved_in
from reader.delivery.intake.addresses import address_of_path, key_of
from reader.delivery.intake.entry import Found, digest_of, picture_type, sentence_of
from reader.errors import ReaderError
from reader.model import Response
from reader.text import shown

_MOST_REMEMBERED = 5000
_LARGEST_PICTURE = 16 * 1024 * 1024


class Folder:
    """The pages in a folder and its folders, or one page; a `Source`, and a `Site` where the
    folders are named for hosts.
    """

    digest = b""
    is_in_order = False

    def __init__(self, path: Path, knows: Callable[[bytes], bool]) -> None:
        self._path = path
        self._is_folder = path.is_dir()
        # `resolve` raises at links that lead to each other.
        self._root = Path(os.path.realpath(path))
        self._knows = knows
        self._used: set[str] = set()
        self._files: dict[str, Path] = {}
        """Where the pages lie that were read last, by their addresses: their pictures lie beside
        them."""
        self._inside: dict[str, bytes] = {}
        """Pictures that came in one file with the page that was read last."""

    def found(self, after: int = 0) -> Iterator[Found]:
        """Every page, in sorted order, those that are known by their digests unread."""
        files = files_in(self._path) if self._is_folder else iter((self._path,))
        for place, file in enumerate(files, 1):
            yield self._found(file, place)

    def _found(self, file: Path, place: int) -> Found:
        name = shown(file.relative_to(self._path) if self._is_folder else file.name, 200)
        mirrored = self._mirrored(file)
        if mirrored and key_of(mirrored) in self._used:
            return Found(name=name, place=place, is_known=True)
        try:
            body = bytes_of(file)
            digest = digest_of(body, mirrored)
            if self._knows(digest):
                return Found(name=name, place=place, digest=digest, is_known=True)
            saved = saved_in(file, body, likely=mirrored)
        except ReaderError as error:
            return Found(name=name, place=place, url=mirrored, failure=sentence_of(error))
        self._remember(saved.page.url, file, dict(saved.pictures))
        return Found(name=name, place=place, page=saved.page, taken=saved.taken, digest=digest)

    def _mirrored(self, file: Path) -> str:
        if not self._is_folder:
            return ""
        within = file.relative_to(self._path).as_posix()
        return address_of_path(f"{self._root.name}/{within}")

    def _remember(self, url: str, file: Path, inside: dict[str, bytes]) -> None:
        self._inside = inside
        if not url:
            return
        while len(self._files) >= _MOST_REMEMBERED:
            del self._files[next(iter(self._files))]
        self._files[url] = file

    def picture(self, url: str) -> tuple[str, bytes] | None:
        """A picture that lies in the mirror, or beside a page that shows it."""
        content = self._inside.get(url)
        if content is None:
            file = self._file_at(url) or self._beside(url)
            content = None if file is None else _read(file)
        kind = picture_type(content) if content else ""
        return (kind, content) if content and kind else None

    def _beside(self, url: str) -> Path | None:
        """Where a picture lies whose address was made from where its page lies."""
        site = url.rpartition("/")[0]
        for page, file in reversed(self._files.items()):
            folder = page.partition("?")[0].rpartition("/")[0]
            if site.startswith(folder) and folder.count("/") > 2:
                rest = unquote(url.partition("?")[0][len(folder) :]).strip("/")
                return self._inner(file.parent / rest) if rest else None
        return None

    def _file_at(self, url: str) -> Path | None:
        """The file that a mirror has for an address."""
        if not self._is_folder:
            return None
        parts = urlsplit(url)
        host, path = parts.netloc.lower(), unquote(parts.path).lstrip("/")
        roots = [self._path / host, self._path / host.replace(":", "+")]
        if self._root.name in (host, host.replace(":", "+")):
            roots.append(self._path)
        query = f"?{parts.query}" if parts.query else ""
        names = [f"{path}{query}", f"{path}{query}.html", f"{path}{quote(query)}"]
        if not path or path.endswith("/"):
            names = [f"{path}index.html{query}", f"{path}index.htm{query}", *names]
        else:
            names.append(f"{path}/index.html")
        for root in roots:
            for name in names:
                if found := self._inner(root / name):
                    return found
        return None

    def _inner(self, file: Path) -> Path | None:
        """A file, if it is a regular one inside the folder."""
        root = self._root if self._is_folder else self._root.parent
        try:
            found = file.resolve()
            return file if found.is_file() and found.is_relative_to(root) else None
        except (OSError, ValueError, RuntimeError):
            return None

    # -- as a site --

    def addresses(self) -> Iterator[str]:
        """The addresses of the pages that lie in folders named for hosts."""
        for folder in self._hosts():
            for file in files_in(folder):
                if url := self._mirrored(file):
                    yield url

    def _hosts(self) -> list[Path]:
        """The folders that are named for hosts."""
        if not self._is_folder:
            return []
        if address_of_path(f"{self._root.name}/x"):
            return [self._path]
        found: list[Path] = []
        for name in sorted(_folders_in(self._path)):
            inner = self._path / name
            if address_of_path(f"{name}/x"):
                found.append(inner)
            else:
                found += [
                    inner / each
                    for each in sorted(_folders_in(inner))
                    if address_of_path(f"{each}/x")
                ]
        return found

    def response(self, url: str) -> Response | None:
        """The page that the mirror has at an address."""
        file = self._file_at(url)
        if file is None:
            return None
        try:
            return Response(url=url, body=bytes_of(file))
        except ReaderError:
            return None

    def use(self, urls: list[str]) -> None:
        """These have been read: they are not found again."""
        self._used.update(map(key_of, urls))

    def close(self) -> None:
        """There is nothing to let go of."""


def _folders_in(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST_PICTURE)
    except (OSError, ValueError):
        return b""
