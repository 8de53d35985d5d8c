"""What the hub's commands share: the folder, the open hub and its office, and words for what goes wrong."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from studyapp import Message, Parser, Refused, Shell, say
from studyapp_hub.engines.protocol import Unavailable, Unusable
from studyapp_hub.enrolment import Enrolment
from studyapp_hub.founding import open_hub
from studyapp_hub.hub import SETTINGS, Hub
from studyapp_hub.office import Office, OfficeFault, open_office
from studyapp_hub.outside import chance
from studyapp_hub.roles import EVERYBODY, is_scope
from studyapp_hub.roster import Roster
from studyapp_hub.service.board_view import is_period
from studyapp_hub.service.context import tell_rosters

COMMAND_LINE = "command line"
"""Who does what is done at the terminal of the hub's own machine."""

ADDRESS = "address"
"""Under which name the office notes by which address the hub is reached."""

_EPOCH = date(1970, 1, 1)


class Opened(NamedTuple):
    """A hub with its office."""

    hub: Hub
    office: Office
    enrolment: Enrolment
    roster: Roster

    def settle(self, at: int) -> None:
        """Tell the core who of the rosters has joined."""
        tell_rosters(self.hub, self.enrolment, self.roster, at)


def parser_of(action: str, words: Message) -> Parser:
    """The options that every action has."""
    parser = Parser(f"hub {action}", say(words)).json()
    parser.add_argument("--hub", default="", metavar=say(Message("文件夹")), help=say(Message("服务器的数据文件夹")))
    return parser


def place_of(options: Namespace, shell: Shell) -> Path:
    """The hub's folder."""
    return Path(options.hub or Path(shell.world.home) / "hub")


@contextmanager
def opened_hub(options: Namespace, shell: Shell) -> Iterator[Hub]:
    """The hub of the folder, open. Raises ``Refused``."""
    place = place_of(options, shell)
    if not (place / SETTINGS).is_file():
        why = Message(
            "{place} 里没有服务器的数据；请先运行 studyapp hub init，或用 --hub 指定文件夹。", {"place": str(place)}
        )
        raise refused(why)
    with refusing(place):
        hub = open_hub(place, patience=shell.patience)
        try:
            yield hub
        finally:
            hub.close()


@contextmanager
def opened(options: Namespace, shell: Shell) -> Iterator[Opened]:
    """The hub of the folder with its office, open. Raises ``Refused``."""
    with opened_hub(options, shell) as hub:
        office = open_office(place_of(options, shell), chance)
        try:
            hub.joining = enrolment = Enrolment(office)
            yield Opened(hub, office, enrolment, Roster(office))
        finally:
            office.close()


@contextmanager
def refusing(place: Path) -> Iterator[None]:
    """Faults as one sentence."""
    try:
        yield
    except OfficeFault as error:
        raise Refused(say(error.why)) from error
    except Unusable as error:
        raise refused(error.why) from error
    except Unavailable as error:
        about = {"place": str(place), "why": str(error)}
        why = Message("打不开 {place} 的数据（{why}）；请检查数据库是否启动、文件夹是否正确。", about)
        raise refused(why) from error


def refused(why: Message) -> Refused:
    """A refusal in words."""
    return Refused(say(why))


def day_of(text: str) -> int:
    """The study day of a date; 0 for none. Raises ``Refused``."""
    try:
        return (date.fromisoformat(text) - _EPOCH).days if text else 0
    except ValueError:
        raise refused(Message("日期“{text}”不对；要写成 2021-05-03 这样。", {"text": text})) from None


def unit_of(hub: Hub, unit: str, at: int) -> str:
    """The id of a unit that was named by id or by name. Raises ``Refused``."""
    found = hub.units(at=at)
    named = [one.unit for one in found if one.unit == unit] or [one.unit for one in found if one.name == unit]
    if len(named) != 1:
        many = Message("有几个单位叫“{unit}”；请写编号。", {"unit": unit})
        none = Message("没有单位“{unit}”；运行 studyapp hub unit list 查看。", {"unit": unit})
        raise refused(many if named else none)
    return named[0]


def scope_option(parser: Parser) -> None:
    """The option that says over whom."""
    words = Message("范围：*（全部）、unit:编号、line:条线、area:赛区")
    parser.add_argument("--scope", default=EVERYBODY, help=say(words))


def board_options(parser: Parser) -> None:
    """The options that say whose board, and of when."""
    scope_option(parser)
    parser.add_argument("--period", default="all", help=say(Message("2021-05-03、2021-W18、2021-05 或 all")))


def hold_scope(scope: str, hub: Hub, at: int) -> None:
    """It must be one that there is. Raises ``Refused``."""
    if not is_scope(scope, hub.units(at=at)):
        raise refused(Message("没有范围 {scope}；运行 studyapp hub unit list 查看。", {"scope": scope}))


def hold_board(options: Namespace, hub: Hub, at: int) -> None:
    """Both must be what there is. Raises ``Refused``."""
    if not is_period(options.period):
        about = {"period": options.period}
        raise refused(Message("不认识时段 {period}；可以写 2021-05-03、2021-W18、2021-05 或 all。", about))
    hold_scope(options.scope, hub, at)


def answer(options: Namespace, shell: Shell, plain: dict[str, object], words: Message) -> None:
    """Tell a program, or say it to a person."""
    if options.json:
        shell.tell(plain)
    else:
        shell.say(say(words))
