"""``studyapp report``: figures as a page to print or to hang on a wall."""

from __future__ import annotations

from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser, target
from studyapp.cli.shell import DONE, Shell
from studyapp.desk.statistics import Statistics
from studyapp.desk.whose import learner_of
from studyapp.report.plain import figures_as_plain
from studyapp.words import _, pgettext


def run(arguments: list[str], shell: Shell) -> int:
    """Write the learner's own report."""
    parser = Parser("report", _("学习报告：一页网页，可以打印、张贴")).json()
    parser.add_argument("whose", nargs="?", default="me", choices=("me",), metavar="me", help=_("me：本人的报告"))
    parser.add_argument("--out", type=target, metavar=_("文件"), help=_("写到哪个文件；不写则放在数据文件夹里"))
    parser.add_argument("--name", default="", metavar=pgettext("metavar", "姓名"), help=_("报告上的姓名"))
    parser.add_argument("--unit", default="", metavar=pgettext("metavar", "单位"), help=_("报告上的单位"))
    options = parser.parse_args(arguments)
    with desk_of(shell) as desk:
        statistics = Statistics(desk.world, desk.store)
        learner = learner_of(desk.world, options.name, options.unit)
        if options.json and not options.out:
            shell.tell({"name": learner.name, "unit": learner.unit, **figures_as_plain(statistics.figures())})
            return DONE
        path = statistics.save_page(options.out, learner)
    if options.json:
        shell.tell({"name": learner.name, "unit": learner.unit, "path": str(path)})
    else:
        shell.say(_("报告已写到 {path}，用浏览器打开即可查看、打印。").format(path=path))
    return DONE
