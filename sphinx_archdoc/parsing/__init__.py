"""Parsers for what authors write: options, values, prose and SQL. Pure: no Sphinx, no docutils."""
