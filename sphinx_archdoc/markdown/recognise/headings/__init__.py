"""Headings: the labels below them, and what headings beside each other have in common."""
