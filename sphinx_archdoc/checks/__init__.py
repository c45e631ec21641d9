"""Checks of the catalogue: functions that take values and return problems. Pure: no Sphinx, no docutils."""
