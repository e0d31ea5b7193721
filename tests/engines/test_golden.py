"""Whole small issues, byte for byte: the pages beside the JSON they must become.

`pytest --update-golden tests/engines/test_golden.py` writes the JSON anew; read it in the diff.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from reader.model import Issue


FOLDER = Path(__file__).resolve().parent.parent / "golden"
Golden = Callable[[Path, object], None]


def plain(issue: Issue) -> dict[str, Any]:
    """The issue as JSON that says of every block what it is; empty fields are left out."""

    def kept(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: kept(v) for k, v in value.items() if v not in ("", (), [], None)}
        return [kept(v) for v in value] if isinstance(value, list | tuple) else value

    made = asdict(issue)
    made["date"] = issue.date.isoformat()
    for section, source in zip(made["sections"], issue.sections, strict=True):
        for article, one in zip(section["articles"], source.articles, strict=True):
            article["blocks"] = [
                {"is": type(block).__name__, **fields}
                for block, fields in zip(one.blocks, article["blocks"], strict=True)
            ]
    result: dict[str, Any] = kept(made)
    return result


@pytest.mark.parametrize("name", ["kjrb-founder", "kjrb-api"])
def test_a_whole_issue_becomes_what_is_kept_beside_its_pages(
    name: str, request: pytest.FixtureRequest, golden: Golden
) -> None:
    site = request.getfixturevalue("site" if name == "kjrb-founder" else "api")
    for path in (FOLDER / name).iterdir():
        if path.name != "issue.json":
            site.put(path.name.removesuffix(".json"), path.read_bytes())
    golden(FOLDER / name / "issue.json", plain(site.run()))
