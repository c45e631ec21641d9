"""Convert a Markdown document: write the entries recognised in it as directives."""
