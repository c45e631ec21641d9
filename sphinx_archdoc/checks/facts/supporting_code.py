"""Tell the program from what only helps to develop, show, build or test it.

Variables of such files need no documentation, and their defaults are not those of the program.
"""

from __future__ import annotations

import functools
import re

_FOLDER = re.compile(
    r"\.(?!docker|deploy)[a-z][\w.-]*|examples?|samples?|demos?|labs?|docs?|documentation|website|hack|ci|"
    r"scripts?|tools?|tooling|dev|devel|development|bench(?:es|marks?)?|perf|load-?tests?|"
    r"mocks?|__mocks__|fixtures|seeds?|(?:[a-z]+[_-])?loadtest|(?:tests?[_-])?e2e(?:[_-]tests?)?|"
    r"(?:integration|tests?)[_-]?(?:tests?|setup|utils|data|harness|integration)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"(?:vite|vitest|playwright|jest|cypress|webpack|rollup|tsup|esbuild|eslint|commitlint|karma|storybook|wdio|"
    r"drizzle|knexfile|codegen|lint-staged)(?:\.[\w-]+)?\.(?:config|setup)\.[cm]?[jt]s|"
    r"(?:.+[.-])?(?:dev|development|local|test|testing|e2e|mock|ci|seed)(?:\.\w+){1,2}|"
    r"(?:build|release|bump)(?:[-_][\w-]+)?(?:\.(?:sh|bash|ps1))?|"
    r"test[_-].+|.+\.rake|(?:debug|test)\.ya?ml|(?:global-)?setup\.[cm]?[jt]s|action\.ya?ml|\.gitlab-ci\.yml|Makefile|.+\.mk|[Jj]ustfile|dev\.sh|"
    r"mvnw(?:\.cmd)?|gradlew(?:\.bat)?",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=8192)
def is_supporting(path: str, folder: str = "") -> bool:
    """Return whether a file only supports the program.

    :param folder: the folder of the code that a page is about. What this folder is in does not count, because
        the page may be about an example.
    """
    *folders, name = path.removeprefix(f"{folder}/" if folder else "").split("/")
    return bool(_FILE.fullmatch(name)) or any(map(_FOLDER.fullmatch, folders))
