"""Brings the Chinese catalogue up to date with what the program says: `python .ci/words.py`.

Every sentence that stands in a `say("…")`, `say_n("…", "…", …)` or `Nameplate("…")`, and every word
of commands, places and themes, gets its entry in `reader/lang/locale/zh/LC_MESSAGES/reader.po`;
what is no longer said goes. Then the entries that still want a Chinese wording are named, and there
the person goes on. `--check` writes nothing and fails where something would be written or is
wanting.

The file is Babel's, sorted by the English and without places, dates and line breaks, so that two
people who add a sentence each seldom meet.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PACKAGE = ROOT / "reader"
CATALOGUE = PACKAGE / "lang" / "locale" / "zh" / "LC_MESSAGES" / "reader.po"
HEADER = "# What the interface says in Chinese; the entries are made by .ci/words.py.\n"

Words = str | tuple[str, str]
"""A sentence, or that of one thing and that of many."""


def words_said() -> dict[Words, str]:
    """Every sentence that stands in a call, and where."""
    said: dict[Words, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (words := _words_in(node)) is not None:
                said[words] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return said


def _words_in(call: ast.Call) -> Words | None:
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    match getattr(call.func, "id", getattr(call.func, "attr", "")), texts:
        # A nameplate says its own words; nothing else takes them without `say`.
        case "say" | "Nameplate", [str(words), *_]:
            return words
        case "say_n", [str(one), str(many), *_]:
            return one, many
        case _:
            return None


def words_declared() -> set[str]:
    """What is said without standing in a call."""
    from reader.app.themes import LABELS
    from reader.commands import COMMANDS, PLACES

    commands = {words for command in COMMANDS for words in (command.label, command.help)}
    return commands | set(PLACES.values()) | set(LABELS.values())


def all_words() -> set[Words]:
    """Everything that wants a Chinese wording."""
    return set(words_said()) | words_declared()


def kept() -> Catalog:
    """The catalogue as it is."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh", domain="reader", abort_invalid=True)


def up_to_date(before: Catalog) -> Catalog:
    """The catalogue with an entry for everything that is said, and for nothing else."""
    catalogue = Catalog(locale="zh", domain="reader", header_comment=HEADER.strip(), fuzzy=False)
    for words in all_words():
        one = words if isinstance(words, str) else words[0]
        known = before.get(one)
        wording = known.string if known is not None and not known.fuzzy else ""
        if isinstance(words, tuple):
            wording = wording if isinstance(wording, tuple) else (wording,)
        elif isinstance(wording, tuple):
            wording = wording[0]
        catalogue.add(words, wording)
    return catalogue


def text_of(catalogue: Catalog) -> str:
    """The catalogue as it stands in its file."""
    entries = io.BytesIO()
    write_po(entries, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    head = f'{HEADER}msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in _head(catalogue))
    return f"{head}\n{entries.getvalue().decode().strip()}\n"


def _head(catalogue: Catalog) -> Iterator[str]:
    yield "Language: zh"
    yield "MIME-Version: 1.0"
    yield "Content-Type: text/plain; charset=utf-8"
    yield "Content-Transfer-Encoding: 8bit"
    yield f"Plural-Forms: {catalogue.plural_forms}"


def wanting(catalogue: Catalog) -> list[str]:
    """The sentences without a wording."""
    return sorted(
        str(message.id if isinstance(message.id, str) else message.id[0])
        for message in catalogue
        if message.id and not all(message.string if message.pluralizable else [message.string])
    )


def main(words: list[str]) -> int:
    """Write it, and say what is wanting."""
    before = kept()
    catalogue = up_to_date(before)
    text = text_of(catalogue)
    is_old = text != CATALOGUE.read_text(encoding="utf-8")
    if is_old and "--check" in words:
        print(f"{CATALOGUE.relative_to(ROOT)} is not up to date: run python .ci/words.py")
        return 1
    if is_old:
        CATALOGUE.write_text(text, encoding="utf-8")
    missing = wanting(catalogue)
    for sentence in missing:
        print(f"no Chinese yet: {sentence}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
