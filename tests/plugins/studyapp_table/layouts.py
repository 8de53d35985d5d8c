"""Every layout of a table that is known from the field, and which miniature stands for it.

A miniature is a file of ``miniatures/good`` and one of the same name in ``miniatures/broken``. Workbooks are written
as text: ``[[name]]`` begins a sheet, ``¦`` parts its cells, ``\\n`` is a line break in a cell, ``#16`` is a number and
``#0.16@1`` one with a style of ``writing``; ``!merge A2:A3`` stands before the first sheet.
"""

from __future__ import annotations

from pathlib import Path

from tests.plugins.studyapp_table.writing import Cell, ods, xls, xlsx

FOLDER = Path(__file__).parent / "miniatures"

LAYOUTS = {
    "headers by synonyms, with hints in brackets, stars, line breaks": "synonyms.xlsx.txt",
    "English headers": "english.csv",
    "header in row 4": "header-in-row-four.xlsx.txt",
    "no header": "no-header.xls.txt",
    "options in one cell: letters, bars, commas, lines, JSON, Python list": "one-cell-options.xlsx.txt",
    "sheets are chapters; helper sheets": "sheets-as-chapters.xlsx.txt",
    "merged cells of chapters": "merged-chapters.xlsx.txt",
    "trap 1: numbers are floats": "numbers-as-floats.xlsx.txt",
    "trap 2: options with their own letter": "own-letters.xlsx.txt",
    "trap 3: the answer stands in option A": "answer-in-first-option.xlsx.txt",
    "trap 4: percent cells and dates": "percent-cells.xlsx.txt",
    "trap 5: judgements are 1 and 2": "judge-numbers.xls.txt",
    "trap 6: the letter of an empty option": "letter-of-an-empty-option.csv",
    "trap 7: pictures in cells": "pictures-in-cells.xlsx.txt",
    "trap 8: .et": "et.et.txt",
    "OpenDocument": "ods.ods.txt",
    "text with tabs": "tabs.tsv",
    "text in GBK": "gbk.csv",
    "考试宝, header in row 2": "kaoshibao-row-two.xlsx.txt",
    "考试宝, header in row 1": "kaoshibao-row-one.xlsx.txt",
    "磨题帮, old": "motibang-old.xls.txt",
    "磨题帮, new": "motibang-new.xlsx.txt",
    "问卷星 export": "wenjuanxing.xlsx.txt",
    "学习通, third-party": "xuexitong.xlsx.txt",
    "道一云": "daoyiyun.xlsx.txt",
    "网络大学: type F, stem G, options H, answer I": "network-fghi.xls.txt",
    "网络大学, 4 columns": "network-four.csv",
    "网络大学, 5 columns": "network-five.xlsx.txt",
    "网络大学, 14 columns": "network-fourteen.xlsx.txt",
    "a question takes several rows": "lines.xlsx.txt",
    "tables side by side": "side-by-side.xlsx.txt",
    "questions in columns": "transposed.xlsx.txt",
    "questions in columns of a csv": "transposed-csv.csv",
    "a whole question in each cell of one column": "one-column-questions.xlsx.txt",
    "a whole question in each record of a csv": "one-column-questions-quoted.csv",
    "a line of text in each cell of one column": "one-column-lines-sheet.xlsx.txt",
    "a line of text in each line of a csv": "one-column-lines.csv",
}


def made(path: Path) -> bytes:
    """Return the file that a miniature stands for."""
    if path.suffix != ".txt" or "." not in path.stem:
        return path.read_bytes()
    sheets: dict[str, list[list[Cell]]] = {}
    merged: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("[["):
            rows = sheets.setdefault(line[2:-2], [])
        elif line.startswith("!merge "):
            merged.append(line.removeprefix("!merge "))
        else:
            rows.append([_cell(part.strip(" ")) for part in line.split("¦")])
    container = Path(path.stem).suffix
    if container == ".xlsx":
        return xlsx(sheets, merged=merged)
    [(name, rows)] = sheets.items()
    return ods(name, [[str(cell) for cell in row] for row in rows]) if container == ".ods" else xls(name, rows)


def _cell(text: str) -> Cell:
    if text.startswith("#"):
        number, _, style = text[1:].partition("@")
        return (float(number), int(style)) if style else float(number)
    return text.replace("\\n", "\n")
