"""What must hold before textual is imported, and what the terminal is good for.

Importing this module sets the environment, since textual reads it once, when it is imported.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

# With the kitty keyboard protocol several terminals lose what an input method commits.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

_GOOD_WINDOWS_TERMINALS = ("WT_SESSION", "TERM_PROGRAM", "ConEmuANSI", "ALACRITTY_WINDOW_ID", "WEZTERM_PANE")


def plain_is_better(platform: str, environ: Mapping[str, str]) -> bool:
    """Whether this is the old Windows console, where Chinese input fails and boxes shift: ``--plain`` is safer.

    ``platform`` is ``sys.platform``; a terminal that is known to be good names itself in the environment.
    """
    return platform == "win32" and not any(environ.get(name) for name in _GOOD_WINDOWS_TERMINALS)
