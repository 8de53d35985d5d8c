"""Asking a remote to know a device: with a code, or in the name of a device whose place it has taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from studyapp.envelope.sealing import seal
from studyapp.envelope.signer import OwnDevice
from studyapp.model.statement import JoinHead, Statement


def ask_with_code(own: OwnDevice, code: str, *, at: int, name: str = "") -> Statement:
    """What asks a hub to know a device. ``code``: as the unit's administrator has handed it out."""
    return seal(own.secret, JoinHead(by="", device=own.device, code=code, at=at, name=name))


def ask_as_successor(new: OwnDevice, old: OwnDevice, *, at: int) -> Statement:
    """What asks a hub that knows a device to know another one in its place; the same, whenever it is asked."""
    proof = old.sign(f"rejoin {old.device} {new.device}".encode()).hex()
    return seal(new.secret, JoinHead(by="", device=new.device, code=f"{old.device} {proof}", at=at))


def asking(
    line: list[OwnDevice],
    known: Collection[str],
    codes: Mapping[str, Statement],
    since: Callable[[str], int],
) -> Iterator[Statement]:
    """What has to be asked so that the first device of the line is known; nothing where it is, or cannot be.

    ``line``: the device that writes now, and those before it, the last one first. ``known``: those that the remote
    knows; ``codes``: what was asked with a code, by device. ``since``: when a device was made.
    """
    for place, one in enumerate(line):
        if one.device in known or one.device in codes:
            if one.device in codes:
                yield codes[one.device]
            for step in range(place, 0, -1):
                new = line[step - 1]
                yield ask_as_successor(new, line[step], at=since(new.device))
            return
