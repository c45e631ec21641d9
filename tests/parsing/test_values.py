"""Values are read in all of the template's spellings; what is none of them is a problem, never an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.parsing.values import (
    Ref,
    Value,
    WrongValue,
    bare_text,
    is_address,
    is_placeholder,
    parse_value,
    split_values,
)
from sphinx_archdoc.problems import Code
from sphinx_archdoc.schema.model import Field, FieldType
from tests.duration import at_most
from tests.schema.hostile import QUICK, texts

CHOICES = ("critical", "high", "medium", "low", "streamable-http")
FIELDS = {type_: Field(name="field", type=type_, choices=CHOICES) for type_ in FieldType}
ALL_BUT_FLAGS = [type_ for type_ in FieldType if type_ is not FieldType.FLAG]
PROSE = (FieldType.TEXT, FieldType.SQL, FieldType.JSON)


def parse(type_: FieldType, text: str) -> Value | None:
    return parse_value(FIELDS[type_], text)


def problem(type_: FieldType, text: str) -> WrongValue:
    with pytest.raises(WrongValue) as raised:
        parse(type_, text)
    return raised.value


@pytest.mark.parametrize(
    "text",
    ["", "✓", "✔", "✅", "☑", "x", "X", "yes", "Yes", "**Yes**", "`true`", "TRUE", "on", "Required", " ✓ "],
)
def test_a_flag_is_true(text: str) -> None:
    assert parse(FieldType.FLAG, text) is True


@pytest.mark.parametrize(
    "text",
    [
        "✗",
        "✘",
        "❌",
        "☐",
        "no",
        "No",
        "**No**",
        "*no*",
        "`false`",
        "off",
        "Optional",
        "—",
        "-",
        "N/A",
        "none",
    ],
)
def test_a_flag_is_false(text: str) -> None:
    assert parse(FieldType.FLAG, text) is False


@pytest.mark.parametrize(
    "text", ["ja", "Sí", "Oui", "必須", "예", "필수", "Obrigatório", "Да", "是", "**必填**"]
)
def test_a_flag_is_true_in_other_languages(text: str) -> None:
    assert parse(FieldType.FLAG, text) is True


@pytest.mark.parametrize("text", ["nein", "Non", "任意", "아니오", "선택", "Não", "Нет", "否", "可选", "无"])
def test_a_flag_is_false_in_other_languages(text: str) -> None:
    assert parse(FieldType.FLAG, text) is False


@pytest.mark.parametrize("text", ["keine", "aucun", "ninguno", "なし", "없음", "nenhum", "Нет", "无", "`无`"])
def test_nothing_is_no_value_in_other_languages(text: str) -> None:
    assert parse(FieldType.CODE, text) is None
    assert parse(FieldType.TEXT, text) is None


@pytest.mark.parametrize("text", ["maybe", "2", "[TODO]", "yes no", "✓✗"])
def test_a_flag_is_nothing_else(text: str) -> None:
    assert problem(FieldType.FLAG, text).code is Code.WRONG_VALUE


@pytest.mark.parametrize(
    "text", ["", " ", "—", "–", "-", "--", "N/A", "n/a", "none", "None", "**None**", "`—`", "*N/A*", "\n- \n"]
)
def test_none_is_no_value(text: str) -> None:
    for type_ in ALL_BUT_FLAGS:
        assert parse(type_, text) is None, type_


@pytest.mark.parametrize("text", ["[TODO]", "[TODO: ask Ann]", "[TBD]", "`[FIXME]`", "**[ASK the team]**"])
def test_what_is_unfinished_is_a_placeholder_in_every_field(text: str) -> None:
    for type_ in ALL_BUT_FLAGS:
        assert problem(type_, text).code is Code.PLACEHOLDER, type_


@pytest.mark.parametrize("text", ["[VAR_NAME_1]", "[What this controls]", "YYYY-MM-DD", "`[value]`"])
def test_a_placeholder_of_the_template_is_no_value(text: str) -> None:
    for type_ in {*FieldType} - {FieldType.FLAG, FieldType.CODE, FieldType.SQL, FieldType.JSON}:
        assert problem(type_, text).code is Code.PLACEHOLDER


@pytest.mark.parametrize("text", ["[1, 2]", '["a"]', "[]", "[section]"])
def test_brackets_are_data_in_code(text: str) -> None:
    assert parse(FieldType.CODE, text) == parse(FieldType.JSON, text) == text


@pytest.mark.parametrize("text", ["see [TODO]", "[TBD] by whom", "a\n\n[TODO: ask Ann]"])
def test_what_is_still_to_do_is_no_text(text: str) -> None:
    with pytest.raises(WrongValue) as caught:
        parse(FieldType.TEXT, text)
    assert caught.value.code is Code.PLACEHOLDER


@pytest.mark.parametrize(
    "text", ["[a](b.md)", "see `[TODO]`", "[TODO](list.md)", "[a] and [b]", "[]", "[[a]]", "a [b]"]
)
def test_brackets_within_a_text_are_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)
    assert parse(FieldType.TEXT, text) == text


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("`a`", "a"),
        ("``a`b``", "a`b"),
        ("**a**", "a"),
        ("**`a`**", "a"),
        ("***a***", "a"),
        ("`**a**`", "**a**"),
        ("`` `a` ``", "`a`"),
        ("`*a*`", "*a*"),
        ("__a__", "a"),
        ("*a*", "a"),
        (" ` a ` ", "a"),
        ("`a` and `b`", "`a` and `b`"),
        ("**a** **b**", "**a** **b**"),
        ("``", "``"),
        ("****", "****"),
        ("*", "*"),
        ("a*", "a*"),
        ("", ""),
    ],
)
def test_marks_around_the_whole_are_taken_off(text: str, bare: str) -> None:
    assert bare_text(text) == bare


def test_prose_keeps_its_marks_and_code_loses_them() -> None:
    assert parse(FieldType.TEXT, " **a** and `b` ") == "**a** and `b`"
    assert parse(FieldType.TEXT, "`a`") == "`a`"
    assert parse(FieldType.CODE, "`3600`") == "3600"


@pytest.mark.parametrize("text", ["*(built-in)*", "_(built-in)_", "**(built-in)**", "(built-in)"])
def test_a_remark_in_place_of_a_literal_value_has_no_markup(text: str) -> None:
    assert parse(FieldType.CODE, text) == "(built-in)"


@pytest.mark.parametrize("text", ["**/auth/**", "*.*", "__main__", "*", "**"])
def test_stars_and_underscores_are_data_in_code(text: str) -> None:
    assert parse(FieldType.CODE, text) == parse(FieldType.CODE, f"`{text}`") == text
    assert parse(FieldType.LIST, f"{text}, `b`") == (text, "b")


@pytest.mark.parametrize(
    ("text", "value"), [("401", 401), ("`-1`", -1), ("+5", 5), ("007", 7), ("9" * 18, 10**18 - 1)]
)
def test_an_integer_is_read(text: str, value: int) -> None:
    assert parse(FieldType.INTEGER, text) == value


@pytest.mark.parametrize(
    "text", ["4xx", "1.0", "1e3", "٣", "²", "9" * 19, "1" * 5000, "1 000", "0x10", "1_000", "--1"]
)
def test_an_integer_is_nothing_else(text: str) -> None:
    assert problem(FieldType.INTEGER, text).code is Code.WRONG_VALUE


@pytest.mark.parametrize("text", ["High", "`high`", "**HIGH**", " high "])
def test_a_choice_is_read_in_any_case(text: str) -> None:
    assert parse(FieldType.CHOICE, text) == "high"


def test_a_choice_that_is_none_lists_them_or_names_the_nearest() -> None:
    assert problem(FieldType.CHOICE, "hihg").hint == "did you mean 'high'?"
    wrong = problem(FieldType.CHOICE, "x" * 10_000)
    assert wrong.code is Code.WRONG_VALUE
    assert wrong.hint == ""
    assert "critical, high, medium, low, streamable-http" in wrong.message
    assert len(wrong.message) < 300


@pytest.mark.parametrize("text", ["2026-10-12", "`2026-10-12`", " 2024-02-29 "])
def test_a_date_is_read(text: str) -> None:
    assert parse(FieldType.DATE, text) == text.strip(" `")


@pytest.mark.parametrize(
    "text",
    [
        "2026-13-01",
        "2026-02-29",
        "0000-00-00",
        "12.10.2026",
        "2026-W01-1",
        "20261012",
        "2026-10-12T00:00",
        "today",
        "٢٠٢٦-١٠-١٢",
    ],
)
def test_a_date_is_nothing_else(text: str) -> None:
    assert problem(FieldType.DATE, text).code is Code.WRONG_VALUE


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/b?c=d#e",
        "<https://a.example>",
        "`http://a.example`",
        "https://[::1]:80/",
        "https://ä.example",
    ],
)
def test_an_address_is_read(text: str) -> None:
    assert parse(FieldType.URL, text) == text.strip("<>`")


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JavaScript://a.example/%0aalert(1)",
        "data:text/html,x",
        "java\nscript:alert(1)",
        "//a.example",
        "https://",
        "https:a",
        "ftp://a.example",
        "http://[",
        "http://[::1",
        "https://a b",
        "https://a.example\\b",
        "a.example",
        "mailto:a@b.example",
        "https://a.example\nhttps://b.example",
        "\x01https://a.example x",
    ],
)
def test_an_address_is_nothing_else(text: str) -> None:
    assert problem(FieldType.URL, text).code is Code.WRONG_VALUE
    assert not is_address(text)


@pytest.mark.parametrize(
    "text", ["runbook", "../a/b.md", "https://a.example", "<b.md>", "py:module", "#label"]
)
def test_a_link_is_a_page_an_address_or_a_name(text: str) -> None:
    assert parse(FieldType.LINK, text) == text.strip("<>")


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "JAVASCRIPT:x", "<vbscript:x>", "data:text/html,x", "file:///etc"]
)
def test_a_link_runs_nothing(text: str) -> None:
    assert problem(FieldType.LINK, text).code is Code.WRONG_VALUE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a, b", ["a", "b"]),
        ("a; b", ["a", "b"]),
        ("a · b", ["a", "b"]),
        ("a<br>b<br/>c<br />d", ["a", "b", "c", "d"]),
        ("a\nb", ["a", "b"]),
        ("- a\n- b", ["a", "b"]),
        ('`a`, **b**, "c"', ["a", "b", "c"]),
        ("[a, b]", ["[a, b]"]),
        ("GET /v1/{id,name}, POST /v1", ["GET /v1/{id,name}", "POST /v1"]),
        ("{a,{b,c},d}, e", ["{a,{b,c},d}", "e"]),
        ("f(a, g(b, c), d), e", ["f(a, g(b, c), d)", "e"]),
        ('"a, b", c', ["a, b", "c"]),
        ("`a, b`, c", ["a, b", "c"]),
        ("a,, b,", ["a", "b"]),
        ("a, a, b", ["a", "b"]),
        ("a, —, none, b", ["a", "b"]),
        ("—", []),
        ("", []),
        (",;·", []),
        ("a (b, c", ["a (b", "c"]),
        ('5" disk, a', ['5" disk', "a"]),
        ("it's, a", ["it's", "a"]),
        ("a) b, c", ["a) b", "c"]),
        ("src/a/, src/b/*.py", ["src/a/", "src/b/*.py"]),
        ("2 < 3, a", ["2 < 3", "a"]),
        ("甲、乙，丙；丁", ["甲", "乙", "丙", "丁"]),
        ("甲（乙、丙）、丁", ["甲（乙、丙）", "丁"]),
    ],
)
def test_several_values_are_split_outside_of_quotes_and_brackets(text: str, values: list[str]) -> None:
    assert split_values(text) == values


def test_lists_and_references_are_split() -> None:
    assert parse(FieldType.LIST, "src/a; src/b") == ("src/a", "src/b")
    assert parse(FieldType.REFS, "`a`, page#b · kind:c") == (Ref("a"), Ref("page#b"), Ref("kind:c"))
    assert parse(FieldType.REFS, ",") == ()


@QUICK
@given(st.sampled_from(FieldType), texts)
def test_any_text_is_a_value_or_a_problem(type_: FieldType, text: str) -> None:
    try:
        value = parse(type_, text)
    except WrongValue as wrong:
        assert len(wrong.message) < 300
        assert "\n" not in wrong.message
        return
    assert value is None or isinstance(value, bool if type_ is FieldType.FLAG else str | int | tuple)


@QUICK
@given(
    st.sampled_from([FieldType.TEXT, FieldType.DATE, FieldType.URL, FieldType.CHOICE, FieldType.SQL]), texts
)
def test_a_value_reads_back_as_itself(type_: FieldType, text: str) -> None:
    try:
        value = parse(type_, text)
    except WrongValue:
        return
    if value is not None:
        assert parse(type_, str(value)) == value


@QUICK
@given(texts)
def test_split_values_are_clean_and_lose_no_word(text: str) -> None:
    values = split_values(text)
    assert all(value and value == value.strip() for value in values)
    assert len(set(values)) == len(values)
    assert all(value in text for value in values)


@pytest.mark.slow
@pytest.mark.parametrize("type_", FieldType)
@pytest.mark.parametrize(
    "text",
    [
        "(" * 10**6,
        "(a" * 500_000 + ")",
        '"' * 10**6,
        "`" * 10**6,
        "[" * 10**6,
        "a," * 500_000,
        " " * 10**6 + "x",
        "<br" * 300_000,
    ],
)
def test_a_megabyte_is_read_in_a_moment(type_: FieldType, text: str) -> None:
    with at_most(2):
        try:
            parse(type_, text)
        except WrongValue as wrong:
            assert len(wrong.message) < 300


@pytest.mark.parametrize("text", ["9" * 19, "+" + "9" * 24, "-" + "9" * 500])
def test_a_number_with_too_many_digits_is_too_large(text: str) -> None:
    found = problem(FieldType.INTEGER, text)
    assert found.message.endswith("is too large")
    assert found.hint == "write at most 18 digits"
