"""Facts: what one file of the code says, with the line on which it says it.

The facts of a file depend on its path and its text alone, so that they can be cached by the hash of its
content. Whatever needs several files, such as a wrapper that is defined in one file and called in another, is
a fact in each of them, and :mod:`sphinx_archdoc.checks` joins them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

import msgspec

TAIL_PREFIX = "\0prefix"
"""The name of the constant that holds the prefix of all tails of a language."""
MARKED = re.compile("\0(?P<name>[^\0]*)\0")
"""A constant within a path: its name, perhaps with its class, between marks."""


class MentionKind(StrEnum):
    """How a file mentions the name of a variable without reading the variable."""

    COMMENT = "comment"
    """In a comment or a docstring."""
    STRING = "string"
    """In a string, or as a word of the code itself."""
    SET = "set"
    """It is given a value there: compose, Kubernetes, CI, a shell's ``export``, an ``.env`` file."""


class _Fact(msgspec.Struct, frozen=True, array_like=True, tag=True, gc=False):
    """Base class of the facts. Their order of attributes is that of the cache: add new ones at the end."""


class EnvRead(_Fact, frozen=True):
    """The code reads an environment variable."""

    name: str
    line: int
    """1-based."""
    default: str | None = None
    """The literal value that is used if the variable is not set, without quotes; None if there is none, or if
    it is an expression."""
    required: bool | None = None
    """True if the read fails without the variable, False if it has any default (an expression, too);
    None if the text does not say."""
    is_tail: bool = False
    """True if *name* is what follows an unknown prefix: any ``PREFIX_name`` is read."""
    is_prefix: bool = False
    """True if the rest of the name is computed: any variable whose name begins with *name* may be read. An
    empty *name* means that the code goes through all variables, and looks for names that it holds
    elsewhere."""
    is_implied: bool = False
    """True if the text does not ask its readers to set the variable: a framework derives the name from a
    property, or a shell script or a compose file uses it. It may be documented, but need not be."""
    is_held: bool = False
    """True if *name* is the prefix of settings whose own names the code holds: ``Dynaconf("SHOP")`` and
    ``settings.get("PORT")``."""
    default_name: str = ""
    """The constant that holds the default, see :class:`EnvValue`; empty if there is none."""
    suffix: str = ""
    """What the names end with whose prefix *name* is: ``_KEY`` of ``f"SHOP_{region}_KEY"``."""
    members: tuple[str, ...] = ()
    """What may follow the prefix, in small letters without underscores; empty if that is not known."""


class EnvMention(_Fact, frozen=True):
    """The file mentions a name that has the form of a variable's. Once for each name and kind in a file.

    That is the first place, but rather one that is not for others.
    """

    name: str
    line: int
    kind: MentionKind = MentionKind.STRING
    is_for_others: bool = False
    """True if a program of others is given the value: the image of a database, in a compose file."""


class EnvWrapper(_Fact, frozen=True):
    """A function passes a parameter to a read: its callers read the variables that they name."""

    function: str
    """The name without its module, class or receiver: ``get_setting``."""
    line: int
    calls: str = ""
    """The function that it passes the parameter to, if that is not a known read, but may be a wrapper itself;
    empty if the function reads the environment."""
    position: int = 0
    """Which of its parameters it passes, counted from 0."""
    is_list: bool = False
    """True if the parameter is a list of names, or stands for all arguments from there on."""
    required: bool | None = None
    """True if the function fails without the variable."""
    default: str | None = None
    """What the function returns without the variable, if that is a literal."""
    is_before_rest: bool = False
    """True if any number of arguments may follow the parameter, so that none of them is a default."""


class EnvCall(_Fact, frozen=True):
    """A call with a literal, or a constant, of the form of a variable's name among its first three arguments.

    It is a read if the function turns out to be a wrapper.
    """

    function: str
    """The name without its module, class or receiver."""
    name: str
    line: int
    default: str | None = None
    required: bool | None = None
    is_constant: bool = False
    """True if *name* is the name of a constant, see :class:`EnvConstant`."""
    position: int = 0
    """Which argument it is, counted from 0."""
    default_name: str = ""
    """See :class:`EnvRead`."""
    module: str = ""
    """What is in front of the name of a constant: ``api`` of ``api.Port``; empty if it has nothing there."""


