"""What is written about the program is true of it."""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from reader import __version__
from reader.cli.arguments import arguments
from reader.commands import COMMANDS, shown_key
from reader.engines import ENGINES
from reader.export import Printed
from reader.export.json import record_of
from reader.model import Article, Block

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def module_at(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"_{path.stem}_of_docs", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def section(title: str) -> str:
    """What stands under a heading of the README, to the next one that is no deeper."""
    depth = title.partition(" ")[0]
    _, found, rest = README.partition(f"\n{title}\n")
    assert found, title
    return re.split(rf"^#{{1,{len(depth)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def options_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """Every option with the subcommand that has it, "" for those of all."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from ((name, option) for _, option in options_of(inner))
        elif not isinstance(action, argparse._HelpAction):
            yield from (("", option) for option in action.option_strings if option[:2] == "--")


def subcommands() -> list[str]:
    found = [a for a in arguments()._actions if isinstance(a, argparse._SubParsersAction)]
    return sorted(found[0].choices)


# -- the README ------------------------------------------------------------------


def test_key_tables_are_those_of_the_commands() -> None:
    keys = module_at(ROOT / ".ci" / "keys.py")
    assert keys.with_keys(README) == README, "run: python .ci/keys.py"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_in_the_readme_with_its_keys(command: object) -> None:
    from reader.commands import Command

    assert isinstance(command, Command)
    tables = section("### Keys")
    named = [
        row
        for row in tables.splitlines()
        if f"`{command.id}`" in row or (f"`….{command.verb}`" in row and command.place in tables)
    ]
    assert named
    row = next((row for row in named if f"`{command.id}`" in row), named[0])
    for key in command.key_names:
        assert f"`{shown_key(key)}`" in row.replace("\\|", "|")


@pytest.mark.parametrize("name", subcommands())
def test_every_subcommand_is_in_the_readme(name: str) -> None:
    assert f"| `reader {name}" in section("## Command line")


@pytest.mark.parametrize("option", sorted({option for _, option in options_of(arguments())}))
def test_every_option_is_in_the_readme(option: str) -> None:
    assert re.search(rf"`{option}[` ]", README)


def option_rows() -> list[tuple[str, set[str]]]:
    """The README's options, each with the subcommands named beside it, "" for none."""
    rows = []
    for row in section("## Command line").splitlines():
        if not row.startswith("| `--"):
            continue
        names, commands = re.split(r" \| ", row.removeprefix("| "))[:2]
        named = {re.sub("^reader$", "", words) for words in re.findall(r"`(\w+)[^`]*`", commands)}
        every = {name for name, _ in options_of(arguments())}
        named = every if commands.startswith("all") else named
        rows += [(option, named) for option in re.findall(r"`(--[a-z-]+)", names)]
    return rows


@pytest.mark.parametrize(("option", "named"), option_rows(), ids=[o for o, _ in option_rows()])
def test_options_named_for_a_subcommand_are_its_own(option: str, named: set[str]) -> None:
    assert named == {name for name, found in options_of(arguments()) if found == option}


def test_every_option_has_one_row_in_the_table() -> None:
    rows = [option for option, _ in option_rows()]
    assert sorted(rows) == sorted({option for _, option in options_of(arguments())})


def test_the_readme_says_how_many_newspapers_are_known_in_how_many_languages() -> None:
    from reader.papers import stand_of_papers

    papers = [paper for paper in stand_of_papers() if paper.id != "sample"]
    languages = {paper.newspaper.language.partition("-")[0] for paper in papers}
    said = re.search(r"About (\d+) newspapers in (\w+) languages", section("## A real newspaper"))
    assert said is not None
    assert abs(int(said[1]) - len(papers)) < 10
    numbers = ("five", "six", "seven", "eight", "nine", "ten")
    assert numbers.index(said[2]) + 5 == len(languages)
    assert said[0] in CHANGELOG


def test_every_field_of_the_ledger_is_in_the_readme() -> None:
    from reader.cli.ledger import _record
    from reader.model import Listing, State

    line = Listing(name="a", state=State.STORED)
    assert [field for field in _record(line) if f"`{field}`" not in section("### JSON")] == []


def test_every_part_of_the_program_is_in_the_readmes_tree() -> None:
    tree = section("## Working on it").partition("    reader/\n")[2].partition("\n\n")[0]
    parts = [p.stem for p in (ROOT / "reader").iterdir() if not p.name.startswith(("_", "py."))]
    assert [part for part in parts if not re.search(rf"\b{part}\b", tree)] == []


def test_every_field_of_the_json_is_in_the_readme() -> None:
    article = Article(slug="a", headline="b")
    record = record_of(Printed(id="a", article=article, newspaper="n", date=None))
    table = section("### JSON")
    assert [field for field in record if f"`{field}`" not in table] == []


def test_every_kind_of_block_is_in_the_readme() -> None:
    kinds = {"Paragraph", "Heading", "Quote", "Items", "Table", "Image"}
    assert {kind.__name__ for kind in get_args(Block)} == kinds
    assert all(
        f'"{word}"' in section("### JSON")
        for word in ("paragraph", "heading", "quote", "list", "table", "image")
    )


def test_every_exit_status_is_in_the_readme() -> None:
    from reader.cli import running

    names = ("DONE", "FAILED", "MISUSED", "IN_PART", "NO_ISSUE", "INTERRUPTED")
    for name in names:
        assert f"| {getattr(running, name)} |" in section("### Exit status")


def test_the_readmes_configuration_is_right(tmp_path: Path) -> None:
    from reader.config import read_config

    example = section("### Configuration").split("```toml\n")[1].split("```")[0]
    path = tmp_path / "reader.toml"
    path.write_text(example, encoding="utf-8")
    config = read_config(path, commands=COMMANDS)
    assert config.complaints == ()
    assert config.keys == {"article.bookmark": "m", "article.browse": ""}


def test_the_readmes_newspaper_is_right(tmp_path: Path) -> None:
    from reader.papers import load

    example = section("## Adding a newspaper").split("```toml\n")[1].split("```")[0]
    path = tmp_path / "example.toml"
    path.write_text(example, encoding="utf-8")
    assert load(path).id == "example"


def test_the_readmes_newspaper_has_every_key(tmp_path: Path) -> None:
    from reader.papers.definition import KEYS

    example = section("## Adding a newspaper").split("```toml\n")[1].split("```")[0]
    data = tomllib.loads(example)
    tables = {"": data, "pace": data["pace"], "page_names": data["page_names"]}
    tables["eras"] = data["eras"][0]
    for name, table in tables.items():
        # A pace is either of two.
        assert set(KEYS[name]) - set(table) <= {"per_second"}


def test_every_engine_is_in_the_readme() -> None:
    assert all(f"| `{engine}` |" in section("## Adding a newspaper") for engine in ENGINES)


def test_every_dependency_is_in_the_readme_with_its_reason() -> None:
    text = section("### What it stands on")
    for requirement in PYPROJECT["project"]["dependencies"]:
        name = re.split(r"[<>=~! ]", requirement)[0]
        assert re.search(
            rf"^\| \[{name}\]\(https://[^)]+\) \| \S.* \| \S.* \|$", text, re.MULTILINE
        )
    for requirement in PYPROJECT["dependency-groups"]["dev"]:
        assert re.split(r"[<>=~! ]", requirement)[0] in text


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README + CHANGELOG))))
def test_every_file_that_is_linked_exists(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize("anchor", sorted(set(re.findall(r"\]\(#([^)]+)\)", README))))
def test_every_section_that_is_linked_exists(anchor: str) -> None:
    titles = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    assert anchor in {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}


# -- its two commands ------------------------------------------------------------


@pytest.mark.parametrize("name", ["run", "test"])
def test_ci_runs_the_readmes_own_commands(name: str) -> None:
    mark = f"<!-- command: {name} -->\n```sh\n"
    assert README.count(mark) == 1
    written = README.partition(mark)[2].partition("\n```")[0]
    extracted = subprocess.run(
        ["bash", ".ci/run", "--command", name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
        stdin=subprocess.DEVNULL,
    ).stdout
    assert extracted == written + "\n"
    assert "\n" not in written


def test_the_first_command_ends_in_the_reader_and_the_second_in_the_tests() -> None:
    first, second = re.findall(r"<!-- command: \w+ -->\n```sh\n(.+)\n```", README)
    assert first.endswith("&& .venv/bin/reader")
    assert second.endswith("&& .venv/bin/pytest")


# -- the changelog ---------------------------------------------------------------


def test_changelog_begins_with_what_is_unreleased_and_has_this_version() -> None:
    titles = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    assert titles[0] == "[Unreleased]"
    assert re.fullmatch(rf"\[{re.escape(__version__)}\] - \d{{4}}-\d\d-\d\d", titles[1])
    assert titles[-1].startswith("[1.0.0]")


# -- what belongs in no file -----------------------------------------------------

_SUFFIXES = {".py", ".md", ".toml", ".tcss", ".htm", ".html", ".svg", ".json", ""}
_STRANGE = re.compile(
    r"/work/|/root/|/home/[a-z]|/Users/[A-Za-z]|[A-Z]:\\Users"
    r"|\b(?:this|earlier|previous|another|my) session\b|\b(?:issue|PR|pull request|ticket) #\d"
    r"|\(#\d+\)|\bas an AI\b|\blanguage model\b"
)


def text_files() -> list[Path]:
    """The project's own files, without what tools leave behind."""
    found = [
        ROOT / name
        for name in ("README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", ".gitignore")
    ]
    for folder in ("reader", "tests", "screenshots", ".ci"):
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [
        path
        for path in found
        if path.suffix in _SUFFIXES
        and "__pycache__" not in path.parts
        and path != Path(__file__).resolve()
    ]


def test_no_file_names_a_machine_a_session_or_a_ticket() -> None:
    faults = []
    for path in text_files():
        for number, row in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1):
            # A page's own source may say anything; what is asked of it is only that it is ours.
            if found := _STRANGE.search(row):
                faults.append(f"{path.relative_to(ROOT)}:{number}: {found[0]}")
    assert faults == []
