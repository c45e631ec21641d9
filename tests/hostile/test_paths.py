"""No path that an author writes brings a file from elsewhere into the site, or tells what is on the machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sphinx_archdoc.schema.model import Field, FieldType, Kind
from tests.conftest import Built, Site
from tests.ext.hostile_site import myst
from tests.hostile.site import KINDS

pytestmark = pytest.mark.slow

SECRET = "what nobody is to read"
LINKS = [
    (kind, field) for kind in KINDS.values() for field in kind.fields.values() if field.type is FieldType.LINK
]


def built(site: Site, path: str) -> Built:
    """A page that has a path in every name and every field, and is beside a file that is none of it."""
    outside = site.source.parent / "secret.txt"
    outside.write_text(SECRET, "utf-8")
    lines = [
        myst(kind.name, path, [f":{field.name}: {path}" for field in kind.fields.values()], path)
        for kind in KINDS.values()
    ]
    site.write(
        {"index.md": "# Start\n\n" + "\n".join([*lines, myst("diagram", "", [f":caption: {path}"], "")])}
    )
    site.conf["html_copy_source"] = True
    return site.build()


@pytest.mark.parametrize("path", ["../secret.txt", "/../secret.txt", "..%2Fsecret.txt", "<../secret.txt>"])
def test_no_file_is_taken_in(site: Site, path: str) -> None:
    out = built(site, path).out
    assert [file for file in out.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()] == []
    assert {file.name for file in site.source.parent.iterdir()} == {"source", "build", "secret.txt"}
    assert {file.name for file in site.source.iterdir()} == {"index.md", "conf.py"}


@pytest.mark.parametrize(("kind", "field"), LINKS, ids=lambda part: part.name)
def test_a_path_from_the_root_is_one_of_the_project(site: Site, kind: Kind, field: Field) -> None:
    """Else the same project would have other problems on another machine."""
    machine = Path(sys.executable).as_posix()
    site.write({"file.txt": "x"})
    lines = [
        myst(kind.name, f"n{number}", [f":{field.name}: {path}"], "x")
        for number, path in enumerate(["/file.txt", machine])
    ]
    site.write({"index.md": "# Start\n\n" + "\n".join(lines)})
    told = [line for line in site.build().warnings if "[archdoc.dangling-reference]" in line]
    assert len(told) == 1
    assert machine[:20] in told[0]
