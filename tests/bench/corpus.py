"""How well any page is read, over a corpus of pages with their true text.

    python tests/bench/corpus.py [CORPUS] [--part seen|held|all] [--worst N] [--write DIR]

The corpus (`../shared/corpus` unless said) is read in this process, page by page, and scored with
the scorer that lies beside it. A part of its sites, chosen by a hash of their name, is *held out*:
rules are made on the rest only, and what they do on pages nobody looked at is told apart. It
prints figures and never fails on them.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def is_held_out(site: str) -> bool:
    """Whether a site belongs to the part that rules are not made on: about 30 % of all."""
    digest = hashlib.sha256(f"held-out:{site}".encode()).hexdigest()
    return int(digest[:8], 16) % 10 < 3


def scorer_of(corpus: Path) -> Any:
    """The corpus's own scorer as a module."""
    spec = importlib.util.spec_from_file_location("corpus_score", corpus / "score.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["corpus_score"] = module
    spec.loader.exec_module(module)
    return module


def cases_in(folder: Path, part: str) -> list[dict[str, Any]]:
    """The gold records of a folder, of one part."""
    found = []
    for path in sorted(folder.glob("*.json")):
        case = json.loads(path.read_text("utf-8"))
        if "text" not in case and "must" not in case:
            continue
        held = is_held_out(case.get("site") or "")
        if part == "all" or held == (part == "held"):
            found.append(case)
    return found


def output_of(case: dict[str, Any], body: bytes) -> dict[str, Any]:
    """What `reader parse` would write of a page."""
    from reader.engines import read_page
    from reader.errors import ReaderError

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
        "language": article.language,
        "page": page.page,
    }


def read_all(
    folder: Path, cases: list[dict[str, Any]], reader: Any
) -> tuple[dict[str, Any], list[float]]:
    """Outputs by id, and milliseconds a page."""
    outputs, times = {}, []
    for case in cases:
        body = gzip.decompress((folder / f"{case['id']}.html.gz").read_bytes())
        start = time.process_time()
        outputs[case["id"]] = reader(case, body)
        times.append((time.process_time() - start) * 1000)
    return outputs, times


def tree_times(folder: Path, cases: list[dict[str, Any]]) -> list[float]:
    """Milliseconds that lxml alone takes for the trees of the same pages: the measure of all."""
    from lxml import etree

    times = []
    for case in cases:
        body = gzip.decompress((folder / f"{case['id']}.html.gz").read_bytes())
        start = time.process_time()
        etree.fromstring(body, etree.HTMLParser(encoding="utf-8", huge_tree=True))
        times.append((time.process_time() - start) * 1000)
    return times


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("corpus", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus")
    options.add_argument("--part", choices=["seen", "held", "all"], default="seen")
    options.add_argument("--worst", type=int, default=0)
    options.add_argument("--write", type=Path, help="also write the outputs here, a JSONL a folder")
    chosen = options.parse_args()
    score = scorer_of(chosen.corpus)
    for name in ("cases", "epaper", "segments"):
        folder = chosen.corpus / name
        cases = cases_in(folder, chosen.part)
        if not cases:
            continue
        outputs, times = read_all(folder, cases, output_of)
        if chosen.write:
            chosen.write.mkdir(parents=True, exist_ok=True)
            rows = (json.dumps({"id": k, **v}, ensure_ascii=False) for k, v in outputs.items())
            (chosen.write / f"{name}.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
        groups = {"all": cases}
        if name == "cases":
            groups = {"news": [c for c in cases if c.get("genre") == "news"], "all": cases}
        for title, group in groups.items():
            pages = score.score(group, outputs)
            summary = score.report(pages, 0, False)
            print(f"== {name}, {title}, {chosen.part}: {len(group)} pages")
            columns = score.SEGMENT_COLUMNS if name == "segments" else score.COLUMNS
            score.print_table(
                summary if title != "all" or name != "cases" else {"all": summary["all"]},
                tuple(c for c in columns if c != "f1_95"),
            )
        times.sort()
        late = times[int(len(times) * 0.95)]
        middle = statistics.median(times)
        ratio = middle / statistics.median(tree_times(folder, cases))
        print(f"{ratio:.1f} times as long as lxml takes for the tree")
        print(f"processor ms a page: median {middle:.1f}, p95 {late:.1f}, most {times[-1]:.1f}\n")
        full = [p for p in score.score(cases, outputs) if p.must is None]
        if chosen.part == "seen":
            for p in sorted(full, key=lambda p: p.f1)[: chosen.worst]:
                print(f"  {p.f1:.3f} p {p.precision:.3f} r {p.recall:.3f} {p.lang} {p.id} {p.site}")


if __name__ == "__main__":
    main()
