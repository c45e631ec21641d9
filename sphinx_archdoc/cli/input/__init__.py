"""What several commands read: Markdown files, ``conf.py`` and the kinds."""
