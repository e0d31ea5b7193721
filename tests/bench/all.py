"""Every figure, in one table: `python tests/bench/all.py`.

Nothing here passes or fails: clocks differ between machines and hours, ratios within a run less.
"""

from __future__ import annotations

import keys
import pages
import painting
import setting
import start
from figures import table

if __name__ == "__main__":
    rows = [*start.measure(7), *keys.measure(4), *setting.measure(9), *painting.measure(5)]
    print(table([*rows, *pages.measure(20)]))
