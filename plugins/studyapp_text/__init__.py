"""Exam text in txt and Markdown: reader and writer."""
