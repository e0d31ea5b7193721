"""The app: which places there are, what works in all of them, and the deliveries that outlive
the screen that started them."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual import on, work
from textual.app import App

from reader.app.palette import Chooser, palette_of
from reader.app.place import Place, bindings_of
from reader.app.progress import Arrived, Deliveries, Finished
from reader.app.screens.newsstand import NewsstandScreen
from reader.app.themes import DEFAULT_THEME, THEMES, shade_variables
from reader.lang import say
from reader.model import Newspaper

if TYPE_CHECKING:
    from reader.library import Library
    from reader.model import Outline
    from reader.papers import Paper
