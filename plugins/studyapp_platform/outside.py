"""What the machine is asked for: the time. Nobody else of the plugin does."""

from __future__ import annotations

import time


def utc() -> int:
    """UTC, in milliseconds."""
    return time.time_ns() // 1_000_000


def steady() -> float:
    """Seconds of a clock that nobody sets."""
    return time.monotonic()
