"""Codes to hand out: a page to print, a slip a person with a QR code, and the same as text."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from urllib.parse import urlsplit

import segno

from studyapp_hub.enrolment import Code
from studyapp_hub.service.serving import LOOPBACK

SHANGHAI = timezone(timedelta(hours=8))

_STYLE = """
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; margin: 1rem; color: #111; }
.slips { display: grid; grid-template-columns: repeat(2, 1fr); gap: 0; }
.slip { border: 1px dashed #888; padding: .8rem; break-inside: avoid; min-height: 13rem; }
.slip svg { float: right; width: 7rem; height: 7rem; margin: 0 0 .4rem .8rem; }
.slip h2 { font-size: 1.1rem; margin: 0 0 .3rem; }
.slip p { margin: .1rem 0; }
.code { font: 700 1.35rem "Noto Sans Mono", Consolas, monospace; letter-spacing: .06em; }
ol { margin: .4rem 0 0; padding-left: 1.3rem; font-size: .85rem; clear: none; }
kbd { font: .85rem "Noto Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
.near { background: #fbe9e7; color: #a3261a; padding: .5rem .8rem; border-radius: 4px; }
@media (max-width: 40rem) { .slips { grid-template-columns: 1fr; } }
@media print { .note { display: none; } body { margin: 0; } }
"""


def is_near(address: str) -> bool:
    """Whether an address is good on the hub's own machine only."""
    try:
        return (urlsplit(address).hostname or "") in LOOPBACK
    except ValueError:
        return False


def only_here(address: str) -> str:
    """What is to be said of such an address."""
    return (
        f"登记单上的地址 {address} 只在这台电脑上有效。要让别的电脑也能登记：停下服务器，用 "
        "studyapp hub serve --host 0.0.0.0 --address http://本机在网络中的地址:端口 重新启动，再生成登记码。"
    )


def steps(address: str, code: str) -> tuple[str, str, str]:
    """What somebody does with a code."""
    return (
        f"在电脑上打开 studyapp（没有的请向管理员要安装包），按 y，再按 a，填地址 {address} 和上面的登记码。",
        f"或者运行：studyapp remote add 单位 {address} --code {code}，再运行 studyapp sync。",
        "看到单位的题库和榜单，就登记好了。",
    )


def scanned(address: str, code: str) -> str:
    """What the QR code says: a page of the hub that tells the steps; behind the # nothing is sent."""
    return f"{address}/join#{code}"


def day_of(at: int) -> str:
    """The date in Shanghai of an instant, as people write it."""
    when = datetime.fromtimestamp(at / 1_000, UTC).astimezone(SHANGHAI)
    return f"{when.year}年{when.month}月{when.day}日"


def html_sheet(codes: Sequence[Code], units: Mapping[str, str], address: str) -> str:
    """The page. ``units``: names of units by id."""
    near = f'<p class="note near">{escape(only_here(address))}</p>' if is_near(address) else ""
    slips = "".join(_slip(one, units.get(one.unit, ""), address) for one in codes)
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>登记码</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body>{near}"
        f'<p class="note">共 {len(codes)} 张，请打印后裁开，交给本人。登记码只在这里显示一次，'
        "每个只能用一次，七天内有效。"
        f'</p><main class="slips">{slips}</main></body></html>'
    )


def text_sheet(codes: Sequence[Code], units: Mapping[str, str], address: str) -> str:
    """The same as text: a block a person."""
    blocks = []
    for one in codes:
        head = " ".join(filter(None, (units.get(one.unit, ""), one.name)))
        told = "\n".join(f"  {number}. {step}" for number, step in enumerate(steps(address, one.code), 1))
        blocks.append(f"{head}\n  登记码 {one.code}（{day_of(one.until)}前有效，只能用一次）\n{told}\n")
    return "\n".join(blocks)


def _slip(one: Code, unit: str, address: str) -> str:
    told = "".join(f"<li>{escape(step)}</li>" for step in steps(address, one.code))
    return (
        f'<section class="slip">{qr_code(scanned(address, one.code))}'
        f"<h2>{escape(one.name) or '登记码'}</h2><p>{escape(unit)}</p>"
        f'<p class="code">{one.code}</p><p>{day_of(one.until)}前有效，只能用一次</p><ol>{told}</ol></section>'
    )


def qr_code(text: str) -> str:
    """A QR code as an SVG element."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, nl=False, omitsize=True, border=2
    )
    return drawn.getvalue().decode()
