"""``studyapp exam``: the papers of the plan; one is begun, gone on with, or looked at again."""

from __future__ import annotations

from studyapp.cli.exam_dialogue import result_lines, sit
from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser, put
from studyapp.cli.shell import DONE, Opening, Refused, Shell
from studyapp.desk.exam_plain import line_as_plain, result_as_plain, review_as_plain
from studyapp.desk.exam_words import about, result_line, state_words
from studyapp.desk.exams import BATTLE, Exams
from studyapp.exam.starting import AGAINST, Refusal
from studyapp.words import _, pgettext, say


def run(arguments: list[str], shell: Shell) -> int:
    """List the papers, sit one, or tell results."""
    parser = Parser("exam", _("考试：周周练、月月比、对战、模拟考试")).json()
    parser.add_argument(
        "task",
        nargs="?",
        default="",
        metavar=pgettext("metavar", "考试"),
        help=_("weekly、monthly、battle、mock 或名称；不写则列出"),
    )
    parser.add_argument("--plain", action="store_true", help=_("逐行问答，适合读屏软件、串口和脚本"))
    parser.add_argument(
        "--against",
        choices=AGAINST,
        default="machine",
        help=_("对战的对手：machine 电脑，best 自己的最好成绩，colleague 同事（得到对战码）"),
    )
    parser.add_argument("--code", default="", metavar=pgettext("metavar", "对战码"), help=_("按同事的对战码对战"))
    parser.add_argument("--results", action="store_true", help=_("列出历次成绩"))
    parser.add_argument("--review", action="store_true", help=_("逐题回看最近一次的卷子"))
    options = parser.parse_args(arguments)
    task = options.task or (BATTLE if options.code else "")
    try:
        if options.results or options.review:
            return _tell_results(shell, task, whole=options.review, json=options.json)
        if not task:
            return _list(shell, json=options.json)
        if options.code and (compared := _compared(shell, options.code)):
            shell.say(compared)
            return DONE
        if options.plain:
            return _plain(shell, task, options.against, options.code)
        if options.json:
            raise Refused(_("--json 用于列表和成绩；考试请加 --plain，或在终端里运行。"))
        if not (shell.output.isatty() and shell.input.isatty()):
            raise Refused(_("这里不是终端，打不开画面；请加 --plain 逐行问答。"))
        return _screens(shell, task, options.against, options.code)
    except Refusal as refusal:
        raise put(refusal.why) from refusal


def _list(shell: Shell, *, json: bool) -> int:
    with desk_of(shell) as desk:
        lines = Exams(desk.world, desk.store).lines()
    if json:
        shell.tell({"tasks": [line_as_plain(one) for one in lines]})
        return DONE
    if not lines:
        shell.say(_("方案里没有考试；用 studyapp activity 换一份方案。"))
    for one in lines:
        task = one.standing.task
        shell.say(_("{name}（{id}）：{state}").format(name=task.name, id=task.id, state=state_words(one)))
        for label, text in about(one):
            shell.say("  " + _("{label}：{text}").format(label=label, text=text))
    return DONE


def _tell_results(shell: Shell, task: str, *, whole: bool, json: bool) -> int:
    with desk_of(shell) as desk:
        exams = Exams(desk.world, desk.store)
        one = exams.line(task).standing.task.id if task else ""
        results = exams.results(one)
        review = exams.review(results[0].sitting) if whole and results else None
    if json:
        told = review_as_plain(review) if review else {"results": [result_as_plain(result) for result in results]}
        shell.tell(told)
    elif review:
        for line in result_lines(review):
            shell.say(line)
    elif not results:
        shell.say(_("还没有交过卷。"))
    else:
        for result in results:
            shell.say(_("{label}：{text}").format(label=result.task, text=_("，").join(result_line(result))))
    return DONE


def _compared(shell: Shell, code: str) -> str:
    """How a battle that was played already went; empty for one that was not."""
    with desk_of(shell) as desk:
        told = Exams(desk.world, desk.store).compare(code)
    return "" if told is None else say(told)


def _plain(shell: Shell, task: str, against: str, code: str) -> int:
    with desk_of(shell) as desk:
        sit(Exams(desk.world, desk.store).begin(task, against, code), shell, desk.picture_file)
    return DONE


def _screens(shell: Shell, task: str, against: str, code: str) -> int:
    with desk_of(shell) as desk:
        Exams(desk.world, desk.store).line(task)  # what is no paper is told here, not on a screen
    return shell.screens(shell.world, Opening(exam=(task, against, code)))
