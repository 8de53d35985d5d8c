"""``hub badges``: the titles as credentials that learners can show, and the public key to check them with."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from studyapp import BadAddress, Message, Shell, say
from studyapp_hub.badge_words import reason
from studyapp_hub.badges import DOCUMENT, KEY, Badge, Press
from studyapp_hub.command_common import board_options, hold_board, opened, parser_of, refused
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import Titles
from studyapp_hub.periods import name_of

_DONE = 0


def run(action: str, arguments: list[str], shell: Shell) -> int:
    """Issue the badges."""
    options = _options(arguments)
    at = shell.world.now()
    with opened(options, shell) as here:
        press = _press(here.hub, options.issuer)
        titles = _titles(here.hub, options, at=at)
    plan = titles.plan
    badges = [press.badge(plan, one) for one in titles.given] if plan is not None else []
    if badges:
        _write(Path(options.to), press, badges)
    if options.json:
        shell.tell(_plain(options, press, badges))
        return _DONE
    for line in _lines(options, press, titles, badges):
        shell.say(say(line))
    return _DONE


def _options(arguments: list[str]) -> Namespace:
    parser = parser_of("badges", Message("把称号签发成徽章（Open Badges 3.0）"))
    board_options(parser)
    parser.add_argument("--to", required=True, metavar=say(Message("文件夹")), help=say(Message("存到文件夹")))
    parser.add_argument(
        "--issuer",
        required=True,
        metavar=say(Message("地址")),
        help=say(Message("签发者的网址，如 https://hub.example；定了不要再改")),
    )
    return parser.parse_args(arguments)


def _press(hub: Hub, address: str) -> Press:
    try:
        return Press(hub.signer().secret, hub.name, address)
    except BadAddress as error:
        raise refused(error.why) from None


def _titles(hub: Hub, options: Namespace, *, at: int) -> Titles:
    hold_board(options, hub, at)
    return hub.titles(options.scope, options.period, at=at)


def _write(folder: Path, press: Press, badges: list[Badge]) -> None:
    files = {DOCUMENT: press.document(), KEY: press.key_file(), **{one.file: one.token + "\n" for one in badges}}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())
    except OSError:
        raise refused(Message("写不进文件夹 {path}；请换一个位置。", {"path": str(folder)})) from None


def _lines(options: Namespace, press: Press, titles: Titles, badges: list[Badge]) -> list[Message]:
    if titles.plan is None or not titles.plan.titles:
        return [Message("还没有发布设有称号的活动方案，没有徽章可以签发。")]
    if not badges:
        return [Message("这个范围和时段里还没有人得过称号，没有徽章可以签发。")]
    return [
        Message("已把 {count} 枚徽章存到 {path}。", {"count": len(badges), "path": options.to}),
        Message("请把其中的 {file} 放到 {url}，别人凭它核对徽章是不是本单位签发的；签发者的编号是 {issuer}。",
                {"file": DOCUMENT, "url": press.place, "issuer": press.issuer}),
    ]  # fmt: skip


def _plain(options: Namespace, press: Press, badges: list[Badge]) -> dict[str, Any]:
    return {
        "folder": options.to,
        "issuer": press.issuer,
        "document": press.place,
        "badges": [
            {
                "file": one.file,
                "id": one.id,
                "subject": one.subject,
                "learner": one.titled.learner,
                "name": one.titled.name,
                "title": one.titled.award.what,
                "called": one.titled.award.name,
                "period": one.titled.award.period,
                "day": name_of(one.titled.award.day),
                "why": reason(one.titled.award.why),
            }
            for one in badges
        ],
    }
