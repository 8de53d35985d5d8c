"""A folder, a network share or a stick as a remote."""
