"""The prose of entries is translated like any other, and shown translated everywhere; anchors stay."""

from __future__ import annotations

import gettext

import pytest

from tests.conftest import Site

CATALOGUE = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "The *port* of the API."
msgstr "Der *Port* der Schnittstelle."

msgid "Answers."
msgstr "Antwortet."
"""


def test_a_translated_text_is_shown_on_every_page(site: Site) -> None:
    site.conf |= {"language": "de", "locale_dirs": ["locale"]}
    site.write(
        {
            "index.md": "# Start\n\n```{toctree}\napi\n```\n\n```{archdoc:table} envvar, component\n"
            ":columns: name, description, purpose\n```\n",
            "api.md": "# API\n\n```{archdoc:envvar} PORT\nThe *port* of the API.\n```\n"
            "```{archdoc:component} api\n:purpose: Answers.\n```\n",
            "locale/de/LC_MESSAGES/api.po": CATALOGUE,
        }
    )
    built = site.build()
    assert built.warnings == []
    for page in ("index", "api"):
        assert "Der <em>Port</em> der Schnittstelle." in built.body(page)
        assert "Antwortet." in built.body(page)
    assert 'id="archdoc-envvar-PORT"' in built.body("api")
    assert "Antwortet." in built.text("archdoc-component.html")


def test_a_changed_translation_is_shown_by_every_view(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.conf |= {"language": "de", "locale_dirs": ["locale"]}
    site.write(
        {
            "index.md": "# Start\n\n```{toctree}\napi\n```\n\n```{archdoc:table} envvar\n```\n",
            "api.md": "# API\n\n```{archdoc:envvar} PORT\nThe *port* of the API.\n```\n",
            "locale/de/LC_MESSAGES/api.po": CATALOGUE,
        }
    )
    site.build()
    site.write({"locale/de/LC_MESSAGES/api.po": CATALOGUE.replace("Schnittstelle", "API")})
    monkeypatch.setattr(gettext, "_translations", {})  # what a process has read it does not read again
    after = site.build()
    assert "Der <em>Port</em> der API." in after.body("index")
    assert after.read == {"api"}
