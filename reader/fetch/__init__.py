"""The one part that speaks HTTP: an address goes in, bytes come out, politely.

Importing it loads httpx, so it is imported where something is fetched and not before.
"""

from reader.fetch.archive import ArchiveFetcher
from reader.fetch.body import Limits
from reader.fetch.client import Fetcher
from reader.fetch.keeping import Store
from reader.fetch.pace import Pace

__all__ = ["ArchiveFetcher", "Fetcher", "Limits", "Pace", "Store"]
