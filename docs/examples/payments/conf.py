project = "Payments"
extensions = ["myst_parser", "sphinx_archdoc"]
