"""A Markdown document: its blocks, sections and labels, each with the lines that it takes."""
