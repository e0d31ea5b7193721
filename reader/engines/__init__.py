"""Layout families of newspaper sites: pure readers, one a family, shared by all papers that use it.

Nothing here is imported before it is needed: an engine brings the whole parser with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.engines.exchange import Engine, Era, Tally

if TYPE_CHECKING:
    from datetime import date

    from reader.engines.settings import ENGINES
    from reader.model import Newspaper
    from reader.parse.page import Page

__all__ = ["ENGINES", "Engine", "Era", "Tally", "engine_for", "read_page"]


def __getattr__(name: str) -> object:
    """`ENGINES`, which only the check of a definition needs, and no start of the app."""
    if name != "ENGINES":
        raise AttributeError(name)
    from reader.engines import settings

    return settings.ENGINES


def engine_for(newspaper: Newspaper, era: Era, day: date, base_url: str) -> Engine:
    """The engine that reads the issue of `day`, its first address being `base_url`; what it asks
    has the era's headers.
    """
    engine = _engine_for(newspaper, era, day, base_url)
    if not era.headers:
        return engine
    from reader.engines.dressed import Dressed

    return Dressed(engine, era.headers)


def _engine_for(newspaper: Newspaper, era: Era, day: date, base_url: str) -> Engine:
    match era.engine:
        case (
            "founder"
            | "founder-classic"
            | "founder-nbs"
            | "paper-index"
            | "cms-content"
            | "one-page"
        ):
            from reader.engines.linked import LinkedPages

            return LinkedPages(newspaper, era, day, base_url)
        case "linked-pages":
            from reader.engines.charted import ChartedSite

            return ChartedSite(newspaper, era, day, base_url)
        case "stdaily-api":
            from reader.engines.stdaily import StdailyApi

            return StdailyApi(newspaper, era, day, base_url)
        case "json-pages" | "jfjb-json" | "bjnews-json" | "allpages-json":
            from reader.engines.json_pages import JsonPages

            return JsonPages(newspaper, era, day, base_url)
        case "dated-sections" | "naver" | "akahata":
            from reader.engines.dated_sections import DatedSections

            return DatedSections(newspaper, era, day, base_url)
        case unknown:
            raise ValueError(unknown)


def read_page(body: bytes, url: str = "", content_type: str = "") -> Page:
    """The articles of any one page: by the engine whose page it is, else as any page with a story.

    Raises `ParseError` where there is no article.
    """
    from reader.engines import recognise
    from reader.model import Response

    return recognise.read_page(Response(url=url, body=body, content_type=content_type))
