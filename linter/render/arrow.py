"""Rows into Parquet files, a group of rows at a time; into a folder, a file for every so many rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO, Protocol

from linter.render.feed import Feed
from linter.words import Catalog

# how many rows are held as Python has them, stand in a group of a file, and in a file of a folder: each a multiple of the last
_BATCH, _GROUP, _PART = 5_000, 50_000, 1_000_000


class Parts(Protocol):
    """A folder that an output goes to in parts."""

    def begin(self) -> BinaryIO:
        """A stream for the next part; the one before is complete."""
        ...


def library(words: Catalog) -> Any:
    """The library; raises ImportError, with words for people, where it is missing."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise ImportError(words.phrases["table_no_arrow"]) from None
    return pyarrow


class Table:
    """A Parquet file, or a folder of them, that rows are added to; a file has its columns even where there are no rows."""

    def __init__(self, arrow: Any, columns: Sequence[tuple[str, Any]], sink: BinaryIO | Parts) -> None:
        """Each column has a name and the library's type for its values, all of which may be None."""
        self._arrow, self._schema, self._sink = arrow, arrow.schema(columns), sink
        self._rows: list[Sequence[Any]] = []
        self._batches: list[Any] = []
        # how many rows the batches have, and the file so far
        self._held = self._written = 0
        self._open()

    def _open(self) -> None:
        self._feed = Feed(self._sink.begin() if hasattr(self._sink, "begin") else self._sink)
        self._writer = self._arrow.parquet.ParquetWriter(self._feed, self._schema)
        self._written = 0

    def add(self, row: Sequence[Any]) -> None:
        """A row, with a value for every column."""
        self._rows.append(row)
        if len(self._rows) == _BATCH:
            self._gather()

    def _gather(self) -> None:
        """Rows into the library's own arrays, which take far less room."""
        values = zip(*self._rows, strict=True)
        arrays = [self._array(each, field.type) for each, field in zip(values, self._schema, strict=True)]
        self._batches.append(self._arrow.RecordBatch.from_arrays(arrays, schema=self._schema))
        self._held += len(self._rows)
        self._rows = []
        if self._held >= _GROUP:
            self._write()

    def _array(self, values: Sequence[Any], kind: Any) -> Any:
        try:
            return self._arrow.array(values, kind)
        except UnicodeEncodeError:
            # names of files need not be characters: they are shown as text outputs show them
            shown = [each and each.encode("utf-8", "backslashreplace").decode("utf-8") for each in values]
            return self._arrow.array(shown, kind)

    def _write(self) -> None:
        if self._written >= _PART and hasattr(self._sink, "begin"):
            self._writer.close()
            self._open()
        self._writer.write_table(self._arrow.Table.from_batches(self._batches, self._schema), self._held)
        self._written += self._held
        self._batches, self._held = [], 0

    def end(self) -> None:
        """Write what is held back, and complete the file."""
        if self._rows:
            self._gather()
        if self._held:
            self._write()
        self._writer.close()

    def leave(self) -> None:
        """Let go of the file, complete or not."""
        self._feed.let_go()
