"""What other tools take: files made from the entries of catalogues, and schemas of our own files."""
