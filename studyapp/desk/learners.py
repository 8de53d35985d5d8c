"""Who learns on this computer, as the screens ask for it: list, switch, add, change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from studyapp import profiles
from studyapp.desk.full import Desk
from studyapp.desk.furnishing import furnish
from studyapp.model import Message
from studyapp.profiles import Profile, Profiles
from studyapp.store import errors
from studyapp.store.restoring import copy_decks
from studyapp.world import World


class LearnerError(Exception):
    """It cannot be; ``why`` says what to do."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


class Learners:
    """The learners of this computer. ``reopen`` closes the desk and opens it on the store of another profile."""

    def __init__(self, world: World, reopen: Callable[[str], Desk]) -> None:
        self._world = world
        self._reopen = reopen

    def known(self) -> Profiles:
        """All of them, and who learns now."""
        return profiles.read(self._world.home).chosen(self._world.profile)

    def check(self, one: str, pin: str) -> Profile:
        """The learner with that id; raises ``LearnerError`` where the PIN is not his."""
        profile = next((profile for profile in self.known().all if profile.id == one), None)
        if profile is None:
            raise LearnerError(Message("这名学员已不在名单里；请回首页再试。"))
        if not profiles.opens(profile, pin):
            raise LearnerError(Message("PIN 不对；忘记了可由管理员删去 profiles.json 中该学员的 pin 一项。"))
        return profile

    def switch(self, one: str, pin: str) -> None:
        """Let another one learn."""
        profile = self.check(one, pin)
        self._turn_to(self.known().chosen(profile.id))

    def add(self, name: str, unit: str, pin: str) -> None:
        """Add a learner and let him learn, with the decks, settings and plan of who learned before, and no answers."""
        known = self.known()
        profile = known.newcomer(self._free(name), unit, self._hashed(pin), self._world.token)
        self._turn_to(known.with_one(profile).chosen(profile.id), Path(self._world.store))

    def _turn_to(self, known: Profiles, source: Path | None = None) -> None:
        """Open the store of who learns now among these, and write them down; where that fails, all is as before.

        ``source``: the store whose decks a new one is given.
        """
        before = self._world.profile
        try:
            desk = self._reopen(known.current)
            with errors.told(desk.store.path):
                furnish(desk)
                if source is not None and source != desk.store.path and source.is_file():
                    copy_decks(desk.store, source)
            self._write(known)
        except Exception:
            self._reopen(before)
            raise

    def change(self, one: str, pin: str, name: str, unit: str) -> None:
        """Give a learner another name and unit."""
        profile = self.check(one, pin)
        changed = Profile(one, self._free(name, profile), profiles.clean(unit), profile.pin)
        self._write(self.known().with_one(changed))

    def set_pin(self, one: str, pin: str, new: str) -> None:
        """Give a learner another PIN; an empty one takes it away."""
        profile = self.check(one, pin)
        self._write(self.known().with_one(Profile(one, profile.name, profile.unit, self._hashed(new))))

    def _free(self, name: str, mine: Profile | None = None) -> str:
        """A name as it is kept, if nobody else has it."""
        clean = profiles.clean(name)
        if not clean:
            raise LearnerError(Message("请写上姓名。"))
        other = next((one for one in self.known().all if one.name == clean), None)
        if other is not None and (mine is None or other.id != mine.id):
            raise LearnerError(Message("已经有名为“{name}”的学员；请加上单位或另取一个名称。", {"name": clean}))
        return clean

    def _hashed(self, pin: str) -> str:
        return profiles.hashed(pin, self._world.secret()[:32])

    def _write(self, known: Profiles) -> None:
        try:
            profiles.write(self._world.home, known)
        except OSError as error:
            where = {"path": self._world.home, "error": str(error.strerror)}
            raise LearnerError(
                Message("学员名单没有存到 {path}（{error}），没有改动；请检查该文件夹。", where)
            ) from error
