"""Screens, widgets and keys: everything that draws."""
