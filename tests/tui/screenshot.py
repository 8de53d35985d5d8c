"""``python -m tests.tui.screenshot``: the picture in the README, from the app on its bundled deck.

Textual's SVG gives Chinese glyphs the width of one cell; the widths are mended here.
"""

from __future__ import annotations

import asyncio
import re
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.cells import cell_len

from studyapp.desk.furnishing import furnish
from studyapp.desk.quick import QuickDesk
from studyapp.tui.app import StudyApp
from studyapp.world import World
from tests.support import ROOT

PICTURE = ROOT / "studyapp" / "tui" / "screenshot.svg"
CELL = 12.2
"""Pixels of a cell in Textual's SVG."""


class StillWorld(World):
    """A morning that does not pass."""

    def now(self) -> int:
        return 1_795_395_600_000


async def take(home: Path) -> str:
    """Answer the first question wrong, and take the picture."""
    desk = QuickDesk(StillWorld(str(home)))
    furnish(desk.full())
    app = StudyApp(desk, study=True)
    async with app.run_test(size=(92, 26)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        picture = app.export_screenshot(title="studyapp")
    desk.close()
    return mend(picture)


def mend(svg: str) -> str:
    """Give each run of text the width of its cells, and put a monospaced Chinese font behind the Latin one."""

    def width(match: re.Match[str]) -> str:
        text = unescape(match["text"]).replace("\xa0", " ")
        return f'textLength="{cell_len(text) * CELL:g}"{match["between"]}>{match["text"]}</text>'

    svg = re.sub(r'textLength="[\d.]+"(?P<between>[^>]*)>(?P<text>[^<]*)</text>', width, svg)
    svg = svg.replace("font-variant-east-asian: full-width;", "")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace(
        "Fira Code, monospace", "'Fira Code', 'Noto Sans Mono CJK SC', 'Sarasa Mono SC', monospace"
    )


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        PICTURE.write_text(asyncio.run(take(Path(folder))), encoding="utf-8")
