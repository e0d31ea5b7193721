"""An engine whose requests carry what a newspaper's definition says every request needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.engines.exchange import Engine, Tally
    from reader.model import Issue, Request, Response, Stock


class Dressed:
    """Asks as the engine asks, with headers; what the engine itself says of a header stands."""

    def __init__(self, engine: Engine, headers: Mapping[str, str]) -> None:
        self._engine = engine
        self._headers = dict(headers)
        self._plain: dict[Request, Request] = {}

    def recall(self, stock: Stock) -> None:
        """Takes in what is here already."""
        self._engine.recall(stock)

    def start(self) -> tuple[Request, ...]:
        """What the engine begins with."""
        return self._dressed(self._engine.start())

    def read(self, request: Request, response: Response) -> tuple[Request, ...]:
        """What the engine asks next; it is told of its own request, without the headers."""
        return self._dressed(self._engine.read(self._plain.get(request, request), response))

    def miss(self, request: Request, reason: str) -> None:
        """Tells the engine of its own request."""
        self._engine.miss(self._plain.get(request, request), reason)

    def issue(self) -> Issue:
        """The engine's."""
        return self._engine.issue()

    def tally(self) -> Tally:
        """The engine's."""
        return self._engine.tally()

    def _dressed(self, requests: Iterable[Request]) -> tuple[Request, ...]:
        asked = []
        for request in requests:
            own = {name.lower() for name, _ in request.headers}
            more = [(name, said) for name, said in self._headers.items() if name.lower() not in own]
            dressed = replace(request, headers=(*request.headers, *more))
            self._plain[dressed] = request
            asked.append(dressed)
        return tuple(asked)
