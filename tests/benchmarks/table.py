"""Measurements as one table: ours beside what cannot be undercut, as ratios of the same run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Row:
    """One measurement; times in seconds, or megabytes where ``unit`` says so.

    ``limit`` is the bare thing that the task cannot do without; ``peer`` another program at the same task.
    """

    task: str
    ours: float
    limit: float
    limit_name: str
    goal: float
    peer: float | None = None
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.ours / self.limit

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal


def timed(act: Callable[[], object]) -> float:
    """Seconds that an act takes."""
    start = perf_counter()
    act()
    return perf_counter() - start


def medians(rounds: int, *acts: Callable[[], object]) -> list[float]:
    """The median seconds of each act, taken in turns so that a slow moment of the machine hits all alike."""
    times: list[list[float]] = [[] for _act in acts]
    for _round in range(rounds):
        for act, its_times in zip(acts, times, strict=True):
            its_times.append(timed(act))
    return [median(one) for one in times]


def render(rows: list[Row]) -> str:
    """The table as Markdown."""
    head = "| task | ours | peer | limit | ratio | goal | met |\n|---|---|---|---|---|---|---|"
    lines = [
        f"| {row.task} | {_amount(row.ours, row.unit)} | {_peer(row)} "
        f"| {_amount(row.limit, row.unit)} ({row.limit_name}) "
        f"| {row.ratio:.2f} | ≤ {row.goal:g} | {'yes' if row.met else 'NO'} |"
        for row in rows
    ]
    return "\n".join([head, *lines])


def _peer(row: Row) -> str:
    return "–" if row.peer is None else _amount(row.peer, row.unit)


def _amount(value: float, unit: str) -> str:
    if unit != "s":
        return f"{value:.1f} {unit}"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1e3:.2f} ms" if value >= 1e-3 else f"{value * 1e6:.1f} µs"
