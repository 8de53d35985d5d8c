"""What this plugin offers."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp import RemoteKind, Settings, hookimpl
from studyapp_folder.remote import FolderKind


@hookimpl
def remotes(settings: Settings) -> Iterable[RemoteKind]:
    """Offer folders."""
    return (FolderKind(),)
