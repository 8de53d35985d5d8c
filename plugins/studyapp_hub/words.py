"""What a hub says to people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from studyapp import Message, Verdict, Word
from studyapp_hub import folding
from studyapp_hub.intake import PENDING_FLAG, REGRADED_FLAG, Said

NO_STATEMENT = Message("收到的内容已损坏，或者不是本程序签发的；请重新同步。")
UNKNOWN_SIGNER = Message("签发者在这里没有登记；请先登记，或向管理员核实。")
UNKNOWN_DEVICE = Message("这台设备没有在这里登记；请向单位管理员要一个登记码后登记。")
TAKEN = Message("这个设备编号已由另一台设备登记；请在应用里删除这个同步地址，再重新添加。")
TOO_MANY = Message("这位学员一天里登记的设备太多；请明天再试，或请管理员核查。")
NO_GATE = Message("这里现在不能登记；请联系单位管理员。")

_BURST = Message("这一天有些答题快得不像读过题，等管理员核查后再计分。")
_FORKED = Message("两台机器用着同一个设备编号；应用重新登记后自动计分。")
_EARLY = Message("记录的时间比收到的时间还晚，不计分；请校准这台电脑的时钟。")
_UNTIMELY = Message("记录的日期前后矛盾，不计入当天；请校准这台电脑的时钟。")
_REVOKED = Message("这台设备已经停用，之后收到的记录不计分。")
_PENDING = Message("这里还没有这道题；题库发布后自动计分。")
_REGRADED = Message("按这里的答案，判分与本机不同，以这里为准。")

_WORDS = (
    (folding.REVOKED, Verdict.VOID, _REVOKED),
    (folding.EARLY, Verdict.VOID, _EARLY),
    (folding.UNTIMELY, Verdict.VOID, _UNTIMELY),
    (folding.FORKED, Verdict.HELD, _FORKED),
    (folding.BURST, Verdict.HELD, _BURST),
    (PENDING_FLAG, Verdict.PENDING, _PENDING),
    (REGRADED_FLAG, Verdict.REGRADED, _REGRADED),
)


def words_of(said: Iterable[Said]) -> Iterator[Word]:
    """A word on each entry, the weightiest there is; what its writer took back himself he need not be told."""
    flags: dict[bytes, int] = {}
    for entry, some in said:
        flags[entry] = flags.get(entry, 0) | some
    for entry, some in flags.items():
        found = next(((verdict, why) for flag, verdict, why in _WORDS if some & flag), None)
        if found is not None:
            yield Word(entry, *found)


def held_why(flags: int) -> Message:
    """Why something is held."""
    return _FORKED if flags & folding.FORKED else _BURST


REFUSED = Message("有一条记录损坏了，没有收下。")
