"""A person's own keys: how they are written, and whether each means one thing in its place.

A terminal sends characters and a few named keys. It knows no Shift in a letter but the capital
one, and sends the same for Ctrl+I and Tab; so what is written is brought into the one form in which
it will come in, and that is what is compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from reader.lang import aside, say
from reader.text import shown


class Keyed(Protocol):
    """What has to be known of a command to check its keys."""

    @property
    def id(self) -> str:
        """`place.verb`."""
        ...

    @property
    def keys(self) -> str:
        """Keys parted by commas."""
        ...

    @property
    def place(self) -> str:
        """Where it works; `everywhere` in every place."""
        ...

    @property
    def priority(self) -> bool:
        """Whether its keys work while one types into a field."""
        ...


CHARACTER_NAMES = {
    ",": "comma", ".": "full_stop", "-": "minus", "+": "plus", "=": "equals_sign", "/": "slash",
    "\\": "backslash", "?": "question_mark", "!": "exclamation_mark", "<": "less_than_sign",
    ">": "greater_than_sign", "[": "left_square_bracket", "]": "right_square_bracket",
    ":": "colon", ";": "semicolon", '"': "quotation_mark", "'": "apostrophe", "_": "underscore",
    "*": "asterisk", "#": "number_sign", "@": "at", "$": "dollar_sign", "%": "percent_sign",
    "&": "ampersand", "^": "circumflex_accent", "`": "grave_accent", "~": "tilde",
    "|": "vertical_line", "(": "left_parenthesis", ")": "right_parenthesis",
    "{": "left_curly_bracket", "}": "right_curly_bracket", " ": "space",
}  # fmt: skip

NAMED_KEYS = frozenset(
    ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"]
    + ["backspace", "enter", "tab", "escape", *CHARACTER_NAMES.values()]
    + [f"f{number}" for number in range(1, 25)]
)

_AS_PRINTED = {
    "esc": "escape", "return": "enter", "del": "delete", "ins": "insert", "pgup": "pageup",
    "pgdn": "pagedown", "pgdown": "pagedown", "bksp": "backspace", "↑": "up", "↓": "down",
    "←": "left", "→": "right", "period": "full_stop",
}  # fmt: skip
"""Keys as they are printed on a keyboard, and in our own lists."""

_MODIFIERS = {"ctrl": "ctrl", "control": "ctrl", "shift": "shift", "alt": "alt", "option": "alt"}

_SENT_AS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}
"""Keys that come in as others: the oldest terminals had no more than 32 controls."""


def in_one_form(key: str) -> str:
    """A key as it will come in, whichever way it was written: `Ctrl+B`, `shift+b`, `,`."""
    if len(key) <= 1:
        return _AS_PRINTED.get(key, key)
    head, last = (key[:-2], "+") if key.endswith("++") else key.rpartition("+")[::2]
    modifiers = {_MODIFIERS.get(name.lower(), name) for name in head.split("+") if head}
    if len(modifiers) != len(head.split("+")) and head:
        return key  # a modifier twice
    last = last.lower() if len(last) > 1 else last
    last = _AS_PRINTED.get(last, last)
    if modifiers == {"shift"} and len(last) == 1 and last.isalpha():
        return last.upper()
    if modifiers and len(last) == 1:
        last = last.lower()
    written = "+".join([*sorted(modifiers), CHARACTER_NAMES.get(last, last) if modifiers else last])
    return _SENT_AS.get(written, written)


def is_key(name: str) -> bool:
    """Whether a terminal can send it: a character, or a named key, with modifiers before it."""
    *modifiers, key = in_one_form(name).split("+") if len(name) > 1 else [name]
    if len(set(modifiers)) != len(modifiers) or not set(modifiers) <= {"ctrl", "shift", "alt"}:
        return False
    if modifiers == ["shift"] and (len(key) == 1 or key in CHARACTER_NAMES.values()):
        return key == "space"  # of the others it makes another character
    return key in NAMED_KEYS or (len(key) == 1 and key.isprintable())


def keys_of(keys: str) -> list[str]:
    """The keys in a list parted by commas, each once; a comma alone names the comma key."""
    if keys.strip() == ",":
        return ["comma"]
    found = [in_one_form(key.strip() or " ") for key in keys.split(",")]
    return list(dict.fromkeys(found))


def _canonical(key: str) -> str:
    return CHARACTER_NAMES.get(key, key)


def _types_something(key: str) -> bool:
    return "+" not in key and (len(key) == 1 or key in CHARACTER_NAMES.values())


@dataclass(slots=True)
class Checked:
    """What is right in a person's keys, and what is not."""

    keymap: dict[str, str] = field(default_factory=dict)
    """Command id → its keys parted by commas; "" where a command is to have none."""
    complaints: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    """Where something is wrong, by the parts of its key in the file, and what."""


