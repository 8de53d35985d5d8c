"""The plugin contract: what a plugin may offer, and what the offered objects must do.

Hooks offer, objects work. A plugin is a module with some of the four hooks below, marked with ``hookimpl``;
each returns objects that satisfy one of the protocols. Nothing here is called more often than once a start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol, runtime_checkable

import pluggy

from studyapp.model import Deck, Flaw, History, Holds, Message, PackedHistory, Question, Where
from studyapp.model.remote import Board, Pulled, Receipt, Scope
from studyapp.model.statement import Statement

PROJECT = "studyapp"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

Settings = Mapping[str, str]
"""What the user set for plugins: plain words by dotted name, such as ``text.encoding``."""


class NotABank(Exception):  # noqa: N818 - it is a finding, said to a person, rather than a fault of the program
    """A reader's word that a file as a whole holds no questions that it could read, and why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why

    def __reduce__(self) -> tuple[type[NotABank], tuple[Message]]:
        """Let it be another process's word."""
        return type(self), (replace(self.why, arguments=dict(self.why.arguments)),)


class Cancelled(Exception):  # noqa: N818 - it is the user's wish
    """Whoever waits for a reader does not want to wait any longer; a reader lets it pass."""


Progress = Callable[[float], None]
"""Is told the share that is done, from 0 to 1, whenever there is something to tell; may raise ``Cancelled``."""


def unwatched(share: float) -> None:
    """Nobody watches how far it is."""


Found = Callable[[Sequence[Question]], None]
"""Is told questions as a reader finds them."""


def unasked(questions: Sequence[Question]) -> None:
    """Nobody wants to know them before the deck is whole."""


Meanwhile = Callable[[Callable[[], bool]], None]
"""Is told by a reader what says whether its waiting is over, and does something else until then."""


def at_rest(is_over: Callable[[], bool]) -> None:
    """Nobody has anything else to do."""


Recalled = Callable[[Sequence[History | PackedHistory]], None]
"""Is told the histories of a deck, in the sequence that the deck will have."""


def unwanted(histories: Sequence[History | PackedHistory]) -> None:
    """Nobody wants to know them before the deck is whole."""


_AS_FOUND: Mapping[str, Holds] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Source:
    """A file handed to a reader.

    ``name`` is the path as the user gave it and goes into every ``Where``; ``data`` are the bytes.
    ``encoding`` is what the user said the text is encoded in; empty, and the reader finds out.
    ``key``: a second file with the answers, for readers that say ``takes_key``.
    ``columns``: of a table, what the user said that columns hold, by header; the others are as the reader finds.
    ``history``: whether the learner's past is wanted too. ``progress`` is told how far the reading is.
    ``found`` may be told questions of the deck, long before it is whole, by a reader that finds very many: whoever
    imports can then begin with them. What counts is the deck. ``meanwhile`` may be called before a reader waits for
    another process: whoever imports goes on with what was found, until the waiting is over or nothing is left to do.
    ``recalled`` may be told the deck's histories as soon as they are all there.
    """

    name: str
    data: bytes
    encoding: str = ""
    key: Source | None = None
    columns: Mapping[str, Holds] = field(default_factory=lambda: _AS_FOUND)
    history: bool = False
    progress: Progress = unwatched
    found: Found = unasked
    meanwhile: Meanwhile = at_rest
    recalled: Recalled = unwanted


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some places of a file as a file of their own, in the same layout, to be mended and read again.

    ``suffix``: the ending of its name, lower case with the dot.
    """

    suffix: str
    data: bytes


@runtime_checkable
class QuestionReader(Protocol):
    """Reads one family of file formats."""

    @property
    def name(self) -> str:
        """A short word that is unique among readers; it is stored with every import."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File name endings it is usually asked for, lower case with the dot; a hint, never the decision."""

    def sniff(self, head: bytes) -> float:
        """Say from the first 64 KiB how sure it is that it can read the file: 0 (no) to 1 (certain)."""

    def read(self, source: Source) -> Deck:
        """Read the whole file; faults of its contents are ``Flaw`` values in the deck.

        Raises ``NotABank`` where there is nothing to read as questions.
        """


