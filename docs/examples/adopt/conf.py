project = "Our systems"
extensions = ["myst_parser", "sphinx_archdoc"]
exclude_patterns = ["_build"]
