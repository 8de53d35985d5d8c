"""The version of the schema that this version of the app reads and writes."""

SCHEMA = 11
"""How many steps ``migrations`` has; kept in the file's ``user_version``."""
