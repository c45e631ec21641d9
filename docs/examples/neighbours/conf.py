project = "Parcels"
extensions = ["myst_parser", "sphinx_design", "sphinx_copybutton", "sphinx_archdoc"]
myst_enable_extensions = ["colon_fence"]
