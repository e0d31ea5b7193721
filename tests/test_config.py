"""`reader.config`: every wrong entry costs one sentence and never the start."""

from __future__ import annotations

import csv
import random
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.commands import COMMANDS
from reader.config import (
    ARCHIVE,
    LARGEST_FILE,
    Config,
    Pictures,
    WebArchive,
    is_key,
    read_config,
    size_in_words,
    size_of,
)
from reader.model import PicturesWanted

HOSTILE = Path(__file__).parents[2] / "shared" / "hostile"


@dataclass(frozen=True)
class Key:
    """As much of a command as the check needs."""

    id: str
    keys: str

    @property
    def place(self) -> str:
        return self.id.partition(".")[0]

    @property
    def priority(self) -> bool:
        return self.id == "everywhere.leave"


KEYS = (
    Key("everywhere.leave", "ctrl+q"),
    Key("article.next_article", "n"),
    Key("article.previous_article", "p"),
    Key("article.bookmark", "b"),
    Key("issue.bookmark", "b"),
    Key("issue.previous_issue", "comma"),
)


def config_of(tmp_path: Path, text: str | bytes, **more: object) -> Config:
    path = tmp_path / "reader.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_config(path, commands=KEYS, **more)  # type: ignore[arg-type]


def only_complaint(config: Config) -> str:
    assert len(config.complaints) == 1, config.complaints
    return str(config.complaints[0])


def test_no_file_means_defaults_and_no_complaint(tmp_path: Path) -> None:
    assert read_config(tmp_path / "none.toml") == Config()


def test_everything_right_is_taken(tmp_path: Path) -> None:
    config = config_of(
        tmp_path,
        'language = "zh"\ntheme = "ink"\nmeasure = 60\n'
        "[pace]\nat_once = 1\nper_second = 0.5\n"
        '[keys]\n"article.bookmark" = "m, ctrl+b"\n',
    )
    assert config == Config(
        language="zh",
        theme="ink",
        measure=60,
        at_once=1,
        per_second=0.5,
        keys={"article.bookmark": "m,ctrl+b"},
    )


def test_unknown_key_is_named_with_its_line_and_the_nearest_one(tmp_path: Path) -> None:
    config = config_of(tmp_path, 'theme = "ink"\n\nmesure = 60\n')
    said = only_complaint(config)
    assert "line 3" in said
    assert "mesure" in said
    assert "measure" in said.partition("mesure")[2]
    assert config.theme == "ink"
    assert config.complaints[0].line == 3
    assert config.complaints[0].key == "mesure"


@pytest.mark.parametrize("value", ["0", "19", "201", "72.5", '"72"', "true", "[72]", "-1", "inf"])
def test_a_measure_that_is_none_leaves_the_default(tmp_path: Path, value: str) -> None:
    config = config_of(tmp_path, f"measure = {value}")
    assert config.measure == 0
    assert "measure" in only_complaint(config)


@pytest.mark.parametrize("value", ["0", "20.1", "inf", "nan", "-1", "9999999", '"fast"', "true"])
def test_the_pace_can_be_slower_and_never_faster(tmp_path: Path, value: str) -> None:
    config = config_of(tmp_path, f"[pace]\nper_second = {value}\nat_once = {value}\n")
    assert (config.per_second, config.at_once) == (None, None)
    assert len(config.complaints) == 2


def test_what_is_wanted_of_pictures_is_read_and_checked(tmp_path: Path) -> None:
    config = config_of(tmp_path, '[pictures]\nfetch = false\ndraw = "sixel"\n')
    assert config.pictures == Pictures(fetch=False, draw="sixel")
    config = config_of(tmp_path, '[pictures]\nfetch = "no"\ndraw = "ink"\nfecth = true\n')
    assert config.pictures == Pictures()
    assert len(config.complaints) == 3
    assert "did you mean fetch?" in str(config.complaints[2])
    assert "[pictures]" in only_complaint(config_of(tmp_path, "pictures = true"))


def test_a_theme_nobody_knows_names_the_nearest(tmp_path: Path) -> None:
    said = only_complaint(config_of(tmp_path, 'theme = "papr"', themes=["paper", "night"]))
    assert "did you mean paper?" in said


def test_syntax_error_names_the_line(tmp_path: Path) -> None:
    config = config_of(tmp_path, 'theme = "ink"\nmeasure\n')
    assert "line 2" in only_complaint(config)
    assert config == Config(complaints=config.complaints)


