"""Data of many reports, made by several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from linter.archive.codec import decoded, encoded
from linter.archive.lost import Lost, unreadable
from linter.extracted import Extracted, extracted_document
from linter.profile.refused import Refused
from linter.read import Unreadable
from linter.run import Found, Settings, documents
from linter.words import Catalog

Result = bytes | Unreadable | Refused | None


def extract_pieces(
    settings: Settings, words: Catalog, contents: Mapping[str, bytes], pieces: Sequence[Found]
) -> Iterator[Result]:
    """The data of files as bytes, or why there are none; nothing for what is no report."""
    for found, document in documents(pieces, settings, contents):
        try:
            result = extracted_document(found, document, settings, words)
        except Refused as refused:
            yield refused
        else:
            yield encoded(result) if isinstance(result, Extracted) else result


def extractions(
    found: Sequence[Found], contents: Mapping[str, bytes], settings: Settings, words: Catalog, executor: Callable[[Any], Any]
) -> Iterator[Extracted | Unreadable]:
    """The data of every report, in the order of the files, or why there are none.

    Raises Refused for a profile that cannot be used, and linter.archive.pool.Broken when no process can work.
    """
    workers = executor(partial(extract_pieces, settings, words, contents))
    try:
        for each, result in zip(found, workers.over(found), strict=True):
            if isinstance(result, Refused):
                raise result
            if isinstance(result, Lost):
                yield unreadable(each.path, result)
            elif isinstance(result, bytes):
                yield decoded(result, Extracted)
            elif result is not None:
                yield result
    finally:
        workers.close()
