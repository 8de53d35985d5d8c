"""What a server and its clients ask of the machine: the time, and chance. Nobody else of the plugin does."""

from __future__ import annotations

import os
import time


def utc() -> int:
    """UTC, in milliseconds."""
    return time.time_ns() // 1_000_000


def steady() -> float:
    """Milliseconds of a clock that nobody sets."""
    return time.monotonic_ns() / 1_000_000


def chance(count: int) -> bytes:
    """So many bytes that nobody can guess."""
    return os.urandom(count)
