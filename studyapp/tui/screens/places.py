"""Where in an import one is: what the pages of an import hand on to each other."""

from __future__ import annotations

from typing import NamedTuple

from studyapp.desk.views import Preview, Wish


class ImportPlace(NamedTuple):
    """What is wished for, and how it was read; ``None`` where it has not been read yet."""

    wish: Wish
    preview: Preview | None = None
