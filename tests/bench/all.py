"""Every figure, in one table: `python tests/bench/all.py`.

Nothing here passes or fails: clocks differ between machines and hours, ratios within a run less.
"""

from __future__ import annotations

import keys
import pages
import start
from figures import table

if __name__ == "__main__":
    print(table([*start.measure(7), *keys.measure(4), *pages.measure(20)]))
