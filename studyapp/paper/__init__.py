"""Papers: which questions, in which order, with which marks. Pure functions of their arguments."""

from studyapp.paper.blinding import blind
from studyapp.paper.composing import EXAMINED, Candidate, Chosen, Lack, Paper, compose
from studyapp.paper.shuffling import shuffled

__all__ = ["EXAMINED", "Candidate", "Chosen", "Lack", "Paper", "blind", "compose", "shuffled"]
