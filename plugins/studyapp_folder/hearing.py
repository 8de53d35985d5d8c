"""What the hub says to this device on the stick, and whether it is the hub that says it."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp import (
    LARGEST_DROP,
    SUFFIX,
    DeviceHead,
    Head,
    Heard,
    HubHead,
    PersonHead,
    Signer,
    Statement,
    Stick,
    Subfolder,
    Unreadable,
    is_reply_to,
    open_reply,
    study_day,
    unseal,
)


def hear(stick: Stick, signer: Signer, hub: str) -> Heard | None:
    """The last word to this device: of the hub with the key ``hub``, where one is known. Raises ``OSError``.

    Where none is known, a hub counts that knows the device; and one that does not, only where no other has spoken.
    """
    heard = [one for one in _replies(stick, signer) if not hub or one.head.by == hub]
    return max(heard, key=lambda one: (knows(one, signer), one.head.at, one.head.by), default=None)


def knows(heard: Heard, signer: Signer) -> bool:
    """Whether the hub that speaks has made this device, or this hub below it, known."""
    return any(
        (isinstance(head, DeviceHead) and (head.device, head.key) == (signer.device, signer.key))
        or (isinstance(head, HubHead) and (head.below, head.key) == (signer.device, signer.key))
        for head in _heads(heard)
        if head.by == heard.head.by
    )


def unit_of(heard: Heard, signer: Signer) -> str:
    """The unit where this device's learner belonged when the hub spoke; empty for none."""
    today = study_day(heard.head.at)
    heads = list(_heads(heard))
    learner = {one.learner for one in heads if isinstance(one, DeviceHead) and one.device == signer.device}
    places = [one for one in heads if isinstance(one, PersonHead) and one.learner in learner and one.day <= today]
    return max(places, key=lambda one: one.day).unit if places else ""


def _replies(stick: Stick, signer: Signer) -> Iterator[Heard]:
    """Those in their folder, and those that came by mail and lie beside it."""
    own = [(Subfolder.DOWN, one) for one in stick.names(Subfolder.DOWN) if is_reply_to(one, signer.device)]
    mailed = [("", one) for one in stick.names("") if one.lower().endswith(SUFFIX)]
    for folder, name in [*own, *mailed]:
        data = stick.read(folder, name, LARGEST_DROP)
        found = open_reply(data, signer) if data else None
        if found is not None:
            yield found


def _heads(heard: Heard) -> Iterator[Head]:
    for one in heard.reply.receipt.statements:
        head = _head(one)
        if head is not None:
            yield head


def _head(statement: Statement) -> Head | None:
    try:
        return unseal(statement)
    except Unreadable:
        return None
