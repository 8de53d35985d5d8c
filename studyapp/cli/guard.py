"""What a person is told when something went wrong: one sentence, and an exit status."""

from __future__ import annotations

import traceback
from pathlib import Path

from studyapp.cli.shell import NOT_DONE, Refused, Shell
from studyapp.hookspecs import NotABank
from studyapp.store import errors
from studyapp.words import _, say

LOG = "errors.log"


def explain(error: Exception, shell: Shell) -> int:
    """Say what went wrong; what is a fault of the program is kept in a file for those who can mend it."""
    shell.complain(sentence(error, shell))
    return NOT_DONE


def sentence(error: Exception, shell: Shell) -> str:
    """The sentence for an error."""
    if isinstance(error, Refused):
        return error.sentence
    if isinstance(error, NotABank):
        return say(error.why)
    why = errors.explain(error, Path(shell.world.store))
    if why is not None:
        return say(why)
    if isinstance(error, OSError):
        where = error.filename or shell.world.home
        return _("文件操作失败：{where}（{reason}）。").format(where=where, reason=error.strerror or error)
    return _unexpected(error, shell)


def _unexpected(error: Exception, shell: Shell) -> str:
    log = Path(shell.world.home) / LOG
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            traceback.print_exception(error, file=file)
        kept = str(log)
    except OSError:
        kept = "-"
    return _("程序出错：{error}。已保存的答题记录不受影响；详情在 {log}，请把它交给维护人员。").format(
        error=f"{type(error).__name__}: {error}", log=kept
    )
