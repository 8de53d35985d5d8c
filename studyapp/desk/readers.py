"""The plugins that are installed, loaded for whoever needs readers or writers."""

from __future__ import annotations

from pathlib import Path

from studyapp import language, plugins
from studyapp.hookspecs import Source
from studyapp.model import Deck
from studyapp.plugins import Plugins

MANIFEST = "plugins.json"
"""Where in the home the list of installed plugins is remembered."""


def load_plugins(home: Path) -> Plugins:
    """Load every plugin that can be loaded, and speak its words."""
    loaded = plugins.load(plugins.entries(home / MANIFEST), {})
    language.include(loaded.catalogues)
    return loaded


def read_deck(home: Path, source: Source) -> Deck:
    """Read a bank of any format that an installed plugin reads. Raises ``NotABank``."""
    return plugins.read(load_plugins(home), source, suffix=Path(source.name).suffix.lower())[1]
