"""Remotes that a test moves on by hand, and boards that stand still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from studyapp.desk.boards import Shown
from studyapp.desk.remotes import RemoteLine
from studyapp.desk.syncing import Status
from studyapp.model import Message
from studyapp.model.remote import Board, Place, Scope, UnitPlace
from studyapp.sync.outcome import Outcome, Points, Stage
from studyapp.tui.desk import Trouble

NOON = 1_622_692_800_000  # 2021-06-03 12:00 at Shanghai
MINUTE = 60_000
AWAY = Message("连不上服务器；稍后会自动再试。")

FINE = RemoteLine("县局", "http://10.1.2.3:8700", True, False, NOON - 2 * MINUTE, NOON - 2 * MINUTE, 0, {}, None)
TROUBLED = RemoteLine(
    "U盘",
    "file:///D:/练兵",
    False,
    True,
    NOON - 30 * MINUTE,
    NOON - 3 * 1_440 * MINUTE,
    1_214,
    {"pending": 12, "held": 30, "void": 2, "refused": 1, "regraded": 3},
    Message("找不到文件夹 D:\\练兵；请插好 U 盘再试。"),
)
NEW = RemoteLine("市局", "https://sync.example", False, False, 0, 0, 87, {}, None)


class FakeSyncing:
    """Who syncs; a test says how far it is by ``goes``."""

    def __init__(self, *lines: RemoteLine) -> None:
        self.lines = list(lines)
        self.status = Status()
        self.calls: list[tuple[object, ...]] = []
        self.trouble: Exception | None = None
        self._tell: Callable[[Status], None] = lambda status: None

    def listen(self, tell: Callable[[Status], None]) -> None:
        self._tell = tell

    def start(self) -> None:
        self.calls.append(("start",))

    def ask(self) -> None:
        self.calls.append(("ask",))

    def finish(self, patience: float = 3.0) -> bool:
        self.calls.append(("finish", patience))
        return True

    def goes(self, stage: Stage, share: float) -> None:
        """It is so far, with the first remote."""
        self.status = Status(busy=True, remote=self.lines[0].name, stage=stage, share=share)
        self._tell(self.status)

    def ends(self, *outcomes: Outcome) -> None:
        """It is over."""
        self.status = Status(last=outcomes, at=NOON)
        self._tell(self.status)

    def remotes(self) -> tuple[RemoteLine, ...]:
        if self.trouble:
            raise self.trouble
        return tuple(self.lines)

    def add(self, name: str, url: str, code: str = "", shown: str = "") -> None:
        if ":" not in url:
            raise Trouble(f"不认识地址 {url}；地址要以这些开头：http:, file:。")
        self.calls.append(("add", name, url, code, shown))
        self.lines.append(NEW._replace(name=name, url=url, asked=bool(code)))

    def remove(self, name: str) -> None:
        self.lines = [one for one in self.lines if one.name != name]

    def join(self, name: str, code: str, shown: str = "") -> None:
        if not code:
            raise Trouble("登记码或姓名不合规定；请照单位发的登记码填写。")
        self.calls.append(("join", name, code, shown))


NAMES = ("学员 7F3A", "李明", "学员 03BC", "赵丽华", "学员 9E10", "Anna Chen", "学员 55D2")
UNITS = (
    ("u1", "西安市社会保险经办中心", 40, 36, 9_120),
    ("u2", "碑林区养老保险经办中心柜台服务一科（城乡居民）", 25, 25, 4_900),
    ("u3", "雁塔区人社局", 31, 12, 2_700),
    ("u4", "灞桥区人社局", 12, 12, 1_100),
    ("u5", "高新区政务服务中心人社窗口", 0, 7, 480),
)


def places(first: int, count: int, *, mine: int = 0) -> tuple[Place, ...]:
    """Lines of a board, the best first; two of them have equal points."""
    found = []
    for rank in range(first, first + count):
        name = "王小燕" if rank == mine else NAMES[rank % len(NAMES)]
        equal = 5 if rank == 6 else rank
        unit = UNITS[0 if rank == mine else rank % 5][1]
        found.append(Place(equal, name, unit, 1_320 - 7 * equal, rank == mine))
    return tuple(found)


def units() -> tuple[UnitPlace, ...]:
    """Units by points per head; nobody has said how many are expected of the last."""
    told = [
        UnitPlace(0, unit, name, expected, joined, points, points / (expected or joined))
        for unit, name, expected, joined, points in UNITS
    ]
    told.sort(key=lambda one: -one.per_head)
    return tuple(one._replace(rank=number) for number, one in enumerate(told, 1))


def board(period: str = "2021-06") -> Board:
    """The board of a county in a month, with somebody in its middle."""
    return Board(
        "unit:1", "西安市", period, NOON - MINUTE, 212, places(1, 10), places(28, 11, mine=33), units(), closed=False
    )


@dataclass
class FakeBoards:
    """Boards by scope and period; those of a month that is over are closed."""

    hub: FakeSyncing
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    told: Callable[[str], Board] = board
    points: Points | None = None
    trouble: Message | None = None
    refusal: Exception | None = None
    hold: Callable[[], object] = lambda: None

    def remotes(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.hub.lines)

    def scopes(self, remote: str = "") -> tuple[Scope, ...]:
        return (Scope("*", "全省"), Scope("unit:1", "西安市"), Scope("line:养老", "条线：养老保险"))

    def kept(self, remote: str = "", scope: str = "", period: str = "all") -> Shown | None:
        return None

    def board(self, remote: str = "", scope: str = "", period: str = "all") -> Shown | None:
        self.hold()
        self.asked.append((remote, scope, period))
        if self.refusal:
            raise self.refusal
        if not self.hub.lines:
            return None
        found = self.told(period)._replace(period=period, closed=period < "2021-06")
        titles = {one.scope: one.title for one in self.scopes()}
        if scope:
            found = found._replace(scope=scope, title=titles[scope])
        live = self.trouble is None
        fetched = NOON if live else NOON - 1_500 * MINUTE
        return Shown(remote or self.hub.lines[0].name, found, fetched, live, self.points, self.trouble)
