"""What entries cost: ``make bench`` builds a small project in three ways, and prints the time by phase.

``floor``
    Pages with prose and headings, and no entries: what no extension can remove.
``plain``
    The same pages with tables, an overview of each kind and backlinks, all typed by hand.
``archdoc``
    The same with directives; the overviews and the backlinks are computed.
"""
