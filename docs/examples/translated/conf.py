project = "Sign-in"
extensions = ["myst_parser", "sphinx_archdoc"]
language = "de"
locale_dirs = ["locale"]
