"""Mistakes in views: a page in MyST, one in reStructuredText, the code, and what the message must say."""

from __future__ import annotations

IN_VIEWS: dict[str, tuple[str, str, str, str]] = {
    "unknown root of a diagram": (
        "```{archdoc:diagram}\n:depth: 2\n:root: databse!\n```\n\n```{archdoc:component} database\n:purpose: x\n```",
        ".. archdoc:diagram::\n   :depth: 2\n   :root: databse!\n\n.. archdoc:component:: database\n   :purpose: x",
        "dangling-reference",
        "there is no entry 'databse!'; did you mean 'database'?",
    ),
    "unknown kind in a diagram": (
        "```{archdoc:diagram}\n:depth: 2\n:kind: component, dbtabel!\n```",
        ".. archdoc:diagram::\n   :depth: 2\n   :kind: component, dbtabel!",
        "unknown-kind",
        "unknown kind 'dbtabel!'; did you mean 'dbtable'?",
    ),
    "unknown column to group a diagram by": (
        "```{archdoc:diagram}\n:depth: 2\n:group-by: layr!\n```",
        ".. archdoc:diagram::\n   :depth: 2\n   :group-by: layr!",
        "unknown-column",
        "component has no column 'layr!'; did you mean 'layer'?",
    ),
    "wrong expression in a diagram": (
        "```{archdoc:diagram}\n:scope: page\n:where: name = !\n```",
        ".. archdoc:diagram::\n   :scope: page\n   :where: name = !",
        "wrong-expression",
        "where: '!' is not expected here (character 8)",
    ),
    "depth that is no number": (
        "```{archdoc:diagram}\n:scope: page\n:depth: all!\n```",
        ".. archdoc:diagram::\n   :scope: page\n   :depth: all!",
        "wrong-value",
        "depth: 'all!' is not a whole number",
    ),
    "depth below zero": (
        "```{archdoc:diagram}\n:scope: page\n:depth: -1\n```",
        ".. archdoc:diagram::\n   :scope: page\n   :depth: -1",
        "wrong-value",
        "depth: '-1' is less than 0",
    ),
    "direction that there is not": (
        "```{archdoc:diagram}\n:scope: page\n:direction: L!\n```",
        ".. archdoc:diagram::\n   :scope: page\n   :direction: L!",
        "wrong-value",
        "direction: 'L!' is not one of LR, TB, RL, BT, TD",
    ),
    "unknown option of a diagram": (
        "```{archdoc:diagram}\n:scope: page\n:colour: red!\n```",
        ".. archdoc:diagram::\n   :scope: page\n   :colour: red!",
        "unknown-field",
        "diagram has no field 'colour'",
    ),
    "name of a diagram": (
        "```{archdoc:diagram} component!\n:scope: page\n```",
        ".. archdoc:diagram:: component!\n   :scope: page",
        "wrong-name",
        "diagram takes no name, but has 'component!'; write the kind as :kind:",
    ),
    "content in a diagram": (
        "```{archdoc:diagram}\n:scope: page\n\nMore words!\n```",
        ".. archdoc:diagram::\n   :scope: page\n\n   More words!",
        "unused-content",
        "archdoc:diagram takes no content",
    ),
    "way of showing that there is not": (
        "```{archdoc:component} c\n:purpose: x\n```\n\n```{archdoc:impact} c\n:as: picture!\n```",
        ".. archdoc:component:: c\n   :purpose: x\n\n.. archdoc:impact:: c\n   :as: picture!",
        "wrong-value",
        "as: 'picture!' is not one of table, diagram",
    ),
    "unknown column to count by": (
        "```{archdoc:summary}\n:scope: page\n:by: kind, onwer!\n```",
        ".. archdoc:summary::\n   :scope: page\n   :by: kind, onwer!",
        "unknown-column",
        "by: no kind that is counted has a field 'onwer!'; did you mean 'owner'?",
    ),
    "unknown column of a score": (
        "```{archdoc:score}\n:by: kind, onwer!\n```",
        ".. archdoc:score::\n   :by: kind, onwer!",
        "unknown-column",
        "by: no kind that is counted has a column 'onwer!'; did you mean 'owner'?",
    ),
    "unknown kind in a summary": (
        "```{archdoc:summary}\n:scope: page\n:kind: envvra!\n```",
        ".. archdoc:summary::\n   :scope: page\n   :kind: envvra!",
        "unknown-kind",
        "unknown kind 'envvra!'; did you mean 'envvar'?",
    ),
    "unknown column in the expression of a summary": (
        "```{archdoc:summary}\n:kind: envvar\n:where: requird = 'x!'\n```",
        ".. archdoc:summary::\n   :kind: envvar\n   :where: requird = 'x!'",
        "unknown-column",
        "envvar has no column 'requird' (character 1 of 'where'); did you mean 'required'?",
    ),
    "value that the column of a table cannot have": (
        "```{archdoc:table} document\n:scope: page\n:where: type = x or focus = 'hgh!'\n```",
        ".. archdoc:table:: document\n   :scope: page\n   :where: type = x or focus = 'hgh!'",
        "wrong-value",
        "where: 'hgh!' is not one of critical, high, medium, low (character 13); did you mean 'high'?",
    ),
    "page that does not exist in an expression": (
        "```{archdoc:table} envvar\n:scope: page\n:where: page = 'nope!'\n```",
        ".. archdoc:table:: envvar\n   :scope: page\n   :where: page = 'nope!'",
        "dangling-reference",
        "where: there is no page 'nope!' (character 1)",
    ),
    "option below the text of a summary": (
        "```{archdoc:summary}\n:scope: page\nMore words\n:by: kind!\n```",
        ".. archdoc:summary::\n   :scope: page\n\n   More words\n   :by: kind!",
        "wrong-option",
        "':by:' is read as text, and not as an option; write it directly below the directive",
    ),
    "content in a summary": (
        "```{archdoc:summary}\n:scope: page\n\nMore words!\n```",
        ".. archdoc:summary::\n   :scope: page\n\n   More words!",
        "unused-content",
        "archdoc:summary takes no content",
    ),
}
