"""Items of the bank as the rows of ``questions --json``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from studyapp.model import Answer, Back, Basis, Blanks, Choices, KeyPoints, Kind, Pairs, Steps
from studyapp.store import bank
from studyapp.store.bank import StoredItem


def listing(
    connection: bank.Connection, items: Iterable[StoredItem], decks: Mapping[int, str], total: int
) -> dict[str, object]:
    """The answer of ``--json``: these items, of ``total`` that were found; ``decks``: names by number."""
    cases = {item.no: item.question.hex() for item in bank.find_items(connection, kind=Kind.CASE)}
    rows = [as_plain(item, decks[item.deck], cases.get(item.parent or 0, "")) for item in items]
    return {"questions": rows, "total": total}


def as_plain(item: StoredItem, deck: str, case: str = "") -> dict[str, object]:
    """An item as JSON has it; ``case`` is the id of the material it belongs to."""
    question = item.read()
    row: dict[str, object] = {
        "id": item.question.hex(),
        "revision": item.revision.hex(),
        "kind": item.kind,
        "prompt": question.prompt,
        "choices": list(question.choices),
        "answer": answer_as_plain(question.answer),
        "explanation": question.explanation,
        "subject": item.subject,
        "basis": [basis_as_plain(basis) for basis in question.basis],
        "effective_from": item.effective_from,
        "effective_to": item.effective_to,
        "deck": deck,
        "source": f"{item.source}:{item.first_line}-{item.last_line}" if item.first_line else item.source,
    }
    if case:
        row["case"] = case
    return row


def answer_as_plain(answer: Answer | None) -> object:
    """An answer as ``questions --json`` has it: indexes from 0, texts, or lists of them."""
    match answer:
        case Choices(right):
            return list(right)
        case Blanks(blanks):
            return [list(blank.accepted) for blank in blanks]
        case KeyPoints(points):
            return list(points)
        case Steps(sequence):
            return list(sequence)
        case Pairs(pairs):
            return [list(pair) for pair in pairs]
        case Back(text):
            return text
    return None


def basis_as_plain(basis: Basis) -> dict[str, str]:
    """A legal basis as JSON has it."""
    return {"title": basis.title, "number": basis.number, "article": basis.article, "url": basis.url}
