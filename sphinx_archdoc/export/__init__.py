"""Files for other tools, generated from the entries of catalogues; and schemas of our own files."""
