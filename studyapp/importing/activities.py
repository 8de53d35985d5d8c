"""Plans of the activity as files: those that come with the app, and those that a unit has written."""

from __future__ import annotations

from pathlib import Path

from studyapp.activity.places import Places
from studyapp.activity.reading import PlanRead, read_plan
from studyapp.activity.tables import Notes
from studyapp.model import Flaw, Message, Severity, Where
from studyapp.model.activity import Activity
from studyapp.store import plans
from studyapp.store.opening import Store

EVERGREEN = "evergreen"
"""The plan that everybody begins with."""

_FOLDER = Path(__file__).parents[1] / "activities"
_LARGEST = 1 << 20
"""Bytes of a plan's file; a larger one is something else."""


def bundled_plans() -> tuple[str, ...]:
    """The ids of the plans that come with the app."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def bundled_text(one: str) -> str:
    """The file of a bundled plan, by its id."""
    return (_FOLDER / f"{one}.toml").read_text(encoding="utf-8")


def bundled_plan(one: str) -> Activity:
    """A bundled plan, by its id."""
    activity = read_plan(bundled_text(one), f"{one}.toml").activity
    if activity is None:  # a test reads every one of them
        raise ValueError(f"the bundled plan {one} is broken")
    return activity


def read_file(path: Path) -> PlanRead:
    """Read a unit's plan. It may not go by the id of a bundled one, which comes anew with each version of the app."""
    with path.open("rb") as file:
        return read_data(file.read(_LARGEST + 1), path.name)


def read_data(data: bytes, file: str) -> PlanRead:
    """Read the bytes of a unit's plan. ``file``: what it is called."""
    text = _decoded(data)
    if text is None:
        why = Message("这不是文本文件；方案是用记事本就能编辑的 .toml 文件，请核对文件名。")
        return PlanRead(None, (Flaw(Where(file), Severity.ERROR, "no-text", why),))
    read = read_plan(text, file)
    activity = read.activity
    if activity is None or activity.id not in bundled_plans() or activity == bundled_plan(activity.id):
        return read
    notes = Notes(file, Places(text))
    why = Message("编号 {id} 属于自带的方案；内容改过以后，请给 id 换一个编号。", {"id": activity.id})
    notes.note(("id",), "bundled-id", why)
    return PlanRead(None, (*notes.flaws, *read.flaws))


def renamed(text: str, one: str) -> str:
    """A bundled plan's file as one to edit: under an id of its own."""
    head, line, rest = text.partition('\nid = "')
    return f'{head}{line}{one}"{rest[rest.index(chr(34)) + 1 :]}'


def renew_evergreen(store: Store) -> None:
    """Let the evergreen plan of this version be in force where no other was chosen."""
    there = plans.read(store.connection)
    if there.id in ("", EVERGREEN):
        fresh = bundled_plan(EVERGREEN)
        if fresh != there:
            plans.write(store, fresh)


def _decoded(data: bytes) -> str | None:
    """The text of a file as Windows' editors save them; ``None`` where it is none."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings if len(data) <= _LARGEST else ():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None
