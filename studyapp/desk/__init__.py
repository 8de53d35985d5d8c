"""The learner's desk: his store on this machine, and what the screens and commands ask of it."""
