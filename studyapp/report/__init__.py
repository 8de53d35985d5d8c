"""What the journal says about the learner: figures, charts, pages to print."""
