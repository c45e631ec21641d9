project = "Parcels"
extensions = [
    "myst_parser",
    "sphinx_archdoc",
]
