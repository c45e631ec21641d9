"""The command line: ``sphinx-archdoc …``. It knows neither Sphinx nor docutils, and starts fast."""
