"""The file `reader.toml` and the directories: read, check, explain.

A wrong entry never keeps the reader from starting: each costs one sentence with the file, the line
and the key, and its default stays. What the file may hold:

    language = "auto"           # or "en", "zh": of the interface
    theme = "paper"
    measure = 72                # cells

    [pace]                      # slower than the newspapers' own pace, never faster
    at_once = 1
    per_second = 0.5

    [archive]                   # asked for days that a site no longer serves
    address = "https://web.archive.org/web/"
    offer = true
    at_once = 1
    per_second = 1

    [pictures]
    fetch = true                # those of an article, when it is opened
    draw = "auto"               # or "kitty", "sixel", "blocks", "dots", "shades"

    [downloads]
    pictures = true             # with every issue; or false, or "pages": the printed pages' too
    resume = false              # whether the app goes on with unfinished ones when it starts

    [library]
    quota = "20 GB"             # the issues read the longest ago make room for new ones
    keep_pages = true           # the sites' pages, packed, for `reader reparse`

    [keys]                      # a command's id, and its keys parted by commas
    "article.bookmark" = "m"
    "article.columns" = ""      # none: it is reached by its name only
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from reader.config.keys import Keyed, checked_keys, is_key, nearest
from reader.config.sizes import LEAST_QUOTA, size_in_words, size_of
from reader.config.values import ARCHIVE, WAYS, Config, Downloads, Pictures, WebArchive
from reader.errors import ConfigError
from reader.lang import say
from reader.model import PicturesWanted
from reader.text import shown

__all__ = [
    "Config",
    "Downloads",
    "Keyed",
    "Pictures",
    "WebArchive",
    "config_path",
    "documents_path",
    "downloads_path",
    "is_key",
    "library_path",
    "log_path",
    "papers_path",
    "read_config",
    "size_in_words",
    "size_of",
]

LARGEST_FILE = 256 * 1024
"""Bytes. Nobody writes more by hand, and the reader of TOML is slow on what machines make."""

MOST_COMPLAINTS = 20
MEASURES = range(20, 201)
AT_ONCE = 8
PER_SECOND = 20.0
MOST_OF_AN_ARCHIVE = 8
"""Requests at a time and in a second: an archive of one's own may bear as much."""
_DEEPEST_KEY = 32
_ADDRESS = re.compile(
    r"https?://[^\x00-\x20\x7f-\x9f/?#@\\]+(?:/[^\x00-\x20\x7f-\x9f?#\\]*)?", re.I
)


# -- directories -----------------------------------------------------------------


def config_path() -> Path:
    """Where the config file is, if there is one."""
    import platformdirs

    return Path(platformdirs.user_config_dir("reader", appauthor=False)) / "reader.toml"


def papers_path() -> Path:
    """The folder of a person's own newspaper definitions."""
    return config_path().with_name("papers")


def library_path() -> Path:
    """Where the library is when nobody says otherwise."""
    import platformdirs

    return Path(platformdirs.user_data_dir("reader", appauthor=False)) / "library.db"


def downloads_path() -> Path:
    """Where a person looks for what was saved."""
    import platformdirs

    return platformdirs.user_downloads_path()


def documents_path() -> Path:
    """Where a person keeps what they write and read."""
    import platformdirs

    return platformdirs.user_documents_path()


def log_path() -> Path:
    """Where the details of a failure are written."""
    import platformdirs

    return Path(platformdirs.user_state_dir("reader", appauthor=False)) / "reader.log"


# -- reading ---------------------------------------------------------------------


def read_config(
    path: Path | None = None, *, commands: Iterable[Keyed] = (), themes: Iterable[str] = ()
) -> Config:
    """The config of `path` (else of its usual place); defaults where there is no such file.

    Never raises: what is wrong is in `complaints`. Without `commands` the keys are not looked at,
    without `themes` any theme's name will do.
    """
    path = path or config_path()
    try:
        text = _text_of(path)
        table = _table_of(text, path)
    except ConfigError as error:
        return Config(complaints=(error,))
    return _Reading(path, text, tuple(commands), tuple(themes)).config(table)


