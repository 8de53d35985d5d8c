"""A folder that may vanish at any moment: a USB stick, a network share. Read with distrust, written whole or not.

A file is written beside its name, brought to the disk, and renamed; then the folder is brought to the disk. So a name
holds the whole of what was written, or what it held before. Nothing is followed that leads out of the folder, nothing
is written but under a name that is one word. Whatever goes wrong is an ``OSError``; ``stick_trouble`` says it in words.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass

from studyapp.model.deck import Message

_PIECE = 1 << 20
_PART = ".part"
_FOREIGN = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "system volume information", "lost+found"})
_FOREIGN_BEGINNINGS = (".", "~$", "$")
_FOREIGN_ENDINGS = (_PART, ".tmp", ".crdownload", "~")


def _numbers(names: str) -> frozenset[int]:
    """The numbers of errors by their names; not every system has them all."""
    return frozenset(getattr(errno, name) for name in names.split() if hasattr(errno, name))


_NOT_DONE_HERE = _numbers("EINVAL ENOTSUP EOPNOTSUPP ENOSYS EBADF EACCES")
"""What a file system says that cannot bring a folder to the disk (Windows opens none); no fault of the stick."""

_NO_RENAME_OVER = _numbers("EEXIST ENOTSUP EOPNOTSUPP ENOSYS EPERM")

_FULL = _numbers("ENOSPC EDQUOT EFBIG")
_LOCKED = _numbers("EROFS EACCES EPERM")
_GONE = _numbers("ENOENT ENOTDIR ENODEV ENXIO ESTALE EHOSTDOWN")
_GONE_ON_WINDOWS = (21, 53, 55, 67, 1167)
"""A drive that is not ready, a share that is not found, a device that is no longer there."""

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def stick_trouble(error: OSError, place: str) -> Message:
    """What went wrong with a folder, for a person."""
    said = {"place": name_as_text(place)}
    if error.errno in _GONE or getattr(error, "winerror", None) in _GONE_ON_WINDOWS:
        return Message("找不到 {place}；请插好 U 盘或连上共享文件夹后再来一次。", said)
    if error.errno in _FULL:
        return Message("{place} 的空间不够，没有写完；请腾出空间后再来一次。", said)
    if error.errno in _LOCKED:
        return Message("{place} 不允许读写；请检查写保护开关和文件夹权限后再来一次。", said)
    return Message("读写 {place} 时中断了；请检查 U 盘是否插稳、网络是否连通，再来一次，不会丢失记录。", said)


def is_foreign(name: str) -> bool:
    """Whether a name is that of a file that systems and programs leave behind, or of one that is half written."""
    small = name.lower()
    return small in _FOREIGN or small.startswith(_FOREIGN_BEGINNINGS) or small.endswith(_FOREIGN_ENDINGS)


def name_as_text(name: str) -> str:
    """A name as it can be shown and stored: where the system could not decode it, it is most likely GBK."""
    try:
        name.encode()
        return name
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", errors="replace")


@dataclass(frozen=True, slots=True)
class Stick:
    """A folder and its subfolders, one deep; ``folder`` empty is itself. ``writer``: by whom half files are told apart.

    Nobody else writes under the names of a writer, so several may write to a share at once.
    """

    root: str
    writer: str

    def names(self, folder: str) -> tuple[str, ...]:
        """The files in a folder, sorted, without what is foreign; none where there is no such folder.

        Raises ``OSError``, also where the stick itself is not there.
        """
        os.stat(self.root)
        if not self._is_inside(folder):
            return ()
        found = []
        try:
            with os.scandir(self._folder(folder)) as entries:
                found = [one.name for one in entries if not is_foreign(one.name) and one.is_file(follow_symlinks=False)]
        except (FileNotFoundError, NotADirectoryError):
            os.stat(self.root)
        return tuple(sorted(found))

    def read(self, folder: str, name: str, largest: int) -> bytes | None:
        """The bytes of a file; ``None`` where there is none, where it is no plain file, or larger than ``largest``."""
        if not (_is_word(name) and self._is_inside(folder)):
            return None
        try:
            file = os.open(os.path.join(self._folder(folder), name), _READ)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EISDIR, errno.ENAMETOOLONG):
                return None
            raise
        try:
            about = os.fstat(file)
            return _read(file, largest) if stat.S_ISREG(about.st_mode) and about.st_size <= largest else None
        finally:
            os.close(file)

    def write(self, folder: str, name: str, data: bytes) -> None:
        """Put a file there, whole or not at all; what holds the same already is left alone. Raises ``OSError``."""
        if not _is_word(name):
            raise OSError(errno.EINVAL, "no name of a file", name)
        self._make(folder)
        if self.read(folder, name, len(data)) == data:
            return
        where = self._folder(folder)
        draft, target = os.path.join(where, f".{self.writer}.{name}{_PART}"), os.path.join(where, name)
        try:
            _write(draft, data)
            _rename(draft, target)
        except OSError:
            _remove(draft)
            raise
        _to_disk(where)

    def discard(self, folder: str, name: str) -> None:
        """Remove a file; one that is gone is no fault. Raises ``OSError``."""
        if _is_word(name) and self._is_inside(folder):
            try:
                os.unlink(os.path.join(self._folder(folder), name))
            except FileNotFoundError:
                return

    def tidy(self, folder: str) -> None:
        """Remove what this writer once left half written; where that cannot be, it stays."""
        where = self._folder(folder)
        if not self._is_inside(folder):
            return
        try:
            with os.scandir(where) as entries:
                halves = [one.name for one in entries if one.name.startswith(f".{self.writer}.")]
        except OSError:
            return
        for name in halves:
            if name.endswith(_PART):
                _remove(os.path.join(where, name))

    def _folder(self, folder: str) -> str:
        return os.path.join(self.root, folder) if folder else self.root

    def _is_inside(self, folder: str) -> bool:
        """Whether a subfolder is what its name says, and no link or junction to somewhere else."""
        if not folder:
            return True
        whole = os.path.join(os.path.realpath(self.root), folder)
        return _is_word(folder) and os.path.normcase(os.path.realpath(whole)) == os.path.normcase(whole)

    def _make(self, folder: str) -> None:
        os.stat(self.root)
        if not self._is_inside(folder):
            raise NotADirectoryError(errno.ENOTDIR, "it leads out of the folder", folder)
        if folder:
            try:
                os.mkdir(self._folder(folder))
            except FileExistsError:
                return
            _to_disk(self.root)


def _is_word(name: str) -> bool:
    return name not in ("", ".", "..") and not any(one in name for one in (os.sep, os.altsep or os.sep, "\0"))


def _read(file: int, largest: int) -> bytes | None:
    """What is in a file; it may grow while it is read."""
    pieces, size = [], 0
    while piece := os.read(file, _PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            return None
    return b"".join(pieces)


def _write(path: str, data: bytes) -> None:
    _remove(path)
    file = os.open(path, _WRITE, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest[:_PIECE]) :]
        _sync(file)
    finally:
        os.close(file)


def _rename(draft: str, target: str) -> None:
    """Rename over what is there; on file systems that do not, the old one goes first.

    Then there is a moment without either name: what is lost by it is written again, since nobody has seen it arrive.
    """
    try:
        os.replace(draft, target)
    except OSError as error:
        if error.errno not in _NO_RENAME_OVER:
            raise
        _remove(target)
        os.rename(draft, target)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _sync(file: int) -> None:
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in _NOT_DONE_HERE:
            raise


def _to_disk(folder: str) -> None:
    try:
        file = os.open(folder, os.O_RDONLY)
    except OSError as error:
        if error.errno not in _NOT_DONE_HERE:
            raise
        return
    try:
        _sync(file)
    finally:
        os.close(file)
