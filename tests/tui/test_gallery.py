"""The widgets that draw figures, at two sizes, as text that a person can review."""

from __future__ import annotations

import asyncio

import pytest

from tests.tui.driving import SIZES, golden_check, settle
from tests.tui.gallery import PAGES, Gallery


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, size: str) -> None:
    async def see() -> str:
        app = Gallery(name)
        async with app.run_test(size=SIZES[size]) as pilot:
            await settle(pilot)
            return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips()) + "\n"

    golden_check(f"gallery-{name}-{size}", asyncio.run(see()))
