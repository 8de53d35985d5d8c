"""``studyapp import``: bring files into the bank, or take the last import back."""

from __future__ import annotations

from pathlib import Path

from studyapp.cli.flaws import flaw_as_plain, print_flaws
from studyapp.cli.opening import desk_of, load_plugins
from studyapp.cli.parsing import Parser, target
from studyapp.cli.preview import preview, told_columns, write_rejects
from studyapp.cli.shell import DONE, LOOK, NOT_DONE, Refused, Shell
from studyapp.desk.full import Desk
from studyapp.hookspecs import NotABank
from studyapp.importing.executing import Options, Report, import_file
from studyapp.importing.planning import Change
from studyapp.model import Flaw, Severity
from studyapp.store import bank, batches
from studyapp.words import _, kind_name, listed, pgettext, plural, say


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
    parser.add_argument("--key", type=Path, metavar=_("答案文件"), help=_("答案另在一个文件里时，写它的路径"))
    parser.add_argument("--rejects", type=target, metavar=_("文件"), help=_("把没读入的题写到这个文件，改好后可再导入"))
    parser.add_argument(
        "--columns",
        type=told_columns,
        default={},
        metavar=_("表头=内容"),
        help=_("表格各列的内容，如 试题=题干,标答=答案；同样的表头以后照此读"),
    )
    parser.add_argument("--history", action="store_true", help=_("把文件里的复习记录（如 Anki 的）也接过来"))
    parser.add_argument("--encoding", default="", metavar=_("编码"), help=_("文件的编码；不写则自动判断"))
    parser.add_argument("--undo", action="store_true", help=_("撤销上一次导入"))
    options = parser.parse_args(arguments)
    with desk_of(shell) as desk:
        if options.undo:
            if any(value for name, value in vars(options).items() if name not in ("undo", "deck", "json")):
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
            key=options.key,
            columns=options.columns,
            history=options.history,
            patient=options.dry_run,
        )
        return _import(desk, options.paths, how, shell, rejects=options.rejects, as_json=options.json)


def _import(desk: Desk, paths: list[Path], how: Options, shell: Shell, *, rejects: Path | None, as_json: bool) -> int:
    plugins = load_plugins(Path(shell.world.home))
    reports, refusals = [], []
    files: list[dict[str, object]] = []
    for path in paths:
        try:
            report = import_file(desk.store, path, plugins, how, at=desk.now())
            written = None if rejects is None else write_rejects(plugins, path, how, report, rejects)
        except NotABank as error:
            refusals.append(_refusal(path, error))
            continue
        reports.append(report)
        files.append({**file_as_plain(report), "rejects": None if written is None else str(written)})
        if not as_json:
            _print(report, how, shell)
            if written is not None:
                shell.say(
                    _("  没读入的题在 {path}；改好后用 studyapp import --deck 导入同一题库。").format(path=written)
                )
        if report.refused:
            refusals.append(_("{path}：有警告或错误，因 --strict 未写入；请改正后重新导入。").format(path=path))
    if as_json:
        shell.tell(as_plain(reports, files))
    for refusal in refusals:
        shell.complain(refusal)
    if refusals:
        return NOT_DONE
    return LOOK if any(_is_bad(flaw) for report in reports for flaw in report.flaws) else DONE


def _undo(desk: Desk, deck: str, shell: Shell, *, as_json: bool) -> int:
    row = bank.deck_named(desk.store.connection, deck) if deck else None
    if deck and row is None:
        raise Refused(_("没有名为“{name}”的题库；运行 studyapp decks 查看。").format(name=deck))
    path = batches.undo_import(desk.store, deck=None if row is None else row.no, at=desk.now())
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


def as_plain(reports: list[Report], files: list[dict[str, object]]) -> dict[str, object]:
    """The answer of ``import --json``."""
    return {
        "files": files,
        "items": sum(report.items for report in reports),
        "questions": sum(report.questions for report in reports),
        "flaws": sum(_is_bad(flaw) for report in reports for flaw in report.flaws),
    }


def file_as_plain(report: Report) -> dict[str, object]:
    """What the answer says of one file."""
    readings = [
        {"layout": say(one.layout), "questions": one.questions, "errors": one.errors} for one in report.read.readings
    ]
    return {
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
        "histories": report.histories,
        "written": report.written,
        "readings": readings,
        "columns": {column.header: str(column.holds) for column in report.read.columns},
        "flaws": [flaw_as_plain(flaw) for flaw in report.flaws],
    }


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
    if report.histories:
        shell.say(plural("  接过来 {count} 题的复习记录。", report.histories).format(count=report.histories))
    bad = [flaw for flaw in report.flaws if _is_bad(flaw)]
    print_flaws(bad, shell, indent="  ")
    missing = len(report.plan.missing)
    if missing and not how.prune:
        shell.say(
            plural("  题库中有 {count} 题不在这个文件里，予以保留；加 --prune 可撤下。", missing).format(count=missing)
        )
    if report.refused:
        return
    if how.dry_run:
        preview(report, shell)
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
