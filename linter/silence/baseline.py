"""The baseline: findings that were there when it was written, a line of JSON each. Whatever is not in it is new."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from linter.document import Document
from linter.finding import Finding
from linter.globs import relative
from linter.named_tuple import NamedTuple
from linter.result import FileResult
from linter.silence.evidence import evidence
from linter.silence.remark import remark_names
from linter.text import Span, Text
from linter.words import Phrase, catalog


class Entry(NamedTuple):
    """A finding as the baseline keeps it: the file from the baseline's folder, rule, address, and what it rests on."""

    file: str
    rule: str
    at: str
    evidence: str


class Baseline(NamedTuple):
    """A baseline as read: how often each entry stands in it, by file."""

    path: str
    folder: str
    entries: Mapping[str, Counter[Entry]]
    document: Document

    def lines(self) -> Iterator[tuple[Entry, Span]]:
        """The entries with their lines, from the last line to the first."""
        text = self.document.text
        for line in range(len(text.line_starts()), 0, -1):
            span = text.line_span(line)
            if words := text.quote(span).strip():
                yield _entry(words), span


class BrokenBaseline(ValueError):
    """A baseline that cannot be read: which file, which line, and what to do."""

    def __init__(self, said: Phrase) -> None:
        super().__init__(said)
        self.said = said

    def __str__(self) -> str:
        return catalog().say(self.said)


def read_baseline(path: str) -> Baseline:
    """The baseline of a file.

    Raises BrokenBaseline for one that is not there or damaged.
    """
    try:
        with open(path, "rb") as file:
            content = file.read().decode("utf-8-sig")
    except FileNotFoundError:
        raise BrokenBaseline(Phrase("silence_baseline_missing", {"path": path})) from None
    except UnicodeDecodeError:
        raise BrokenBaseline(Phrase("silence_baseline_no_text", {"path": path})) from None
    except OSError as error:
        reason = {"path": path, "reason": error.strerror or str(error)}
        raise BrokenBaseline(Phrase("silence_baseline_not_read", reason)) from None
    entries: dict[str, Counter[Entry]] = {}
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = _entry(line)
        except (ValueError, RecursionError):
            raise BrokenBaseline(Phrase("silence_baseline_damaged", {"path": path, "line": str(number)})) from None
        entries.setdefault(entry.file, Counter())[entry] += 1
    return Baseline(path, folder_of(path), entries, Document(path, "text", "utf-8", Text(content), ()))


def folder_of(path: str) -> str:
    """The folder that the files of a baseline are named from."""
    return os.path.dirname(os.path.abspath(path))


def _entry(line: str) -> Entry:
    data: Any = json.loads(line)
    if not isinstance(data, dict) or set(data) != set(Entry._fields) or not all(isinstance(each, str) for each in data.values()):
        raise ValueError(line)
    return Entry(**data)


def entry_of(finding: Finding, file: str, document: Document) -> Entry:
    """The entry that stands for a finding."""
    return Entry(file, finding.rule, finding.at, evidence(finding, document))


def entries_of(result: FileResult, folder: str) -> Counter[Entry]:
    """The entries for what was found in a file, but for what a comment or an entry of the configuration silences.

    What is wrong with these themselves cannot be put off.
    """
    if result.document is None:
        return Counter()
    kept = [*result.findings, *(each.finding for each in result.silenced if each.by.kind == "baseline")]
    file, remarks = relative(result.path, folder), remark_names()
    return Counter(entry_of(each, file, result.document) for each in kept if each.rule not in remarks)


def write_baseline(path: str, entries: Iterable[Entry]) -> None:
    """Write a baseline as a whole or not at all; the permissions of the one before stay."""
    import shutil

    path = os.path.realpath(path)
    draft = f"{path}.{os.getpid()}.tmp"
    try:
        with open(draft, "xb") as file:
            file.writelines(_line(entry) for entry in sorted(entries))
        if os.path.exists(path):
            shutil.copymode(path, draft)
        os.replace(draft, path)
    except BaseException:
        if os.path.exists(draft):
            os.unlink(draft)
        raise


def _line(entry: Entry) -> bytes:
    words = json.dumps(entry._asdict(), ensure_ascii=False, separators=(",", ":"))
    try:
        return f"{words}\n".encode()
    except UnicodeEncodeError:  # the name of a file may hold bytes that are no text
        return f"{json.dumps(entry._asdict(), separators=(',', ':'))}\n".encode()
