"""Newspapers nobody described: what paper is at an address, and how its site is read.

Pure: `find` asks for pages and is handed answers; `reader.delivery` does the fetching.
"""

from __future__ import annotations

from reader.discovery.finding import Finding, find, newest_day

__all__ = ["Finding", "find", "newest_day"]
