"""One declaration a command: what must hold for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.keys import _normalize_key_list

from reader.app import screens
from reader.app.app import ReaderApp
from reader.app.palette import palette_of
from reader.app.place import Place
from reader.app.screens.help import help_of, keys_shown
from reader.app.widgets.headlines import Headlines
from reader.app.widgets.keys import key_of
from reader.commands import COMMANDS, PLACES, Command, command_named, commands_of, shown_key
from reader.config import read_config
from tests.app.issue_fixtures import settle

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.library import Library

AppOn = Callable[..., ReaderApp]

OWNERS = {
    "everywhere": "reader.app.app:ReaderApp",
    "newsstand": "reader.app.screens.newsstand:NewsstandScreen",
    "month": "reader.app.widgets.month:MonthView",
    "issue": "reader.app.screens.issue:IssueScreen",
    "frontpage": "reader.app.screens.frontpage:FrontPageScreen",
    "paper": "reader.app.screens.paper:PaperScreen",
    "article": "reader.app.screens.article:ArticleScreen",
    "found": "reader.app.widgets.reading_galley:ReadingGalley",
    "picture": "reader.app.screens.viewer:PictureScreen",
    "bookmarks": "reader.app.screens.bookmarks:BookmarksScreen",
    "list": "reader.app.screens.readinglist:ReadingListScreen",
    "search": "reader.app.screens.search:SearchScreen",
    "statistics": "reader.app.screens.statistics:StatisticsScreen",
    "downloads": "reader.app.screens.downloads:DownloadsScreen",
}

OPENED_WITH = {
    "newsstand": "",
    "month": "c",
    "issue": "enter",
    "frontpage": "enter,f",
    "paper": "enter,w",
    "article": "enter,enter",
    "found": "enter,enter,/,科,enter",
    "picture": "enter,P",
    "bookmarks": "B",
    "list": "X",
    "search": "S,报,down",
    "statistics": "R",
    "downloads": "D",
}
"""The keys that lead from the start to a place."""
INNER = {"month": "newsstand", "found": "article"}
"""Places that lie in another one, and have the keys before it."""


def owner_of(place: str) -> type:
    module, _, name = OWNERS[place].partition(":")
    found: type = getattr(import_module(module), name)
    return found


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_has_its_action(command: Command) -> None:
    assert callable(getattr(owner_of(command.place), f"action_{command.verb}", None))


@pytest.mark.parametrize("place", PLACES)
def test_the_bindings_of_a_place_are_its_declared_commands(place: str) -> None:
    bindings = owner_of(place).__dict__["BINDINGS"]
    assert [(b.id, b.action, b.key) for b in bindings] == [
        (command.id, command.verb, command.keys) for command in commands_of(place)
    ]


def test_every_screen_that_is_a_place_is_declared() -> None:
    for path in Path(screens.__file__).parent.glob("*.py"):
        import_module(f"reader.app.screens.{path.stem}")
    waiting, found = [Place], set()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found.add(kind.PLACE)
    assert found - {""} == set(PLACES) - {"everywhere", *INNER}


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


# -- one set: bindings, help, palette and README ---------------------------------


async def opened(app: ReaderApp, pilot: Pilot[int], place: str) -> None:
    """Go to a place from the start."""
    for key in filter(None, OPENED_WITH[place].split(",")):
        await settle(app, pilot)
        await pilot.press(key)
    await settle(app, pilot)
    assert app.place is not None
    assert INNER.get(place, place) == app.place.PLACE


def bound(app: ReaderApp) -> dict[str, set[str]]:
    """Which keys lead to which declared command where one is now."""
    keys: dict[str, set[str]] = {}
    for key, active in app.screen.active_bindings.items():
        if active.binding.id:
            keys.setdefault(active.binding.id, set()).add(key)
    # The toolkit's own command on that key copies, and passes on to ours where nothing is selected.
    assert "ctrl+c" in app.screen.active_bindings
    keys.setdefault("everywhere.interrupt", {"ctrl+c"})
    return keys


def wanted(command: Command) -> set[str]:
    return set(_normalize_key_list(command.keys).split(","))


def test_every_place_can_be_gone_to() -> None:
    assert set(OPENED_WITH) == set(PLACES) - {"everywhere"}


@pytest.mark.parametrize("place", OPENED_WITH)
async def test_bindings_help_and_palette_are_one_set(
    app_on: AppOn, library: Library, place: str
) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(app, pilot, place)
        here = [place, INNER[place]] if place in INNER else [place]
        declared = [c for one in (*here, "everywhere") for c in commands_of(one)]
        # What lies nearer has the key: in the calendar `h` is a day and not the way out.
        taken = {key for command in commands_of(place) for key in wanted(command)}
        taken = taken if place in INNER else set()
        expected = {
            c.id: wanted(c) - (taken if c.place == INNER.get(place) else set())
            for c in declared
            if app.check_action(c.verb, ()) is not False or c.place != "everywhere"
        }
        assert bound(app) == {name: keys for name, keys in expected.items() if keys}

        helped = {(entry.key, entry.label) for entry in help_of(app)._entries}
        inner = [one for one, outer in INNER.items() if app.place and outer == app.place.PLACE]
        shown = [INNER.get(place, place), *inner]
        assert helped == {
            (keys_shown(c, {}), c.help) for one in (*shown, "everywhere") for c in commands_of(one)
        }

        named = {
            (entry.key, entry.label, entry.hint)
            for entry in palette_of(app)._entries
            if entry.group in PLACES.values()
        }
        assert app.place is not None
        assert named == {
            (key_of(c, {}), c.label, c.help)
            for one in (app.place.PLACE, "everywhere")
            for c in commands_of(one)
            if c.palette
            and (app if c.place == "everywhere" else app.place).check_action(c.verb, ())
        }


def test_the_readme_lists_every_command_once_and_nothing_else() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    table = text.partition("<!-- keys:")[2].partition("<!-- end of keys -->")[0]
    every = re.findall(r"`(\w+)`", re.findall(r"`…` in an id is (.*)", table)[0])
    rows = re.findall(r"^\| (.+) \| (.+) \| `(\S+)` \|$", table, re.MULTILINE)
    listed = []
    for keys, words, name in rows:
        shown = tuple(re.findall(r"`(.+?)`", keys.replace("\\|", "|")))
        places = every if name.startswith("…") else [""]
        listed += [(name.replace("…", place), shown, words) for place in places]
    assert sorted(listed) == sorted(
        (c.id, tuple(map(shown_key, c.key_names)), c.help) for c in COMMANDS
    )


# -- a person's own keys ---------------------------------------------------------


@pytest.mark.parametrize("place", OPENED_WITH)
async def test_every_command_of_a_place_can_have_other_keys(
    app_on: AppOn, library: Library, place: str
) -> None:
    app = app_on(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(app, pilot, place)
        before = bound(app)
        for command in commands_of(place):
            if command.id not in before:
                continue
            app.set_keymap({command.id: "f20,é"})
            now = bound(app)
            assert now.pop(command.id) == {"f20", "é"}, command.id
            others = {name: keys for name, keys in before.items() if name != command.id}
            if place in INNER:
                # What it leaves free is the outer one's.
                now = {name: now[name] & keys for name, keys in others.items()}
            assert now == others


async def test_new_keys_do_it_and_stand_at_the_foot_and_in_the_help(
    app_on: AppOn, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "reader.toml"
    path.write_text(
        "[keys]\n"
        'issue.next_section = "Ctrl+N, é"\n'
        'issue.previous_section = ""\n'
        'issue.open = "[,enter"\n'
        'everywhere.keys = "F5"\n',
        encoding="utf-8",
    )
    config = read_config(path, commands=COMMANDS)
    assert config.complaints == ()
    app = app_on(library)
    app.keymap = dict(config.keys)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(app, pilot, "issue")
        assert app.place is not None
        foot = str(app.place.keys_line.render())
        assert "Ctrl+N Next section" in foot
        assert "F5 Keys" in foot
        assert "Previous section" not in foot
        helped = {entry.label: entry.key for entry in help_of(app)._entries}
        assert helped["To the next section of this issue."] == "Ctrl+N é"
        assert helped["To the previous section of this issue."] == ""
        headlines = app.place.query_one(Headlines)
        assert headlines.item is not None
        for key, section in (("é", 1), ("]", 1), ("ctrl+n", 2)):
            await pilot.press(key)
            await settle(app, pilot)
            assert headlines.item.section == section
        await pilot.press("[")
        await settle(app, pilot)
        assert app.place.PLACE == "article"
        await pilot.press("f5")
        await settle(app, pilot)
        assert app.screen is not app.place


@pytest.mark.parametrize("key", ["tab", "shift+tab", "super+c", "f6", "ctrl+t", "，"])
async def test_a_key_that_the_toolkit_has_a_use_for_is_ours_once_it_is_given(
    app_on: AppOn, library: Library, key: str
) -> None:
    app = app_on(library)
    app.keymap = {"article.toggle_read": key}
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot, "article")
        assert app.place is not None
        read = library.read_state(app.place.key).is_read  # type: ignore[attr-defined]
        await pilot.press(key)
        await settle(app, pilot)
        assert library.read_state(app.place.key).is_read is not read  # type: ignore[attr-defined]


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
        ("right_square_bracket", "]"),
        ("ctrl+left_square_bracket", "Ctrl+["),
        ("ctrl+minus", "Ctrl+-"),
        ("insert", "Ins"),
        ("", ""),
    ],
)
def test_a_key_is_shown_as_it_is_printed_on_it(key: str, shown: str) -> None:
    assert shown_key(key) == shown


def test_a_command_that_does_not_exist_is_no_command() -> None:
    with pytest.raises(KeyError):
        command_named("everywhere.nothing")
