"""A mapping as it is used, and the rules between its parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from studyapp import Activity, BadAddress, Message, Severity, read_plan
from studyapp_platform.checking import LARGEST, Faults, checked
from studyapp_platform.expressions import compiled

_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}", re.ASCII)
_OURS = frozenset(("host", "content-length", "transfer-encoding", "connection", "accept-encoding", "content-type"))
_SECRET = re.compile(r"\{([^{}]+)\}")
_LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))


@dataclass(frozen=True, slots=True)
class Site:
    """Where requests go. ``secrets``: where the headers' secrets are to be had, by name; ``timeout`` in seconds."""

    address: SplitResult
    headers: Mapping[str, str]
    secrets: Mapping[str, str]
    folder: Path
    timeout: float
    ca: Path | None


@dataclass(frozen=True, slots=True)
class Pages:
    """How a list goes on. ``cursor``: what finds the next page's mark; none, and pages are counted from ``first``."""

    parameter: str
    cursor: Any
    first: int


@dataclass(frozen=True, slots=True)
class Read:
    """Where something is read: ``get`` from the site, or ``file``, which may stand for several (``*``)."""

    get: str
    file: str
    format: str
    sheet: str
    pages: Pages | None


@dataclass(frozen=True, slots=True)
class Part:
    """What of each object of a list is what. ``ask``: the expressions by name; ``say``: all else that was said."""

    each: Any
    ask: Mapping[str, Any]
    say: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DeckMap:
    """A deck. Without ``questions`` its file is handed on as it is, for the readers of question banks."""

    name: str
    read: Read
    questions: Part | None


@dataclass(frozen=True, slots=True)
class BoardMap:
    """A board."""

    scope: str
    title: str
    read: Read
    people: Any
    places: Part | None
    units: Part | None


@dataclass(frozen=True, slots=True)
class Send:
    """Points as JSON. ``rows``: under which name the list stands; empty, and each row is a body by itself."""

    to: str
    method: str
    rows: tuple[str, ...]
    row: Mapping[str, str]
    about: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drop:
    """Points as a workbook in a folder. ``columns``: their headers, and which of the fields is in each."""

    folder: Path
    file: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PointsMap:
    """How points go up. ``plan``: what answers are worth; ``state``: the folder of what was sent."""

    plan: Activity | None
    activity: str
    account: str
    state: Path
    send: Send | None
    drop: Drop | None


@dataclass(frozen=True, slots=True)
class PlatformMap:
    """A whole mapping; ``folder`` is where its file lies."""

    name: str
    folder: Path
    site: Site | None
    decks: tuple[DeckMap, ...]
    boards: tuple[BoardMap, ...]
    points: PointsMap | None


