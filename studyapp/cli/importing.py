"""``studyapp import``: bring files into the bank, or take the last import back."""

from __future__ import annotations

from pathlib import Path

from studyapp.cli.opening import desk_of, load_plugins
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, LOOK, NOT_DONE, Refused, Shell
from studyapp.desk.full import Desk
from studyapp.hookspecs import NotABank
from studyapp.importing.executing import Options, Report, import_file
from studyapp.importing.planning import Change
from studyapp.model import Flaw, Severity
from studyapp.store import bank
from studyapp.words import _, kind_name, listed, pgettext, plural, say, say_flaw

SHOWN = 20
"""How many flaws are printed for a person; ``--json`` has them all."""


def run(arguments: list[str], shell: Shell) -> int:
    """Import files."""
    parser = Parser("import", _("导入题库文件")).json()
    parser.add_argument("paths", nargs="*", type=Path, metavar=_("文件"))
    parser.add_argument(
        "--deck",
        default="",
        metavar=pgettext("metavar", "题库"),
        help=_("导入到哪个题库；不写则用文件里的名称或文件名"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("只看结果，不写入"))
    parser.add_argument("--strict", action="store_true", help=_("有任何警告或错误就不写入"))
    parser.add_argument("--prune", action="store_true", help=_("文件里没有的题从题库中撤下"))
    parser.add_argument("--encoding", default="", metavar=_("编码"), help=_("文件的编码；不写则自动判断"))
    parser.add_argument("--undo", action="store_true", help=_("撤销上一次导入"))
    options = parser.parse_args(arguments)
    with desk_of(shell) as desk:
        if options.undo:
            if options.paths or options.dry_run or options.strict or options.prune or options.encoding:
                raise Refused(_("--undo 只能和 --deck、--json 一起用，不带文件。"))
            return _undo(desk, options.deck, shell, as_json=options.json)
        if not options.paths:
            raise Refused(_("请写出要导入的文件；运行 studyapp import --help 查看用法。"))
        how = Options(
            deck=options.deck,
            encoding=options.encoding,
            dry_run=options.dry_run,
            strict=options.strict,
            prune=options.prune,
        )
        return _import(desk, options.paths, how, shell, as_json=options.json)


def _import(desk: Desk, paths: list[Path], how: Options, shell: Shell, *, as_json: bool) -> int:
    plugins = load_plugins(Path(shell.world.home))
    reports, refusals = [], []
    for path in paths:
        try:
            report = import_file(desk.store, path, plugins, how, at=desk.now())
        except NotABank as error:
            refusals.append(_refusal(path, error))
            continue
        reports.append(report)
        if not as_json:
            _print(report, how, shell)
        if report.refused:
            refusals.append(_("{path}：有警告或错误，因 --strict 未写入；请改正后重新导入。").format(path=path))
    if as_json:
        shell.tell(as_plain(reports))
    for refusal in refusals:
        shell.complain(refusal)
    if refusals:
        return NOT_DONE
    return LOOK if any(_is_bad(flaw) for report in reports for flaw in report.flaws) else DONE


def _undo(desk: Desk, deck: str, shell: Shell, *, as_json: bool) -> int:
    row = bank.deck_named(desk.store.connection, deck) if deck else None
    if deck and row is None:
        raise Refused(_("没有名为“{name}”的题库；运行 studyapp decks 查看。").format(name=deck))
    path = bank.undo_import(desk.store, deck=None if row is None else row.no, at=desk.now())
    if path is None:
        raise Refused(_("没有可以撤销的导入。"))
    if as_json:
        shell.tell({"undone": path})
    else:
        shell.say(_("已撤销对 {path} 的导入。").format(path=path))
    return DONE


def _refusal(path: Path, error: NotABank) -> str:
    """The sentence for a file that was not taken, with the file's name in it."""
    why = say(error.why)
    return why if str(path) in why else _("{path}：{why}").format(path=path, why=why)


def as_plain(reports: list[Report]) -> dict[str, object]:
    """The answer of ``import --json``."""
    files = [
        {
            "path": report.path,
            "reader": report.reader,
            "deck": report.deck,
            "items": report.items,
            "questions": report.questions,
            "kinds": dict(report.kinds),
            "new": report.plan.count(Change.NEW),
            "changed": report.plan.count(Change.CHANGED),
            "same": report.plan.count(Change.SAME),
            "linked": report.plan.linked,
            "missing": len(report.plan.missing),
            "written": report.written,
            "flaws": [flaw_as_plain(flaw) for flaw in report.flaws],
        }
        for report in reports
    ]
    return {
        "files": files,
        "items": sum(report.items for report in reports),
        "questions": sum(report.questions for report in reports),
        "flaws": sum(_is_bad(flaw) for report in reports for flaw in report.flaws),
    }


def flaw_as_plain(flaw: Flaw) -> dict[str, str]:
    """A flaw as JSON has it."""
    return {"where": str(flaw.where), "severity": str(flaw.severity), "code": flaw.code, "why": say(flaw.why)}


def _print(report: Report, how: Options, shell: Shell) -> None:
    shell.say(f"{report.path} → {report.deck}")
    shell.say(_contents(report))
    counts = {change.value: report.plan.count(change) for change in Change}
    shell.say(_("  新增 {new}，改动 {changed}，未变 {same}").format_map(counts))
    if report.plan.linked:
        shell.say(
            plural("  改动的题中有 {count} 题只是字句更正，学习记录照旧。", report.plan.linked).format(
                count=report.plan.linked
            )
        )
    bad = [flaw for flaw in report.flaws if _is_bad(flaw)]
    for flaw in bad[:SHOWN]:
        shell.say(f"  {say_flaw(flaw)}")
    if len(bad) > SHOWN:
        shell.say(
            plural("  另有 {count} 处问题，用 --json 查看全部。", len(bad) - SHOWN).format(count=len(bad) - SHOWN)
        )
    missing = len(report.plan.missing)
    if missing and not how.prune:
        shell.say(
            plural("  题库中有 {count} 题不在这个文件里，予以保留；加 --prune 可撤下。", missing).format(count=missing)
        )
    if report.refused:
        return
    if how.dry_run:
        shell.say(_("  仅预览，未写入。"))
    elif not report.written:
        shell.say(_("  没有变化，无需写入。"))


def _contents(report: Report) -> str:
    if not report.items:
        return _("  没有读出题目")
    kinds = listed(f"{kind_name(kind)} {count}" for kind, count in report.kinds.items())
    return plural("  共 {items} 题（{kinds}）", report.items).format(items=report.items, kinds=kinds)


def _is_bad(flaw: Flaw) -> bool:
    return flaw.severity is not Severity.INFO
