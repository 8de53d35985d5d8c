"""Sittings: the day's drill and other practice."""

from studyapp.session.drill import Drill
from studyapp.session.marks import MARKS, mark
from studyapp.session.practice import Practice
from studyapp.session.protocol import Session
from studyapp.session.sitting import FORECAST_DAYS, Sitting

__all__ = ["FORECAST_DAYS", "MARKS", "Drill", "Practice", "Session", "Sitting", "mark"]
