"""The words by which kinds, fields and values are known."""
