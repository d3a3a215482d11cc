"""SARIF 2.1.0: one run. Results stand first, because the rules that they name are only known at the end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from linter import __version__
from linter.render import Receiver, Run
from linter.render.fingerprint import Fingerprints
from linter.render.sarif_rules import LANGUAGES, LEVELS, Rules, message_of
from linter.render.spot import Known, file_of, known, uri_of
from linter.result import Silencer
from linter.sheet import Mark, Place, Sheet

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_FINGERPRINT = "finding/v1"
_MEDIA_TYPES = {
    "text": "text/plain", "markdown": "text/markdown", "html": "text/html", "pdf": "application/pdf", "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "toml": "application/toml",
}  # fmt: skip
# names of encodings that are Python's own
_ENCODINGS = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be", "utf_8": "utf-8"}


def render(run: Run, stream: TextIO) -> Receiver:
    """Write every result as it comes; of files only the names are kept, and of rules those that ran."""
    writer = _Writer(run)
    stream.write(f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"results": [')
    between = "\n"
    while (sheet := (yield)) is not None:
        for result in writer.results(sheet):
            stream.write(between + json.dumps(result, ensure_ascii=False))
            between = ",\n"
    stream.write("\n]")
    for key, value in writer.rest().items():
        stream.write(f',\n"{key}": {json.dumps(value, ensure_ascii=False)}')
    stream.write("}]}\n")


class _Writer:
    """The results of a run, and what else is to be told of it at the end."""

    def __init__(self, run: Run) -> None:
        self._language = LANGUAGES[run.words.language]
        self._rules = Rules(run)
        self._fingerprints = Fingerprints()
        self._artifacts: dict[str, dict[str, Any]] = {}
        self._unreadable: list[dict[str, Any]] = []

    def results(self, sheet: Sheet) -> Iterator[dict[str, Any]]:
        """The results of a file: what is found, then what is silenced."""
        file = self._file(sheet)
        if sheet.failure:
            place = {"physicalLocation": {"artifactLocation": file}}
            self._unreadable.append({"level": "error", "message": {"text": message_of(sheet.failure)}, "locations": [place]})
        for code in sheet.passed:
            self._rules.index(code)
        for mark in sheet.marks:
            yield self._result(mark, sheet, file)
        for mark, by in sheet.silenced:
            yield self._result(mark, sheet, file, by)

    def _file(self, sheet: Sheet) -> dict[str, Any]:
        """The location of a file, which is told of among the artifacts."""
        name = file_of(sheet.path)
        artifact = self._artifacts.get(name)
        if artifact is None:
            location = {**_location(sheet.path), "index": len(self._artifacts)}
            artifact = self._artifacts[name] = {"location": location}
            if sheet.is_report:
                artifact["roles"] = ["analysisTarget"]
                artifact["properties"] = {"body": sheet.body, "year": sheet.year, "edition": sheet.edition}
            if sheet.format in _MEDIA_TYPES:
                artifact["mimeType"] = _MEDIA_TYPES[sheet.format]
            if sheet.encoding:
                artifact["encoding"] = _ENCODINGS.get(sheet.encoding, sheet.encoding)
        file: dict[str, Any] = artifact["location"]
        return file

    def _result(self, mark: Mark, sheet: Sheet, file: dict[str, Any], by: Silencer | None = None) -> dict[str, Any]:
        finding, true = mark.finding, known(sheet.format)
        blocked = finding.outcome == "blocked"
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": self._rules.index(finding.rule, finding),
            "kind": "open" if blocked else "fail",
            "level": "none" if blocked else LEVELS[finding.level],
            "message": {"text": message_of(finding.message)},
            "locations": [_place(file, mark.start, mark.end, finding.at, finding.place, true)],
            "partialFingerprints": {_FINGERPRINT: self._fingerprints.of(sheet.path, mark)},
            "suppressions": [_suppression(by)] if by is not None else [],
        }
        if mark.related:
            result["relatedLocations"] = [
                {
                    "id": number,
                    **_place(file, each.start, each.end, each.at, each.words, true),
                    "message": {"text": message_of(each.message or each.words)},
                }
                for number, each in enumerate(mark.related, 1)
            ]
        if mark.edits and true.column:
            changes = {"artifactLocation": file, "replacements": [_replacement(*edit) for edit in mark.edits]}
            result["fixes"] = [{"description": {"text": message_of(finding.help)}, "artifactChanges": [changes]}]
        return result

    def rest(self) -> dict[str, Any]:
        """What stands behind the results."""
        invocation = {"executionSuccessful": not self._unreadable, "toolExecutionNotifications": self._unreadable}
        driver = {
            "name": "nianbao",
            "version": __version__,
            "semanticVersion": __version__,
            "language": self._language,
            "rules": self._rules.descriptors(),
        }
        return {
            "artifacts": list(self._artifacts.values()),
            "invocations": [invocation],
            "language": self._language,
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "tool": {"driver": driver},
        }


def _location(path: str) -> dict[str, Any]:
    uri = uri_of(path)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": _ROOT}


def _place(file: dict[str, Any], start: Place, end: Place, at: str, words: str, true: Known) -> dict[str, Any]:
    """A place in a file; where lines are not those of the file, the page or the paragraph is a property."""
    physical: dict[str, Any] = {"artifactLocation": file}
    place = {"physicalLocation": physical, "logicalLocations": [{"name": words, "fullyQualifiedName": at}]}
    if true.column:
        columns = {"startColumn": start.column, "endLine": end.line, "endColumn": end.column}
        physical["region"] = {"startLine": start.line, **columns}
    elif true.line:
        physical["region"] = {"startLine": start.line, "endLine": end.line}
    else:
        place["properties"] = {"page": start.page} if start.page is not None else {"paragraph": start.line}
    return place


def _replacement(start: Place, end: Place, words: str) -> dict[str, Any]:
    """What a fix takes out, and what it puts there."""
    region = {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
    return {"deletedRegion": region, "insertedContent": {"text": words}}


def _suppression(by: Silencer) -> dict[str, Any]:
    """What silences a result: a comment in the file itself, or another file. Reasons stand there."""
    if by.kind == "comment":
        return {"kind": "inSource", "status": "accepted"}
    where = {"physicalLocation": {"artifactLocation": _location(by.path)}}
    return {"kind": "external", "status": "accepted", "location": where}
