"""The values of an entry: what fields they set, and where in the text they are."""
