"""What the office of a hub says to a device that asks to be known; the hub puts it into statements.

The core hands every ``JoinHead`` whose signature is its own to ``Joining.join``, within the transaction in which it
accepts it, and makes of the answer the device's certificate, and a ``PersonHead`` where the learner is new. The same
head asked again gives the same answer, since the core's transaction may have been lost; where the reply was lost the
device is known, and hears its certificate with what is new.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from studyapp import JoinHead, Message


class Belonging(NamedTuple):
    """Where a learner belongs, as a ``PersonHead`` has it. ``day``: from which on, 0 for all that he learnt so far."""

    unit: str
    day: int = 0
    front: bool = True
    staff: bool = True
    window: bool = True


class Admitted(NamedTuple):
    """The device writes for ``learner``. ``parent``: the device that it takes the place of, empty for none.

    ``belonging``: of a learner who is new here; ``None``, and what was said of him before goes on to hold.
    ``name``: how he wants to be shown, empty for a pseudonym.
    """

    learner: str
    parent: str = ""
    belonging: Belonging | None = None
    name: str = ""


class Known(NamedTuple):
    """A device that the hub knows: its public key in hex and whose it is. ``revoked``: from when on, 0 for never."""

    key: str
    learner: str
    revoked: int = 0


class Joining(Protocol):
    """Who decides on a device that asks to be known."""

    def join(self, head: JoinHead, at: int, known: KnownDevices) -> Admitted | Message:
        """Admit a device, or say why not. ``at``: when it was received."""


class KnownDevices(Protocol):
    """What the core tells of devices, for those that take the place of another."""

    def __call__(self, device: str) -> Known | None:
        """The device of that id, if there is one."""
