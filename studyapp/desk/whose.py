"""Whose desk it is: the name and unit that pages and pictures bear."""

from __future__ import annotations

from studyapp import profiles
from studyapp.report.page import Learner
from studyapp.world import World


def learner_of(world: World, name: str = "", unit: str = "") -> Learner:
    """Who learns: under this name and unit, else as he has called himself; nobody in particular where he has not."""
    one = next((one for one in profiles.read(world.home).all if one.id == world.profile), None)
    return Learner(name or (one.name if one else ""), unit or (one.unit if one else ""))
