"""Choosing the language of the interface, at the start or at any time after it. Loaded by the fast path."""

from __future__ import annotations

import gettext
import os

from studyapp import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGES = ("zh", "en")

_OWN = ("studyapp", os.path.join(os.path.dirname(__file__), "locale"))
_others: list[tuple[str, str]] = []
"""Where the loaded plugins have their words, in order of precedence."""


def choose(language: str) -> None:
    """Take ``zh`` or ``en`` as the language of all that is said from now on; an unknown one is Chinese."""
    if language == words.CHINESE or language not in LANGUAGES:
        words.use(None)
        return
    chain = _read(*_OWN, language) or gettext.NullTranslations()
    for domain, folder in _others:
        found = _read(domain, folder, language)
        if found is not None:
            chain.add_fallback(found)
    words.use(chain, language)


def include(catalogues: Iterable[tuple[str, str]]) -> None:
    """Speak the words of plugins too, where the app itself has none for a msgid.

    A catalogue is named by its domain and the folder that has ``en/LC_MESSAGES/domain.mo``.
    """
    fresh = [one for one in dict.fromkeys(catalogues) if one not in _others]
    _others.extend(fresh)
    if fresh and words.language() != words.CHINESE:
        choose(words.language())


def _read(domain: str, folder: str, language: str) -> gettext.NullTranslations | None:
    """A catalogue that can be spoken, ``None`` where there is none or it is broken in whatever way."""
    try:
        found = gettext.translation(domain, folder, [language])
        found.ngettext(" ", " ", 1)  # its rule for plurals is the plugin's too, and may fail on any word
    except Exception:
        return None
    return found
