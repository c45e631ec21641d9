"""The version of what is stored in an environment."""

from __future__ import annotations

DATA_VERSION = 9
"""Raise it when the records of the catalogue change their shape: old environments are then read anew."""
