project = "Skeleton"
extensions = ["myst_parser", "sphinx_archdoc"]
