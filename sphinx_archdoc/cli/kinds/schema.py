"""``sphinx-archdoc schema``: the JSON Schemas of our files and answers."""

from __future__ import annotations

from sphinx_archdoc.cli.input.known_kinds import known_kinds
from sphinx_archdoc.cli.output.terminal import Exit, UsageError, as_json, say
from sphinx_archdoc.export.json_schema import ANSWERS, FILES, answer_schema, catalogue_schema


def show_schema(name: str, kinds_file: str | None) -> Exit:
    """Print a schema.

    :param kinds_file: for that of the catalogue: the file with a project's kinds, for a strict schema.
    :raises UsageError: if the kinds cannot be read, or the schema does not depend on kinds.
    """
    if kinds_file is not None and name != "catalogue":
        raise UsageError(f"the schema '{name}' does not depend on kinds; leave out --kinds")
    if name in ANSWERS:
        schema = answer_schema(name)
    elif kinds_file is not None:
        schema = catalogue_schema(known_kinds(kinds_file))
    else:
        schema = FILES[name]()
    say(as_json(schema))
    return Exit.DONE
