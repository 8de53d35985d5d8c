"""How a hub comes to be: by ``hub init``, or with the first ``hub serve`` that names it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import NamedTuple

from studyapp import Message, Shell, UnitHead
from studyapp_hub.accounts import Accounts
from studyapp_hub.command_common import COMMAND_LINE, opened, refused, refusing
from studyapp_hub.founding import init_hub
from studyapp_hub.office import open_office
from studyapp_hub.outside import chance
from studyapp_hub.roles import EVERYBODY

_ADMIN = "admin"
_ID_LENGTH = 8


class Founded(NamedTuple):
    """A new hub: its id, its public key in hex."""

    hub: str
    key: str


class FirstAccount(NamedTuple):
    """Who may do everything on a new hub. The password is told once and kept nowhere."""

    name: str
    password: str


def found(place: Path, name: str, database: str, shell: Shell) -> Founded:
    """Make a hub in a folder that has nothing in it. Raises ``Refused``."""
    if place.is_dir() and any(place.iterdir()):
        raise refused(Message("{place} 里已有数据；请换一个文件夹（--hub）。", {"place": str(place)}))
    with refusing(place):
        world = shell.world
        hub = init_hub(place, secret=world.secret(), hub=world.token(), name=name, at=world.now(), database=database)
        founded = Founded(hub.id, hub.key)
        hub.close()
        open_office(place, chance).close()
    return founded


def furnish(founded: Founded, name: str, options: Namespace, shell: Shell) -> FirstAccount:
    """Give a new hub what it needs to be used at once: the unit whose hub it is, and who administers it.

    The unit's id is made of the hub's: two hubs that were begun so can forward to the same one above.
    """
    at = shell.world.now()
    with opened(options, shell) as here:
        unit = f"u{founded.hub[:_ID_LENGTH]}"
        here.hub.say(
            UnitHead(
                by="", hub="", unit=unit, day=0, name=name, parent="", code="", line="", area="", closed=False, at=at
            )
        )
        accounts = Accounts(here.office)
        password = accounts.made_up()
        account = accounts.add(_ADMIN, password, "province", EVERYBODY, at=at)
        here.office.note(at, COMMAND_LINE, "unit", unit)
        here.office.note(at, COMMAND_LINE, "account", account.name)
    return FirstAccount(account.name, password)
