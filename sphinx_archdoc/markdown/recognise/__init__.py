"""Recognise entries in a Markdown document that follows the template."""
