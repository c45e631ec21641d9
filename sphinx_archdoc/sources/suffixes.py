"""The suffixes of files in languages that several steps and checks ask for."""

from __future__ import annotations

PLAIN_JAVASCRIPT = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")
"""JavaScript and TypeScript without JSX: what servers are written in."""

JAVASCRIPT_MODULES = (*PLAIN_JAVASCRIPT, ".jsx", ".tsx")
"""What is nothing but JavaScript or TypeScript, so that its imports stand at its top."""

JAVASCRIPT = (*JAVASCRIPT_MODULES, ".vue", ".svelte", ".astro")
"""All files with JavaScript or TypeScript, those of components in HTML, too."""

RUBY_AND_ELIXIR = (".rb", ".ex", ".exs")
"""Languages in which routes are statements: ``resources :orders``."""
