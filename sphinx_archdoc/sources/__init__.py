"""What the code of a project says, as facts. Pure: text in, facts out; no files, no Sphinx, no entries."""
