"""The commands that answer questions from catalogues, each in the module of its name."""
