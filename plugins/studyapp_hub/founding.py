"""A hub made in a folder, and opened again."""

from __future__ import annotations

import json
from pathlib import Path

from studyapp import Message, OwnDevice, study_day
from studyapp_hub.core import Core
from studyapp_hub.engines.opening import open_engine
from studyapp_hub.engines.protocol import Engine, Unusable
from studyapp_hub.hub import SECRET, SETTINGS, Hub
from studyapp_hub.private import private_folder, write_private
from studyapp_hub.schema import META, TABLES, VERSION, months

_NO_HUB = Message("这个数据库里没有服务器的数据；请核对 hub.json 里的数据库地址，或从备份恢复。")
_OTHER_HUB = Message("这个数据库属于另一台服务器；请核对 hub.json 里的数据库地址。")
_OTHER_VERSION = Message(
    "这台服务器的数据是另一个版本的程序建立的；请用那个版本打开，或另建一台，再从各设备和 U 盘重新收取答题记录。"
)


def init_hub(place: Path, *, secret: str, hub: str, name: str, at: int, database: str = "") -> Hub:
    """Make a hub in a folder. ``database``: a PostgreSQL address (``postgresql://…``); empty for a file beside.

    Raises ``FileExistsError`` where there is one, ``Unavailable`` where the database does not answer, ``Unusable``
    where it is another hub's.
    """
    private_folder(place)
    if (place / SETTINGS).exists():
        raise FileExistsError(place / SETTINGS)
    engine = open_engine(place, database, patience=5.0)
    try:
        if said := _said(engine):
            _hold(said, hub)
        engine.furnish(TABLES, months(study_day(at)))
        engine.insert(META, [("hub", hub), ("arrival", "0"), ("version", VERSION)])
    finally:
        engine.close()
    write_private(place / SECRET, secret.encode("ascii"))
    told = json.dumps({"hub": hub, "name": name, "database": database}, ensure_ascii=False)
    write_private(place / SETTINGS, told.encode())
    return open_hub(place)


def open_hub(place: Path, *, patience: float = 5.0) -> Hub:
    """Open the hub of a folder; ``patience``: seconds to wait for its database.

    Raises ``FileNotFoundError`` where there is none, ``Unavailable`` where its database does not answer, ``Unusable``
    where it is no hub's, another hub's or another version's.
    """
    settings = json.loads((place / SETTINGS).read_text(encoding="utf-8"))
    secret = (place / SECRET).read_text(encoding="ascii").strip()
    own = OwnDevice(settings["hub"], secret)
    engine = open_engine(place, settings["database"], patience=patience)
    try:
        core = Core(engine, secret, own.device, settings["name"], own.key, _token(engine, own.device))
    except BaseException:
        engine.close()
        raise
    return Hub(core, place)


def _token(engine: Engine, hub: str) -> str:
    """Which opening of this database it is. Raises ``Unusable``."""
    with engine.change():
        said = _said(engine)
        if not said:
            raise Unusable(_NO_HUB)
        _hold(said, hub)
        token = str(int(said.get("opening", "0")) + 1)
        engine.put(META, [("opening", token)])
    return token


def _said(engine: Engine) -> dict[str, str]:
    """What a database says of itself: nothing where it is no hub's."""
    sql = "SELECT name, value FROM meta WHERE name IN (?, ?, ?)"
    return {one[0]: one[1] for one in engine.rows(sql, "hub", "opening", "version")} if engine.has(META) else {}


def _hold(said: dict[str, str], hub: str) -> None:
    """It must be this hub's, and made by this version. Raises ``Unusable``."""
    if said.get("hub") != hub:
        raise Unusable(_OTHER_HUB)
    if said.get("version") != VERSION:
        raise Unusable(_OTHER_VERSION)
