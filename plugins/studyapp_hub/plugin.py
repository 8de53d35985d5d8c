"""What this plugin offers."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp import RemoteKind, Settings, hookimpl
from studyapp_hub.client import HubKind


@hookimpl
def remotes(settings: Settings) -> Iterable[RemoteKind]:
    """Offer hubs over HTTP, plain and encrypted."""
    return (HubKind("http"), HubKind("https"))
