"""``studyapp titles``: the learner's titles, and a picture of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studyapp.activity.periods import date_of
from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser, target
from studyapp.cli.shell import DONE, Refused, Shell
from studyapp.desk.activity import standing_of_file
from studyapp.desk.titles import TitleError, Titles, awards_of
from studyapp.desk.whose import learner_of
from studyapp.model.activity import Award, Standing, TitleStanding
from studyapp.report.titles import DAILY, period_words, rule_words, share_words
from studyapp.report.words import day_words
from studyapp.words import _, pgettext, plural, say


def run(arguments: list[str], shell: Shell) -> int:
    """Tell the titles, or write a picture of one."""
    parser = Parser("titles", _("称号：得过哪些，还差多少；存成图片分享")).json()
    parser.add_argument("action", nargs="?", choices=("list", "share"), default="list", help=_("share 存成一张图"))
    parser.add_argument(
        "title",
        nargs="?",
        metavar=pgettext("metavar", "称号"),
        help=_("编号，如 daily-star 或 daily-star/2021-05"),
    )
    parser.add_argument("--out", type=target, metavar=_("文件"), help=_("写到哪个 .svg 文件；不写则放在数据文件夹里"))
    parser.add_argument("--name", default="", metavar=pgettext("metavar", "姓名"), help=_("图上的姓名"))
    parser.add_argument("--unit", default="", metavar=pgettext("metavar", "单位"), help=_("图上的单位"))
    options = parser.parse_args(arguments)
    if options.action == "list" and (options.title or options.out):
        raise Refused(_("存成图片请用 studyapp titles share 编号 --out 文件.svg。"))
    if options.action == "share" and not options.title:
        raise Refused(_("请写上称号的编号；运行 studyapp titles 查看得过的称号。"))
    with desk_of(shell) as desk:
        titles = Titles(desk)
        standing = titles.standing()
        if options.action == "list":
            _list(standing, shell, as_json=options.json)
            return DONE
        award = _wanted(standing, options.title)
        try:
            path = titles.save(award, options.out, learner_of(desk.world, options.name, options.unit))
        except TitleError as error:
            raise Refused(say(error.why)) from None
    if options.json:
        shell.tell({**award_as_plain(award), "path": str(path)})
    else:
        shell.say(_("图已存到 {path}，用浏览器打开。").format(path=path))
    return DONE


def _wanted(standing: Standing, given: str) -> Award:
    """The title of that id, the latest one where no period is named."""
    one, _slash, period = given.partition("/")
    for award in awards_of(standing):
        if award.what == one and period in ("", award.period):
            return award
    raise Refused(_("没有得过称号 {title}；运行 studyapp titles 查看得过的称号。").format(title=given))


def _list(standing: Standing, shell: Shell, *, as_json: bool) -> None:
    if as_json:
        shell.tell(
            {
                "activity": standing.activity.id,
                "titles": [_title_as_plain(one) for one in standing.titles],
                "awards": [award_as_plain(award) for award in awards_of(standing)],
            }
        )
        return
    for line in lines(standing):
        shell.say(line)


def lines(standing: Standing) -> Iterator[str]:
    """How far each title is, and those that were given."""
    yield standing.activity.name
    for one in standing.titles:
        yield _("{name}（{id}）：{state}").format(name=one.rule.name, id=one.rule.id, state=_state(one))
        yield "  " + rule_words(standing.activity, one.rule)
    if not standing.titles:
        yield _("方案里没有设称号。")
        return
    given = awards_of(standing)
    yield ""
    yield _("得到的称号") if given else _("还没有得过称号；达到上面写的要求，当天就得。")
    for award in given:
        yield "  " + _("{name} · {period}，{date}获得：{why}").format(
            name=award.name, period=period_words(award.period), date=day_words(award.day), why=say(award.why)
        )


def _state(one: TitleStanding) -> str:
    """How far a title is in its period."""
    period = period_words(one.period)
    if one.given:
        return _("{period}已得").format(period=period)
    if not one.need:
        return _("{period}不评").format(period=period)
    if one.rule.task == DAILY:
        text = plural("{period}学满 {have}/{count} 天，正确率 {now}，要 {wanted}", one.need)
    else:
        text = plural("{period}及格 {have}/{count} 次，得分率 {now}，要 {wanted}", one.need)
    now = "–" if one.accuracy is None else f"{one.accuracy * 100:.0f}%"
    return text.format(period=period, have=one.have, count=one.need, now=now, wanted=share_words(one.wanted))


def _title_as_plain(one: TitleStanding) -> dict[str, Any]:
    return {
        "id": one.rule.id,
        "name": one.rule.name,
        "period": one.period,
        "have": one.have,
        "need": one.need,
        "accuracy": None if one.accuracy is None else round(one.accuracy, 4),
        "wanted": one.wanted,
        "answers": one.answers,
        "answers_wanted": one.answers_wanted,
        "given": one.given is not None,
        "times": one.times,
    }


def given(shell: Shell) -> list[dict[str, str]]:
    """The titles that were given, the latest first, as JSON has them; none where there is no store of this version."""
    if not shell.size(shell.world.store):
        return []
    standing = standing_of_file(shell.world.store, shell.world.now())
    return [] if standing is None else [award_as_plain(award) for award in awards_of(standing)]


def award_as_plain(award: Award) -> dict[str, str]:
    """A title that was given, as JSON has it."""
    return {
        "id": award.what,
        "name": award.name,
        "period": award.period,
        "day": date_of(award.day).isoformat(),
        "from": date_of(award.first).isoformat(),
        "to": date_of(award.last).isoformat(),
        "why": say(award.why),
    }
