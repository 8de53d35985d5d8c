"""The device that writes here, with its secret key in hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from studyapp.envelope import locking, signing


@dataclass(frozen=True, slots=True)
class OwnDevice:
    """A device and its secret key in hex; what remotes are shown of it is in ``hookspecs.Signer``."""

    device: str
    secret: str = field(repr=False)

    @property
    def key(self) -> str:
        """Its public key in hex."""
        return signing.public_key(self.secret)

    def sign(self, data: bytes) -> bytes:
        """The device's signature over some bytes."""
        return signing.sign(self.secret, data)

    def unlock(self, data: bytes) -> bytes:
        """What was locked for this device alone. Raises ``ValueError``."""
        return locking.unlock(self.secret, data)
