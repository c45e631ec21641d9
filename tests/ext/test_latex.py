"""What LaTeX gets, and the PDF that comes of it: tables that break over pages, long names, links, hostile names."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.conftest import Built, MakeSite, Site

HOSTILE = r"\input{x} % $ # & _ ^ ~ { } \end"
LONG = "A_RATHER_LONG_NAME_" * 2 + "END"
ROWS = 120

PAGE = f"""\
# Settings

```{{archdoc:component}} hub
The hub.
```

```{{archdoc:envvar}} {LONG}
:default: `{"x" * 60}`
:example: {HOSTILE}

Off: ✗, on: ✓. `{LONG * 2}`
```

```{{archdoc:gotcha}} Beware of {HOSTILE}
:symptom: `{HOSTILE}`
:fix: None.
:affects: hub

It is a trap.
```
"""

ERRORS = "# Errors\n\n" + "".join(
    f"""\
```{{archdoc:error}} E_{number}
:status: 500
:resolution: Try {"again and " * 5}again.

Something happened.
```
"""
    for number in range(ROWS)
)

VIEWS = f"""\
# Views

```{{archdoc:table}} error
:columns: name, cause, resolution
:caption: All of them, {HOSTILE}
```

:::{{note}}
```{{archdoc:table}} envvar
```
:::
"""

INDEX = """\
# All

```{toctree}
views
settings
errors
```
"""


@pytest.fixture(scope="module")
def shared(make_site: MakeSite) -> Site:
    return make_site(
        "latex", {"index.md": INDEX, "views.md": VIEWS, "settings.md": PAGE, "errors.md": ERRORS}
    )


@pytest.fixture(scope="module")
def written(shared: Site) -> Built:
    return shared.build("latex", out="latex")


def test_tables_break_over_pages_but_not_in_a_note(written: Built) -> None:
    text = written.text("test.tex")
    note = text[text.index(r"\begin{sphinxadmonition}") : text.index(r"\end{sphinxadmonition}")]
    assert r"\begin{tabular}" in note
    assert "longtable" not in note
    assert text.count(r"\begin{longtable}") == 4  # the view, and one of each kind where it is written


def test_long_names_may_break(written: Built) -> None:
    text = written.text("test.tex")
    assert r"A\_\allowbreak{}RATHER\_\allowbreak{}LONG\_\allowbreak{}NAME" in text
    assert r"xxxxxx\penalty5000{}xxxxxx" in text


def test_a_cross_is_one_that_latex_knows(written: Built) -> None:
    assert r"Off: \(\times\), on: \(\checkmark\)." in written.text("test.tex")


@pytest.mark.slow
def test_a_row_that_is_higher_than_a_page_makes_the_table_a_list(site: Site) -> None:
    users = "".join(f"```{{archdoc:envvar}} NAME_{n}\n:used-by: hub\n\nOne.\n```\n" for n in range(200))
    site.write({"index.md": f"# All\n\n```{{archdoc:component}} hub\nThe hub.\n```\n\n{users}"})
    text = site.build("latex").text("test.tex")
    assert r"\sphinxstylestrong{← Uses}: {\hyperref[\detokenize{index:archdoc-envvar-NAME_0}]" in text


@pytest.mark.skipif(
    not (shutil.which("latexmk") and shutil.which("pdflatex") and shutil.which("pdftotext")),
    reason="needs latexmk, pdflatex and pdftotext: on Debian, latexmk, texlive-latex-extra, tex-gyre, poppler-utils",
)
@pytest.mark.slow
def test_the_pdf_is_made_without_a_complaint(written: Built) -> None:
    command = ["latexmk", "-pdf", "-silent", "-interaction=nonstopmode", "test.tex"]
    made = subprocess.run(command, cwd=written.out, capture_output=True, timeout=120, check=False)
    log = (written.out / "test.log").read_text("utf-8", "replace")
    assert made.returncode == 0, re.findall(r"^!.*\n.*", log, re.M)
    assert not re.findall(r".*(?:undefined|multiply|duplicate|Missing character).*", log)
    assert [width for width in re.findall(r"Overfull \\hbox \((\d+)", log) if int(width) > 5] == []

    command = ["pdftotext", "-layout", "test.pdf", "-"]
    text = subprocess.run(command, cwd=written.out, capture_output=True, check=True).stdout.decode()
    pages = [page for page in text.split("\f") if "Something happened." in page]
    assert len(pages) > 4
    assert all(re.search(r"Error +(Status +)?Cause", page) for page in pages), "each page repeats the heading"
    assert len(re.findall(r"^ *E_77 .*Something happened", text, re.M)) == 2
    assert "Beware of " + HOSTILE in " ".join(text.split())
    assert "Off: ×, on: ✓." in text
