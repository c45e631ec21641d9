"""The catalogues that a command is given."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.cli.output.terminal import Exit, UsageError, complain, printable
from sphinx_archdoc.remote.limits import SourceError
from sphinx_archdoc.remote.sources import load, without_user


class Catalogues(msgspec.Struct, frozen=True):
    """The catalogues that could be read."""

    loaded: tuple[LoadedCatalogue, ...]
    missing: tuple[str, ...] = ()
    """The sources that could not be read; each has been named on standard error."""

    @property
    def exit(self) -> Exit:
        """The exit status of an answer from these."""
        return Exit.FAILED if self.missing else Exit.DONE


def load_catalogues(sources: Sequence[str]) -> Catalogues:
    """Read the catalogues of the sources; that of the current folder if there are none.

    :raises UsageError: if none of them can be read.
    """
    loaded: list[LoadedCatalogue] = []
    missing: list[str] = []
    for source in dict.fromkeys(sources) or (".",):
        try:
            loaded.append(load(source))
        except SourceError as error:
            if len(set(sources)) < 2:
                raise UsageError(printable(str(error))) from None
            complain(printable(str(error)))
            missing.append(without_user(source))
    if not loaded:
        raise UsageError("none of the sources can be read")
    return Catalogues(tuple(loaded), tuple(missing))
