"""Choosing the language of the interface."""

from __future__ import annotations

import gettext
from pathlib import Path

from studyapp import words

LANGUAGES = ("zh", "en")
LOCALE = Path(__file__).parent / "locale"


def choose(language: str) -> None:
    """Take ``zh`` or ``en`` as the language of all that is said from now on; an unknown one is Chinese.

    To be called before a screen or a command is loaded, since some texts are made then.
    """
    known = language in LANGUAGES and language != "zh"
    words.use(gettext.translation("studyapp", LOCALE, [language], fallback=True) if known else None)
