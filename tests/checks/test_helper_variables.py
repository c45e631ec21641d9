"""Variables that scripts set for the helpers which they run, so that nobody else sets them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.checks.trees import FakeTree, check, variables
from tests.sources.reading import facts_of

PICK = 'import os\nrules = os.environ["RULES_JSON"]\n'
SCRIPT = 'rules="$(list)"\n'


def undocumented(texts: Mapping[str, str]) -> list[str]:
    """Return the names that are said to be undocumented, beside a documented one."""
    code = {"src/app.py": 'import os\nos.environ["SHOP_PORT"]\n', **texts}
    tree = FakeTree({path: facts_of(path, text) for path, text in code.items()}, texts=code)
    found = check(tree, variables(SHOP_PORT={}))
    return [line.split()[2] for line in found if "env-undocumented" in line]


@pytest.mark.parametrize(
    "line",
    [
        'RULES_JSON="$rules" python3 "$ROOT/aws/pick.py" "$1"',
        '  A=1 RULES_JSON=$(list "a") B=2 \\\n    python3 aws/pick.py',
        'export RULES_JSON="$rules"\npython3 aws/pick.py',
        'RULES_JSON="${GIVEN:-$rules}"\nexport OTHER RULES_JSON\npython3 aws/pick.py',
        'rules=1 && env RULES_JSON="$rules" python3 aws/pick.py',
        'A="$1" B="" RULES_JSON="$(list)" python3 aws/pick.py',
    ],
)
def test_what_a_script_always_sets_for_its_helper_is_its_own(line: str) -> None:
    assert undocumented({"aws/pick.py": PICK, "scripts/deploy.sh": SCRIPT + line}) == []
    assert undocumented({"aws/pick.py": PICK, "deploy.sh": f"#!/bin/bash\n{SCRIPT}{line}\n"}) == []


def test_a_script_fills_in_a_template() -> None:
    template = {"shop.yaml": "rules: ${RULES_JSON}"}
    end = "export RULES_JSON\nenvsubst < shop.yaml > /tmp/shop.yaml\n"
    either = f'if [ -n "$1" ]; then\n  RULES_JSON="all: $1"\nelse\n  RULES_JSON=""\nfi\n{end}'
    assert undocumented({**template, "run.sh": either}) == []
    assert undocumented({**template, "run.sh": f'RULES_JSON=""\n{end}'}) == ["RULES_JSON"]


@pytest.mark.parametrize(
    "line",
    [
        'RULES_JSON="${RULES_JSON:-$rules}" python3 aws/pick.py',
        'export RULES_JSON="${RULES_JSON:-$rules}"\npython3 aws/pick.py',
        ': "${RULES_JSON:?}"\nexport RULES_JSON="$rules"\npython3 aws/pick.py',
        'if [ -z "$RULES_JSON" ]; then exit 1; fi\nRULES_JSON="$rules" python3 aws/pick.py',
        'RULES_JSON="$rules"\npython3 aws/pick.py',
        'RULES_JSON="$rules" python3 aws/other.py',
        "RULES_JSON=[] python3 aws/pick.py",
        '# RULES_JSON="$rules" python3 aws/pick.py',
        "echo 'RULES_JSON=\"$rules\" python3 aws/pick.py'",
    ],
)
def test_what_a_script_takes_from_outside_is_that_of_its_reader(line: str) -> None:
    assert undocumented({"aws/pick.py": PICK, "scripts/deploy.sh": SCRIPT + line}) == ["RULES_JSON"]


def test_what_a_further_file_reads_is_not_that_of_the_script() -> None:
    texts = {"aws/pick.py": PICK, "scripts/deploy.sh": f"{SCRIPT}RULES_JSON=$rules python3 aws/pick.py"}
    assert undocumented(texts) == []
    assert undocumented({**texts, "src/rules.py": PICK}) == ["RULES_JSON"]
    assert undocumented({**texts, "scripts/other.sh": "RULES_JSON=${RULES_JSON:-1}\nexport RULES_JSON"}) == [
        "RULES_JSON"
    ]


def test_a_script_that_others_read_in_may_set_it() -> None:
    texts = {
        "aws/pick.py": PICK,
        "scripts/common.sh": f"{SCRIPT}export RULES_JSON=$rules",
        "scripts/deploy.sh": "source common.sh\npython3 aws/pick.py",
    }
    assert undocumented(texts) == []
    assert undocumented({**texts, "scripts/deploy.sh": "source common.sh\n"}) == ["RULES_JSON"]