def test_unknown_command_names_the_nearest(tmp_path: Path) -> None:
    said = only_complaint(config_of(tmp_path, '[keys]\n"article.bokmark" = "m"\n'))
    assert "line 2" in said
    assert "did you mean article.bookmark?" in said


def test_a_command_may_be_written_without_quotes(tmp_path: Path) -> None:
    assert config_of(tmp_path, '[keys]\narticle.bookmark = "m"').keys == {"article.bookmark": "m"}


def test_a_key_no_terminal_sends_is_refused(tmp_path: Path) -> None:
    config = config_of(tmp_path, '[keys]\n"article.bookmark" = "ctrl+bakspace"\n')
    assert "did you mean backspace?" in only_complaint(config)
    assert not config.keys


def test_a_key_taken_in_the_same_place_is_refused(tmp_path: Path) -> None:
    config = config_of(tmp_path, '[keys]\n"article.bookmark" = "n"\n')
    assert "article.next_article has that key already" in only_complaint(config)
    assert not config.keys


def test_a_key_taken_everywhere_is_refused_in_every_place(tmp_path: Path) -> None:
    config = config_of(tmp_path, '[keys]\n"issue.bookmark" = "ctrl+q"\n')
    assert "everywhere.leave has that key already" in only_complaint(config)


def test_a_character_and_its_name_are_one_key(tmp_path: Path) -> None:
    config = config_of(tmp_path, '[keys]\n"issue.bookmark" = ","\n')
    assert "issue.previous_issue has that key already" in only_complaint(config)


def test_the_same_key_in_two_places_is_fine(tmp_path: Path) -> None:
    config = config_of(tmp_path, '[keys]\n"issue.bookmark" = "n"\n')
    assert config.complaints == ()


def test_two_commands_can_swap_their_keys(tmp_path: Path) -> None:
    config = config_of(
        tmp_path, '[keys]\n"article.next_article" = "p"\n"article.previous_article" = "n"\n'
    )
    assert config.complaints == ()
    assert len(config.keys) == 2


def test_of_two_commands_given_one_key_the_default_of_one_stays(tmp_path: Path) -> None:
    config = config_of(tmp_path, '[keys]\n"article.next_article" = "x"\n"article.bookmark" = "x"\n')
    assert len(config.keys) == 1
    assert len(config.complaints) == 1


def test_a_clash_names_file_line_both_commands_and_the_key_in_one_sentence(tmp_path: Path) -> None:
    said = only_complaint(config_of(tmp_path, '[keys]\n\n"article.bookmark" = "m, N, n"\n'))
    assert said.endswith(
        "reader.toml, line 3: keys.article.bookmark: article.next_article has that key already: n."
    )


def test_a_key_of_a_place_cannot_shadow_one_that_works_everywhere(tmp_path: Path) -> None:
    config = config_of(tmp_path, '[keys]\n"everywhere.leave" = "ctrl+n"\nissue.bookmark = "Ctrl+N"')
    assert "everywhere.leave has that key already: ctrl+n" in only_complaint(config)
    assert config.keys == {"everywhere.leave": "ctrl+n"}


def test_giving_up_one_change_can_bring_up_another_and_both_are_told(tmp_path: Path) -> None:
    config = config_of(
        tmp_path,
        '[keys]\n"article.bookmark" = "ctrl+q"\n"article.next_article" = "b"\n',
    )
    assert [complaint.line for complaint in config.complaints] == [2, 3]
    assert not config.keys


def test_no_key_takes_its_keys_from_a_command_and_frees_them_for_another(tmp_path: Path) -> None:
    config = config_of(tmp_path, '[keys]\narticle.next_article = ""\narticle.bookmark = "n"')
    assert config.complaints == ()
    assert config.keys == {"article.next_article": "", "article.bookmark": "n"}


