"""The tools that the exports are for read them: those that are installed here."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sphinx_archdoc.export.formats import FORMATS
from tests.catalogue_file.files import shop
from tests.export.systems import exported, odd_system, own_system, text_of

BACKSTAGE = """
const model = require("@backstage/catalog-model");
const entities = JSON.parse(require("fs").readFileSync(0, "utf8"));
const policy = model.EntityPolicies.allOf([
  new model.SchemaValidEntityPolicy(), new model.DefaultNamespaceEntityPolicy(),
  new model.FieldFormatEntityPolicy(), new model.NoForeignRootFieldsEntityPolicy(),
]);
const kinds = [
  model.componentEntityV1alpha1Validator, model.resourceEntityV1alpha1Validator,
  model.systemEntityV1alpha1Validator, model.apiEntityV1alpha1Validator,
];
(async () => {
  const known = new Set(entities.map((one) => model.stringifyEntityRef(one)));
  for (const entity of entities) {
    await policy.enforce(entity);
    const checked = await Promise.all(kinds.map((kind) => kind.check(entity)));
    if (!checked.includes(true)) throw new Error(`no such kind: ${entity.kind}`);
    for (const need of entity.spec.dependsOn || []) {
      const found = model.stringifyEntityRef(model.parseEntityRef(need));
      if (!known.has(found)) throw new Error(`${entity.metadata.name} depends on ${need}`);
    }
  }
  console.log(known.size);
})();
"""

MERMAID = """
const { JSDOM } = require("jsdom");
globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
import(require("url").pathToFileURL(require.resolve("mermaid"))).then(async ({ default: mermaid }) => {
  const source = require("fs").readFileSync(0, "utf8");
  console.log((await mermaid.parse(source)).diagramType);
});
"""


def node(script: str, given: str, *packages: str) -> str:
    """What a script prints for Node, or a skipped test where Node or a package is not there."""
    program = shutil.which("node")
    required = "".join(f"require.resolve({name!r});" for name in packages)
    if not program or subprocess.run([program, "-e", required], capture_output=True, check=False).returncode:
        pytest.skip(f"there is no Node with {' and '.join(packages)} here: npm install {' '.join(packages)}")
    done = subprocess.run(
        [program, "-e", script], input=given, capture_output=True, check=False, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def tool(name: str, package: str) -> str:
    """The path of a program, or a skipped test."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"there is no {name} here: {package}")
    return found


@pytest.mark.slow
def test_backstage() -> None:
    import yaml

    entities = list(yaml.safe_load_all(text_of(FORMATS["backstage"], odd_system())))
    assert int(node(BACKSTAGE, json.dumps(entities), "@backstage/catalog-model")) == len(entities)


@pytest.mark.slow
def test_likec4(tmp_path: Path) -> None:
    program = tool("likec4", "npm install likec4")
    (tmp_path / "a.c4").write_text(text_of(FORMATS["likec4"], odd_system()), "utf-8")
    done = subprocess.run(
        [program, "validate", tmp_path], capture_output=True, check=False, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout
    assert "ERROR" not in done.stdout + done.stderr


@pytest.mark.slow
def test_structurizr(tmp_path: Path) -> None:
    """Structurizr's own parser, whatever its launcher is called: it differs between packages."""
    names = ("structurizr.sh", "structurizr-cli", "structurizr")
    program = next(filter(None, map(shutil.which, names)), None) or tool(
        "structurizr.sh", "download it from https://docs.structurizr.com/cli/installation"
    )
    for number, graph in enumerate((odd_system(), own_system(), shop())):
        path = tmp_path / f"{number}.dsl"
        path.write_text(text_of(FORMATS["structurizr"], graph), "utf-8")
        call = [program, "validate", "-workspace", path]
        done = subprocess.run(call, capture_output=True, check=False, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_mermaid() -> None:
    assert node(MERMAID, text_of(FORMATS["mermaid"], odd_system()), "mermaid", "jsdom") == "flowchart-v2\n"


def test_graphviz() -> None:
    program = tool("dot", "on Debian, apt install graphviz")
    source = text_of(FORMATS["dot"], odd_system()).encode()
    done = subprocess.run([program, "-Tplain"], input=source, capture_output=True, check=True, timeout=60)
    assert (done.stderr, done.stdout[:6]) == (b"", b"graph ")


@pytest.mark.slow
def test_cyclonedx() -> None:
    reason = "there is no cyclonedx-python-lib here: pip install 'cyclonedx-python-lib[json-validation]'"
    validation = pytest.importorskip("cyclonedx.validation.json", reason=reason)
    schema = pytest.importorskip("cyclonedx.schema", reason=reason)
    validator = validation.JsonStrictValidator(schema.SchemaVersion.V1_6)
    assert validator.validate_str(text_of(FORMATS["cyclonedx"], own_system())) is None


def test_sqlite_shell(tmp_path: Path) -> None:
    program = tool("sqlite3", "on Debian, apt install sqlite3")
    (content,) = exported(FORMATS["sqlite"], shop())[0].values()
    (tmp_path / "a.sqlite").write_bytes(content)
    query = "SELECT kind, count(*) FROM entry GROUP BY kind ORDER BY kind LIMIT 2"
    done = subprocess.run([program, tmp_path / "a.sqlite", query], capture_output=True, check=True, text=True)
    assert done.stdout == "code|1\ncomponent|3\n"


def test_duckdb_reads_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="there is no pyarrow here: pip install pyarrow")
    duckdb: Any = pytest.importorskip("duckdb", reason="there is no duckdb here: pip install duckdb")
    for name, content in exported(FORMATS["parquet"], shop())[0].items():
        (tmp_path / name).write_bytes(content)
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"SELECT s.key, t.key FROM '{tmp_path}/reference.parquet' AS r"
            f" JOIN '{tmp_path}/entry.parquet' AS s ON r.entry_number = s.number"
            f" JOIN '{tmp_path}/entry.parquet' AS t ON r.to_number = t.number"
            " WHERE is_dependency = 1 ORDER BY ALL"
        ).fetchall()
    assert rows == [("component:api", "component:db"), ("component:web", "component:api")]


@pytest.mark.slow
@pytest.mark.parametrize(("spreadsheet", "shown"), [(False, "2"), (True, "'=1+1")])
def test_libreoffice(spreadsheet: bool, shown: str, tmp_path: Path) -> None:
    """A spreadsheet computes what looks like a formula, unless it is told that it is a text."""
    program = tool("soffice", "on Debian, apt install libreoffice-calc-nogui")
    source = tmp_path / "a.csv"
    source.write_text(
        text_of(FORMATS["csv"], odd_system(), spreadsheet=spreadsheet).replace("\0", ""), "utf-8"
    )
    filter_ = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
    done = subprocess.run(
        [program, f"-env:UserInstallation=file://{tmp_path}/user", "--headless",
         "--convert-to", filter_, "--outdir", tmp_path / "out", source],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    text = (tmp_path / "out/a.csv").read_text("utf-8")
    (row,) = (line for line in text.splitlines() if "component:=1+1," in line)
    assert row.split(",")[4] == shown, done.stdout
