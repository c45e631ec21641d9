"""Paragraphs that are meant as headings, or as points of a list."""
