"""What Sphinx's search is given: entries as hits with what the reader needs, and stems that were found before."""
