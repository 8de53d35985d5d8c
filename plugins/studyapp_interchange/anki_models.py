"""The note types that are written: their fields, and what their cards look like in Anki."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studyapp_interchange.anki_collection import NoteType

QUESTION = 1_577_836_800_011
CLOZE = 1_577_836_800_012
CARD = 1_577_836_800_013
"""The ids of the note types; fixed, so that every package brings the same three."""

_COMMON = ("解析", "材料", "依据", "题号", "附件", "studyapp")
NOTE_TYPES: Mapping[int, NoteType] = {
    QUESTION: NoteType("Studyapp 题目", ("题干", "选项", "答案", "题型", *_COMMON)),
    CLOZE: NoteType("Studyapp 填空", ("题干", *_COMMON), cloze=True),
    CARD: NoteType("Studyapp 卡片", ("正面", "背面", *_COMMON)),
}
"""The fields that all have in common stand behind the others; the last holds what the readable ones do not tell."""

_CASE = '{{#材料}}<div class="case">{{材料}}</div>{{/材料}}'
_ATTACHED = '{{#附件}}<div class="files">{{附件}}</div>{{/附件}}'
_TOLD = '{{#解析}}<div class="note">{{解析}}</div>{{/解析}}{{#依据}}<div class="basis">依据：{{依据}}</div>{{/依据}}'
_ASKED = f'{_CASE}<div class="kind">{{{{题型}}}}</div><div>{{{{题干}}}}</div>{_ATTACHED}'
_OPTIONS = '{{#选项}}<div class="options">{{选项}}</div>{{/选项}}'
_KEY = '{{#答案}}<div class="key">答案：{{答案}}</div>{{/答案}}'
_TEMPLATES = {
    QUESTION: (f"{_ASKED}{_OPTIONS}", f"{{{{FrontSide}}}}<hr id=answer>{_KEY}{_TOLD}"),
    CLOZE: (f"{_CASE}{{{{cloze:题干}}}}{_ATTACHED}", f"{_CASE}{{{{cloze:题干}}}}{_ATTACHED}<hr id=answer>{_TOLD}"),
    CARD: (f"{_CASE}{{{{正面}}}}{_ATTACHED}", f"{{{{FrontSide}}}}<hr id=answer>{{{{背面}}}}{_TOLD}"),
}
_CSS = """.card { font-size: 20px; line-height: 1.6; text-align: left; }
.cloze { font-weight: bold; }
.kind, .basis { font-size: 15px; opacity: 0.7; }
.case { border-left: 3px solid; padding-left: 0.6em; margin-bottom: 0.8em; }
.options { margin-top: 0.8em; }
.key { font-weight: bold; }
.note { margin-top: 0.8em; }
"""
_LATEX = "\\documentclass[12pt]{article}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n"


def models(modified: int) -> dict[str, Any]:
    """Return the note types as schema 11 keeps them."""
    return {str(number): _model(number, kind, modified) for number, kind in NOTE_TYPES.items()}


def _model(number: int, kind: NoteType, modified: int) -> dict[str, Any]:
    look = {"font": "Arial", "size": 20, "rtl": False, "sticky": False, "media": []}
    front, back = _TEMPLATES[number]
    name = "填空" if kind.cloze else "卡片"
    template = {"name": name, "ord": 0, "qfmt": front, "afmt": back, "did": None, "bqfmt": "", "bafmt": ""}
    return {
        "id": number, "name": kind.name, "type": int(kind.cloze), "mod": modified, "usn": -1, "sortf": 0, "did": 1,
        "flds": [{"name": one, "ord": place} | look for place, one in enumerate(kind.fields)], "tags": [], "vers": [],
        "tmpls": [template], "css": _CSS, "latexPre": _LATEX, "latexPost": "\\end{document}", "req": [[0, "any", [0]]],
    }  # fmt: skip
