"""How often somebody may ask: a bucket of tokens for each, which fills up again with time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

_MOST = 50_000
"""Buckets that are remembered; those that nobody has asked for longest are forgotten."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """``burst`` at once, and ``each`` milliseconds a further one."""

    burst: int
    each: float


@dataclass(slots=True)
class Limiter:
    """The buckets of one allowance. ``now``: milliseconds of a clock that nobody sets."""

    allowance: Allowance
    now: Callable[[], float]
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict, repr=False)

    def wait(self, who: str, cost: float = 1.0) -> float:
        """Take tokens; return 0, or, where there are too few, the milliseconds to wait, and take none."""
        tokens, at = self._filled(who)
        if tokens < cost:
            return (cost - tokens) * self.allowance.each
        self._keep(who, tokens - cost, at)
        return 0.0

    def charge(self, who: str, cost: float = 1.0) -> None:
        """Take tokens even where there are too few: what has happened is paid for before the next."""
        tokens, at = self._filled(who)
        self._keep(who, tokens - cost, at)

    def _filled(self, who: str) -> tuple[float, float]:
        at = self.now()
        tokens, before = self._buckets.get(who, (float(self.allowance.burst), at))
        return min(float(self.allowance.burst), tokens + (at - before) / self.allowance.each), at

    def _keep(self, who: str, tokens: float, at: float) -> None:
        self._buckets[who] = (tokens, at)
        self._buckets.move_to_end(who)
        while len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
