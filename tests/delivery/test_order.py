"""The order of requests: a person's, with a look ahead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.delivery.order import Order, Place
from reader.model import Request


def requests(*names: str) -> list[Request]:
    return [Request(url=name) for name in names]


def walk(order: Order, more: Callable[[str], list[str]]) -> list[str]:
    """Every address in the order asked, each answered before the next is taken."""
    asked: list[str] = []
    while order:
        place, request = order.take()
        asked.append(request.url)
        order.put(requests(*more(request.url)), place)
    return asked


def test_what_came_of_an_answer_comes_right_behind_it() -> None:
    order = Order()
    order.put(requests("page1", "page2"))
    found = walk(order, lambda url: [f"{url}/a", f"{url}/b"] if "/" not in url else [])
    assert found == ["page1", "page1/a", "page1/b", "page2", "page2/a", "page2/b"]


def test_now_and_then_the_next_page_is_looked_at_ahead() -> None:
    order = Order()
    order.put(requests(*(f"page{n}" for n in range(4))))
    found = walk(order, lambda url: [f"{url}/{n}" for n in range(20)] if "/" not in url else [])
    places = [found.index(f"page{n}") for n in range(4)]
    assert places[1] < 8 < 21
    assert places == sorted(places)
    assert places[3] < found.index("page1/0")


@pytest.mark.parametrize("width", [1, 2, 7, 30])
def test_nothing_is_lost_and_nothing_asked_twice(width: int) -> None:
    order = Order()
    order.put(requests(*(str(n) for n in range(width))))
    found = walk(
        order, lambda url: [f"{url}.{n}" for n in range(width)] if url.count(".") < 2 else []
    )
    assert len(found) == len(set(found)) == width + width**2 + width**3


def test_an_empty_order_has_nothing_to_take() -> None:
    with pytest.raises(IndexError):
        Order().take()


def test_what_is_put_behind_one_place_twice_keeps_its_order() -> None:
    order = Order()
    behind: Place = (0,)
    order.put(requests("a"), behind)
    order.put(requests("b"), behind)
    assert [order.take()[1].url for _ in range(2)] == ["a", "b"]
