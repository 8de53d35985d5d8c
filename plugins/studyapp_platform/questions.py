"""Objects of a site as rows of our own JSON (plugins/README.md), which the app reads like any question bank.

What cannot be told is handed on as it stands, so that the import names it: nothing is dropped here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from studyapp_platform.expressions import ask, text
from studyapp_platform.mapping import Part

Row = dict[str, Any]

_KINDS = {
    "单选": "single", "多选": "multiple", "不定项": "multiple", "判断": "judge", "填空": "blank", "简答": "short",
    "问答": "short", "排序": "order", "连线": "match", "案例": "short",
}  # fmt: skip
_YES = frozenset(("正确", "对", "是", "√", "T", "TRUE", "Y", "YES", "1", "A"))
_NO = frozenset(("错误", "错", "否", "×", "F", "FALSE", "N", "NO", "0", "B"))
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BETWEEN = re.compile(r"[,，、;；|\s]+")
_BETWEEN_BLANKS = re.compile(r"[,，、;；|]")
_GAP = re.compile(r"_{2,}|＿+|[（(]\s*[）)]|【\s*】")
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,1000}>")
_OWN_LETTER = re.compile(r"([A-Z])\s*[.．、:：]\s*")
_LEVELS = {"易": 0.2, "简单": 0.2, "中": 0.5, "中等": 0.5, "难": 0.8, "困难": 0.8}
_TOLD = ("label", "explanation", "subject", "authority", "jurisdiction", "effective_from", "effective_to")


def rows_of(objects: Sequence[Any], part: Part) -> list[Row]:
    """The rows of some objects; where several in turn have the same material, it goes before them once."""
    rows: list[Row] = []
    last, case = "", -1
    for one in objects:
        row = _row(one, part)
        material = _words(part, one, "material")
        if material and material != last:
            case = len(rows)
            rows.append({"kind": "case", "prompt": material})
        last = material
        rows.append({**row, "case": case} if material else row)
    return rows


def _row(one: Any, part: Part) -> Row:
    labels, choices = _choices(one, part)
    kind = _kind(one, part, choices)
    prompt = _words(part, one, "prompt")
    row: Row = {"kind": kind, "prompt": prompt}
    given = _ask(part, one, "answer")
    match kind:
        case "single" | "multiple":
            row |= {"choices": choices, "answer": _ascending(_picked(given, labels, choices, part))}
        case "judge":
            row["answer"] = _judged(given, labels, choices, part)
        case "order":
            row |= {"choices": choices, "answer": _picked(given, labels, choices, part)}
        case "blank":
            row["answer"] = _blanks(given, prompt, part)
        case "short":
            row["answer"] = [_clean(one, part) for one in _several(given, "\n")]
        case "match":
            row |= {"choices": choices, "answer": given}
        case _:
            row["answer"] = _clean(given, part)
    return {**row, **_about(one, part)}


def _about(one: Any, part: Part) -> Row:
    """All that is said besides, where there is something to say."""
    found: Row = {name: _words(part, one, name) for name in _TOLD}
    found["external_id"] = _words(part, one, "id")
    found["tags"] = [text(tag) for tag in _several(_ask(part, one, "tags"), ",，、;；")]
    found["basis"] = [{"title": text(basis)} for basis in _several(_ask(part, one, "basis"), "\n")]
    difficulty = _ask(part, one, "difficulty")
    found["difficulty"] = _LEVELS.get(difficulty, difficulty) if isinstance(difficulty, str) else difficulty
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _kind(one: Any, part: Part, choices: list[str]) -> str:
    """The kind, by the mapping's words, then by the common ones; else as the site says it, for the import to name."""
    said = text(_ask(part, one, "kind"))
    kinds: Mapping[str, str] = part.say.get("kinds", {})
    if said in kinds:
        return kinds[said]
    for word, kind in _KINDS.items():
        if word in said:
            return kind
    return said or str(part.say.get("default_kind") or ("single" if choices else "short"))


