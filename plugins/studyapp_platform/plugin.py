"""What this plugin offers."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp import RemoteKind, Settings, hookimpl
from studyapp_platform.light import LightKind


@hookimpl
def remotes(settings: Settings) -> Iterable[RemoteKind]:
    """Offer platforms, by mapping files."""
    return (LightKind("platform", "remote:PlatformKind"),)
