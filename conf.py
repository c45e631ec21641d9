"""Sphinx configuration of our own documentation: ``make docs``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "docs" / "_ext"))

from sphinx_archdoc import __version__

project = "sphinx-archdoc"
author = "The sphinx-archdoc developers"
copyright = "2026, the sphinx-archdoc developers"
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.intersphinx",
    "sphinx_archdoc",
    "selfdoc",
    "commandline",
    "walkthrough",
]
exclude_patterns = ["_build", "snippets", "examples"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
intersphinx_mapping = {"payments": ("https://payments.example/docs/", "examples/payments.inv")}
archdoc_kinds = "docs/archdoc.toml"
archdoc_sources = "docs/sources.toml"
archdoc_profiles = ["component", "integration"]
archdoc_sql_dialects = ["postgres", "clickhouse"]

html_theme = "furo"
html_title = f"sphinx-archdoc {version}"
html_theme_options = {"top_of_page_buttons": []}
templates_path = ["docs/_templates"]
html_static_path = ["docs/_static"]
html_extra_path = ["docs/_extra"]  # schema/catalogue-1.json and others
html_css_files = ["docs.css"]

latex_engine = "xelatex"  # for all the signs on these pages
latex_use_xindy = False
latex_elements = {
    "extraclassoptions": "openany,oneside",
    "preamble": r"""
\usepackage{newunicodechar}
\newunicodechar{✗}{\(\times\)}
\newunicodechar{❌}{\(\times\)}
\newunicodechar{✅}{\(\checkmark\)}
\renewcommand{\_}{\textunderscore\allowbreak}  % in the index, too, there are long names
""",
}
