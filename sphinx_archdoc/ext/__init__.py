"""The glue to Sphinx, and the only package that knows it. Begin with :mod:`.ext.registration`."""
