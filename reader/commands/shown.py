"""Keys as they are printed on them."""

from __future__ import annotations

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
    "backspace": "Backspace",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def shown_key(key: str) -> str:
    """A key as it is printed on it: `Ctrl+D`, `→`, `,`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    name = _SHOWN_KEYS.get(last, last)
    is_function_key = len(name) > 1 and name[0] == "f" and name[1:].isdigit()
    if is_function_key or (modifiers and len(name) == 1):
        name = name.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])
