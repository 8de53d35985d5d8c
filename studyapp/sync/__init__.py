"""Decks down, answers up: what goes between a store and its remotes."""