def checked_keys(table: Mapping[str, Any], commands: Collection[Keyed]) -> Checked:
    """The keys of the table `[keys]` that can be given to the commands."""
    known = {command.id: command for command in commands}
    found = Checked()
    written: dict[str, tuple[str, ...]] = {}
    for path, keys in _flat(table):
        command = known.get(".".join(path))
        at = ("keys", *path)
        if command is None:
            what = say("there is no such command{hint}", hint=nearest(".".join(path), known))
        elif what := _fault_of(keys, command):
            pass
        else:
            found.keymap[command.id] = ",".join(keys_of(keys)) if keys.strip() else ""
            written[command.id] = at
            continue
        found.complaints.append((at, what))
    # Two commands may swap their keys, so the file is judged as a whole; giving up one change
    # puts a default back, which may stand in the way of another.
    while clash := _clash(found.keymap, commands):
        command_id, rival, key = clash
        del found.keymap[command_id]
        found.complaints.append(
            (written[command_id], say("{rival} has that key already: {key}", rival=rival, key=key))
        )
    return found


def _fault_of(keys: Any, command: Keyed) -> str:
    """What is wrong with the keys written for a command; "" where nothing is."""
    if not isinstance(keys, str):
        return say('it is a key or keys parted by commas, such as "b" or "ctrl+b"')
    if not keys.strip():
        return say("it needs a key, or one could not leave") if command.priority else ""
    for key in keys_of(keys):
        if not is_key(key):
            hint = nearest(key.rpartition("+")[2], NAMED_KEYS)
            return say("there is no key {key}{hint}", key=shown(key, 40), hint=hint)
        if command.priority and _types_something(key):
            return say(
                "{key} could not be typed into a field any more; put ctrl+ before it",
                key=shown(key, 40),
            )
    return ""


def _clash(keymap: Mapping[str, str], commands: Collection[Keyed]) -> tuple[str, str, str] | None:
    """The last changed command whose key another one answers to in the same place, that other
    one, and the key."""
    for command in reversed([c for c in commands if keymap.get(c.id)]):
        wanted = {_canonical(key): key for key in keymap[command.id].split(",")}
        for other in commands:
            if other.id == command.id:
                continue
            if other.place != command.place and "everywhere" not in (other.place, command.place):
                continue
            for key in keys_of(theirs) if (theirs := keymap.get(other.id, other.keys)) else ():
                if _canonical(key) in wanted:
                    return command.id, other.id, wanted[_canonical(key)]
    return None


def _flat(table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Keys with their values; `article.bookmark = "m"` without quotes is a table in a table."""
    for key, value in table.items():
        if isinstance(value, dict):
            for inner, inner_value in value.items():
                yield (key, inner), inner_value
        else:
            yield (key,), value


def nearest(word: str, words: Iterable[str]) -> str:
    """` (did you mean x?)`, or "" where nothing is like it."""
    import difflib

    close = difflib.get_close_matches(word[:80], list(words), n=1, cutoff=0.5)
    return aside(say("(did you mean {name}?)", name=close[0])) if close else ""
