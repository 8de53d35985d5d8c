"""Question banks as files: in the JSON that the app itself writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CHOICES = ["十日", "十五日", "三十日", "六十日"]

Row = dict[str, Any]


def numbered(number: int, *, prompt: str = "第{number}号规定的期限是（　　）。") -> Row:
    """A question of its own for each number; choice ``number % 4`` is right."""
    return {
        "kind": "single",
        "prompt": prompt.format(number=number),
        "choices": CHOICES,
        "answer": [number % 4],
        "subject": "社会保险",
    }


EVERY_KIND: list[Row] = [
    {
        "kind": "single",
        "prompt": "申请工伤认定的时限是（　　）。",
        "choices": CHOICES,
        "answer": [2],
        "explanation": "单位应当自事故伤害发生之日起三十日内提出。",
        "basis": [{"title": "工伤保险条例", "number": "2010年12月20日修订", "article": "第十七条", "url": ""}],
    },
    {
        "kind": "multiple",
        "prompt": "属于社会保险的有（　　）。",
        "choices": ["养老保险", "车辆保险", "失业保险", "生育保险"],
        "answer": [0, 2, 3],
    },
    {"kind": "judge", "prompt": "失业保险费全部由个人缴纳。", "answer": [1]},
    {
        "kind": "blank",
        "prompt": "养老保险最低缴费满（　　）年，失业保险金最长领取（　　）个月。",
        "answer": [["15", "十五"], ["24", "二十四"]],
    },
    {"kind": "blank", "prompt": "退休后个人缴纳基本医疗保险费（　　）元。", "answer": [["0"]]},
    {"kind": "short", "prompt": "简述社会保险的种类。", "answer": ["养老、医疗", "工伤、失业", "生育"]},
    {
        "kind": "order",
        "prompt": "排列工伤认定的步骤。",
        "choices": ["送达", "受理", "调查", "决定"],
        "answer": [1, 2, 3, 0],
    },
    {
        "kind": "match",
        "prompt": "把险种和待遇配对。",
        "choices": ["工伤保险", "失业保险", "失业金", "伤残补助"],
        "answer": [[0, 3], [1, 2]],
    },
    {"kind": "case", "prompt": "甲公司未为职工乙参保，乙上班途中受伤。", "choices": [], "answer": None},
    {"kind": "single", "prompt": "乙的工伤待遇由谁支付？", "choices": ["甲公司", "基金"], "answer": [0], "case": 8},
    {"kind": "card", "prompt": "社会保险费征缴", "answer": "税务机关"},
]
"""One question of every kind, and the material of a case; by right it is asked in this order."""


def write(path: Path, rows: list[Row], *, name: str = "测试题库") -> Path:
    """Write a bank."""
    path.write_text(json.dumps({"questions": rows, "deck": {"name": name}}, ensure_ascii=False), encoding="utf-8")
    return path
