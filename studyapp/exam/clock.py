"""The clock of a paper. It only ever runs down, and only while the paper is on the screen."""

from __future__ import annotations


class Clock:
    """Counts down the milliseconds left by readings of a monotonic clock, which are handed in.

    A reading that is earlier than the one before takes nothing away and gives nothing back.
    """

    def __init__(self, left: int, now: int) -> None:
        """``left``: how much there was when the paper was last journalled; ``now``: the first reading."""
        self.left = max(left, 0)
        self._seen = now

    def read(self, now: int) -> int:
        """How much is left at a reading."""
        if now > self._seen:
            self.left = max(self.left - (now - self._seen), 0)
        self._seen = now
        return self.left
