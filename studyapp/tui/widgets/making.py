"""Which widget answers which kind of question."""

from __future__ import annotations

from studyapp.model import Kind, Question
from studyapp.tui.widgets.answering import Answering
from studyapp.tui.widgets.blanks import BlankFields
from studyapp.tui.widgets.choices import ChoiceList
from studyapp.tui.widgets.recalling import CardBack, PointList
from studyapp.tui.widgets.sorting import PairLists, StepList

_WIDGETS: dict[Kind, type[Answering]] = {
    Kind.SINGLE: ChoiceList,
    Kind.MULTIPLE: ChoiceList,
    Kind.JUDGE: ChoiceList,
    Kind.BLANK: BlankFields,
    Kind.SHORT: PointList,
    Kind.ORDER: StepList,
    Kind.MATCH: PairLists,
    Kind.CARD: CardBack,
}


def answering(question: Question) -> Answering:
    """The widget that answers this question; a case on its own can only be passed over."""
    return _WIDGETS.get(question.kind, Answering)(question)
