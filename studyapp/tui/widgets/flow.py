"""Parts that stand one after the other, as many on a line as there is room for."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

GAP = 3


def flow(parts: Iterable[Content], width: int, *, indent: int = 0) -> list[Content]:
    """Lines of at most ``width`` cells; all but the first begin after ``indent`` cells. No part is divided.

    A part that is longer than a line is cut off.
    """
    drawn: list[Content] = []
    for part in parts:
        start = Content(" " * min(indent, width - 1) if drawn else "")
        if drawn and drawn[-1].cell_length + GAP + part.cell_length <= width:
            drawn[-1] = Content.assemble(drawn[-1], " " * GAP, part)
        else:
            drawn.append(Content.assemble(start, part).truncate(max(width, 1), ellipsis=True))
    return drawn
