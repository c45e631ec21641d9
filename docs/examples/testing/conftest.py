pytest_plugins = ["sphinx_archdoc.testing"]
