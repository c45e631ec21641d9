"""The files of the code, and their facts. Only this package opens them. It does not deal with entries."""
