"""What a remote says, as JSON and back: the house has it, since a stick says the same."""

from studyapp import (
    board_from_plain,
    board_to_plain,
    message_from_plain,
    message_to_plain,
    pulled_from_plain,
    pulled_to_plain,
    receipt_from_plain,
    receipt_to_plain,
    scopes_from_plain,
    scopes_to_plain,
)

__all__ = [
    "board_from_plain",
    "board_to_plain",
    "message_from_plain",
    "message_to_plain",
    "pulled_from_plain",
    "pulled_to_plain",
    "receipt_from_plain",
    "receipt_to_plain",
    "scopes_from_plain",
    "scopes_to_plain",
]
