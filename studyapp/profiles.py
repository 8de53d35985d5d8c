"""Who learns on this computer: several people share an office PC, each with a store of his own.

They lie in ``profiles.json`` in the home folder. A PIN keeps colleagues from answering in one's name; it does not
encrypt the store's file. Loaded by the fast path: keep it light.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os

from studyapp.world import DEFAULT_PROFILE, PROFILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST = 40
"""Characters of a name or unit."""


class Profile:
    """A learner: ``id`` names his store; ``pin`` is salt and digest of his PIN, empty for none."""

    __slots__ = ("id", "name", "pin", "unit")

    def __init__(self, id: str, name: str = "", unit: str = "", pin: str = "") -> None:
        self.id = id
        self.name = name
        self.unit = unit
        self.pin = pin

    def plain(self) -> dict[str, str]:
        """The profile as it is written."""
        return {name: getattr(self, name) for name in ("id", "name", "unit", "pin")}


class Profiles:
    """All learners of this computer, of whom there is always one; ``current`` is the id of who learns now."""

    __slots__ = ("all", "current")

    def __init__(self, all: Sequence[Profile], current: str) -> None:
        self.all = tuple(all) or (Profile(DEFAULT_PROFILE),)
        self.current = current if any(one.id == current for one in self.all) else self.all[0].id

    @property
    def now(self) -> Profile:
        """Who learns now."""
        return next(one for one in self.all if one.id == self.current)

    def named(self, name: str) -> Profile | None:
        """The learner of that name, or with that id."""
        by_name = (one for one in self.all if one.name and one.name == name.strip())
        return next(by_name, None) or next((one for one in self.all if one.id == name), None)

    def newcomer(self, name: str, unit: str, pin: str, token: Callable[[], str]) -> Profile:
        """A new learner; the first to give a name takes the store that is there, if nobody has a name yet."""
        nameless = next((one.id for one in self.all if not one.name), "")
        return Profile(nameless or token(), name, clean(unit), pin)

    def with_one(self, profile: Profile) -> Profiles:
        """The same with a profile put in, or in the place of the one with its id."""
        if any(one.id == profile.id for one in self.all):
            return Profiles([profile if one.id == profile.id else one for one in self.all], self.current)
        return Profiles([*self.all, profile], self.current)

    def without(self, one: str) -> Profiles:
        """The same without a profile; its store's file stays where it is."""
        return Profiles([profile for profile in self.all if profile.id != one], self.current)

    def chosen(self, one: str) -> Profiles:
        """The same with another one learning."""
        return Profiles(self.all, one)


def read(home: str) -> Profiles:
    """The profiles of a home folder; what cannot be read is as if nobody had said it."""
    try:
        with open(os.path.join(home, PROFILES), encoding="utf-8-sig") as file:
            plain = json.load(file)
    except (OSError, ValueError, RecursionError):
        return Profiles((), "")
    return read_plain(plain)


def read_plain(plain: object) -> Profiles:
    """The profiles in what JSON gave."""
    some = plain.get("profiles") if isinstance(plain, dict) else None
    found: dict[str, Profile] = {}
    for one in some if isinstance(some, list) else ():
        if isinstance(one, dict) and _is_id(one.get("id")):
            texts = [text if isinstance(text := one.get(name), str) else "" for name in ("name", "unit", "pin")]
            found.setdefault(one["id"], Profile(one["id"], *texts))
    current = plain.get("current") if isinstance(plain, dict) else ""
    return Profiles(tuple(found.values()), current if isinstance(current, str) else "")


def write(home: str, profiles: Profiles) -> None:
    """Keep the profiles; raises ``OSError`` where the folder cannot be written to."""
    os.makedirs(home, exist_ok=True)
    path = os.path.join(home, PROFILES)
    draft = f"{path}.draft"
    with open(draft, "w", encoding="utf-8") as file:
        plain = {"current": profiles.current, "profiles": [one.plain() for one in profiles.all]}
        json.dump(plain, file, ensure_ascii=False, indent=2)
        file.write("\n")
    os.replace(draft, path)


def hashed(pin: str, salt: str) -> str:
    """What is kept of a PIN, an empty text for none; ``salt``: some random hex digits."""
    if not pin:
        return ""
    digest = hashlib.scrypt(pin.encode(), salt=bytes.fromhex(salt), n=1 << 14, r=8, p=1, dklen=32)
    return f"{salt}${digest.hex()}"


def opens(profile: Profile, pin: str) -> bool:
    """Whether a PIN is this learner's; who has none is open to everybody."""
    if not profile.pin:
        return True
    salt, _dollar, _digest = profile.pin.partition("$")
    try:
        return hmac.compare_digest(hashed(pin, salt), profile.pin)
    except ValueError:  # the file was written by hand
        return False


def clean(text: str) -> str:
    """A name or unit as it is kept: one line, no spaces around, nothing that cannot be seen, not too long."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:LONGEST]


def _is_id(text: object) -> bool:
    """Whether a text can name a file: an id is not a way out of the folder."""
    return isinstance(text, str) and 0 < len(text) <= LONGEST and text.isascii() and text.isalnum()
