"""Fixtures of the tests that compare documents with code."""

from tests.truth.doors import doors as doors
