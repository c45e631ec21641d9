"""What our documentation says of translations: the example does what the page tells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Built, Site
from tests.languages.messages import messages_of

EXAMPLE = Path(__file__).parent.parent.parent / "docs/examples/translated"
FILES = {
    p.relative_to(EXAMPLE).as_posix(): p.read_text("utf-8") for p in EXAMPLE.rglob("*.*") if p.suffix != ".mo"
}


@pytest.fixture
def example(site: Site) -> Site:
    assert FILES["conf.py"].endswith('language = "de"\nlocale_dirs = ["locale"]\n')
    site.conf |= {"language": "de", "locale_dirs": ["locale"]}
    site.write(FILES)
    return site


@pytest.fixture
def built(example: Site) -> Built:
    return example.build()


def test_the_example_is_translated(built: Built) -> None:
    body = built.body("index")
    assert built.warnings == []
    assert "Benötigt" not in body and "Verwendet von" in body and "Uhren, die abweichen" in body
    assert 'id="archdoc-gotcha-Clocks-that-drift"' in body
    assert "Was schon schiefging" in body and ">Falle</th>" in body
    assert "<h1>Fallen</h1>" in built.text("archdoc-gotcha.html")
    for text in re.findall(r'msgid "([^"{]+)"', FILES["locale/de/LC_MESSAGES/index.po"]):
        assert f">{text}<" not in body


def test_the_example_has_a_translation_for_all_that_is_extracted(example: Site) -> None:
    found = messages_of(example.build("gettext").out / "index.pot")
    assert {
        text for text in found if f'msgid "{text}"' not in FILES["locale/de/LC_MESSAGES/index.po"]
    } == set()
