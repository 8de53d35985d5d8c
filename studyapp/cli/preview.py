"""What an import found, for a look before it is written; and what it did not take, as a file to mend."""

from __future__ import annotations

import argparse
from pathlib import Path

from studyapp.cli.shell import Shell
from studyapp.importing.executing import Options, Report, rejects
from studyapp.importing.exporting import write_whole
from studyapp.importing.files import numbered
from studyapp.importing.showing import first_of_each
from studyapp.model import Holds, Kind, Question
from studyapp.plugins import Plugins
from studyapp.wording import choice_lines, holds_name, right_words
from studyapp.words import _, kind_name, listed, plural, say

LONGEST = 60


def preview(report: Report, shell: Shell) -> None:
    """Say how the file was read, how else it might have been, and what its first questions are."""
    for number, reading in enumerate(report.read.readings[:2]):
        counts = {
            "layout": say(reading.layout),
            "questions": plural("{count} 题", reading.questions).format(count=reading.questions),
            "errors": plural("{count} 处错误", reading.errors).format(count=reading.errors),
        }
        line = (
            _("  另一种读法：{layout}（{questions}，{errors}）")
            if number
            else _("  读法：{layout}（{questions}，{errors}）")
        )
        shell.say(line.format_map(counts))
    for column in report.read.columns:
        sample = f"  {_one_line(column.sample)}" if column.sample else ""
        shell.say(
            _("  列“{header}”：{holds}").format(header=_one_line(column.header), holds=holds_name(column.holds))
            + sample
        )
    for kind, questions in first_of_each(report.plan).items():
        shell.say(f"  [{kind_name(kind)}]")
        for _number, question in questions:
            _show(question, shell)


def write_rejects(plugins: Plugins, path: Path, how: Options, report: Report, to: Path) -> Path | None:
    """Write what the import did not take to a file in the layout it came in; return where, ``None`` for nothing.

    The name is the given one, with the layout's ending, and a number where it is taken: two files may have rejects.
    """
    found = rejects(plugins, path, how, report)
    if found is None:
        return None
    place = to if to.suffix.lower() == found.suffix else to.with_name(f"{to.name}{found.suffix}")
    place = next(one for one in numbered(place) if not one.exists())
    write_whole(place, found.data)
    return place


def told_columns(text: str) -> dict[str, Holds]:
    """What columns hold, as the user writes it: ``试题=题干,标答=answer``."""
    words = {holds_name(holds): holds for holds in Holds} | {str(holds): holds for holds in Holds}
    found = {}
    for part in text.replace(chr(0xFF0C), ",").split(","):
        header, equals, word = (one.strip() for one in part.rpartition("="))
        if not header or not equals or word not in words:
            known = listed(holds_name(holds) for holds in Holds)
            raise argparse.ArgumentTypeError(
                _("里的“{part}”看不懂；写成 表头=内容，内容可以是：{known}").format(part=part.strip(), known=known)
            )
        found[header] = words[word]
    return found


def _show(question: Question, shell: Shell) -> None:
    shell.say(f"    {_one_line(question.prompt)}")
    for line in choice_lines(question) if question.kind is not Kind.JUDGE else ():
        shell.say(f"      {_one_line(line)}")
    if right := right_words(question):
        shell.say("      " + _("答案：{answer}").format(answer=_one_line(right)))


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
