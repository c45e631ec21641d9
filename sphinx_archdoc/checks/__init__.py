"""Is it true? Checks of the catalogue, as functions from values to problems. Pure: no Sphinx, no docutils."""
