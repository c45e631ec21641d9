project = html_title = "Our systems"
extensions = ["myst_parser", "sphinx_archdoc"]
exclude_patterns = [
    "_build",
    ".venv",
    "**/.venv",
    "venv",
    ".tox",
    "node_modules",
    "**/node_modules",
    "Thumbs.db",
    ".DS_Store",
]
myst_heading_anchors = 3
html_theme = "alabaster"