def _choices(one: Any, part: Part) -> tuple[list[str], list[str]]:
    """The labels of the choices and their texts."""
    found = _ask(part, one, "choices")
    labels = [text(label) for label in _list(_ask(part, one, "labels"))]
    if isinstance(found, Mapping):
        labels = [str(name) for name, value in found.items() if text(value)]
        found = [found[name] for name in found if text(found[name])]
    choices = [_clean(choice, part) for choice in _several(found, "\n|")]
    while choices and not choices[-1]:
        choices.pop()
    own = [_OWN_LETTER.match(choice) for choice in choices]
    letters = [match[1] for match in own if match is not None]
    if choices and letters == list(_LETTERS[: len(choices)]):
        choices = [_OWN_LETTER.sub("", choice, count=1) for choice in choices]
    return (labels if len(labels) >= len(choices) else list(_LETTERS)), choices


def _picked(given: Any, labels: Sequence[str], choices: Sequence[str], part: Part) -> list[Any]:
    """The places of the right choices; what names none is handed on, so that the import finds fault with it."""
    how = part.say.get("answer_is", "letters")
    if how == "flags":
        return [place for place, flag in enumerate(_list(given)) if text(flag).upper() in _YES]
    if how == "texts":
        wanted = [_clean(one, part) for one in _several(given, "\n|")]
        return [choices.index(one) if one in choices else one for one in wanted]
    words = [text(one) for one in given] if isinstance(given, list) else [*filter(None, _BETWEEN.split(text(given)))]
    if how in ("from0", "from1"):
        less = int(how == "from1")
        return [int(one) - less if one.isdecimal() and len(one) < 4 else one for one in words]
    known = labels[: len(choices)]
    if not all(word in known for word in words):
        words = [letter for word in words for letter in word.upper()]
    return [known.index(one) if one in known else one for one in words]


def _ascending(picked: Sequence[Any]) -> list[Any]:
    """Places in order, each once; behind them what is no place."""
    return sorted(set(picked), key=lambda one: (isinstance(one, str), one))


def _judged(given: Any, labels: Sequence[str], choices: Sequence[str], part: Part) -> Any:
    """``[0]`` for right, ``[1]`` for wrong. A site that shows its own two choices may have them the other way round."""
    said = "" if isinstance(given, list | Mapping) else text(given)
    if choices:
        picked = _picked(given, labels, choices, part)
        place = picked[0] if len(picked) == 1 else None
        said = choices[place] if isinstance(place, int) and 0 <= place < len(choices) else said
    said = said.upper()
    return [0] if said in _YES else [1] if said in _NO else said


def _blanks(given: Any, prompt: str, part: Part) -> list[Any]:
    """The accepted texts of each gap. One text is taken apart only where that gives as many parts as there are gaps."""
    gaps = len(_GAP.findall(prompt))
    parts = list(given) if isinstance(given, list) else [given]
    if len(parts) == 1 and gaps > 1:
        split = _BETWEEN_BLANKS.split(text(parts[0]))
        parts = split if len(split) == gaps else parts
    between = part.say.get("alternatives", "")
    return [
        [_clean(one, part) for one in (text(each).split(between) if between else _list(each) or [each])]
        for each in parts
    ]


def _ask(part: Part, one: Any, name: str) -> Any:
    return ask(part.ask[name], one) if name in part.ask else None


def _words(part: Part, one: Any, name: str) -> str:
    return _clean(_ask(part, one, name), part)


def _clean(value: Any, part: Part) -> str:
    """A text; where the mapping says that texts are HTML, without its marks (some sites escape them twice)."""
    words = text(value)
    if part.say.get("html") and ("<" in words or "&" in words):
        for _time in range(3):
            words = html.unescape(words)
        words = _TAG.sub("", _BREAK.sub("\n", words))
    return words.strip()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _several(value: Any, between: str) -> list[Any]:
    """A list as it is; a text taken apart at some signs."""
    if isinstance(value, list):
        return value
    return [one for one in re.split(f"[{re.escape(between)}]", text(value)) if one.strip()]
