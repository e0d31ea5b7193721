from __future__ import annotations

import asyncio
import math
from itertools import pairwise
from typing import Any

import pytest

from reader.fetch import Pace
from reader.fetch.pace import Closed, Lane


def lane_of(pace: Pace, clock: Any, patience_s: float = 100) -> Lane:
    return Lane(pace, patience_s=patience_s, clock=clock, sleep=clock.sleep)


async def starts_of(lane: Lane, count: int, clock: Any, takes_s: float = 0.0) -> list[float]:
    starts: list[float] = []

    async def one() -> None:
        async with lane.turn():
            starts.append(clock())
            if takes_s:
                await clock.sleep(takes_s)

    await asyncio.gather(*(one() for _ in range(count)))
    return starts


@pytest.mark.parametrize("per_second", [0.25, 1, 2, 3, 7, 50])
async def test_no_second_holds_more_starts_than_the_pace(clock: Any, per_second: float) -> None:
    starts = await starts_of(lane_of(Pace(at_once=4, per_second=per_second), clock), 40, clock)
    window = max(1.0, 1 / per_second)
    for start in starts:
        assert sum(start <= other < start + window for other in starts) <= max(1, per_second)


async def test_no_more_than_at_once_hold_a_turn(clock: Any) -> None:
    lane = lane_of(Pace(at_once=2, per_second=1000), clock)
    holding = most = 0

    async def one() -> None:
        nonlocal holding, most
        async with lane.turn():
            holding += 1
            most = max(most, holding)
            await asyncio.sleep(0)
            holding -= 1

    await asyncio.gather(*(one() for _ in range(20)))
    assert most == 2


async def test_first_two_need_not_wait_for_each_other(clock: Any) -> None:
    starts = await starts_of(lane_of(Pace(), clock), 3, clock)
    assert starts[0] == starts[1]
    assert starts[2] - starts[0] >= 1


async def test_a_request_counts_from_when_it_went_out(clock: Any) -> None:
    lane = lane_of(Pace(at_once=2, per_second=1), clock)
    async with lane.turn() as turn:
        clock.time += 0.8
        turn.sent()
    sent = clock()
    assert (await starts_of(lane, 1, clock))[0] >= sent + 1


async def test_turns_are_taken_in_order(clock: Any) -> None:
    lane = lane_of(Pace(at_once=1, per_second=5), clock)
    order: list[int] = []

    async def one(number: int) -> None:
        async with lane.turn():
            order.append(number)

    await asyncio.gather(*(one(number) for number in range(10)))
    assert order == list(range(10))


async def test_a_host_left_alone_is_left_alone_by_everybody(clock: Any) -> None:
    lane = lane_of(Pace(at_once=2, per_second=1000), clock)
    lane.leave_alone(30)
    began = clock()
    assert min(await starts_of(lane, 5, clock)) >= began + 30


async def test_a_wait_beyond_patience_is_said_at_once(clock: Any) -> None:
    lane = lane_of(Pace(), clock, patience_s=60)
    lane.leave_alone(3600)
    with pytest.raises(Closed) as caught:
        async with lane.turn():
            pass
    assert caught.value.seconds == pytest.approx(3600)
    assert clock.naps == []


async def test_crawl_delay_parts_the_starts(clock: Any) -> None:
    lane = lane_of(Pace(at_once=2, per_second=100), clock)
    lane.space_out(3)
    starts = await starts_of(lane, 5, clock)
    assert min(b - a for a, b in pairwise(starts)) >= 3


async def test_a_cancelled_wait_gives_its_place_back() -> None:
    lane = Lane(
        Pace(at_once=1, per_second=1000),
        patience_s=9999,
        clock=asyncio.get_running_loop().time,
        sleep=asyncio.sleep,
    )
    lane.leave_alone(1000)
    waiting = asyncio.create_task(lane.turn().__aenter__())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    lane._quiet_until = 0.0
    async with asyncio.timeout(1), lane.turn():
        pass


@pytest.mark.parametrize("given", [{"at_once": 0}, {"per_second": 0}, {"per_second": -1.0}])
def test_a_pace_of_nothing_is_none(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="at least one"):
        Pace(**given)


async def test_a_host_that_needs_no_sparing_is_asked_without_a_pause(clock: Any) -> None:
    lane = lane_of(Pace(at_once=8, per_second=math.inf), clock)
    starts = await starts_of(lane, 50, clock)
    assert (len(starts), clock.naps) == (50, [])


async def test_what_robots_asks_for_holds_where_nothing_else_does(clock: Any) -> None:
    lane = lane_of(Pace(at_once=8, per_second=math.inf), clock)
    lane.space_out(3)
    starts = await starts_of(lane, 4, clock)
    assert [later - earlier for earlier, later in pairwise(starts)] == [3, 3, 3]
