"""The command line, ``sphinx-archdoc``. It starts fast, and imports neither Sphinx nor docutils."""