def test_what_leads_out_keeps_a_key_and_one_that_can_be_typed_over(tmp_path: Path) -> None:
    said = only_complaint(config_of(tmp_path, '[keys]\neverywhere.leave = " "'))
    assert "it needs a key" in said
    for key in ("z", "!", "版", "space"):
        config = config_of(tmp_path, f'[keys]\neverywhere.leave = "ctrl+z,{key}"')
        assert "could not be typed into a field any more" in only_complaint(config)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ctrl+B", "ctrl+b"),
        ("CTRL+SHIFT+LEFT", "ctrl+shift+left"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("control+b", "ctrl+b"),
        ("shift+b", "B"),
        ("Shift+É", "É"),
        ("B", "B"),
        ("Esc", "escape"),
        ("PgUp", "pageup"),
        ("→", "right"),
        ("ctrl+i", "tab"),
        ("ctrl+m", "enter"),
        ("ctrl+[", "escape"),
        ("ctrl++", "ctrl+plus"),
        ("F5", "f5"),
        ("版", "版"),
        ("，", "，"),
        ("ß, ß", "ß"),
        ("z,  ctrl+Z , z", "z,ctrl+z"),
        (",", "comma"),
        ("<", "<"),
        ("z, ,y", "z, ,y"),
    ],
)
def test_a_key_is_known_however_it_is_written(tmp_path: Path, written: str, meant: str) -> None:
    keys = [Key("article.bookmark", "b")]
    path = tmp_path / "reader.toml"
    path.write_text(f"[keys]\narticle.bookmark = {written!r}", encoding="utf-8")
    config = read_config(path, commands=keys)
    assert config.complaints == ()
    assert config.keys == {"article.bookmark": meant}


def test_keys_that_come_in_as_the_same_clash(tmp_path: Path) -> None:
    keys = [Key("article.bookmark", "tab"), Key("article.note", "A"), Key("article.up", "comma")]
    path = tmp_path / "reader.toml"
    for written, rival in (("ctrl+i", "bookmark"), ("shift+a", "note"), (",", "up")):
        path.write_text(f'[keys]\narticle.last = "{written}"', encoding="utf-8")
        config = read_config(path, commands=[*keys, Key("article.last", "z")])
        assert f"article.{rival} has that key already" in only_complaint(config)


def test_the_keys_of_the_reader_itself_pass_the_check(tmp_path: Path) -> None:
    path = tmp_path / "reader.toml"
    rows = [f'"{command.id}" = "{command.keys}"' for command in COMMANDS]
    path.write_text("[keys]\n" + "\n".join(rows).replace('"?', '"?'), encoding="utf-8")
    assert read_config(path, commands=COMMANDS).complaints == ()


@pytest.mark.parametrize("name", ["b", "B", "?", "+", "f12", "ctrl+b", "ctrl+shift+left", "版"])
def test_what_a_terminal_sends_is_a_key(name: str) -> None:
    assert is_key(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "bb",
        "shift+1",
        "shift+!",
        "shift+comma",
        "hyper+b",
        "ctrl+shift+shift+b",
        "ctrl+",
        "ctrl+ctrl+b",
        "super+b",
        "\x1b",
        "f99",
        "b+ctrl",
        "\u202e",
    ],
)
def test_what_no_terminal_sends_is_no_key(name: str) -> None:
    assert not is_key(name)


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    assert config_of(tmp_path, b"\xef\xbb\xbfmeasure = 50").measure == 50


def test_a_file_of_another_encoding_names_the_line(tmp_path: Path) -> None:
    assert "line 2: this is not UTF-8" in only_complaint(
        config_of(tmp_path, b'theme = "ink"\n# \xff\n')
    )


def test_a_folder_in_its_place_is_one_sentence(tmp_path: Path) -> None:
    assert "is not a file" in only_complaint(read_config(tmp_path))


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    said = only_complaint(config_of(tmp_path, b"#" * (LARGEST_FILE + 1)))
    assert "256 kB" in said


def test_a_key_of_thousands_of_parts_costs_no_time(tmp_path: Path) -> None:
    began = time.process_time()
    said = only_complaint(config_of(tmp_path, ".".join("a" * 20_000) + " = 1"))
    assert "line 1" in said
    assert time.process_time() - began < 1


def test_a_thousand_wrong_keys_are_counted_and_not_all_said(tmp_path: Path) -> None:
    config = config_of(tmp_path, "".join(f"nosuch{n} = {n}\n" for n in range(1000)))
    assert len(config.complaints) == 21
    assert "980 more" in str(config.complaints[-1])


