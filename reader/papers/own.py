"""One's own newspaper: what is new in the feeds that somebody reads, as an issue a day.

It has no site and no eras; who delivers it asks the feeds. Its days are the person's own.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from reader.lang import language as spoken
from reader.model import Newspaper
from reader.papers.paper import Paper

__all__ = ["OWN", "local_zone", "own_newspaper", "own_paper"]

OWN = "own"
"""The id of the newspaper that is made of a person's feeds."""
_NAME, _ENGLISH_NAME = "我的报纸", "My newspaper"
_LINK = Path("/etc/localtime")


def own_newspaper(languages: Iterable[str] = ()) -> Newspaper:
    """The newspaper of feeds in these languages, or, where none is known, in the one spoken."""
    known = Counter(tag.split("-")[0].lower() for tag in languages if tag)
    tongue = known.most_common(1)[0][0] if known else spoken()
    is_chinese = tongue == "zh"
    return Newspaper(
        id=OWN,
        name=_NAME if is_chinese else _ENGLISH_NAME,
        english_name=_ENGLISH_NAME if is_chinese else "",
        language=tongue,
        time_zone=local_zone(),
    )


def own_paper(languages: Iterable[str] = ()) -> Paper:
    """The same, as one of those that can be fetched."""
    return Paper(
        newspaper=own_newspaper(languages),
        eras=(),
        other_names=(_NAME, _ENGLISH_NAME),
        source="your feeds; `reader feeds` lists them",
        is_own=True,
    )


@cache
def local_zone() -> str:
    """The name of this computer's time zone: as the environment says, else as the system is set
    up; where neither names one that is known, the zone without a name that has its hours."""
    named = [os.environ.get("TZ", "").lstrip(":")]
    with contextlib.suppress(OSError, RuntimeError):
        named.append(os.fspath(_LINK.resolve()).partition("zoneinfo/")[2])
    for name in named:
        if name and not name.startswith("/") and _is_known(name):
            return name
    offset = datetime.now().astimezone().utcoffset()
    hours = round(offset.total_seconds() / 3600) if offset is not None else 0
    # POSIX counts westwards.
    name = f"Etc/GMT{-hours:+d}" if hours else "UTC"
    return name if _is_known(name) else "UTC"


def _is_known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError):
        return False
    return True
