"""Which msgids the code holds, and where it hides one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

TAKEN = {"_": 0, "N_": 0, "pgettext": 1, "plural": 0, "Message": 0}
"""The calls that take a msgid, and which of their arguments it is."""

CHINESE = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]")
"""Chinese characters, and signs of full width."""


@dataclass(frozen=True, slots=True, order=True)
class Msgid:
    """A text to translate; ``context`` is empty but for ``pgettext``, ``counted`` is a text of ``plural``."""

    text: str
    context: str = ""
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Module:
    """One file of code."""

    path: Path
    tree: ast.Module

    def at(self, node: ast.expr) -> str:
        """Where something stands, for a person."""
        return f"{self.path}:{node.lineno}: {ast.unparse(node)}"


class _Literal(ast.Constant):
    value: str


def modules(folder: Path) -> Iterator[Module]:
    """Every module below a folder."""
    for path in sorted(folder.rglob("*.py")):
        yield Module(path, ast.parse(path.read_text(encoding="utf-8")))


def msgids(folder: Path) -> set[Msgid]:
    """All msgids below a folder."""
    found = set()
    for module in modules(folder):
        for name, call in _calls(module.tree):
            text = _text(name, call)
            context = call.args[0] if name == "pgettext" else ast.Constant("")
            if _is_literal(text) and _is_literal(context):
                found.add(Msgid(text.value, context.value, name == "plural"))
    return found


def hidden(module: Module) -> list[str]:
    """The calls whose msgid is no literal, nor looked up where literals stand that are marked with ``N_``."""
    return [
        module.at(call)
        for name, call in _calls(module.tree)
        if not _is_literal(_text(name, call)) and not (name == "_" and _is_lookup(_text(name, call)))
    ]


def unmarked(module: Module) -> list[str]:
    """Chinese texts that no call takes and that are no documentation."""
    spared = {id(_text(name, call)) for name, call in _calls(module.tree)}
    spared |= {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    return [
        module.at(node)
        for node in ast.walk(module.tree)
        if _is_literal(node) and id(node) not in spared and CHINESE.search(node.value)
    ]


def early(module: Module) -> list[str]:
    """Calls that put a msgid into words while the module is loaded, when nobody has chosen a language yet."""
    in_functions = {
        id(node)
        for function in ast.walk(module.tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for statement in (function.body if isinstance(function.body, list) else [function.body])
        for node in ast.walk(statement)
    }
    return [
        module.at(call)
        for name, call in _calls(module.tree)
        if name not in ("N_", "Message") and id(call) not in in_functions
    ]


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in TAKEN:
                yield name, node


def _text(name: str, call: ast.Call) -> ast.expr:
    return call.args[TAKEN[name]] if len(call.args) > TAKEN[name] else call


def _is_literal(node: ast.AST) -> TypeGuard[_Literal]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_lookup(node: ast.expr) -> bool:
    """An attribute or an item of a table; a name may hold anything."""
    return isinstance(node, ast.Attribute | ast.Subscript)