class EnvConstant(_Fact, frozen=True):
    """A constant, or a member of a list, that holds a variable's name: ``const TIMEOUT = "SHOP_TIMEOUT"``."""

    constant: str
    """The name without its module or class; empty for a key in a table, as in ``{"SHOP_TIMEOUT": parse}``."""
    name: str
    line: int


class EnvConstantRead(_Fact, frozen=True):
    """A read whose argument is a constant that this file does not define."""

    constant: str
    """The name without its module or class."""
    line: int
    default: str | None = None
    required: bool | None = None
    default_name: str = ""
    """See :class:`EnvRead`."""


class EnvValue(_Fact, frozen=True):
    """A constant whose name says that it is a default, with its value: ``DEFAULT_PORT = 80``."""

    constant: str
    """The name without its module or class; that of a member follows its object: ``DEFAULTS.port``."""
    value: str
    line: int


class Route(_Fact, frozen=True):
    """The code serves a path, or mounts other routes on it."""

    method: str
    """In capitals; ``ANY`` if it is not known, or if the path may be a mount."""
    path: str
    """With what encloses it, such as the path of its class; without what its router is mounted on. The names
    of constants are marked, see :data:`MARKED`."""
    line: int
    on: str = ""
    """The router that it is registered on, such as ``users_router``; empty if it is registered on none. A
    name with parentheses is a function that is given its router, or returns it."""
    is_mount: bool = False
    """True if other routes may be mounted on it. If some are, it serves nothing itself."""
    view: str = ""
    """The class that serves it, if that may tell the methods, see :class:`ViewSet`."""


class Mount(_Fact, frozen=True):
    """The code creates a router, or serves the routes of one below a path."""

    router: str
    """The name of the router; empty for what a module exports."""
    path: str
    line: int
    on: str = ""
    """The router that it is mounted on; empty if it is none."""
    module: str = ""
    """Where the router is imported from, with slashes: ``./routes/users``; empty if it is not imported."""


class ViewSet(_Fact, frozen=True):
    """A class that serves a collection, and each of its members: a view set of Django REST framework."""

    name: str
    line: int
    methods: tuple[str, ...] = ()
    """For the collection, in capitals; ``ANY`` if they are not known."""
    of_one: tuple[str, ...] = ()
    """For a member."""


class PathConstant(_Fact, frozen=True):
    """A constant that may be a path, or a part of one: ``String USERS = API + "/users"``."""

    constant: str
    """The name without its class."""
    owner: str
    """The class that it is defined in; empty if it is defined in none."""
    value: str
    """In which the names of other constants are marked, see :data:`MARKED`."""
    line: int


class EnvComposed(_Fact, frozen=True):
    """The code composes names: ``f"SHOP_{name}_URL"``. Whether it reads the variables is not known."""

    prefix: str
    """What the names begin with, such as ``SHOP_``; empty if it is the name of any variable that is read."""
    suffix: str
    """What they end in, such as ``_URL``; may be empty."""
    line: int


class Unread(_Fact, frozen=True):
    """What a reader gave up on. It is counted in the problem ``sources-unread``, never guessed."""

    line: int
    reason: str
    """A clause, such as "an ALTER TABLE that is not understood"."""


Fact = (
    EnvRead
    | EnvMention
    | EnvWrapper
    | EnvCall
    | EnvConstant
    | EnvConstantRead
    | EnvComposed
    | EnvValue
    | Unread
    | Route
    | Mount
    | PathConstant
    | ViewSet
)
"""All facts about one file. Tables and described endpoints are facts about sets of files, and kept apart."""


class Reader(Protocol):
    """Reads one sort of file. The built-in ones are the rows of :file:`readers.toml`."""

    name: str
    version: str
    """Changes whenever the same text may give other facts; a part of the key of the cache."""
    globs: tuple[str, ...]
    """Which files it reads: patterns of ``.gitignore`` for paths relative to the root."""
    markers: tuple[bytes, ...]
    """If there are any, a file that contains none of them is not decoded and has no facts for this reader."""

    def read(self, path: str, text: str) -> Iterable[Fact]:
        """Return the facts of a text, in the order of their lines.

        :param path: relative to the root, with forward slashes.
        :param text: decoded, with line ends of any form.
        """
        ...
