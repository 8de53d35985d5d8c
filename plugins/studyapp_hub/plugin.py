"""What this plugin offers."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp import RemoteKind, Settings, hookimpl
from studyapp_hub.client import HubKind
from studyapp_hub.xapi_remote import XapiKind


@hookimpl
def remotes(settings: Settings) -> Iterable[RemoteKind]:
    """Offer hubs and learning record stores over HTTP, plain and encrypted."""
    return (HubKind("http"), HubKind("https"), XapiKind("xapi+http"), XapiKind("xapi+https"))
