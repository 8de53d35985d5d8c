"""The remote: what a mapping says that can be done, and no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

from studyapp import BadAddress, Board, Message, Pulled, Receipt, Scope, Signer, Statement
from studyapp_platform import boards, decks, reporting
from studyapp_platform.ledger import Ledger
from studyapp_platform.mapping import PlatformMap, load
from studyapp_platform.outside import utc


class PlatformKind:
    """Platforms, each told by a mapping file."""

    def __init__(self, scheme: str = "platform", clock: Callable[[], int] = utc) -> None:
        self.scheme = scheme
        self._clock = clock

    def open(self, url: str, signer: Signer) -> object:
        """Read the mapping. What is returned has only those of pull, push, scopes and standings that it maps."""
        place = url.partition(":")[2]
        path = Path(place).expanduser() if place.isprintable() else Path()
        if not path.is_absolute():
            about = {"path": repr(place[:80])}
            raise BadAddress(Message("打不开映射文件 {path}。地址应写成 platform:映射文件的完整路径。", about))
        return remote_of(load(path), self._clock)


def remote_of(mapping: PlatformMap, clock: Callable[[], int]) -> SimpleNamespace:
    """The remote of a mapping."""
    points = mapping.points

    def pull(cursor: str) -> Pulled:
        return decks.pull(mapping, cursor, {} if points is None else Ledger(points.state).held())

    def scopes() -> Sequence[Scope]:
        return boards.scopes(mapping)

    def standings(scope: str, period: str) -> Board:
        return boards.standings(mapping, scope, period, clock())

    can: dict[str, object] = {}
    if mapping.decks:
        can["pull"] = pull
    if points is not None:

        def push(statements: Sequence[Statement]) -> Receipt:
            return reporting.push(mapping, points, statements)

        can["push"] = push
    if mapping.boards:
        can |= {"scopes": scopes, "standings": standings}
    return SimpleNamespace(**can)
