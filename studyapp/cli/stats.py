"""``studyapp stats``: the learner's figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studyapp.activity.periods import day_of
from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser, day
from studyapp.cli.shell import DONE, Shell
from studyapp.desk.statistics import Statistics
from studyapp.report.figures import Accuracy, Figures
from studyapp.report.plain import figures_as_plain
from studyapp.report.words import day_words, duration_words, percent, subject_name
from studyapp.words import _, kind_name, plural

_HARDEST = 5
_PROMPT = 40


def run(arguments: list[str], shell: Shell) -> int:
    """Print the figures, of all days or from one on."""
    parser = Parser("stats", _("学习统计：正确率、记忆、时间、难题")).json()
    parser.add_argument("--since", type=day, metavar=_("日期"), help=_("只算这一天以来的，如 2026-11-01"))
    options = parser.parse_args(arguments)
    with desk_of(shell) as desk:
        figures = Statistics(desk.world, desk.store).figures(day_of(options.since) if options.since else None)
    if options.json:
        shell.tell(figures_as_plain(figures))
    else:
        for line in lines(figures):
            shell.say(line)
    return DONE


def lines(figures: Figures) -> Iterator[str]:
    """The figures in words."""
    total = figures.total
    if not total.answered:
        yield _("还没有答题记录；运行 studyapp study 开始。")
        return
    yield _("{first} 至 {last}").format(first=day_words(figures.first), last=day_words(figures.today))
    yield _("学习 {days} 天，答题 {answered} 次，正确率 {share}，用时 {time}。").format(
        days=total.days,
        answered=f"{total.answered:,}",
        share=percent(total.share),
        time=duration_words(total.milliseconds),
    )
    if total.retention is not None:
        yield _("复习时还记得 {share}，目标 {wanted}。").format(
            share=percent(total.retention), wanted=percent(figures.memory.wanted)
        )
    known = figures.memory.maturity
    yield _("记牢 {mature} 题，在学 {young} 题，未学 {unseen} 题。").format(
        mature=f"{known.mature:,}", young=f"{known.young:,}", unseen=f"{known.unseen:,}"
    )
    week = sum(one.due + one.moved for one in figures.memory.forecast.days[:7])
    yield plural("今后七天复习 {count} 题。", week).format(count=f"{week:,}")
    yield from _rows(_("按科目"), figures.subjects, [subject_name(one.name) for one in figures.subjects])
    yield from _rows(_("按题型"), figures.kinds, [kind_name(one.name) for one in figures.kinds])
    if figures.hardest:
        yield _("最难的题")
    for one in figures.hardest[:_HARDEST]:
        prompt = " ".join(one.prompt.split())
        short = prompt if len(prompt) <= _PROMPT else prompt[:_PROMPT] + "……"
        yield "  " + _("答对 {right}/{answered}，忘 {lapses} 次：{prompt}").format(
            right=one.right, answered=one.answered, lapses=one.lapses, prompt=short
        )


def _rows(title: str, rows: Sequence[Accuracy], names: Sequence[str]) -> Iterator[str]:
    yield title
    for one, name in zip(rows, names, strict=True):
        share = percent(one.share) if one.answered else "–"
        yield "  " + _("{name}：正确率 {share}（{right}/{answered}），学过 {seen}/{questions} 题").format(
            name=name, share=share, right=one.right, answered=one.answered, seen=one.seen, questions=one.questions
        )
