"""The command ``check``: compares the documents with the code, without Sphinx."""
