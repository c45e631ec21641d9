"""Read pydantic-settings classes with Python's own parser; nothing is imported or run."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sphinx_archdoc.sources.facts import EnvRead, Fact, Unread
from sphinx_archdoc.sources.steps.nested_types import NestedTypes
from sphinx_archdoc.sources.text import CodeText

_BASE = re.compile(r"(?:Base)?Settings\Z|Settings(?:Base|Mixin)\Z")
_LONGEST = 1_000_000
"""The longest text that is parsed."""
_DEEPEST = 4
"""How deep nested models are followed."""


_OF_FIRST = re.compile(
    r"\bfrom\s+pydantic(?:\.v1)?\s+import\s+(?:\([^()]{0,300}|[^\n]{0,300})\bBaseSettings\b"
)
_ALIASES = frozenset({"alias", "validation_alias"})


@dataclass(frozen=True)
class _Options:
    """What a class's configuration says of all its fields."""

    prefix: str = ""
    delimiter: str = ""
    naming: frozenset[str] = _ALIASES | {"env"}
    """The arguments of ``Field`` that name a variable: ``env`` is one of pydantic 1 only."""
    given: frozenset[str] = frozenset()
    """The fields that each call of the class gives a value, so that the environment does not."""
    needs_arguments: bool = False
    """Whether nobody can call the class without arguments, so that this holds for fields with a default."""


@dataclass(frozen=True)
class _File:
    """The classes of a file by name, and which of them are settings."""

    classes: Mapping[str, ast.ClassDef]
    settings: frozenset[str]


def read_settings(text: CodeText) -> Iterator[Fact]:
    """Yield the fields of settings classes as reads."""
    if "Settings" not in text.raw or "class " not in text.raw or len(text.raw) > _LONGEST:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.raw)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        if "BaseSettings" in text.raw:
            yield Unread(1, "a settings class in a file that is not valid Python")
        return
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    is_second = "pydantic_settings" in text.raw and not _OF_FIRST.search(text.raw)
    options = _options(classes, _Options(naming=_ALIASES) if is_second else _Options())
    nested, settings = NestedTypes(_DEEPEST), _settings(classes)
    given = _given(tree, settings)
    for name, node in classes.items():
        if name in settings and not _is_abstract(node):
            names = given.get(name, frozenset())
            own = replace(options[name], given=names, needs_arguments=_needs_arguments(node, names))
            yield from _fields(node, own, _File(classes, settings), "", nested)


def _name(node: ast.expr) -> str:
    """Return the last part of a dotted name, without subscripts; empty for another expression."""
    while isinstance(node, ast.Subscript | ast.Call):
        node = node.value if isinstance(node, ast.Subscript) else node.func
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _settings(classes: Mapping[str, ast.ClassDef]) -> frozenset[str]:
    """Return the names of the classes of settings, each of which is below those that it derives from."""
    found: set[str] = set()
    for name, node in classes.items():
        bases = [_name(base) for base in node.bases]
        if any(base in found or (base not in classes and _BASE.search(base)) for base in bases):
            found.add(name)
    return frozenset(found)


def _given(tree: ast.Module, settings: frozenset[str]) -> dict[str, frozenset[str]]:
    """Return the arguments that all calls of a class in the file have, by the name of the class."""
    found: dict[str, frozenset[str]] = {}
    for call in ast.walk(tree) if settings else ():
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in settings:
            names = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
            found[call.func.id] = found.get(call.func.id, names) & names
    return found


def _needs_arguments(node: ast.ClassDef, given: frozenset[str]) -> bool:
    """Return whether a required field of a class is among those that all calls in its file give.

    If so, calls in other files give arguments, too. Otherwise, they may give none.
    """
    fields = [child for child in node.body if isinstance(child, ast.AnnAssign)]
    return any(child.value is None and _name_of_field(child) in given for child in fields)


def _is_abstract(node: ast.ClassDef) -> bool:
    """Return whether a class has no fields of its own."""
    return not any(isinstance(child, ast.AnnAssign | ast.Assign) for child in node.body)


def _constant(node: ast.expr | None) -> str | None:
    """Return a literal as it is written in an environment: a string is without quotes."""
    if (
        isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.USub)
        and isinstance(node.operand, ast.Constant)
    ):
        inner = _constant(node.operand)
        return None if inner is None else f"-{inner}"
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float):
        return str(node.value)
    if isinstance(node, ast.Call) and _name(node) in {"SecretStr", "Path", "AnyUrl", "HttpUrl", "Decimal"}:
        return _constant(node.args[0]) if len(node.args) == 1 else None
    return None


def _options(classes: Mapping[str, ast.ClassDef], given: _Options) -> dict[str, _Options]:
    """Return the options of each class: its own ones before those of the first class that it derives from."""
    found: dict[str, _Options] = {}
    for name, node in classes.items():
        options = next((found[base] for base in map(_name, node.bases) if base in found), given)
        for key, value in _configuration(node):
            text = _constant(value)
            if key == "env_prefix" and text is not None:
                options = replace(options, prefix=text)
            elif key == "env_nested_delimiter" and text is not None:
                options = replace(options, delimiter=text)
        found[name] = options
    return found


