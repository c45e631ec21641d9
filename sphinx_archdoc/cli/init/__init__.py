"""The command ``init``: creates a small project that builds."""
