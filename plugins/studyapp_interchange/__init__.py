"""Formats for other programs: JSON, GIFT, Aiken, Moodle XML, Anki packages and Markdown flashcards."""
