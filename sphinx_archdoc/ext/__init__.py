"""The glue to Sphinx, and the only package that knows it.

During a build, Sphinx calls the rooms of this package in this order:

1. ``setup`` adds the configuration values. When they are known (``config-inited``), :mod:`.kinds` loads the
   kinds and adds the :mod:`.domain` with a directive, a role and an index page for each of them.
2. While a document is read, its :mod:`.directives` parse entries and views, note them in the
   :mod:`.environment` and leave nodes (:mod:`.doctree`) in their place. The :mod:`.transforms` recognise
   entries in plain Markdown. When the document is complete, a collector (:mod:`.collectors`) stores what
   other pages need of it.
3. When all documents are read (``env-updated``), :mod:`.report` logs the problems, and :mod:`.incremental`
   adds the pages that show a change to those that Sphinx writes.
4. While a document is written, the :mod:`.post_transforms` replace the nodes by what readers see.
5. :mod:`.html` adds what only websites have: stylesheet, scripts, the index pages and the entries for the
   search.

:mod:`.workarounds` holds what Sphinx should do itself, or gives no hook for.
"""
