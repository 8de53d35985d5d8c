"""Every palette can be read: WCAG asks for a contrast of 4.5 between text and its ground, of 7 where it is high."""

from __future__ import annotations

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from studyapp.tui.theme import CONTRAST, THEMES

READABLE = 4.5
HIGH = 7


def colour(theme: Theme, name: str) -> Color:
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *(
            (text, ground)
            for text in ("foreground", "muted", "primary")
            for ground in ("background", "surface", "panel")
        ),
        *((text, "background") for text in ("success", "error", "accent")),
        ("accent", "panel"),
        ("error", "panel"),
        ("foreground", "right-ground"),
        ("foreground", "wrong-ground"),
        ("foreground", "chosen-ground"),
        ("muted", "right-ground"),
        ("muted", "wrong-ground"),
        ("success", "right-ground"),
        ("error", "wrong-ground"),
        ("primary", "chosen-ground"),
    ],
)
def test_text_can_be_read(theme: Theme, text: str, ground: str) -> None:
    one, other = colour(theme, text), colour(theme, ground)
    assert contrast(one, other) >= (HIGH if theme is CONTRAST else READABLE)


def contrast(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    parts = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized)
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme.dark], ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("text", "ground"),
    [(text, ground) for text in ("foreground", "muted") for ground in ("right-ground", "wrong-ground")]
    + [("foreground", "chosen-ground"), ("primary", "chosen-ground")],
)
def test_grounds_stay_dark_where_there_are_256_colours(theme: Theme, text: str, ground: str) -> None:
    downgraded = colour(theme, ground).rich_color.downgrade(ColorSystem.EIGHT_BIT)
    shown = Color.from_rich_color(RichColor.from_rgb(*downgraded.get_truecolor()))
    assert contrast(colour(theme, text), shown) >= READABLE
