"""The screens: they ask the desk, tell the widgets, and decide what comes next."""
