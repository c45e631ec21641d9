"""The version of the data that is stored in the environment.

``setup`` needs it, and importing it from the ``environment`` package would load the catalogue with it.
"""

from __future__ import annotations

DATA_VERSION = 12
"""Increase it when the records of the catalogue change their shape; Sphinx then discards old environments."""
