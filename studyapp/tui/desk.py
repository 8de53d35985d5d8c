"""What the screens may ask for. The shell hands in an object that can do it; no screen looks behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from studyapp.model import Message
from studyapp.words import say

if TYPE_CHECKING:  # the sitting brings the store and the memory with it, which the first paint does not need
    from studyapp.model import Today
    from studyapp.preferences import Preferences
    from studyapp.session import Session


class Trouble(Exception):  # noqa: N818 (said to people, not to programmers)
    """Something could not be done, told in one sentence that is fit for the learner."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Desk(Protocol):
    """The learner's desk: everything that the screens need from the floors below.

    Every method may raise ``Trouble``, or an exception that tells its sentence in the same way (``trouble_words``);
    the screens show the sentence and go on.
    """

    def today(self) -> Today:
        """The home screen's figures."""

    def open_session(self, deck: str | None, limit: int | None) -> Session:
        """Open a sitting of drill on one deck (``None``: all of them), of at most ``limit`` questions."""

    def now(self) -> int:
        """UTC in milliseconds since 1970-01-01."""

    @property
    def preferences(self) -> Preferences:
        """How the learner likes the app to look on this computer."""

    def keep(self, preferences: Preferences) -> None:
        """Keep these from now on."""

    def setting(self, name: str) -> str:
        """What holds for ``new``, ``reviews`` or ``partial`` (see ``store.settings``)."""

    def set(self, name: str, value: str) -> None:
        """Set one of them."""

    def speak(self, language: str) -> None:
        """Let every word from now on be of this language."""

    def warm(self) -> None:
        """Load what the first answer will need; called once, in a thread, after the first paint."""


def trouble_words(error: Exception) -> str | None:
    """The sentence an exception has for the learner, ``None`` where it has none and is a fault of the program.

    ``sentence`` is the finished sentence (as ``Trouble`` has it), ``why`` a ``Message`` not yet in a language, as the
    floors below the words raise it.
    """
    sentence = getattr(error, "sentence", None)
    if isinstance(sentence, str):
        return sentence
    why = getattr(error, "why", None)
    return say(why) if isinstance(why, Message) else None
