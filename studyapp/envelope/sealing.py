"""Statements made with a key, and found to be what they say."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from studyapp.envelope import heads, signing
from studyapp.envelope.heads import Unreadable
from studyapp.model.statement import Head, Statement

LARGEST_CONTENT = 1 << 20
"""Bytes of the content of an envelope; decks may have more."""


def seal(secret: str, head: Head, content: bytes = b"") -> Statement:
    """Sign a head, with the digest of its content in it; whose ``by`` it is follows from the key."""
    whole = replace(head, by=signing.public_key(secret), content=digest_of(content) if content else "")
    data = heads.to_bytes(whole)
    return Statement(data, signing.sign(secret, data), content)


def unseal(statement: Statement) -> Head | None:
    """The head of a statement that its key has signed; ``None`` for a kind that a later version has brought.

    Whose key it is, the caller must know. A content that is not there was erased, and is no fault; one that is
    another is. Raises ``Unreadable``.
    """
    head = heads.from_bytes(statement.head)
    by = _signer(statement) if head is None else head.by
    if not signing.is_signed(by, statement.head, statement.signature):
        raise Unreadable("the signature is not that of the key")
    if head is not None and statement.content and head.content != digest_of(statement.content):
        raise Unreadable("the content is another one")
    return head


def digest_of(data: bytes) -> str:
    """The digest that heads hold of contents, and of the heads before them: SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def _signer(statement: Statement) -> str:
    return str(heads.read_plain(statement.head).get("by", ""))
