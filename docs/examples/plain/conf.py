project = "Langfuse"
extensions = ["myst_parser", "sphinx_archdoc"]
exclude_patterns = ["_build", "wrapped.md"]  # it says the same as langfuse.md
html_theme = "furo"
