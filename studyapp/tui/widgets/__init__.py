"""The parts that screens are made of: each is told what to show, and answers in messages."""
