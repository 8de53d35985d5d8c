"""What a hub says to a device where it cannot be asked: a statement of the hub's, locked for that device alone."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from studyapp.envelope.frames import read_statements, write_statements
from studyapp.envelope.heads import Unreadable
from studyapp.envelope.locking import lock
from studyapp.envelope.sealing import unseal
from studyapp.envelope.wire import board_from_plain, board_to_plain, receipt_from_plain, receipt_to_plain
from studyapp.hookspecs import Signer
from studyapp.model.plain import canonical
from studyapp.model.remote import Board, Receipt
from studyapp.model.statement import ReceiptHead, Statement


class Reply(NamedTuple):
    """What a hub says. ``seen``: the SHA-256, in hex, of the device's files that it has read to their ends.

    ``boards``: as the device's learner sees them.
    """

    receipt: Receipt
    seen: frozenset[str] = frozenset()
    boards: tuple[Board, ...] = ()


class Heard(NamedTuple):
    """A reply, and what the statement says that it came in: which hub's, by which key, of which instant."""

    head: ReceiptHead
    reply: Reply


def reply_content(reply: Reply) -> bytes:
    """A reply as the content of a statement under a ``ReceiptHead``, which the hub seals."""
    plain = {
        "receipt": receipt_to_plain(reply.receipt),
        "seen": sorted(reply.seen),
        "boards": [board_to_plain(one) for one in reply.boards],
    }
    return canonical(plain).encode()


def lock_reply(statement: Statement, key: str) -> bytes:
    """The bytes of a reply's file, for the device with this public key. Raises ``ValueError`` where it is no key."""
    return lock(key, write_statements([statement]))


def open_reply(data: bytes, signer: Signer) -> Heard | None:
    """What a file says to a device; ``None`` where it is for another one, or damaged, or says nothing of the kind.

    Whose key signed it is in the head; whether that is the hub's, the caller must know.
    """
    try:
        statements = list(read_statements(signer.unlock(data), 4 * len(data) + (64 << 20)))
        head = unseal(statements[0]) if statements else None
        if not isinstance(head, ReceiptHead) or head.device != signer.device or not statements[0].content:
            return None
        return Heard(head, _reply(json.loads(statements[0].content)))
    except (Unreadable, ValueError, LookupError, RecursionError, TypeError):
        return None


def _reply(plain: dict[str, Any]) -> Reply:
    seen = plain["seen"]
    if not all(isinstance(one, str) for one in seen):
        raise ValueError("a digest is no text")
    boards = tuple(board_from_plain(one) for one in plain["boards"])
    return Reply(receipt_from_plain(plain["receipt"]), frozenset(seen), boards)
