"""What a remote says, as JSON and back: over HTTP, and in a device's own file on a stick.

Bytes are base64 text, but ids and digests hex; a run of statements is the same bytes as in a file. What a hub answers
is read as what a stranger says: anything else than these shapes is a ``ValueError``.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from studyapp.envelope.frames import read_statements, write_statements
from studyapp.envelope.heads import Unreadable
from studyapp.model.deck import Message
from studyapp.model.remote import Board, File, Held, Place, Pulled, Receipt, Scope, UnitPlace, Verdict, Word
from studyapp.model.statement import Statement

Plain = dict[str, Any]


def message_to_plain(message: Message) -> Plain:
    """A sentence: its msgid and what is to be filled in, and, for other programs, the whole in Chinese."""
    arguments = dict(message.arguments)
    return {"text": message.text, "arguments": arguments, "sentence": message.text.format_map(arguments)}


def message_from_plain(plain: Plain) -> Message:
    """The sentence again."""
    arguments = _of(plain, "arguments", dict)
    if not all(isinstance(value, str | int | float) for value in arguments.values()):
        raise ValueError("an argument of a sentence is neither text nor a number")
    message = Message(_of(plain, "text", str), arguments)
    try:
        message.text.format_map(arguments)
    except (LookupError, AttributeError, TypeError) as error:
        raise ValueError("a sentence lacks an argument") from error
    return message


def receipt_to_plain(receipt: Receipt) -> Plain:
    """What came of a push."""
    refused = receipt.refused
    return {
        "held": _held_to_plain(receipt.held),
        "words": _words_to_plain(receipt.words),
        "forked": list(receipt.forked),
        "statements": _statements_to_plain(receipt.statements),
        "refused": None if refused is None else message_to_plain(refused),
    }


def receipt_from_plain(plain: Plain) -> Receipt:
    """The receipt again."""
    held = _held_from_plain(plain)
    refused = plain.get("refused")
    return Receipt(
        held,
        _words_from_plain(plain),
        _texts(plain, "forked"),
        _statements_from_plain(plain),
        None if refused is None else message_from_plain(refused),
    )


def pulled_to_plain(pulled: Pulled) -> Plain:
    """What came down."""
    return {
        "cursor": pulled.cursor,
        "files": [{**one._asdict(), "data": _to_base64(one.data)} for one in pulled.files],
        "held": _held_to_plain(pulled.held),
        "words": _words_to_plain(pulled.words),
        "forked": list(pulled.forked),
        "statements": _statements_to_plain(pulled.statements),
        "more": pulled.more,
    }


def pulled_from_plain(plain: Plain) -> Pulled:
    """The same again."""
    return Pulled(
        _of(plain, "cursor", str),
        tuple(_file(one) for one in _rows(plain, "files")),
        _held_from_plain(plain),
        _words_from_plain(plain),
        _texts(plain, "forked"),
        _statements_from_plain(plain),
        _of(plain, "more", bool),
    )


def board_to_plain(board: Board) -> Plain:
    """A board."""
    return {
        **board._asdict(),
        "places": [one._asdict() for one in board.places],
        "near": [one._asdict() for one in board.near],
        "units": [one._asdict() for one in board.units],
    }


def board_from_plain(plain: Plain) -> Board:
    """The board again."""
    return Board(
        scope=_of(plain, "scope", str),
        title=_of(plain, "title", str),
        period=_of(plain, "period", str),
        at=_of(plain, "at", int),
        people=_of(plain, "people", int),
        places=tuple(_place(one) for one in _rows(plain, "places")),
        near=tuple(_place(one) for one in _rows(plain, "near")),
        units=tuple(_unit(one) for one in _rows(plain, "units")),
        closed=_of(plain, "closed", bool),
    )


def scopes_to_plain(scopes: Iterable[Scope]) -> Plain:
    """Whose boards there are."""
    return {"scopes": [one._asdict() for one in scopes]}


def scopes_from_plain(plain: Plain) -> tuple[Scope, ...]:
    """The same again."""
    return tuple(Scope(_of(one, "scope", str), _of(one, "title", str)) for one in _rows(plain, "scopes"))


def _held_to_plain(held: Mapping[str, Held]) -> Plain:
    return {device: one._asdict() for device, one in held.items()}


def _held_from_plain(plain: Plain) -> dict[str, Held]:
    held: Plain = _of(plain, "held", dict)
    return {device: Held(_of(one, "no", int), _of(one, "digest", str)) for device, one in held.items()}


def _words_to_plain(words: Iterable[Word]) -> list[Plain]:
    return [{"entry": one.entry.hex(), "verdict": str(one.verdict), "why": message_to_plain(one.why)} for one in words]


def _words_from_plain(plain: Plain) -> tuple[Word, ...]:
    return tuple(
        Word(
            bytes.fromhex(_of(one, "entry", str)),
            Verdict(_of(one, "verdict", str)),
            message_from_plain(_of(one, "why", dict)),
        )
        for one in _rows(plain, "words")
    )


def _statements_to_plain(statements: Sequence[Statement]) -> str:
    return _to_base64(write_statements(statements)) if statements else ""


def _statements_from_plain(plain: Plain) -> tuple[Statement, ...]:
    text = _of(plain, "statements", str)
    try:
        return tuple(read_statements(_from_base64(text))) if text else ()
    except Unreadable as error:
        raise ValueError("the statements break off") from error


def _file(plain: Plain) -> File:
    name, version = _of(plain, "name", str), _of(plain, "version", int)
    return File(_of(plain, "what", str), name, _of(plain, "file", str), version, _from_base64(_of(plain, "data", str)))


def _place(plain: Plain) -> Place:
    name, unit = _of(plain, "name", str), _of(plain, "unit", str)
    return Place(_of(plain, "rank", int), name, unit, _of(plain, "points", int), _of(plain, "mine", bool))


def _unit(plain: Plain) -> UnitPlace:
    return UnitPlace(
        rank=_of(plain, "rank", int),
        unit=_of(plain, "unit", str),
        name=_of(plain, "name", str),
        expected=_of(plain, "expected", int),
        joined=_of(plain, "joined", int),
        points=_of(plain, "points", int),
        per_head=float(_of(plain, "per_head", (int, float))),
    )


def _to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _from_base64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _texts(plain: Plain, name: str) -> tuple[str, ...]:
    found = tuple(_of(plain, name, list))
    if not all(isinstance(one, str) for one in found):
        raise ValueError(f"{name} holds what is no text")
    return found


def _rows(plain: Plain, name: str) -> list[Plain]:
    rows: list[Plain] = _of(plain, name, list)
    return rows


def _of(plain: object, name: str, kind: type | tuple[type, ...]) -> Any:
    value = plain.get(name) if isinstance(plain, dict) else None
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{name} is missing or something else")
    return value
