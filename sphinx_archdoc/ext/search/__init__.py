"""What Sphinx's search is given: a list of the entries, and words that were stemmed before."""
