"""``python -m sphinx_archdoc`` is the command line, too."""

from __future__ import annotations

import sys

from sphinx_archdoc.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
