"""The newsstand: what is on it, and where its keys lead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from conftest import KJRB, RMRB, SAMPLE, SIZES, TODAY, app_on, issue_of, screen_text

from reader.app import Start
from reader.app.progress import Arrived, Finished
from reader.app.screens.newsstand import NewsstandScreen
from reader.app.widgets.frontpage import FrontPage
from reader.app.widgets.month import MonthView
from reader.app.widgets.spark import DAYS, spark
from reader.app.widgets.stand import Stand, letter_spaced, stand_items
from reader.model import DayTally, Newspaper, Progress
