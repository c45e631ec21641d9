"""The Sphinx extension, in the only package that imports Sphinx.

During a build, Sphinx calls the parts of this package in this order:

1. ``setup`` adds the configuration values. When they are known (``config-inited``), :mod:`.kinds` loads the
   kinds and adds the :mod:`.domain` with a directive, a role and an index page for each of them.
2. While a document is read, its :mod:`.directives` parse entries and views, store them in the
   :mod:`.environment` and return placeholder nodes (:mod:`.doctree`). The :mod:`.transforms` recognise
   entries in plain Markdown. When the document is complete, a collector (:mod:`.collectors`) stores the
   titles, texts and mentions that other pages need.
3. When all documents are read (``env-updated``), :mod:`.report` logs the problems, and :mod:`.incremental`
   returns the pages to rewrite: those that show something that has changed on another page.
4. While a document is written, the :mod:`.post_transforms` render the placeholders.
5. :mod:`.html` adds the parts of a website: stylesheet, scripts, the index pages and the data for the search.
6. When the build is finished, :mod:`.catalogue_file` writes ``archdoc.json`` for other programs.

:mod:`.workarounds` makes up for bugs and missing hooks in Sphinx and other extensions.
"""
