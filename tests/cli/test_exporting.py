"""`reader export`: which days are meant."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "when", ["2024-07-06", "2024-07", "2024", "2024-07..", "2024..2025", "2024-07-01..2024-07-31"]
)
def test_days_are_named_as_for_a_download(reader, stocked: Path, when: str) -> None:
    said = reader("export", "kjrb", when, "--format", "jsonl", "--output", "-")
    assert said.status == 0, said.err
    assert '"date": "2024-07-06"' in said.out


def test_a_month_without_an_issue_and_a_file_of_no_kind_are_told(
    reader, stocked: Path, tmp_path: Path
) -> None:
    said = reader("export", "kjrb", "2023-07")
    assert said.status == 1
    assert "from 2023-07-01 to 2023-07-31" in said.err
    said = reader("export", "kjrb", "2024-07-06", "--output", str(tmp_path / "issue.docx"))
    assert said.status == 1
    assert "--format: epub, md" in said.err
    assert not (tmp_path / "issue.docx").exists()
