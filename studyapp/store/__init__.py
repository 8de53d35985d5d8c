"""The disk: one SQLite file for each learner. Only this package and the migrations speak SQL."""