def _configuration(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for keyword in node.keywords:
        if keyword.arg:
            yield keyword.arg, keyword.value
    for child in node.body:
        if isinstance(child, ast.ClassDef) and child.name == "Config":
            for statement in child.body:
                if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                    yield statement.targets[0].id, statement.value
        elif isinstance(child, ast.Assign | ast.AnnAssign) and _is_config(child):
            yield from _model_config(child.value)


def _model_config(value: ast.expr | None) -> Iterator[tuple[str, ast.expr]]:
    """Yield the options in ``SettingsConfigDict(env_prefix="X_")`` or ``{"env_prefix": "X_"}``."""
    if isinstance(value, ast.Call):
        yield from ((keyword.arg, keyword.value) for keyword in value.keywords if keyword.arg)
    elif isinstance(value, ast.Dict):
        for key, item in zip(value.keys, value.values, strict=True):
            if isinstance(key, ast.Constant):
                yield str(key.value), item


def _is_config(node: ast.stmt) -> bool:
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    return isinstance(target, ast.Name) and target.id == "model_config"


def _fields(
    node: ast.ClassDef,
    options: _Options,
    file: _File,
    outer: str,
    nested: NestedTypes,
) -> Iterator[Fact]:
    for child in nested.fields(node, (*node.bases, *node.body)):
        if isinstance(child, ast.expr):
            base = file.classes.get(_name(child))
            if base and nested.may_enter(base):
                yield from _fields(base, options, file, outer, nested)
        elif isinstance(child, ast.AnnAssign) and (name := _name_of_field(child)):
            inner = _nested(child.annotation, file.classes)
            if inner and options.delimiter and nested.may_enter(inner):
                yield from _fields(inner, options, file, f"{outer}{name}{options.delimiter}", nested)
            elif not (inner and inner.name in file.settings):  # else it is read by itself
                is_given = name in options.given and not outer
                members = _members(child, file.classes)
                own = replace(options, prefix=f"{options.prefix}{outer}")
                yield from _field(child, name, own, members, is_given=is_given)


def _name_of_field(node: ast.AnnAssign) -> str:
    """Return the name of a field; empty for what is none."""
    name = node.target.id if isinstance(node.target, ast.Name) else ""
    is_none = name.startswith("_") or name == "model_config" or _name(node.annotation) == "ClassVar"
    return "" if is_none else name


def _nested(annotation: ast.expr, classes: Mapping[str, ast.ClassDef]) -> ast.ClassDef | None:
    names = [child.id for child in ast.walk(annotation) if isinstance(child, ast.Name)]
    return next((classes[name] for name in names if name in classes and not _is_enum(classes[name])), None)


def _is_enum(node: ast.ClassDef) -> bool:
    return any(_name(base).endswith("Enum") for base in node.bases)


def _members(field: ast.AnnAssign, classes: Mapping[str, ast.ClassDef]) -> Mapping[str, str]:
    """Return the values of the members of enumerations in the type of a field: ``Mode.FAST`` is "fast"."""
    names = [child.id for child in ast.walk(field.annotation) if isinstance(child, ast.Name)]
    return {
        f"{name}.{statement.targets[0].id}": value
        for name in names
        if name in classes and _is_enum(classes[name])
        for statement in classes[name].body
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
        if (value := _constant(statement.value)) is not None
    }


def _field(
    field: ast.AnnAssign, name: str, options: _Options, members: Mapping[str, str], *, is_given: bool
) -> Iterator[Fact]:
    value = field.value
    names: list[str] = []
    call = value if isinstance(value, ast.Call) and _name(value).endswith("Field") else None
    annotated = _annotated_call(field.annotation)
    for source in filter(None, (call, annotated)):
        for keyword in source.keywords:
            if keyword.arg in options.naming:
                names += _strings(keyword.value)
    default = value
    if call:
        keywords = {keyword.arg: keyword.value for keyword in call.keywords}
        factory = keywords.get("default_factory")
        default = call.args[0] if call.args else keywords.get("default", factory)
    is_required = default is None or (isinstance(default, ast.Constant) and default.value is ...)
    text = None if is_required or default is None else _constant(default)
    if text is None and isinstance(default, ast.Attribute):
        text = members.get(ast.unparse(default).removesuffix(".value"))
    is_implied = is_given and (is_required or options.needs_arguments)
    for spelled in names or [f"{options.prefix}{name}"]:
        yield EnvRead(spelled.upper(), field.lineno, text, is_required, is_implied=is_implied)


def _annotated_call(annotation: ast.expr) -> ast.Call | None:
    if _name(annotation) != "Annotated":
        return None
    calls = (child for child in ast.walk(annotation) if isinstance(child, ast.Call))
    return next((child for child in calls if _name(child) == "Field"), None)


def _strings(node: ast.expr) -> list[str]:
    """Return the strings in ``"A"``, ``["A", "B"]`` or ``AliasChoices("A", "B")``."""
    found = [child.value for child in ast.walk(node) if isinstance(child, ast.Constant)]
    return [text for text in found if isinstance(text, str)]
