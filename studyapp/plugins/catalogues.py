"""Where a plugin keeps its words in other languages."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

FOLDER = "locale"


def catalogue_of(module: object) -> tuple[str, str] | None:
    """The domain and folder of a plugin's catalogues, whether or not there are any; ``None`` where none can be.

    They lie beside the plugin's module, and the domain is the name of its package, or its own where it has none.
    No code of the plugin is run to find that out.
    """
    known = vars(module) if type(module) is ModuleType else {}
    file, name = known.get("__file__"), known.get("__name__")
    if not isinstance(file, str) or not isinstance(name, str):
        return None
    package = name if "__path__" in known else name.rpartition(".")[0] or name
    return package.rpartition(".")[2], str(Path(file).parent / FOLDER)
