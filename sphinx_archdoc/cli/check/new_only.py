"""``check --new-from REV``: only what a change brings in, found by checking both states."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from sphinx_archdoc.checks.causes import causes
from sphinx_archdoc.cli.check.compute import compute
from sphinx_archdoc.cli.check.document_files import CommitFiles
from sphinx_archdoc.cli.check.project import below
from sphinx_archdoc.cli.check.run import CheckRun
from sphinx_archdoc.cli.output.terminal import UsageError, printable
from sphinx_archdoc.inventory.git import GitError
from sphinx_archdoc.inventory.revision import GitTree, UnknownRevision, commit_of, renames
from sphinx_archdoc.rules.finding import Finding


def only_new(run: CheckRun, revision: str) -> tuple[tuple[Finding, ...], Mapping[str, str]]:
    """Return the findings that an earlier commit does not have, and what brought them in, by fingerprint.

    A finding is the same if its page, its rule and its name are; lines and messages may differ.

    :raises UsageError: if there is no such commit, or the documents are not in the repository.
    """
    project = run.project
    folder_below = below(project.folder, project.root)
    if folder_below is None:
        raise UsageError("--new-from needs documents below the root of the code")
    try:
        commit = commit_of(project.root, revision)
        tree = GitTree(project.root, commit, run.tree.readers(), run.tree.exclude, run.tree.tests)
        tree.load(run.files)
        before = compute(project, tree, CommitFiles(folder_below, tree), run.today, run.pages)
    except UnknownRevision as error:
        raise UsageError(f"--new-from {printable(revision)}: {error}") from None
    except GitError as error:
        raise UsageError(f"--new-from {printable(revision)}: Git cannot read it: {error}") from None
    renamed = {
        posixpath.splitext(old.removeprefix(folder_below))[0]: posixpath.splitext(
            new.removeprefix(folder_below)
        )[0]
        for old, new in renames(project.root, commit).items()
    }
    old = {
        (renamed.get(page, page), rule, name) for page, rule, name in (f.key for f in before.state.findings)
    }
    new = tuple(finding for finding in run.state().findings if finding.key not in old)
    return new, causes(new, before.state, run.state())
