"""Keys as they are printed on them."""

from __future__ import annotations

import unicodedata

_SHOWN_KEYS = {
    "comma": ",",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "delete": "Del",
    "insert": "Ins",
    "backspace": "Backspace",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "minus": "-",
    "plus": "+",
    "slash": "/",
    "backslash": "\\",
    "underscore": "_",
    "at": "@",
}


def shown_key(key: str) -> str:
    """A key as it is printed on it: `Ctrl+D`, `→`, `,`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    name = _SHOWN_KEYS.get(last) or _character_named(last)
    is_function_key = len(name) > 1 and name[0] == "f" and name[1:].isdigit()
    if is_function_key or (modifiers and len(name) == 1):
        name = name.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


def _character_named(name: str) -> str:
    """`]` for `right_square_bracket`; other names stay."""
    if len(name) > 1:
        try:
            return unicodedata.lookup(name.replace("_", " "))
        except KeyError:
            pass
    return name
