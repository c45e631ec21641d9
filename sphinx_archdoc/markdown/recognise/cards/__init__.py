"""Sections that are entries, with the fields below their labels."""
