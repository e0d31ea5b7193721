"""The days of a month on which a newspaper appeared, where a list of its issues is told in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from reader.engines.json_pages import settings_of
from reader.engines.keypath import days_at, values_at
from reader.engines.templates import Addresses
from reader.engines.told import json_of
from reader.errors import ParseError
from reader.lang import say
from reader.model import Request

if TYPE_CHECKING:
    from reader.engines.exchange import Era
    from reader.model import Newspaper, Response


class JsonCalendar:
    """The list that an issue's id is found in."""

    def __init__(self, newspaper: Newspaper, era: Era, base_url: str) -> None:
        self._newspaper = newspaper
        self._era = era
        self._base_url = base_url
        self._settings = settings_of(newspaper, era)

    def requests(self, month: date) -> tuple[Request, ...]:
        """The one question of the month."""
        settings = self._settings
        addresses = Addresses(self._era, month.replace(day=1), self._base_url)
        values = {"code": settings.get("code", "")}
        url = addresses.at(settings["issues_address"], values)
        body = addresses.body(settings.get("issues_body", ""), values)
        return (Request(url=url, json_body=body),) if url else ()

    def days(self, request: Request, response: Response) -> Mapping[date, str]:
        """The days it lists; `ParseError` where it is no list of issues."""
        answer = json_of(response)
        issues = values_at(answer, self._settings["issues"])
        days: frozenset[date] = frozenset()
        for issue in issues:
            days |= days_at(issue, self._settings["issue_day"])
        if issues and not days:
            raise ParseError(
                say(
                    "The calendar of {name} is not the list of issues it used to be.",
                    name=self._newspaper.name,
                ),
                url=response.url,
            )
        return dict.fromkeys(days, "")
