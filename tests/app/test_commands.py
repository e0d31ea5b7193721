"""One declaration a command: what must hold for all of them."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from reader.commands import COMMANDS, PLACES, Command, command_named, commands_of, shown_key

OWNERS = {
    "everywhere": "reader.app.app:ReaderApp",
    "newsstand": "reader.app.screens.newsstand:NewsstandScreen",
    "month": "reader.app.widgets.month:MonthView",
    "issue": "reader.app.screens.issue:IssueScreen",
    "article": "reader.app.screens.article:ArticleScreen",
    "found": "reader.app.widgets.reading_galley:ReadingGalley",
    "bookmarks": "reader.app.screens.bookmarks:BookmarksScreen",
    "list": "reader.app.screens.readinglist:ReadingListScreen",
}


def owner_of(place: str) -> type:
    module, _, name = OWNERS[place].partition(":")
    found: type = getattr(import_module(module), name)
    return found


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_has_its_action(command: Command) -> None:
    assert callable(getattr(owner_of(command.place), f"action_{command.verb}", None))


@pytest.mark.parametrize("place", PLACES)
def test_every_binding_of_a_place_is_a_declared_command(place: str) -> None:
    for binding in owner_of(place).__dict__["BINDINGS"]:
        assert command_named(binding.id).verb == binding.action


def test_ids_are_place_and_verb_and_occur_once() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", one) for one in ids)
    assert {command.place for command in COMMANDS} == set(PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_no_key_means_two_things_in_one_place(place: str) -> None:
    keys = [key for command in commands_of(place) for key in command.key_names]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("place", [place for place in PLACES if place != "everywhere"])
def test_a_place_leaves_the_keys_alone_that_work_everywhere(place: str) -> None:
    everywhere = {key for command in commands_of("everywhere") for key in command.key_names}
    here = {key for command in commands_of(place) for key in command.key_names}
    assert not everywhere & here


def test_every_command_says_what_it_does_in_a_sentence() -> None:
    for command in COMMANDS:
        assert command.label
        assert command.help.endswith("."), command.id


def test_a_frequent_action_never_hangs_on_escape_alone() -> None:
    for command in COMMANDS:
        if "escape" in command.key_names:
            assert len(command.key_names) > 1, command.id


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("b", "b"),
        ("G", "G"),
        ("comma", ","),
        ("ctrl+d", "Ctrl+D"),
        ("shift+tab", "Shift+Tab"),
        ("f1", "F1"),
        ("f", "f"),
        ("+", "+"),
        ("pagedown", "PgDn"),
        ("right", "→"),
    ],
)
def test_a_key_is_shown_as_it_is_printed_on_it(key: str, shown: str) -> None:
    assert shown_key(key) == shown


def test_a_command_that_does_not_exist_is_no_command() -> None:
    with pytest.raises(KeyError):
        command_named("everywhere.nothing")
