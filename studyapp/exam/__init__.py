"""Sitting a paper against the clock: started, interrupted, gone on with, handed in."""
