"""What may be written: kinds, fields, and how their values are read. Pure: no Sphinx, no docutils."""
