"""The plans that ship, and the working days in them.

``python -m tests.activities`` writes the State Council's holidays into the plans, from the package chinesecalendar.
Another version of the package changes nothing in a plan until somebody runs this, and reads what it says has changed.
"""
