"""Formats for other programs: JSON."""
