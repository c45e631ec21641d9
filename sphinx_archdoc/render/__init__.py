"""Render the content of pages as docutils nodes and HTML. Independent of Sphinx: needs no app or builder."""
