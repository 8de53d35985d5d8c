"""The short form of the fuzzing."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from tests.envelope.fuzz import TARGETS


@pytest.mark.parametrize("target", TARGETS)
def test_what_strangers_send_is_read_or_refused(target: Callable[[Random], None]) -> None:
    for seed in range(500):
        target(Random(seed))
