"""The plan of the year: reading it, and what follows from journal and plan. Pure functions of their arguments."""
