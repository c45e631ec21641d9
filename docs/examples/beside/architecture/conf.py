project = "Our systems"
extensions = ["myst_parser", "sphinx_archdoc"]
myst_heading_anchors = 3

root_doc = "architecture/index"
include_patterns = ["architecture/*.md", "services/*/ARCHITECTURE.md"]
exclude_patterns = ["**/node_modules", "**/_build"]
