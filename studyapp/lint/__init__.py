"""What an attentive reader of a bank would mark: keys against explanations, doubled choices, near duplicates.

Rules about the content of questions, without files or stores. They only say what they see; nothing is changed.
"""

from studyapp.lint.alike import Difference, Pair, pairs
from studyapp.lint.choices import ChoiceFault, ChoiceFlaw, choice_flaws
from studyapp.lint.explanation import Contradiction, Ground, contradiction

__all__ = [
    "ChoiceFault",
    "ChoiceFlaw",
    "Contradiction",
    "Difference",
    "Ground",
    "Pair",
    "choice_flaws",
    "contradiction",
    "pairs",
]
