"""What this plugin offers."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp import RemoteKind, Settings, hookimpl
from studyapp_platform.remote import PlatformKind


@hookimpl
def remotes(settings: Settings) -> Iterable[RemoteKind]:
    """Offer platforms, by mapping files."""
    return (PlatformKind(),)
