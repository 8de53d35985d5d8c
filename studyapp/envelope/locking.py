"""What only one device can open: its file on a stick that many use.

A sealed box of libsodium (X25519, XSalsa20-Poly1305) to the device's signing key, turned into one for boxes.
"""

from __future__ import annotations

from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from nacl.signing import SigningKey, VerifyKey


def lock(public: str, data: bytes) -> bytes:
    """Lock some bytes for the device whose public key, in hex, this is. Raises ``ValueError`` where it is no key."""
    return bytes(SealedBox(VerifyKey(bytes.fromhex(public)).to_curve25519_public_key()).encrypt(data))


def unlock(secret: str, data: bytes) -> bytes:
    """Open what was locked for the device with this secret key. Raises ``ValueError`` for what was not."""
    try:
        return bytes(SealedBox(SigningKey(bytes.fromhex(secret)).to_curve25519_private_key()).decrypt(data))
    except CryptoError as error:
        raise ValueError("it was locked for another device, or is damaged") from error
