"""Parquet: the tables of the database as a file each, for DuckDB, pandas and Spark."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from sphinx_archdoc.export.format import ExportedFile, ExportFormat, ExportOptions, MissingPackage
from sphinx_archdoc.schema.meaning import Meaning, Nature

if TYPE_CHECKING:
    from sphinx_archdoc.export.architecture import Architecture


def write(architecture: Architecture, options: ExportOptions) -> Iterator[ExportedFile]:
    """Write a folder with a file for each table. The same version of pyarrow writes the same bytes.

    :raises MissingPackage: if pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingPackage("it needs pyarrow; pip install 'sphinx-archdoc[parquet]' installs it") from None

    from sphinx_archdoc.export.tables import tables_of

    for table in tables_of(architecture):
        columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
        types = (pyarrow.int64() if is_integer else pyarrow.string() for is_integer in table.integers)
        arrays = [pyarrow.array(cells, type_) for cells, type_ in zip(columns, types, strict=True)]
        written = BytesIO()
        parquet.write_table(pyarrow.table(dict(zip(table.columns, arrays, strict=True))), written)
        yield ExportedFile(f"{table.name}.parquet", written.getvalue())


FORMAT = ExportFormat(
    title="Parquet",
    help="A folder with the tables of sqlite as files. It needs pyarrow, which the extra parquet installs.",
    places=dict.fromkeys(Nature, "`entry.parquet`"),
    meanings=dict.fromkeys(Meaning, "`value.parquet`"),
    dependency="`reference.parquet`",
    others="`value.parquet`",
    is_binary=True,
    is_folder=True,
    write=write,
)
