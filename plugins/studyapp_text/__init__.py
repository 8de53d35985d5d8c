"""Exam text in txt and Markdown: reader and writer.

``plugin`` offers both; ``engine.read_lines`` is the entry for readers of other formats that have lines to give.
"""
