"""The timer that downloads every morning, as it is written and put in its place."""

from __future__ import annotations

import plistlib
import shlex
import stat
from pathlib import Path

import pytest

from reader.cli.timetable import (
    crontab_line,
    crontab_with,
    crontab_without,
    launch_agent,
    service_unit,
    timer_unit,
)

ODD = ["/opt/读 报/reader", "--library", '/home/我的 库/100%"$x.db', "download", "--today"]


def test_cron_runs_what_was_meant() -> None:
    line = crontab_line(ODD, 6, 30)
    assert line.startswith("30 6 * * * ")
    # As cron takes it: a % that is not escaped ends the command.
    command = line.removeprefix("30 6 * * * ").replace("\\%", "%")
    assert shlex.split(command, comments=True) == ODD
    assert "%" not in line.replace("\\%", "")


def test_systemd_runs_what_was_meant() -> None:
    unit = service_unit(ODD)
    (command,) = [row for row in unit.splitlines() if row.startswith("ExecStart=")]
    assert command == (
        'ExecStart="/opt/读 报/reader" --library "/home/我的 库/100%%\\"$$x.db" download --today'
    )


def test_the_timer_makes_up_for_a_morning_on_which_the_computer_was_off() -> None:
    unit = timer_unit(6, 5)
    assert "OnCalendar=*-*-* 06:05:00" in unit
    assert "Persistent=true" in unit
    assert "RandomizedDelaySec=" in unit


def test_launchd_runs_what_was_meant() -> None:
    told = plistlib.loads(launch_agent(ODD, 6, 30).encode())
    assert told["ProgramArguments"] == ODD
    assert told["StartCalendarInterval"] == {"Hour": 6, "Minute": 30}


OWN = b"# m h dom mon dow command\nMAILTO=me\n0 5 * * * backup # reader-download-notes\n"


@pytest.mark.parametrize("own", [b"", OWN, OWN.rstrip(b"\n"), b"0 5 * * * \xff\xfe\n"])
def test_a_crontab_keeps_what_is_a_persons_own(own: bytes) -> None:
    line = crontab_line(ODD, 6, 30)
    once = crontab_with(own, line)
    assert once.startswith(own)
    assert once.endswith(line.encode() + b"\n")
    assert crontab_with(once, line) == once
    assert crontab_without(once).rstrip(b"\n") == own.rstrip(b"\n")
    later = crontab_with(once, crontab_line(ODD, 7, 0))
    assert later.count(b"download --today") == 1


# -- the command ---------------------------------------------------------------


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab and a systemctl of the test's own, and no others."""
    folder = tmp_path / "bin"
    folder.mkdir()
    table, log = tmp_path / "crontab.txt", tmp_path / "systemctl.log"
    scripts = {
        "crontab": f"""#!/bin/sh
if [ "$1" = -l ]; then
  /bin/cat '{table}' 2>/dev/null || {{ echo "no crontab for me" >&2; exit 1; }}
else /bin/cat > '{table}'; fi
""",
        "systemctl": f"#!/bin/sh\necho \"$*\" >> '{log}'\n",
    }
    for name, script in scripts.items():
        (folder / name).write_text(script)
        (folder / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(folder))
    return tmp_path


def test_it_is_printed_and_nothing_is_touched(reader, tools: Path) -> None:
    said = reader("schedule", "--cron", "--at", "7:05")
    assert said.status == 0
    assert said.out.startswith("5 7 * * * ")
    assert "--library" in said.out
    assert "download --today" in said.out
    assert reader("schedule", "--systemd").out.count("[Service]") == 1
    assert not (tools / "crontab.txt").exists()
    assert not list(tools.rglob("*.timer"))


def test_a_crontab_gets_it_once_and_loses_it_again(reader, tools: Path) -> None:
    table = tools / "crontab.txt"
    table.write_bytes(OWN)
    for _ in range(2):
        assert reader("schedule", "--cron", "--install").status == 0
    assert table.read_bytes().startswith(OWN)
    assert table.read_text().count("download --today") == 1
    assert reader("schedule", "--cron", "--remove").status == 0
    assert table.read_bytes() == OWN
    assert "no timer" in reader("schedule", "--cron", "--remove").err


def test_a_crontab_that_cannot_be_read_is_not_written(reader, tools: Path) -> None:
    (tools / "bin" / "crontab").write_text("#!/bin/sh\necho 'not allowed' >&2\nexit 1\n")
    said = reader("schedule", "--cron", "--install")
    assert said.status == 1
    assert "not allowed" in said.err


def test_units_are_put_in_their_place_and_taken_away(reader, tools: Path) -> None:
    for _ in range(2):
        said = reader("schedule", "--systemd", "--install")
        assert said.status == 0
    folder = tools / "config" / "systemd" / "user"
    assert sorted(path.name for path in folder.iterdir()) == [
        "reader-download.service",
        "reader-download.timer",
    ]
    assert "--user enable --now reader-download.timer" in (tools / "systemctl.log").read_text()
    assert reader("schedule", "--systemd", "--remove").status == 0
    assert list(folder.iterdir()) == []
    assert "no timer" in reader("schedule", "--systemd", "--remove").err


def test_without_systemctl_it_says_what_to_run(reader, tools: Path) -> None:
    (tools / "bin" / "systemctl").unlink()
    said = reader("schedule", "--systemd", "--install")
    assert said.status == 0
    assert "systemctl --user enable --now reader-download.timer" in said.err


def test_a_unit_of_somebody_elses_is_left_alone(reader, tools: Path) -> None:
    unit = tools / "config" / "systemd" / "user" / "reader-download.service"
    unit.parent.mkdir(parents=True)
    unit.write_text("[Service]\nExecStart=/bin/true\n")
    for what in ("--install", "--remove"):
        assert reader("schedule", "--systemd", what).status == 1
    assert "/bin/true" in unit.read_text()


@pytest.mark.parametrize("at", ["25:00", "6", "06:60", "六点"])
def test_a_time_that_is_none_is_said(reader, at: str) -> None:
    assert "06:30" in reader("schedule", "--at", at).err