def cases() -> list[str]:
    if not (HOSTILE / "cases.tsv").exists():
        return []
    with (HOSTILE / "cases.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = [row[1] for row in rows[1:] if row[2] == "toml"]
    return [name for name in found if (HOSTILE / "files" / name).exists()]


@pytest.mark.parametrize("name", cases() or [pytest.param("", marks=pytest.mark.skip)])
def test_hostile_file_costs_sentences_only(name: str) -> None:
    path = HOSTILE / "files" / name
    began = time.process_time()
    config = read_config(path, commands=COMMANDS)
    assert time.process_time() - began < 1
    for complaint in config.complaints:
        said = str(complaint)
        assert path.name in said
        assert said.isprintable()
        assert said.endswith(".")
        assert len(said) <= 600
    assert (config.at_once or 1, config.per_second or 1.0) <= (8, 20.0)
    assert not config.keys


@pytest.mark.parametrize("seed", range(20))
def test_edited_at_random_it_still_reads_or_complains(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    good = b'language = "zh"\nmeasure = 60\n[pace]\nat_once = 1\n[keys]\n"article.bookmark" = "m"\n'
    for _ in range(50):
        raw = bytearray(good)
        for _ in range(dice.randrange(1, 8)):
            place = dice.randrange(len(raw))
            raw[place : place + dice.randrange(3)] = dice.choice(
                [
                    b"",
                    b"[",
                    b"]]",
                    b'"',
                    b"=",
                    b"\xff",
                    b"\x00",
                    b"\x1b[2J",
                    b"{",
                    b".",
                    b"\n",
                    b"9",
                ]
            )
        config = config_of(tmp_path, bytes(raw))
        assert all(str(complaint).isprintable() for complaint in config.complaints)


# -- the archive -------------------------------------------------------------------------------


def test_an_archive_of_ones_own_and_its_pace(tmp_path: Path) -> None:
    path = tmp_path / "reader.toml"
    path.write_text(
        '[archive]\naddress = "http://127.0.0.1:8080/coll"\noffer = false\n'
        "at_once = 8\nper_second = 0.5\n"
    )
    config = read_config(path)
    assert config.complaints == ()
    assert config.archive == WebArchive(
        address="http://127.0.0.1:8080/coll", is_offered=False, at_once=8, per_second=0.5
    )


@pytest.mark.parametrize(
    "line",
    [
        'address = "web.archive.org/web/"',
        'address = "ftp://web.archive.org/"',
        'address = "https://me:secret@web.archive.org/web/"',
        'address = "https://web.archive.org/web/?url="',
        'address = "https://web.archive.org/w\\u001b[2J/"',
        "address = 5",
        'offer = "yes"',
        "at_once = 0",
        "at_once = 9",
        "at_once = true",
        "per_second = 0",
        "per_second = 100",
        "per_second = nan",
        'adress = "https://web.archive.org/web/"',
    ],
)
def test_a_wrong_line_about_the_archive_is_a_sentence_and_its_default_stays(
    tmp_path: Path, line: str
) -> None:
    path = tmp_path / "reader.toml"
    path.write_text(f"[archive]\n{line}\n")
    config = read_config(path)
    (complaint,) = config.complaints
    assert f"line 2: archive.{line.split()[0]}: " in str(complaint)
    assert "secret" not in str(complaint)
    assert config.archive == WebArchive(address=ARCHIVE)


def test_an_archive_that_is_no_table_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "reader.toml"
    path.write_text('archive = "https://web.archive.org/web/"\n')
    (complaint,) = read_config(path).complaints
    assert str(complaint).endswith("archive: it is a table: [archive].")


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("2 GB", 2_000_000_000),
        ("20gb", 20_000_000_000),
        ("1.5 GiB", 1_610_612_736),
        ("500M", 500_000_000),
        ("10000000", 10_000_000),
        ("", None),
        ("GB", None),
        ("-2 GB", None),
        ("2 XB", None),
        ("1e9", None),
        ("9" * 30, None),
    ],
)
def test_sizes_are_read_as_people_write_them(words: str, count: int | None) -> None:
    assert size_of(words) == count


def test_sizes_are_said_in_few_characters() -> None:
    assert list(map(size_in_words, (0, 999, 1500, 45_000_000, 2_000_000_000, 10**16))) == [
        "0 B",
        "999 B",
        "1.5 kB",
        "45 MB",
        "2.0 GB",
        "10000 TB",
    ]


def test_what_is_wanted_of_downloads_is_read_and_checked(tmp_path: Path) -> None:
    text = '[downloads]\npictures = "pages"\nresume = true\n[library]\nquota = "2 GB"\n'
    config = config_of(tmp_path, text)
    assert config.complaints == ()
    assert config.downloads.pictures is PicturesWanted.PAGES
    assert config.downloads.resumes
    assert config.quota == 2_000_000_000
    assert config_of(tmp_path, "[library]\nquota = 0\n").quota == 0
    for wrong in (
        '[downloads]\npictures = "all"\n',
        "[downloads]\nresume = 1\n",
        "[downloads]\npicture = true\n",
        '[library]\nquota = "3 kB"\n',
        "[library]\nquota = 5\n",
        "[library]\nquotas = 0\n",
        "library = 1\n",
        "downloads = true\n",
    ):
        only_complaint(config_of(tmp_path, wrong))
