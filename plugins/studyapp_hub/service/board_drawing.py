"""The bars of the board page, as SVG, and texts as they may stand in it. All that is said is handed in."""

from __future__ import annotations

from html import escape

_UNFIT = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 65534, 65535))
"""Characters that XML does not allow."""

WIDTH, HEIGHT = 100, 8


def text_of(words: str) -> str:
    """Words as they may stand in the page and in its attributes."""
    return escape(words.translate(_UNFIT))


def bar(share: float, look: str) -> str:
    """A bar that fills the width it is given, ``share`` (0 to 1) of it in the colour of the class ``look``.

    It is hidden from who listens to the page: the figure that it shows stands beside it.
    """
    length = max(0.0, min(share, 1.0)) * WIDTH
    return (
        f'<svg class="bar" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>'
        f'<rect class="{look}" width="{length:.4g}" height="{HEIGHT}"/></svg>'
    )


def share_of(part: float, whole: float) -> float:
    """A part of a whole, 0 where there is no whole."""
    return part / whole if whole > 0 else 0.0


def percent(part: int, whole: int) -> str:
    """A share in whole per cent; all of it and nothing of it are said of nothing else."""
    if whole <= 0:
        return "–"
    rounded = round(100 * part / whole)
    if 0 < part < whole:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded}%"


def figure(value: float) -> str:
    """Points for each head: one digit behind the point, none where there is nothing behind it."""
    text = f"{value:,.1f}"
    return text.removesuffix(".0")
