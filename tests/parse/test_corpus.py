"""The corpus of saved pages is read as well as it was; a sample of it, to keep the test short.

`tests/bench/corpus.py` reads all of it and tells more.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from reader.engines import read_page
from reader.errors import ReaderError

EVERY = 3
"""Of the web pages every third is read."""


def corpus_at(shared: Path, folder: str) -> list[dict[str, Any]]:
    found = sorted((shared / "corpus" / folder).glob("*.json"))
    if not found:
        pytest.skip("the corpus is not here")
    return [json.loads(path.read_text("utf-8")) for path in found]


def scorer_at(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("corpus_score", shared / "corpus" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["corpus_score"] = module
    spec.loader.exec_module(module)
    return module


def read(folder: Path, case: dict[str, Any]) -> dict[str, Any]:
    body = gzip.decompress((folder / f"{case['id']}.html.gz").read_bytes())
    try:
        page = read_page(body, case.get("url") or "")
    except ReaderError:
        return {}
    article = page.articles[0]
    return {
        "title": article.headline,
        "byline": article.byline,
        "date": page.date.isoformat() if page.date else "",
        "text": article.text,
        "page": page.page,
    }


def test_web_pages_are_read_well(shared: Path) -> None:
    score = scorer_at(shared)
    news = [case for case in corpus_at(shared, "cases") if case["genre"] == "news"][::EVERY]
    folder = shared / "corpus" / "cases"
    outputs = {case["id"]: read(folder, case) for case in news}
    summary = score.report(score.score(news, outputs), 0, False)["all"]
    assert summary["f1"] >= 0.94
    assert summary["noise"] <= 0.07
    assert summary["lost"] <= 0.05
    assert summary["para"] >= 0.95
    assert summary["title_near"] >= 0.9
    assert summary["byline_full"] >= 0.8
    assert summary["date"] >= 0.95


def test_e_paper_pages_are_read_whole(shared: Path) -> None:
    score = scorer_at(shared)
    cases = corpus_at(shared, "epaper")
    outputs = {case["id"]: read(shared / "corpus" / "epaper", case) for case in cases}
    summary = score.report(score.score(cases, outputs), 0, False)["all"]
    pages = [case["id"] for case in cases if case.get("page")]
    right = [
        n for n in pages if outputs[n]["page"] == next(c["page"] for c in cases if c["id"] == n)
    ]
    assert summary["f1"] >= 0.999
    assert (summary["title_exact"], summary["date"]) == (1.0, 1.0)
    assert summary["byline_full"] >= 0.95
    assert right == pages