def _text_of(path: Path) -> str:
    where = shown(path)
    try:
        if not path.exists():
            return ""
        if not path.is_file():
            raise ConfigError(
                say("{file} is not a file; the defaults are used.", file=where), path=path
            )
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or say("its name cannot be used")
        raise ConfigError(
            say(
                "{file} could not be read ({why}); the defaults are used.",
                file=where,
                why=shown(why),
            ),
            path=path,
        ) from error
    if len(content) > LARGEST_FILE:
        raise ConfigError(
            say(
                "{file} is larger than 256 kB and was not read; the defaults are used.", file=where
            ),
            path=path,
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError(
            say(
                "{place}: this is not UTF-8, save the file as UTF-8; the defaults are used.",
                place=_place_of(path, line),
            ),
            path=path,
            line=line,
        ) from error


def _table_of(text: str, path: Path) -> dict[str, Any]:
    for number, row in enumerate(text.splitlines(), 1):
        # A dotted key costs the square of its parts, 20,000 of them several seconds.
        if row.partition("=")[0].count(".") > _DEEPEST_KEY:
            raise ConfigError(
                say(
                    "{place}: a key has more than {n} parts; the defaults are used.",
                    place=_place_of(path, number),
                    n=_DEEPEST_KEY,
                ),
                path=path,
                line=number,
            )
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ConfigError(
            say("{file} is nested too deep to be read; the defaults are used.", file=shown(path)),
            path=path,
        ) from error
    except ValueError as error:  # TOMLDecodeError is one; so is a number of 5,000 digits
        found = re.search(r"\(at line ([0-9]+), column [0-9]+\)", str(error))
        line = int(found[1]) if found else 0
        why = shown(str(error).replace(found[0] if found else "", ""), 100)
        if not isinstance(error, tomllib.TOMLDecodeError):
            why = say("a value that no computer can hold")
        raise ConfigError(
            say(
                "{place}: this is not TOML ({why}); the defaults are used.",
                place=_place_of(path, line),
                why=why,
            ),
            path=path,
            line=line,
        ) from error


def _place_of(path: Path, line: int) -> str:
    """A file, and the line in it where there is one."""
    return say("{file}, line {line}", file=shown(path), line=line) if line else shown(path)


class _Reading:
    """One pass over a parsed file: takes what is right, notes what is wrong."""

    def __init__(
        self, path: Path, text: str, commands: tuple[Keyed, ...], themes: tuple[str, ...]
    ) -> None:
        self._path = path
        self._rows = text.splitlines()
        self._commands = commands
        self._themes = themes
        self._complaints: list[ConfigError] = []
        self._unsaid = 0

    def config(self, table: Mapping[str, Any]) -> Config:
        """The checked values."""
        config = Config()
        readers: dict[str, Callable[[Any], dict[str, Any]]] = {
            "language": self._language,
            "theme": self._theme,
            "measure": self._measure,
            "pace": self._pace,
            "archive": self._archive,
            "pictures": self._pictures,
            "downloads": self._downloads,
            "library": self._library,
            "keys": self._keys,
        }
        for key, value in table.items():
            read = readers.get(key)
            if read is None:
                self._complain(
                    (key,), say("there is no such key{hint}", hint=nearest(key, readers))
                )
            else:
                config = replace(config, **read(value))
        if self._unsaid:
            self._complaints.append(
                ConfigError(
                    say("{n} more are wrong in {file}.", file=shown(self._path), n=self._unsaid),
                    path=self._path,
                )
            )
        return replace(config, complaints=tuple(self._complaints))

    def _language(self, value: Any) -> dict[str, Any]:
        if value in ("auto", "en", "zh"):
            return {"language": value}
        return self._complain(("language",), say('it is "auto", "en" or "zh"'))

    def _theme(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, str) or not re.fullmatch(r"[a-z][a-z0-9-]{0,40}", value):
            return self._complain(("theme",), say('it is the name of a theme, such as "paper"'))
        if self._themes and value not in self._themes:
            hint = nearest(value, self._themes)
            return self._complain(
                ("theme",), say("there is no theme {name}{hint}", name=shown(value, 40), hint=hint)
            )
        return {"theme": value}

    def _measure(self, value: Any) -> dict[str, Any]:
        if isinstance(value, int) and not isinstance(value, bool) and value in MEASURES:
            return {"measure": value}
        return self._complain(
            ("measure",),
            say(
                "it is a whole number of cells from {least} to {most}",
                least=MEASURES.start,
                most=MEASURES.stop - 1,
            ),
        )

    def _pace(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            return self._complain(("pace",), say("it is a table: [{name}]", name="pace"))
        taken: dict[str, Any] = {}
        for key, what in value.items():
            at = ("pace", key)
            if key == "at_once":
                taken |= self._count(at, what, AT_ONCE, key)
            elif key == "per_second":
                taken |= self._rate(at, what, PER_SECOND, key)
            else:
                hint = nearest(key, ("at_once", "per_second"))
                self._complain(at, say("there is no such key{hint}", hint=hint))
        return taken

    def _archive(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            return self._complain(("archive",), say("it is a table: [{name}]", name="archive"))
        taken: dict[str, Any] = {}
        for key, what in value.items():
            at = ("archive", key)
            if key == "address":
                if isinstance(what, str) and _ADDRESS.fullmatch(what):
                    taken["address"] = what
                else:
                    self._complain(
                        at,
                        say(
                            'it is the http or https address of a web archive, such as "{address}",'
                            " without a name or a password in it",
                            address=ARCHIVE,
                        ),
                    )
            elif key == "offer":
                if isinstance(what, bool):
                    taken["is_offered"] = what
                else:
                    self._complain(at, say("it is true or false"))
            elif key == "at_once":
                taken |= self._count(at, what, MOST_OF_AN_ARCHIVE, key)
            elif key == "per_second":
                taken |= self._rate(at, what, MOST_OF_AN_ARCHIVE, key)
            else:
                hint = nearest(key, ("address", "offer", "at_once", "per_second"))
                self._complain(at, say("there is no such key{hint}", hint=hint))
        return {"archive": WebArchive(**taken)}

    def _pictures(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            return self._complain(("pictures",), say("it is a table: [{name}]", name="pictures"))
        taken: dict[str, Any] = {}
        for key, what in value.items():
            at = ("pictures", key)
            if key == "fetch":
                if isinstance(what, bool):
                    taken["fetch"] = what
                else:
                    self._complain(at, say("it is true or false"))
            elif key == "draw":
                if what in WAYS:
                    taken["draw"] = what
                else:
                    self._complain(at, say("it is one of {names}", names=", ".join(WAYS)))
            else:
                self._complain(
                    at, say("there is no such key{hint}", hint=nearest(key, ("fetch", "draw")))
                )
        return {"pictures": Pictures(**taken)}

    def _downloads(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            return self._complain(("downloads",), say("it is a table: [{name}]", name="downloads"))
        taken: dict[str, Any] = {}
        for key, what in value.items():
            at = ("downloads", key)
            if key == "pictures":
                if isinstance(what, bool):
                    taken["pictures"] = PicturesWanted(int(what))
                elif what == "pages":
                    taken["pictures"] = PicturesWanted.PAGES
                else:
                    self._complain(at, say('it is true, false or "pages"'))
            elif key == "resume":
                if isinstance(what, bool):
                    taken["resumes"] = what
                else:
                    self._complain(at, say("it is true or false"))
            else:
                hint = nearest(key, ("pictures", "resume"))
                self._complain(at, say("there is no such key{hint}", hint=hint))
        return {"downloads": Downloads(**taken)}

    def _library(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            return self._complain(("library",), say("it is a table: [{name}]", name="library"))
        taken: dict[str, Any] = {}
        for key, what in value.items():
            at = ("library", key)
            if key == "keep_pages":
                if isinstance(what, bool):
                    taken["keeps_pages"] = what
                else:
                    self._complain(at, say("it is true or false"))
                continue
            if key != "quota":
                hint = nearest(key, ("quota", "keep_pages"))
                self._complain(at, say("there is no such key{hint}", hint=hint))
                continue
            quota = size_of(what) if isinstance(what, str) else 0 if what == 0 else None
            if quota is None or 0 < quota < LEAST_QUOTA:
                self._complain(
                    at,
                    say(
                        'it is a size such as "20 GB", at least {least}, or 0 for none',
                        least=size_in_words(LEAST_QUOTA),
                    ),
                )
            else:
                taken["quota"] = quota
        return taken

    def _count(self, at: tuple[str, ...], value: Any, most: int, name: str) -> dict[str, Any]:
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most:
            return {name: value}
        if most == 2:
            return self._complain(at, say("it is 1 or 2"))
        return self._complain(at, say("it is a whole number from 1 to {most}", most=most))

    def _rate(self, at: tuple[str, ...], value: Any, most: float, name: str) -> dict[str, Any]:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if is_number and 0.01 <= value <= most:
            return {name: float(value)}
        return self._complain(at, say("it is a number from 0.01 to {most}", most=f"{most:g}"))

    # -- keys --

    def _keys(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            return self._complain(("keys",), say("it is a table: [{name}]", name="keys"))
        if not self._commands:
            return {}
        checked = checked_keys(value, self._commands)
        for at, what in checked.complaints:
            self._complain(at, what)
        return {"keys": checked.keymap}

    # -- complaints --

    def _complain(self, key: tuple[str, ...], what: str) -> dict[str, Any]:
        if len(self._complaints) >= MOST_COMPLAINTS:
            self._unsaid += 1
            return {}
        line = self._line_of(key)
        name = shown(".".join(key), 60)
        said = say(
            "{place}: {key}: {what}.", place=_place_of(self._path, line), key=name, what=what
        )
        self._complaints.append(ConfigError(said, path=self._path, line=line, key=name))
        return {}

    def _line_of(self, key: tuple[str, ...]) -> int:
        """The line on which the key stands; 0 where it cannot be told."""
        table: tuple[str, ...] = ()
        for number, row in enumerate(self._rows[:10_000], 1):
            head, sign, _ = row.strip().partition("=")
            if len(head) > 400:
                continue
            if head.startswith("["):
                table = _path_of(head.strip("[] \t"))
                if table == key:
                    return number
            elif sign:
                path = (*table, *_path_of(head))
                if path == key or path[: len(key)] == key:
                    return number
        return 0


def _path_of(name: str) -> tuple[str, ...]:
    """A written key's parts: `keys."article.bookmark"` has two."""
    try:
        value: Any = tomllib.loads(f"{name} = 0")
    except ValueError:
        return ()
    parts: list[str] = []
    while isinstance(value, dict) and len(value) == 1:
        (part, value), *_ = value.items()
        parts.append(part)
    return tuple(parts)
