"""The index of the newspapers that come with the reader: `python .ci/papers.py` writes it anew."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reader.errors import ConfigError  # noqa: E402
from reader.papers.index import FILE, text_of  # noqa: E402

if __name__ == "__main__":
    folder = ROOT / "reader" / "papers"
    try:
        text = text_of(folder)
    except ConfigError as fault:
        sys.exit(str(fault))
    (folder / FILE).write_text(text, encoding="utf-8")
