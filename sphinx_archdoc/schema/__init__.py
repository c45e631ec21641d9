"""The schema: kinds, their fields, and the loader of the kinds table. Pure: no Sphinx, no docutils."""
