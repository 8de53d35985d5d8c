"""A platform that has no interface of its own for us, as a remote: through a mapping file."""
