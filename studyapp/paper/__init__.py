"""Papers: which questions, in which order, with which marks. Pure functions of their arguments."""
