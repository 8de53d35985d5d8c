"""The plugins that are installed, loaded for whoever needs readers or writers."""

from __future__ import annotations

from pathlib import Path

from studyapp import language, plugins
from studyapp.plugins import Plugins

MANIFEST = "plugins.json"
"""Where in the home the list of installed plugins is remembered."""


def load_plugins(home: Path) -> Plugins:
    """Load every plugin that can be loaded, and speak its words."""
    loaded = plugins.load(plugins.entries(home / MANIFEST), {})
    language.include(loaded.catalogues)
    return loaded
