"""The command ``convert``: rewrites plain Markdown as directives."""
