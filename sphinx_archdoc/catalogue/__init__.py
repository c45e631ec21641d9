"""The entries of a project: records, lookups by name, references and backlinks. No Sphinx, no docutils."""
