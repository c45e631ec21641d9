"""The file ``archdoc.json``: everything that a build knows of its entries, for other programs.

:mod:`.records` are its records, :mod:`.recording` makes them from a graph, :mod:`.encoding` writes and reads
their bytes, and :mod:`.reading` makes a graph from them again. So a view, an impact or a query computed from
the file is the one that the build computed: there is one implementation.
"""
