"""What a person is told when something went wrong: one sentence, and an exit status."""

from __future__ import annotations

import errno
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
        return _about_files(error, shell)
    return _unexpected(error, shell)


def _about_files(error: OSError, shell: Shell) -> str:
    """What the operating system refused, and what to do about it."""
    where = error.filename2 or error.filename or shell.world.home
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("磁盘已满，{where} 没有写成；请腾出空间后重试。").format(where=where)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("没有权限读写 {where}；请检查文件和文件夹的权限，或换一个位置。").format(where=where)
    if error.errno == errno.ENOENT:
        return _("找不到 {where}；请检查路径是否正确。").format(where=where)
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return _("{where} 不是文件夹；请换一个位置。").format(where=where)
    reason = error.strerror or error
    return _("读写 {where} 失败（{reason}）；请检查路径和磁盘后重试。").format(where=where, reason=reason)


def _unexpected(error: Exception, shell: Shell) -> str:
    log = Path(shell.world.home) / LOG
    what = " ".join(f"{type(error).__name__}: {error}".split())
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            traceback.print_exception(error, file=file)
    except OSError:
        return _("程序出错（{what}）；已保存的答题记录不受影响。请运行 studyapp doctor 检查。").format(what=what)
    return _(
        "程序出错（{what}）；已保存的答题记录不受影响。请运行 studyapp doctor 检查，仍不行就把 {log} 交给维护人员。"
    ).format(what=what, log=log)
