"""Kinds of remote that say what they are for, and import what does the work when one is opened.

Most starts of the app sync with none of them, and all of them load this plugin.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from studyapp import Signer


@dataclass(frozen=True)
class LightKind:
    """A kind by the place of its class, ``module:Class`` of this package, which is made with the scheme."""

    scheme: str
    place: str

    def open(self, url: str, signer: Signer) -> object:
        """Open the remote at an address. Raises ``BadAddress``."""
        module, _, name = self.place.partition(":")
        found: object = getattr(import_module(f"studyapp_platform.{module}"), name)(self.scheme).open(url, signer)
        return found
