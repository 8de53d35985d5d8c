"""The app's colours: ink on paper, its night, and one of high contrast for weak eyes and weak screens."""

from __future__ import annotations

from textual.theme import Theme

NIGHT = Theme(
    name="study-night",
    dark=True,
    primary="#7fb0c8",
    secondary="#8a94a6",
    accent="#d9b36c",
    success="#6fbf6a",
    warning="#d9b36c",
    error="#e0867a",
    foreground="#d7dce2",
    background="#17191c",
    surface="#202327",
    panel="#2a2e33",
    variables={
        "muted": "#98a2ad",
        "faint": "#41464d",
        "right-ground": "#262d28",
        "wrong-ground": "#302826",
        "chosen-ground": "#313a41",
    },
)

DAY = Theme(
    name="study-day",
    dark=False,
    primary="#24657f",
    secondary="#5d6673",
    accent="#8a5a00",
    success="#2f6f3c",
    warning="#8a5a00",
    error="#a8341f",
    foreground="#24292e",
    background="#faf8f3",
    surface="#f1eee6",
    panel="#e6e2d8",
    variables={
        "muted": "#565e67",
        "faint": "#cfcabd",
        "right-ground": "#e3efe0",
        "wrong-ground": "#f6e3de",
        "chosen-ground": "#d5e5ec",
    },
)

CONTRAST = Theme(
    name="study-contrast",
    dark=True,
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    success="#00ff66",
    warning="#ffff00",
    error="#ff9090",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    variables={
        "muted": "#e4e4e4",
        "faint": "#6c6c6c",
        "right-ground": "#00320f",
        "wrong-ground": "#4a0000",
        "chosen-ground": "#00348f",
    },
)

THEMES = (NIGHT, DAY, CONTRAST)
"""In the order in which one key goes through them."""
