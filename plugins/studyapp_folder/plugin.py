"""What this plugin offers."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp import RemoteKind, Settings, hookimpl


@hookimpl
def remotes(settings: Settings) -> Iterable[RemoteKind]:
    """Offer nothing yet."""
    return ()
