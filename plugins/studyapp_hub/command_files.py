"""``hub ingest`` and ``hub publish``: what comes by stick or mail, and what goes down."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from studyapp import Message, NotABank, Severity, Shell, Source, read_deck, say
from studyapp_hub.command_common import COMMAND_LINE, Opened, answer, opened, parser_of, refused
from studyapp_hub.folders import exchange
from studyapp_hub.service.admin_files import named, plan_in
from studyapp_hub.service.faults import Fault

_DONE, _LOOK, _NOT_DONE = 0, 1, 2


def run(action: str, arguments: list[str], shell: Shell) -> int:
    """Take in, or hand down."""
    return (_ingest if action == "ingest" else _publish)(arguments, shell)


def _ingest(arguments: list[str], shell: Shell) -> int:
    parser = parser_of("ingest", Message("收下同步文件或 U 盘"))
    parser.add_argument("what", metavar=say(Message("文件或文件夹")), help=say(Message("U 盘上的文件夹，或寄来的文件")))
    options = parser.parse_args(arguments)
    at = shell.world.now()
    with opened(options, shell) as here:
        done = exchange(here.hub, options.what, at=at)
        here.settle(at)
    refusals = {device: say(why) for device, why in done.refused.items()}
    if options.json:
        trouble = None if done.trouble is None else say(done.trouble)
        shell.tell({**done._asdict(), "words": dict(done.words), "refused": refusals, "trouble": trouble})
    else:
        counted = {"files": len(done.files), "statements": done.statements, "replies": len(done.replies)}
        shell.say(say(Message("收下 {files} 个文件（登记和答题 {statements} 份），写回 {replies} 份答复。", counted)))
        for device, why in refusals.items():
            shell.complain(f"{device} {why}")
        for name in done.broken:
            shell.complain(say(Message("{file} 不完整，其余部分下次再收。", {"file": name})))
        if done.trouble is not None:
            shell.complain(say(done.trouble))
    if done.trouble is not None and not done.files:
        return _NOT_DONE
    return _LOOK if done.trouble is not None or refusals or done.broken else _DONE


def _publish(arguments: list[str], shell: Shell) -> int:
    parser = parser_of("publish", Message("发布题库或活动方案"))
    parser.add_argument("file", metavar=say(Message("文件")), help=say(Message("题库文件，或 .toml 活动方案")))
    parser.add_argument("--name", default="", metavar=say(Message("名称")), help=say(Message("题库的名称")))
    options = parser.parse_args(arguments)
    path = Path(options.file)
    if not path.is_file():
        raise refused(Message("找不到文件 {path}；请检查路径。", {"path": options.file}))
    with opened(options, shell) as here:
        return (_plan if path.suffix.lower() == ".toml" else _deck)(here, path, options, shell)


def _plan(here: Opened, path: Path, options: Namespace, shell: Shell) -> int:
    try:
        activity, text = plan_in(path.name, path.read_bytes())
    except Fault as fault:
        raise refused(fault.why) from None
    head = here.hub.publish_plan(activity, text, at=shell.world.now())
    here.office.note(shell.world.now(), COMMAND_LINE, "publish plan", f"{head.name} {head.version}")
    answer(options, shell, {"plan": head.name, "version": head.version, "flaws": []},
          Message("已发布方案“{name}”第 {version} 版。", {"name": activity.name, "version": head.version}))  # fmt: skip
    return _DONE


def _deck(here: Opened, path: Path, options: Namespace, shell: Shell) -> int:
    data = path.read_bytes()
    try:
        deck = read_deck(Path(shell.world.home), Source(str(path), data))
    except NotABank as error:
        raise refused(error.why) from None
    wrong = [one for one in deck.flaws if one.severity is Severity.ERROR]
    for one in wrong if not options.json else ():
        shell.complain(f"{one.where} {say(one.why)}")
    if wrong or not deck.items:
        counts: dict[str, str | int] = {"path": str(path), "count": len(wrong)}
        raise refused(Message("{path} 有 {count} 处读不出题，没有发布；请改正后再发布。", counts))
    deck = named(deck, path.name, options.name)
    head = here.hub.publish_deck(deck, path.name, data, at=shell.world.now())
    here.office.note(shell.world.now(), COMMAND_LINE, "publish deck", f"{head.name} {head.version}")
    count = sum(item.counts for item in deck.items)
    counted: dict[str, str | int] = {"name": head.name, "version": head.version, "count": count}
    answer(options, shell, {"deck": head.name, "version": head.version, "items": count},
          Message("已发布题库“{name}”第 {version} 版，{count} 题。", counted))  # fmt: skip
    return _DONE
