"""Parts of the administrators' pages as HTML. Every text goes through ``text_of``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from studyapp_hub.service.board_style import COLOURS

_NAMES = " ".join(f"--{name}: {value};" for name, value in COLOURS.items())
STYLE = (
    f":root {{ {_NAMES} }}"
    + """
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 16px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; border-bottom: 2px solid var(--seal);
  padding-bottom: .5rem; }
nav form.inline { margin: 0 0 0 auto; }
nav button { padding: 0 .6rem; background: none; color: var(--main); }
nav b { color: var(--seal); }
a { color: var(--main); }
h1 { font-size: 1.5rem; margin: 1rem 0 .5rem; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 .4rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: baseline; }
th { white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td form.inline { margin: 0 .4rem 0 0; }
td button { padding: 0 .6rem; }
@media (max-width: 40rem) { td { white-space: nowrap; } td.long { white-space: normal; min-width: 12rem; } }
form.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: .5rem 1rem;
  align-items: end; }
form.fields button { justify-self: start; }
label { display: block; font-size: .9rem; color: var(--quiet); }
label.tick { color: var(--ink); font-size: 1rem; }
input:not([type=checkbox]):not([type=radio]), select { width: 100%; font: inherit; padding: .35rem .5rem;
  border: 1px solid var(--quiet); border-radius: 4px; background: var(--paper); color: var(--ink); }
button { font: inherit; padding: .35rem 1rem; border: 1px solid var(--main); border-radius: 4px;
  background: var(--main); color: var(--paper); cursor: pointer; }
button.danger { background: var(--seal); border-color: var(--seal); }
form.inline { display: inline-block; margin: 0 .4rem .2rem 0; }
.note { background: var(--done); color: var(--main); padding: .5rem .8rem; border-radius: 4px; }
.fault { background: var(--open); color: var(--seal); padding: .5rem .8rem; border-radius: 4px; }
.quiet { color: var(--quiet); }
:focus-visible { outline: 3px solid var(--seal); outline-offset: 2px; }
"""
)

CSRF = "csrf"


def text_of(value: object) -> str:
    """A value as text in HTML."""
    return escape(str(value))


def document(title: str, body: str) -> str:
    """A whole page."""
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text_of(title)}</title><style>{STYLE}</style></head><body>{body}</body></html>"
    )


def plain_page(title: str, sentence: str) -> str:
    """A page that says one thing."""
    return document(
        title, f'<main><h1>{text_of(title)}</h1><p>{text_of(sentence)}</p><p><a href="/">看榜单</a></p></main>'
    )


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = (), *, long: int | None = None
) -> str:
    """A table; cells are HTML already. ``numbers``: the columns of figures; ``long``: that of whole sentences."""
    looks_of = {**dict.fromkeys(numbers, ' class="number"'), **({} if long is None else {long: ' class="long"'})}

    def cells(row: Sequence[str], tag: str) -> str:
        looks = (looks_of.get(at, "") for at in range(len(row)))
        return "".join(f"<{tag}{look}>{cell}</{tag}>" for look, cell in zip(looks, row, strict=True))

    body = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows)
    if not body:
        return '<p class="quiet">没有。</p>'
    head = cells([text_of(one) for one in heads], "th")
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def form(action: str, csrf: str, fields: str, button: str, *, look: str = "fields", danger: bool = False) -> str:
    """A form that posts. ``fields`` are HTML already."""
    kind = ' enctype="multipart/form-data"' if 'type="file"' in fields else ""
    press = ' class="danger"' if danger else ""
    return (
        f'<form method="post" action="{text_of(action)}" class="{look}"{kind}>{hidden(CSRF, csrf)}{fields}'
        f"<button{press}>{text_of(button)}</button></form>"
    )


def field(label: str, name: str, value: str = "", *, kind: str = "text", more: str = "") -> str:
    """A line to write in. ``more``: further attributes."""
    shown = f' value="{text_of(value)}"' if value else ""
    return f'<label>{text_of(label)}<input type="{kind}" name="{name}"{shown}{more and " " + more}></label>'


def tick(label: str, name: str, *, on: bool = False) -> str:
    """A box to tick."""
    state = " checked" if on else ""
    return f'<label class="tick"><input type="checkbox" name="{name}" value="1"{state}> {text_of(label)}</label>'


def choice(label: str, name: str, options: Mapping[str, str], chosen: str = "") -> str:
    """A list to choose from: values and words."""
    cells = "".join(
        f'<option value="{text_of(value)}"{" selected" if value == chosen else ""}>{text_of(words)}</option>'
        for value, words in options.items()
    )
    return f'<label>{text_of(label)}<select name="{name}">{cells}</select></label>'


def hidden(name: str, value: str) -> str:
    """What a form carries unseen."""
    return f'<input type="hidden" name="{name}" value="{text_of(value)}">'


def link(target: str, words: object) -> str:
    """A link."""
    return f'<a href="{text_of(target)}">{text_of(words)}</a>'
