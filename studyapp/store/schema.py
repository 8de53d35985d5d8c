"""The version of the schema that this version of the app reads and writes."""

SCHEMA = 10
"""How many steps ``migrations`` has; kept in the file's ``user_version``."""
