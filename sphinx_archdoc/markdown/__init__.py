"""Plain Markdown that follows the template.

``document`` reads blocks, ``recognise`` finds the entries in them, and ``convert`` writes these entries as
directives.
"""
