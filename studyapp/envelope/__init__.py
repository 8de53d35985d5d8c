"""Statements sealed and read: the same bytes over HTTP, on a stick, and from hub to hub."""
