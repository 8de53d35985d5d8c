"""The databases a hub can stand on, behind one small protocol."""