@runtime_checkable
class Excerpting(Protocol):
    """What a reader also may do: hand out the parts of a file that became no question."""

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return these places of the file, with what is needed to read them again: the header, the section's title.

        ``places`` are those of the deck that ``read`` makes of the same source, in order.
        """


@runtime_checkable
class TakingKey(Protocol):
    """What a reader also may do: take the answers from a second file (``Source.key``)."""

    @property
    def takes_key(self) -> bool:
        """Whether it does."""


@runtime_checkable
class Flattening(Protocol):
    """What a reader also may do: say the rows of a workbook in plain text, where it is the key of another file."""

    def flat(self, source: Source) -> bytes | None:
        """Return the rows as CSV in UTF-8, each at the line that is its number as far as that can be; or nothing."""


@runtime_checkable
class QuestionWriter(Protocol):
    """Writes one file format."""

    @property
    def name(self) -> str:
        """A short word that is unique among writers."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File name endings that ask for this format, lower case with the dot."""

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        """Return the file's bytes, and a flaw for everything that the format cannot hold."""


@runtime_checkable
class RemoteKind(Protocol):
    """A kind of place that decks come from and entries go to, told by the scheme of its address."""

    @property
    def scheme(self) -> str:
        """The part of the address before the colon, lower case."""

    def open(self, url: str, signer: Signer) -> object:
        """Return the remote at ``url``: something that is ``Pulling``, ``Pushing`` or ``Ranking``, or several of them.

        Nothing is asked of it yet: the address need not answer. Raises ``BadAddress`` for one that cannot be.
        """


class Unreachable(Exception):  # noqa: N818 - offices are offline more often than not
    """The remote does not answer now; ``why`` says what and how to mend it. What was sent may have arrived or not."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


class BadAddress(ValueError):  # noqa: N818 - it is a finding, said to a person
    """There can be no remote at this address; ``why`` says what one looks like."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


@runtime_checkable
class Signer(Protocol):
    """The device that writes here, as remotes know it."""

    @property
    def device(self) -> str:
        """The id of the device that writes here."""

    @property
    def key(self) -> str:
        """Its public key in hex."""

    def sign(self, data: bytes) -> bytes:
        """The device's signature over some bytes."""

    def unlock(self, data: bytes) -> bytes:
        """What was locked for this device alone, such as its file on a stick that many use. Raises ``ValueError``."""


@runtime_checkable
class Pulling(Protocol):
    """A remote that things come down from."""

    def pull(self, cursor: str) -> Pulled:
        """Return what is new since ``cursor``, which is empty at first. Raises ``Unreachable``."""


@runtime_checkable
class Pushing(Protocol):
    """A remote that entries go up to."""

    def push(self, statements: Sequence[Statement]) -> Receipt:
        """Hand statements over and return what came of them; to hand them over again does no harm.

        Raises ``Unreachable``.
        """


@runtime_checkable
class Ranking(Protocol):
    """A remote that has boards."""

    def scopes(self) -> Sequence[Scope]:
        """Return whose boards the learner may see, his own unit's first. Raises ``Unreachable``."""

    def standings(self, scope: str, period: str) -> Board:
        """Return a board; ``scope`` empty for that of his unit. Raises ``Unreachable``."""


@runtime_checkable
class Screen(Protocol):
    """A place in the app's menu."""

    @property
    def name(self) -> str:
        """A short word that is unique among screens."""

    @property
    def title(self) -> str:
        """What the menu shows."""

    def open(self) -> object:
        """Return the widget to show; called only when the user goes there."""


@hookspec
def question_readers(settings: Settings) -> Iterable[QuestionReader]:  # type: ignore[empty-body]
    """Offer readers: a file format in, a ``Deck`` out."""


@hookspec
def question_writers(settings: Settings) -> Iterable[QuestionWriter]:  # type: ignore[empty-body]
    """Offer writers: a ``Deck`` in, a file format out."""


@hookspec
def remotes(settings: Settings) -> Iterable[RemoteKind]:  # type: ignore[empty-body]
    """Offer kinds of remote."""


@hookspec
def screens(settings: Settings) -> Iterable[Screen]:  # type: ignore[empty-body]
    """Offer screens."""
