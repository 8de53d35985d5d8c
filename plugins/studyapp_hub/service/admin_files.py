"""Pages about what goes down, decks and plans, and about the copy that is kept."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from studyapp import Activity, Deck, Flaw, Message, NotABank, Severity, Source, read_plan
from studyapp_hub import wire
from studyapp_hub.closing import DAYS
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import FileLine
from studyapp_hub.office import Office
from studyapp_hub.roles import May
from studyapp_hub.service.admin_looking import MOST, minute_of
from studyapp_hub.service.admin_markup import field, table, text_of
from studyapp_hub.service.admin_people import download
from studyapp_hub.service.faults import Fault
from studyapp_hub.service.visiting import Visit, back, denied

LONGEST = 100
"""Characters of a deck's name."""


async def files(visit: Visit) -> Response:
    """The forms that publish, and the copy of the hub."""
    parts = []
    if visit.may(May.DECKS):
        deck = '<label>题库文件（Word、Excel、文本、JSON 等）<input type="file" name="file" required></label>' + field(
            "题库名称（不填则用文件里的名称或文件名）", "name", more=f'maxlength="{LONGEST}"'
        )
        parts += ["<h2>发布题库</h2>", visit.form("/admin/decks", deck, "发布")]
    if visit.may(May.PLANS):
        plan = '<label>活动方案（.toml）<input type="file" name="file" accept=".toml" required></label>'
        parts += ["<h2>发布活动方案</h2>", visit.form("/admin/plans", plan, "发布")]
    if visit.may(May.PLANS):
        day = await visit.ask(lambda hub, at: hub.closing_day())
        fields = field("次月几日之后定稿", "day", str(day), kind="number", more='min="1" max="28" required')
        told = '<p class="quiet">定稿后月榜不再变动，晚到的答题只计入活动全程；改动只对还没有定稿的月份有效。</p>'
        parts += ["<h2>月榜定稿日</h2>", told, visit.form("/admin/closing", fields, "保存")]
    if visit.may(May.BACKUP):
        parts += ["<h2>备份</h2>", visit.form("/admin/backup", "", "下载备份", look="inline")]
        told = '<p class="quiet">备份里有密钥和姓名；请存放在安全的地方，不要用邮件发送。</p>'
        parts.append(told)
    if not parts:
        raise denied()
    activity = await visit.ask(lambda hub, at: hub.activity())
    published = await visit.ask(lambda hub, at: hub.published())
    now = f"<p>现行方案：{text_of(activity.name) if activity else '还没有'}。</p>"
    return visit.page("题库与方案", now, _published(published), *parts)


def _published(lines: Sequence[FileLine]) -> str:
    """All that was handed down, the latest first; what holds is the last plan, and the last version of each deck."""
    last: dict[tuple[str, str], FileLine] = {}
    for one in lines:
        last.setdefault(("plan", "") if one.what == "plan" else ("deck", one.name), one)
    holds = set(last.values())
    rows = [
        (
            "方案" if one.what == "plan" else "题库",
            text_of(one.name),
            text_of(one.file),
            f"第 {one.version} 版",
            str(one.items) if one.items else "—",
            minute_of(one.at),
            "现行" if one in holds else "已被替换",
        )
        for one in lines[:MOST]
    ]
    return "<h2>已发布</h2>" + table(["种类", "名称", "文件", "版本", "题数", "发布时间", "情况"], rows, (4,))


async def publish_deck(visit: Visit) -> Response:
    """Read a deck and hand it down; what is wrong with it is told, and nothing is published with questions lost."""
    upload = await visit.upload()
    try:
        deck = await run_in_threadpool(visit.service.settings.read_deck, Source(upload.name, upload.data))
    except NotABank as error:
        raise Fault(400, "no-deck", error.why) from None
    faults = [one for one in deck.flaws if one.severity is Severity.ERROR]
    if faults or not deck.items:
        return visit.page("题库没有发布", _faults(faults), status=400)
    deck = named(deck, upload.name, visit.text("name", LONGEST))
    head = await visit.ask(lambda hub, at: hub.publish_deck(deck, upload.name, upload.data, at=at))
    visit.note("publish deck", f"{head.name} {head.version}")
    return back("/admin/files", "published")


def named(deck: Deck, file: str, name: str = "") -> Deck:
    """A deck by the name that it goes down under: as was said, as it says itself, or as its file is called."""
    return replace(deck, name=name or deck.name or Path(file).stem[:LONGEST])


def _faults(faults: list[Flaw]) -> str:
    if not faults:
        return '<p class="fault">文件里没有题目；请确认选对了文件。</p>'
    rows = [(text_of(one.where), text_of(wire.message_to_plain(one.why)["sentence"])) for one in faults[:MOST]]
    told = '<p class="fault">有些题读不出来。请改正后再发布，免得各单位的题库缺题：</p>'
    return told + table(["位置", "问题"], rows, long=1)


async def publish_plan(visit: Visit) -> Response:
    """Hand a plan down."""
    upload = await visit.upload()
    activity, text = plan_in(upload.name, upload.data)
    head = await visit.ask(lambda hub, at: hub.publish_plan(activity, text, at=at))
    visit.note("publish plan", f"{head.name} {head.version}")
    return back("/admin/files", "published")


async def save_closing(visit: Visit) -> Response:
    """Set the day on which months close."""
    day = visit.text("day", 2)
    if not (day.isascii() and day.isdigit() and int(day) in DAYS):
        raise Fault(400, "closing", Message("定稿日要在 1 到 28 之间；请改正。"))
    await visit.ask(lambda hub, at: hub.set_closing_day(int(day)))
    visit.note("closing day", day)
    return back("/admin/files", "saved")


def plan_in(name: str, data: bytes) -> tuple[Activity, str]:
    """The plan in a file, and its text. Raises ``Fault`` with the first thing that is wrong."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Fault(400, "plan", Message("方案文件不是 UTF-8 文字；请另存为 UTF-8。")) from None
    read = read_plan(text, name)
    wrong = next((one for one in read.flaws if one.severity is Severity.ERROR), None)
    if read.activity is None or wrong is not None:
        why = wrong.why if wrong else Message("文件里没有方案；请确认选对了文件。")
        sentence = wire.message_to_plain(why)["sentence"]
        where = str(wrong.where) if wrong else name
        raise Fault(400, "plan", Message("{where}：{why}", {"where": where, "why": sentence}))
    return read.activity, text


async def backup(visit: Visit) -> Response:
    """A copy of everything, as a file."""
    data = await visit.ask(lambda hub, at: packed_backup(hub, visit.service.office))
    visit.note("backup")
    return download(data, "studyapp-hub-backup.zip")


def packed_backup(hub: Hub, office: Office) -> bytes:
    """A copy of the hub and its office, packed."""
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="studyapp-hub-") as name:
        folder = Path(name)
        backup_into(hub, office, folder)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for one in sorted(folder.rglob("*")):
                if one.is_file():
                    archive.write(one, one.relative_to(folder).as_posix())
    return packed.getvalue()


def backup_into(hub: Hub, office: Office, folder: Path) -> None:
    """Write a copy of the hub and its office into a folder, while both go on."""
    hub.backup(folder)
    office.copy(folder / office.path.name)
