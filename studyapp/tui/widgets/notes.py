"""Words around the things themselves: a paragraph, a quiet one, a heading."""

from __future__ import annotations

from textual.content import Content

from studyapp.tui.text import pad
from studyapp.tui.widgets.drawing import plain


def heading(text: str) -> Content:
    """What stands over a part of a page."""
    return plain(text, "bold $primary")


def muted(text: str) -> Content:
    """What may be passed over."""
    return plain(text, "$muted")


def width_sample() -> Content:
    """Two lines whose bars stand under each other only where the terminal draws the signs as wide as is counted."""
    signs = pad("“”…—→√■①②", 24)
    return Content(f"{signs}|\n{' ' * 24}|")
