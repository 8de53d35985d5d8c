"""What this plugin offers."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp import RemoteKind, Settings, hookimpl
from studyapp_hub.light import LightKind


@hookimpl
def remotes(settings: Settings) -> Iterable[RemoteKind]:
    """Offer hubs and learning record stores over HTTP, plain and encrypted."""
    hub, store = "client:HubKind", "xapi_remote:XapiKind"
    return (
        LightKind("http", hub),
        LightKind("https", hub),
        LightKind("xapi+http", store),
        LightKind("xapi+https", store),
    )