def load(path: Path) -> PlatformMap:
    """The mapping in a file. Raises ``BadAddress`` where it cannot be used, with file, line and key."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = Message("打不开映射文件 {path}。地址应写成 platform:映射文件的完整路径。", {"path": str(path)})
        raise BadAddress(why) from error
    plain, faults = checked(path.name, data)
    folder = path.parent
    found = PlatformMap(
        plain["name"],
        folder,
        _site(plain, faults, folder),
        tuple(_deck(one, faults, ("decks", place), plain) for place, one in enumerate(plain.get("decks", ()))),
        tuple(_board(one, faults, ("boards", place), plain) for place, one in enumerate(plain.get("boards", ()))),
        _points(plain, faults, folder, path.stem),
    )
    if not (found.decks or found.boards or found.points):
        raise faults.fault((), Message("{file} 里没有 decks、boards 或 points，什么也做不了。"))
    for what, names in (("decks", [one.name for one in found.decks]), ("boards", [one.scope for one in found.boards])):
        twice = next((place for place, name in enumerate(names) if name in names[:place]), None)
        if twice is not None:
            raise faults.fault((what, twice), Message("{file} 第 {line} 行的 {key} 与前面的一个重名。"))
    return found


def _site(plain: dict[str, Any], faults: Faults, folder: Path) -> Site | None:
    headers, secrets = plain.get("headers", {}), plain.get("secrets", {})
    for name, value in headers.items():
        if not _HEADER.fullmatch(name) or name.lower() in _OURS or not value.isascii():
            raise faults.fault(("headers", name), Message("{file} 第 {line} 行的 {key}：不能用作请求头。"))
        lacking = next((one for one in _SECRET.findall(value) if one not in secrets), None)
        if lacking is not None:
            why = Message("{file} 第 {line} 行的 {key}：[secrets] 里没有 {name}。", {"name": lacking})
            raise faults.fault(("headers", name), why)
    if "site" not in plain:
        return None
    address = urlsplit(plain["site"])
    try:
        _port = address.port
    except ValueError as error:
        raise faults.fault(("site",), Message("{file} 第 {line} 行的 {key}：端口不对。")) from error
    if address.scheme == "http" and not plain.get("plain_http") and address.hostname not in _LOOPBACK:
        why = Message(
            "{file} 第 {line} 行的 {key}：http 不加密，密钥和积分会被看见。只有内网可以加一行 plain_http = true。"
        )
        raise faults.fault(("site",), why)
    ca = folder / plain["ca"] if "ca" in plain else None
    return Site(address, headers, secrets, folder, float(plain.get("timeout", 20)), ca)


def _read(table: dict[str, Any], faults: Faults, path: tuple[str | int, ...], plain: dict[str, Any]) -> Read:
    if ("get" in table) == ("file" in table):
        raise faults.fault(path, Message("{file} 第 {line} 行起的 {key}：get 和 file 要写一个，也只写一个。"))
    if "get" in table and "site" not in plain:
        raise faults.fault(path, Message("{file} 第 {line} 行起的 {key}：用 get 就要在开头写 site。"))
    pages = table.get("pages")
    if pages is not None and ("get" not in table or ("cursor" in pages) == ("first" in pages)):
        raise faults.fault(
            (*path, "pages"), Message("{file} 第 {line} 行的 {key}：只用于 get；cursor 和 first 要写一个，也只写一个。")
        )
    suffix = table.get("file", "x.json").rpartition(".")[2].lower()
    form = table.get("format", suffix if suffix in ("json", "xlsx", "csv") else "json")
    found = None
    if pages is not None:
        cursor = compiled(pages["cursor"]) if "cursor" in pages else None
        found = Pages(pages["parameter"], cursor, pages.get("first", 1))
    return Read(table.get("get", ""), table.get("file", ""), form, table.get("sheet", ""), found)


_ALSO_SAID = frozenset(("kinds", "default_kind", "answer_is", "alternatives", "html"))


def _part(table: dict[str, Any] | None, faults: Faults, path: tuple[str | int, ...], form: str) -> Part | None:
    if table is None:
        return None
    if form == "json" and "each" not in table:
        raise faults.fault(path, Message("{file} 第 {line} 行起的一节缺少 each：列表在 JSON 里的位置，如 data.list。"))
    ask = {name: compiled(one) for name, one in table.items() if name not in _ALSO_SAID and name != "each"}
    return Part(compiled(table.get("each", "@")), ask, {name: table[name] for name in _ALSO_SAID & table.keys()})


def _deck(table: dict[str, Any], faults: Faults, path: tuple[str | int, ...], plain: dict[str, Any]) -> DeckMap:
    read = _read(table, faults, path, plain)
    questions = _part(table.get("questions"), faults, (*path, "questions"), read.format)
    if questions is None and (read.pages is not None or (read.format == "json" and read.get)):
        raise faults.fault(path, Message("{file} 第 {line} 行起的 {key}：要有 questions 一节。"))
    return DeckMap(table["name"], read, questions)


def _board(table: dict[str, Any], faults: Faults, path: tuple[str | int, ...], plain: dict[str, Any]) -> BoardMap:
    read = _read(table, faults, path, plain)
    places = _part(table.get("places"), faults, (*path, "places"), read.format)
    units = _part(table.get("units"), faults, (*path, "units"), read.format)
    if places is None and units is None:
        raise faults.fault(path, Message("{file} 第 {line} 行起的 {key}：places 和 units 至少要有一节。"))
    people = compiled(table["people"]) if "people" in table else None
    return BoardMap(table["scope"], table["title"], read, people, places, units)


def _points(plain: dict[str, Any], faults: Faults, folder: Path, stem: str) -> PointsMap | None:
    table = plain.get("points")
    if table is None:
        return None
    if ("send" in table) == ("drop" in table):
        raise faults.fault(("points",), Message("{file} 第 {line} 行起的 {key}：send 和 drop 要有一节，也只要一节。"))
    if "send" in table and "site" not in plain:
        raise faults.fault(("points", "send"), Message("{file} 第 {line} 行起的 {key}：要上传就要在开头写 site。"))
    send, drop = table.get("send"), table.get("drop")
    said = {**(send or {}).get("row", {}), **(drop or {}).get("columns", {})}.values()
    if "points" in said and "plan" not in table:
        raise faults.fault(
            ("points",), Message("{file} 第 {line} 行起的 {key}：要报 points，就要写 plan：活动方案的文件。")
        )
    if send is not None and "about" in send and "rows" not in send:
        raise faults.fault(("points", "send"), Message("{file} 第 {line} 行起的 {key}：有 about 就要写 rows。"))
    return PointsMap(
        _plan(table, faults, folder),
        table.get("activity", ""),
        table.get("account", ""),
        folder / table.get("state", f"{stem}.state"),
        None if send is None else Send(
            send["to"], send.get("method", "POST"), tuple(send.get("rows", "").split(".")) if "rows" in send else (),
            send["row"], send.get("about", {}),
        ),
        None if drop is None else Drop(folder / drop["folder"], drop.get("file", "积分上报.xlsx"), drop["columns"]),
    )  # fmt: skip


def _plan(table: dict[str, Any], faults: Faults, folder: Path) -> Activity | None:
    if "plan" not in table:
        return None
    try:
        text = (folder / table["plan"]).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise faults.fault(("points", "plan"), Message("{file} 第 {line} 行的 {key}：打不开这个活动方案。")) from error
    read = read_plan(text, table["plan"])
    if read.activity is None:
        flaw = next(one for one in read.flaws if one.severity is Severity.ERROR)
        why = Message(
            "{file} 第 {line} 行的 {key}：活动方案 {plan} 第 {row} 行有错，请先改好。",
            {"plan": table["plan"], "row": flaw.where.line},
        )
        raise faults.fault(("points", "plan"), why)
    return read.activity
