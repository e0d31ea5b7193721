"""The README's table of keys, made from the commands: `python .ci/keys.py` writes it anew."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reader.commands import PLACES, Command, commands_of, shown_key  # noqa: E402
from reader.commands.command import motions  # noqa: E402

BEGIN, END = "<!-- keys: made by .ci/keys.py -->", "<!-- end of keys -->"


def key_table() -> str:
    """Every command with its keys and its id, a table a place; what all lists have in common
    stands once."""
    shared = _shared_verbs()
    places = [place for place in PLACES if _has_all(place, shared)]
    parts = [
        "**In every list and every article**",
        "",
        "`…` in an id is " + _listed([f"`{place}`" for place in places]) + ".",
        "",
        *_table([c for c in commands_of(places[0]) if c.verb in shared], is_shared=True),
    ]
    for place, title in PLACES.items():
        own = [c for c in commands_of(place) if place not in places or c.verb not in shared]
        parts += ["", f"**{title}**", "", *_table(own)]
    return "\n".join(parts)


def with_keys(readme: str) -> str:
    """The README with the table in its place."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{key_table()}\n\n{END}{after}"


def _shared_verbs() -> frozenset[str]:
    """The motions, which every list and every article has."""
    return frozenset(command.verb for command in motions(""))


def _has_all(place: str, verbs: frozenset[str]) -> bool:
    return verbs <= {command.verb for command in commands_of(place)}


def _table(commands: list[Command], *, is_shared: bool = False) -> list[str]:
    rows = ["| keys | what they do | id |", "|---|---|---|"]
    for command in commands:
        keys = " ".join(f"`{shown_key(key)}`" for key in command.key_names)
        name = f"….{command.verb}" if is_shared else command.id
        rows.append(f"| {keys} | {command.help} | `{name}` |".replace("`|`", "`\\|`"))
    return rows


def _listed(words: list[str]) -> str:
    return ", ".join(words[:-1]) + f" or {words[-1]}"


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(with_keys(path.read_text(encoding="utf-8")), encoding="utf-8")
