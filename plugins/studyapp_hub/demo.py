"""``hub demo``: a made-up county lives a month, and every board is held against its journals."""

from __future__ import annotations

import signal
import threading
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from studyapp import Message, Parser, Shell, board_to_plain, read_deck, say
from studyapp_hub.accounts import Accounts
from studyapp_hub.command_common import refused, refusing
from studyapp_hub.demo_check import Checked
from studyapp_hub.demo_month import Lived, Wishes, checked, lived
from studyapp_hub.demo_schedule import END, LOWER_HUB, UPPER_HUB
from studyapp_hub.outside import steady

_DONE, _DIFFERENT = 0, 1
_LEARNERS, _SEED = 300, 2021
_MOST = 20_000
_STEP = 200.0
"""Milliseconds between two words on how far it is."""

_LOOK = 0.5
"""Seconds between looks whether somebody has typed Ctrl+C: some systems do not wake who waits for longer."""

_SHOWN = 5
"""So many boards that are not as they must be are named."""

_ACCOUNT = "admin"


class Progress:
    """How far it is, on one line of the terminal where somebody looks at it."""

    def __init__(self, shell: Shell, *, silent: bool) -> None:
        self._errors = shell.errors if not silent and shell.errors.isatty() else None
        self._last = 0.0

    def share(self, share: float) -> None:
        """Say which share of the month is over, now and then."""
        if steady() - self._last > _STEP:
            self._last = steady()
            self.show(Message("正在演示一个月的练兵：{share}%", {"share": int(100 * share)}))

    def show(self, words: Message | None) -> None:
        """Say something in the place of what was said before; ``None`` leaves the line empty."""
        if self._errors is not None:
            self._errors.write("\r\x1b[2K" + ("" if words is None else say(words)))
            self._errors.flush()


def run(action: str, arguments: list[str], shell: Shell) -> int:
    """Show it, and leave the pages open."""
    options = _options(arguments)
    world = shell.world
    wishes = Wishes(
        options.learners,
        options.seed,
        options.database,
        options.port,
        ((world.secret(), world.token()), (world.secret(), world.token())),
        lambda source: read_deck(Path(world.home), source),
    )
    progress = Progress(shell, silent=options.json)
    with TemporaryDirectory(prefix="studyapp-demo-", ignore_cleanup_errors=True) as folder:
        try:
            with stopped_by_signals(), refusing(Path(folder)), lived(Path(folder), wishes, progress.share) as it:
                progress.show(Message("正在核对每一个榜…"))
                found = checked(it)
                progress.show(None)
                if options.json:
                    shell.tell(as_plain(it, found))
                else:
                    _report(it, found, shell)
                    _wait(it, shell)
                return _DIFFERENT if any(one.different for one in found.values()) else _DONE
        except KeyboardInterrupt:
            progress.show(None)
            shell.say(say(Message("演示已停止。")))
            return _DONE


def _options(arguments: list[str]) -> Namespace:
    parser = Parser("hub demo", say(Message("演示：一个虚构的县练兵一个月，核对每一个榜"))).json()
    parser.add_argument("--learners", type=int, default=_LEARNERS, metavar="N", help=say(Message("学员人数")))
    parser.add_argument("--seed", type=int, default=_SEED, metavar="N", help=say(Message("任一整数，换一个数换一个县")))
    parser.add_argument(
        "--database",
        default="",
        metavar=say(Message("地址")),
        help=say(Message("空的 PostgreSQL 数据库，演示后清空；不写则用临时文件")),
    )
    parser.add_argument(
        "--port", type=int, default=0, metavar=say(Message("端口")), help=say(Message("榜单页的端口；不写则任选"))
    )
    options = parser.parse_args(arguments)
    if not 1 <= options.learners <= _MOST:
        raise refused(Message("--learners 要写 1 到 {most} 的整数。", {"most": _MOST}))
    if options.database and not options.database.startswith(("postgresql://", "postgres://")):
        raise refused(Message("--database 要写 postgresql:// 开头的地址；不用 PostgreSQL 就不写。"))
    return options


def as_plain(it: Lived, found: Mapping[str, Checked]) -> dict[str, object]:
    """The boards and the verdict for a script."""
    different = [
        {"hub": hub, "scope": scope, "period": period}
        for hub, one in found.items()
        for scope, period in one.different
    ]  # fmt: skip
    return {
        "verdict": not different,
        "learners": len(it.learners[UPPER_HUB]),
        **it.counts._asdict(),
        "compared": {hub: len(one.boards) for hub, one in found.items()},
        "different": different,
        "boards": {hub: [board_to_plain(board) for board in one.boards] for hub, one in found.items()},
    }


def _report(it: Lived, found: Mapping[str, Checked], shell: Shell) -> None:
    counts = it.counts
    about: dict[str, str | int] = {
        "county": it.land.units[0].name,
        "units": len(it.land.units),
        "learners": len(it.learners[UPPER_HUB]),
        "devices": counts.devices,
        "entries": f"{counts.entries:,}",
        "handed": f"{counts.handed + counts.forwarded:,}",
        "doubles": f"{counts.doubles:,}",
        "stick": f"{counts.by_stick:,}",
        "forwarded": f"{counts.forwarded:,}",
    }
    for words in (
        Message(
            "{county}（虚构）：{units} 个单位，{learners} 名学员，{devices} 台设备，一个月作答 {entries} 条。", about
        ),
        Message(
            "先后送达 {handed} 条，其中重复 {doubles} 条，U 盘带来 {stick} 条，下级服务器上报 {forwarded} 条。", about
        ),
    ):
        shell.say(say(words))
    different = [(hub, *one) for hub, some in found.items() for one in some.different]
    boards = f"{sum(len(one.boards) for one in found.values()):,}"
    if not different:
        words = Message(
            "核对了 {boards} 个榜（个人和单位，日、周、月、总），每一分都与原始记录一致。", {"boards": boards}
        )
        shell.say(say(words))
    else:
        shell.complain(
            say(
                Message(
                    "核对了 {boards} 个榜，有 {wrong} 个与原始记录不一致：", {"boards": boards, "wrong": len(different)}
                )
            )
        )
        for hub, scope, period in different[:_SHOWN]:
            shell.complain(f"  {hub} {scope} {period}")


def _wait(it: Lived, shell: Shell) -> None:
    """Leave the pages open until somebody stops it."""
    upper, lower = it.sites[UPPER_HUB], it.sites[LOWER_HUB]
    accounts = Accounts(upper.service.office)
    password = accounts.made_up()
    accounts.add(_ACCOUNT, password, "province", "*", at=END)
    about: dict[str, str | int] = {
        "url": upper.url,
        "lower": lower.url,
        "scope": f"/?scope=unit:{it.land.units[0].unit}",
        "account": _ACCOUNT,
        "password": password,
    }
    shell.say(say(Message("县榜单：{url}{scope}", about)))
    shell.say(say(Message("县管理页：{url}/admin（账号 {account}，密码 {password}）", about)))
    shell.say(say(Message("乡镇榜单：{lower}", about)))
    shell.say(say(Message("用浏览器打开看看；按 Ctrl+C 停止，数据随即删除。")))
    never = threading.Event()
    while not never.wait(_LOOK):
        pass


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Whoever ends the process tidies up as with Ctrl+C."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
