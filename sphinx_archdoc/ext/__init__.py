"""The glue to Sphinx, and the only package that knows it. Read :mod:`sphinx_archdoc.ext.setup` first."""
