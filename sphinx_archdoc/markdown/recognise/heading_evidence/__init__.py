"""Evidence that a heading is the name of an entry."""
