"""Each rule does what its file of cases says; the form of these files is told in ``cases/README.md``."""

from __future__ import annotations

from collections import Counter

import pytest

from sphinx_archdoc.markdown.convert.conversion import convert
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.cards.rules import CARD_RULES
from sphinx_archdoc.markdown.recognise.lists.item_rules import ITEM_RULES
from sphinx_archdoc.markdown.recognise.markers.placed import is_in_ranges, lines_below_wrong
from sphinx_archdoc.markdown.recognise.page import recognise
from sphinx_archdoc.markdown.recognise.rules import RULES
from tests.markdown.case_files import FILES, Case, read_cases, shown
from tests.markdown.documents import VOCABULARY

CASES = [case for path in FILES for case in read_cases(path)]

NAMES = [rule.name for rules in (RULES, CARD_RULES, ITEM_RULES) for rule in rules]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.title}")
def test_it_is_recognised_as_the_case_says(case: Case) -> None:
    result = recognise(read_blocks(case.text), VOCABULARY)
    rules = "\n".join(f"{a.start}-{a.end} {a.rule}: {a.reason}" for a in result.applied)
    assert shown(result) == case.expected, f"{case.rule}.md:{case.line}, after these rules:\n{rules}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.title}")
def test_it_is_converted_once_and_whole(case: Case) -> None:
    once = convert(case.text, VOCABULARY).text
    assert convert(once, VOCABULARY).text == once
    result = recognise(read_blocks(case.text), VOCABULARY)
    wrong = lines_below_wrong(result)
    entries = [entry for entry in result.entries if not is_in_ranges(entry.line, wrong)]
    assert once.count("{archdoc:") - once.count("{archdoc:diagram}") == sum(
        1 for entry in entries for _ in entry.family()
    )
    if not entries:
        assert once == case.text


def test_each_rule_has_a_file_of_cases() -> None:
    assert sorted(NAMES) == [path.stem for path in FILES]


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_decides_in_its_cases(name: str) -> None:
    applied = Counter(
        rule.rule
        for case in CASES
        if case.rule == name
        for rule in recognise(read_blocks(case.text), VOCABULARY).applied
    )
    assert applied[name]


def test_titles_are_told_apart() -> None:
    counts = Counter((case.rule, case.title) for case in CASES)
    assert [case for case, count in counts.items() if count > 1] == []


def test_the_rules_that_decided_are_told_with_their_lines_and_reasons() -> None:
    applied = recognise(read_blocks("## Components\n\n- **web** shows"), VOCABULARY).applied
    assert [(rule.rule, rule.start, rule.end, rule.kind, rule.reason) for rule in applied] == [
        ("kind_heading", 1, 3, "component", "the heading names component"),
        ("item_list", 3, 3, "component", "1 of 1 items have the form of component"),
        ("name_and_text", 3, 3, "component", "it begins with a name"),
    ]
