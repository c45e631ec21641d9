"""Apply the rules of the project: load them, and report the entries that break them.

The rules are read in every build, and no verdict is stored: neither in the environment nor in
``archdoc.json``, as it may depend on the day.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue_file.recording import id_of, key_of
from sphinx_archdoc.content.ruling import Ruling
from sphinx_archdoc.ext.catalogue_file import name_of_project
from sphinx_archdoc.ext.environment.after_reading import AfterReading
from sphinx_archdoc.ext.environment.settings_of_pages import suppressions_of
from sphinx_archdoc.ext.environment.source_lines import relative_path
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.ext.report import log_finding
from sphinx_archdoc.problems import Code
from sphinx_archdoc.rules.project_rules import (
    RECOMMENDED,
    ReadRules,
    read_rules,
)
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.settings.rules import text_of_rules
from sphinx_archdoc.settings.unread import unread_file


def load_rules(app: Sphinx, config: Config, kinds: KindsTable) -> ReadRules:
    """Return the rules that the configuration names, and their problems."""
    name = config.archdoc_rules
    if not name:
        return ReadRules()
    folder = Path(app.confdir)

    def show(path: Path) -> str:
        return relative_path(str(app.srcdir), str(path))

    try:
        text = text_of_rules(name, folder)
    except OSError as error:
        wrong = unread_file(
            "archdoc_rules", folder / name, error, folder / "conf.py", show, others=[RECOMMENDED]
        )
        return ReadRules(problems=[wrong])
    return read_rules(text, RECOMMENDED if name == RECOMMENDED else show(folder / name), [kinds])


def register(app: Sphinx) -> None:
    """Register the report."""
    app.connect("env-updated", apply_rules, priority=AfterReading.APPLY_RULES)


def apply_rules(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: ask the rules of all entries, and log what breaks them."""
    store = store_of(env)
    if not store.rules:
        store.build.ruling = Ruling(catalogue=name_of_project(app.config))
        return
    from sphinx_archdoc.inventory.cache import today

    def reference_of(entry: Entry) -> str:
        return key_of(entry, store.catalogue) or id_of(entry.key)

    store.build.ruling = Ruling(
        store.rules,
        catalogue=name_of_project(app.config),
        reference_of=reference_of,
        problems=((problem.where, problem.code.value) for problem in store.build.problems),
        suppressions=suppressions_of(env, store),
        today=today(),
    )
    judged = store.build.ruling.judge(store.graph)
    for violation in judged.violations:
        log_finding(app, env, violation, Code.RULE_BROKEN.value)
    for finding in judged.about_suppressions:
        log_finding(app, env, finding, finding.rule)
