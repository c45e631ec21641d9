"""Markers: comments that say what the table, the list or the heading directly below them is.

``<!-- archdoc: envvar; "Where used" = used-by; Range = notes -->`` names the kind of the entries, and what
some of the columns or labels mean. ``<!-- archdoc: none -->`` says that nothing in the block is an entry.

The reference is "Markers" in ``docs/reference/plain-markdown.md``.
"""
