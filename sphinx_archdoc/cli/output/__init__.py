"""How the commands print and write: text, tables, reports of findings in their formats, and files."""
