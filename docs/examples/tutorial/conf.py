project = "Parcels"
extensions = [
    "myst_parser",
    "sphinx_archdoc",
]
exclude_patterns = ["_build", ".venv"]
html_theme = "furo"
