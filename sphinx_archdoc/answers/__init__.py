"""Answers to questions about catalogues that were read from files, as records for programs.

:mod:`.query` selects entries as a table of a page does, :mod:`.shown` describes one entry, and
:mod:`.dependents` lists who is affected if it is down. The views of a page and these answers come from one
implementation, in :mod:`sphinx_archdoc.content`.
"""
