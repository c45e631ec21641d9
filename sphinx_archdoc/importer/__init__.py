"""Markdown that is filled in from the template: read as entries, and written as directives."""
