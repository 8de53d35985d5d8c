"""Ed25519 ([RFC 8032]).

The algorithm is named in every head, so that another one (SM2) can stand beside it.
"""

from __future__ import annotations

from functools import lru_cache

from nacl.exceptions import BadSignatureError
from nacl.exceptions import ValueError as BadKeyError
from nacl.signing import SigningKey, VerifyKey

ALGORITHM = "ed25519"
KEY, SIGNATURE = 32, 64
"""Bytes of a key, secret or public, and of a signature."""


def public_key(secret: str) -> str:
    """The public key to a secret one, both in hex."""
    return bytes(_signing(secret).verify_key).hex()


def sign(secret: str, data: bytes) -> bytes:
    """The signature over some bytes."""
    return bytes(_signing(secret).sign(data).signature)


def is_signed(public: str, data: bytes, signature: bytes) -> bool:
    """Whether a signature over some bytes is that of a public key; what is no key has signed nothing."""
    if len(signature) != SIGNATURE:
        return False
    try:
        _verifying(public).verify(data, signature)
    except (BadSignatureError, BadKeyError, ValueError):
        return False
    return True


@lru_cache(maxsize=8)
def _signing(secret: str) -> SigningKey:
    return SigningKey(bytes.fromhex(secret))


@lru_cache(maxsize=4096)
def _verifying(public: str) -> VerifyKey:
    return VerifyKey(bytes.fromhex(public))
