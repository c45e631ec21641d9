"""Markers: comments that say what the block below them is, on pages of all sorts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_archdoc.cli.main import main
from tests.conftest import Built, Site
from tests.markdown.documents import HEADER

EXAMPLE = Path(__file__).parent.parent.parent / "docs/examples/marked/settings.md"

TABLE = "| Item | Range | Where used |\n|---|---|---|\n| PORT | 1-9 | web |\n"
MARKER = '<!-- archdoc: envvar; "Where used" = used-by; Range = notes -->'
COMPONENT = "```{archdoc:component} web\nServes pages.\n```\n"
PLAIN = "| Variable | Required | Description |\n|---|---|---|\n| OTHER_NAME | no | x |\n"


def page(marker: str, head: str = "") -> str:
    return f"{head}# T\n\nWords.\n\n{PLAIN}\n## Values\n\n{marker}\n{TABLE}\n{COMPONENT}"


def names(built: Built, kind: str = "envvar") -> list[str]:
    return [entry.name for entry in built.entries if entry.kind == kind]


@pytest.mark.parametrize("marker", [MARKER, MARKER.replace("<!--", "%").removesuffix(" -->"), f"{MARKER}\n"])
def test_a_page_that_is_not_recognised_is_read_where_it_has_a_marker(site: Site, marker: str) -> None:
    site.write({"index.md": page(marker)})
    built = site.build()
    assert names(built) == ["PORT"]
    assert built.codes == [f"index.md:{14 + marker.count(chr(10))} missing-field"]  # and no column is unknown
    assert "archdoc:" not in built.body("index").replace("<!-- archdoc:", "")
    assert 'id="archdoc-envvar-PORT"' in built.body("index")


def test_a_page_that_is_recognised_is_read_as_a_whole(site: Site) -> None:
    site.write({"index.md": page(MARKER, "---\narchdoc: true\n---\n\n")})
    assert names(site.build("dummy")) == ["OTHER_NAME", "PORT"]


def test_nothing_is_an_entry(site: Site) -> None:
    text = page(MARKER, HEADER).replace(PLAIN, f"<!-- archdoc: none -->\n{PLAIN}")
    site.write({"index.md": text})
    assert names(site.build("dummy")) == ["PORT"]


@pytest.mark.parametrize(
    ("setting", "expected"), [(False, []), (["other"], ["PORT"]), (["index"], ["OTHER_NAME", "PORT"])]
)
def test_the_setting_names_the_pages_that_are_read_as_a_whole(
    site: Site, setting: object, expected: list[str]
) -> None:
    site.conf["archdoc_recognise"] = setting
    site.write({"index.md": page(MARKER)})
    assert names(site.build("dummy")) == expected


def test_a_page_can_refuse(site: Site) -> None:
    site.write({"index.md": page(MARKER, "---\narchdoc: false\n---\n\n")})
    assert names(site.build("dummy")) == []


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        ("<!-- archdoc: envar -->", "the marker names 'envar', which is not a kind; did you mean 'envvar'?"),
        (
            "<!-- archdoc: envvar; Item = descripton -->",
            "envvar has no field 'descripton'; did you mean 'description'?",
        ),
        (
            "<!-- archdoc: envvar; Rang = notes -->",
            "there is no column 'Rang' below the marker; "
            "did you mean 'Range'?; the table has Item, Range, Where used",
        ),
        (
            "<!-- archdoc: envvar -->\n\nWords.\n",
            "there is no table, list or heading directly below this marker; write it on the line above the "
            "block that it is about",
        ),
        (
            "<!-- archdoc: envvar -->\n\n<!-- archdoc: none -->\n",
            "there is no table, list or heading directly below this marker; write it on the line above the "
            "block that it is about",
        ),
        (
            "<!-- archdoc: envvar Range = notes -->",
            "the marker names 'envvar Range = notes', which is not a kind; write a semicolon after 'envvar'",
        ),
        (
            "<!-- archdoc: Environment variables -->",
            "the marker names 'Environment variables', which is not a kind; did you mean 'envvar'?",
        ),
        (
            "<!-- archdoc: envvar; Item = name; Range = notes; item = description -->",
            "the marker gives 'item' two meanings; keep 'Item = name' or 'item = description'",
        ),
        (
            "<!-- archdoc envvar; Range = notes -->",
            "this comment has no effect: there is no colon after 'archdoc'; "
            "write <!-- archdoc: envvar; Range = notes -->",
        ),
        (
            "% ARCHDOC: envar",
            "this comment has no effect: 'archdoc' is in capital letters; write % archdoc: envar",
        ),
        (
            "<!-- archdoc: envvar --> <!-- other -->",
            "a marker has no effect beside other text; write <!-- archdoc: envvar --> on a line of its own, "
            "with no other text in it",
        ),
        (
            "- <!-- archdoc: envvar -->\n  - a: b\n",
            "a marker has no effect within a list; write it above the list, or move what it is about out of the list",
        ),
        (
            "> <!-- archdoc: envvar -->\n",
            "a marker has no effect within a block quote; write it above the block quote, or move what it is "
            "about out of the block quote",
        ),
    ],
)
@pytest.mark.parametrize("head", ["", "---\narchdoc: true\n---\n"])
def test_a_mistake_is_one_problem_at_its_line(site: Site, marker: str, message: str, head: str) -> None:
    site.write({"index.md": page(marker, head)})
    line = 11 + head.count("\n")
    found = [warning for warning in site.build("dummy").warnings if not warning.startswith("index.md:7:")]
    assert [warning.partition("index.md:")[2] for warning in found] == [
        f"{line}: WARNING: {message} [archdoc.wrong-marker]"
    ]


@pytest.mark.parametrize(
    "text", ["<!-- archdoc is used -->\n", "`<!-- archdoc: envvar -->`\n", "% archdoc docs\n"]
)
def test_a_comment_about_archdoc_is_no_marker(site: Site, text: str) -> None:
    site.write({"index.md": f"# T\n\n{text}\n- a: b\n\n```md\n<!-- archdoc envvar -->\n```\n"})
    assert site.build("dummy").warnings == []


WRONG = "<!-- archdoc: envvar; Item = nmae -->"


@pytest.mark.parametrize(
    "marker",
    ["<!-- archdoc: envar -->", WRONG, "<!-- archdoc envvar -->", "- a\n\n  <!-- archdoc: envvar -->"],
)
def test_convert_keeps_a_wrong_marker_and_what_is_below(
    site: Site, marker: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"# T\n\n## Environment Variables\n\n{marker}\n\n{PLAIN}"
    site.write({"index.md": text})
    assert main(["convert", "--check", str(site.source / "index.md")]) == 1
    assert (
        f"index.md:{text[: text.index('<!--')].count(chr(10)) + 1}: not understood: "
        in capsys.readouterr().out
    )
    main(["convert", "--force", str(site.source / "index.md")])
    is_nested = marker.startswith("-")
    assert ((site.source / "index.md").read_text("utf-8") == text) != is_nested


def test_convert_converts_what_is_beside_a_wrong_marker(site: Site) -> None:
    text = f"# T\n\n## Environment Variables\n\n{WRONG}\n### Old\n\n{PLAIN}\n### New\n\n{PLAIN.replace('OTHER', 'NEW')}"
    site.write({"index.md": text})
    main(["convert", "--force", str(site.source / "index.md")])
    converted = (site.source / "index.md").read_text("utf-8")
    assert f"{WRONG}\n### Old\n\n{PLAIN}" in converted
    assert "```{archdoc:envvar} NEW_NAME" in converted


def test_a_mistake_is_told_where_a_line_is_explained(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({"index.md": page(WRONG)})
    assert main(["convert", "--check", "--explain", "11", str(site.source / "index.md")]) == 0
    out = capsys.readouterr().out
    assert "  envvar has no field 'nmae'; did you mean 'name'?\n" in out
    assert "no evidence" not in out


def test_a_kind_of_ones_own_has_markers(site: Site) -> None:
    site.conf["archdoc_kinds"] = {"ship": {"help": "It sails.", "fields": {"home": {}}}}
    site.write(
        {
            "index.md": "# T\n\n<!-- archdoc: ship; Port = home -->\n\n| What | Port |\n|---|---|\n| Ark | Ur |\n"
        }
    )
    built = site.build("dummy")
    assert built.warnings == []
    assert names(built, "ship") == ["Ark"]


def test_the_example_of_the_documentation(site: Site) -> None:
    site.write({"index.md": EXAMPLE.read_text("utf-8")})
    built = site.build()
    assert built.warnings == []
    found = ["SHOP_WORKERS", "SHOP_CURRENCY", "mailer", "web"]
    assert sorted(names(built) + names(built, "component")) == sorted(found)
    assert "note" not in built.entry("envvar", "SHOP_WORKERS").fields
    assert "archdoc: " not in re.sub(r"(?s)<!--.*?-->", "", built.body("index"))


def test_the_example_is_converted_and_what_is_none_stays(site: Site) -> None:
    site.write({"index.md": EXAMPLE.read_text("utf-8")})
    page = site.source / "index.md"
    before = site.build("dummy")
    assert main(["convert", "--force", str(page)]) == 0
    text = page.read_text("utf-8")
    assert re.findall("<!--.*-->", text) == ["<!-- archdoc: none -->"]
    assert main(["convert", "--force", str(page)]) == 0
    assert page.read_text("utf-8") == text
    built = site.build("dummy")
    assert built.warnings == []
    assert sorted(names(built)) == sorted(names(before))
