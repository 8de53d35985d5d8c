"""What a response is worth: marks, the key's own response, what the journal keeps of it, what is unfit to ask."""

from studyapp.grading.fitness import faults
from studyapp.grading.marking import grade, ideal
from studyapp.grading.policy import STRICT, Partial, Policy
from studyapp.grading.recording import Recorded, Unrecallable, prepare, recall, record

__all__ = [
    "STRICT",
    "Partial",
    "Policy",
    "Recorded",
    "Unrecallable",
    "faults",
    "grade",
    "ideal",
    "prepare",
    "recall",
    "record",
]
