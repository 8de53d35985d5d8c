"""What was planned, as the rows that the bank is given."""

from __future__ import annotations

from studyapp.importing.planning import Plan, PlannedItem
from studyapp.model import Deck, Kind, Question, Validity
from studyapp.store.batches import NewItem


def about(deck: Deck) -> tuple[str, str, str, str]:
    """What a deck's row says of it."""
    as_of = "" if deck.as_of is None else deck.as_of.isoformat()
    return deck.subject, deck.jurisdiction, as_of, deck.description


def base_of(planned: Plan) -> int:
    """Where the file's first item stands in the deck: where it stood before, or behind everything else."""
    for one in planned.items:
        if one.old is not None:
            return max(one.old.position - one.item.position, 0)
    return max((one.position + 1 for one in planned.missing), default=0)


def new_item(one: PlannedItem, base: int, deck: Deck) -> NewItem:
    """The item as it is written; its fields are given in their order, which takes half of the time of names."""
    item, question, key, revision, body, _change, old, _linked = one
    content, source = item.question, item.source
    since, until = _OPEN if content.validity is _ALWAYS else _ends(content.validity)
    return NewItem(
        item.position,
        base + item.position,
        question,
        key,
        revision,
        _WORDS[content.kind],
        content.subject or deck.subject,
        since,
        until,
        item.label,
        item.external_id,
        source.file,
        source.line,
        source.last,
        item.case,
        None if old is None else old.no,
        body,
    )


def _ends(validity: Validity) -> tuple[str | None, str | None]:
    first, last = validity.effective_from, validity.effective_to
    return None if first is None else first.isoformat(), None if last is None else last.isoformat()


_ALWAYS = Question.validity
_OPEN = None, None
_WORDS = {kind: str(kind) for kind in Kind}


def same_of(one: PlannedItem) -> dict[str, str]:
    """What the journal says of a question whose wording was corrected."""
    if one.old is None:
        raise AssertionError("only a changed item is linked")
    return {
        "old": one.old.question.hex(),
        "new": one.question.hex(),
        "old_key": one.old.key.hex(),
        "new_key": one.key.hex(),
    }
