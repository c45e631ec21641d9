"""Beside other extensions, themes and tools, and in the folders and builds of others."""
