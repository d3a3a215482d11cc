"""The report of an example: a good one, or one of the author's own, with the words replaced that the example names."""

from __future__ import annotations

import os
from functools import lru_cache

from linter.named_tuple import NamedTuple
from linter.norm import Norm
from linter.profile.model import Example
from linter.profile.source import Path
from linter.report import Report
from linter.resources import read_shipped, shipped
from linter.words import Names, Phrase, Word

_FOLDER = "examples"
# how much of an edited text must stand together somewhere, for that place to be worth naming
_NEAR = 0.6
_LONGEST = 60
_MOST = 6


class WrongExample(ValueError):
    """An example that has no report: what is wrong at a path inside of it, and what to do."""

    def __init__(self, path: Path, said: Phrase, cure: Word = "") -> None:
        super().__init__(path, said, cure)
        self.path = path
        self.said = said
        self.cure = cure


class _Text(NamedTuple):
    """A text to be edited: what it is called, where it lies, and what it says."""

    name: str
    path: str
    content: str


def report_of(example: Example, norm: Norm, folder: str = "") -> Report:
    """The report of an example, last year's beside it where it has one; files are found from `folder`.

    Raises WrongExample when there is no such report, or an edited text does not stand in it exactly once.
    """
    if example.file:
        report = _of_file(example.file, folder, example.edit, norm, ("file",), "edit")
    else:
        report = _of_shipped(example.edition, example.edit, norm, "edit")
    if not example.previous:
        return report
    from linter.archive.filed import filed_of

    if example.previous in shipped_reports():
        before = _of_shipped(example.previous, example.previous_edit, norm, "previous_edit")
        return report._replace(previous=filed_of(before))
    if not os.path.isfile(os.path.join(folder, example.previous)):
        from linter.profile.problem import suggestion

        said = Phrase("test_no_report", {"name": example.previous})
        raise WrongExample(("previous",), said, suggestion(example.previous, sorted(shipped_reports())))
    before = _of_file(example.previous, folder, example.previous_edit, norm, ("previous",), "previous_edit")
    return report._replace(previous=filed_of(before))


@lru_cache(maxsize=1)
def shipped_reports() -> dict[str, str]:
    """The names of the files of the shipped reports, by how examples call them."""
    return {name.partition(".")[0]: name for name in sorted(os.listdir(os.path.join(shipped("rules"), _FOLDER)))}


@lru_cache(maxsize=8)
def _shipped_text(name: str) -> str:
    return read_shipped("rules", _FOLDER, name)


def _of_shipped(stem: str, edit: tuple[tuple[str, str], ...], norm: Norm, field: str) -> Report:
    from linter.parse.build import build_report
    from linter.read import read_text

    name = shipped_reports()[stem]
    text = _Text(name, os.path.join(shipped("rules"), _FOLDER, name), _shipped_text(name))
    return build_report(read_text(edited(text, edit, field), name), norm)


def _of_file(name: str, folder: str, edit: tuple[tuple[str, str], ...], norm: Norm, path: Path, field: str) -> Report:
    from linter.parse.build import build_report
    from linter.read import Unreadable, kind_of, load, read_bytes
    from linter.read.encoding import decode

    place = os.path.join(folder, name)
    try:
        data = load(place)
        if not edit:
            return build_report(read_bytes(data, place), norm)
        if kind_of(data, place) not in ("text", "html"):
            raise WrongExample((field,), Phrase("test_no_text", {"name": name}), Phrase("test_no_text_cure"))
        text = _Text(name, place, decode(data).content.replace("\r\n", "\n"))
        return build_report(read_bytes(edited(text, edit, field).encode(), place, "utf-8"), norm)
    except Unreadable as problem:
        said = Phrase("test_unreadable", {"name": name, "problem": problem.problem})
        raise WrongExample(path, said, problem.cure) from None


def edited(text: _Text, edit: tuple[tuple[str, str], ...], field: str) -> str:
    """The text with its edits made, one after the other.

    Raises WrongExample for an edited text that does not stand there exactly once.
    """
    content = text.content
    for old, new in edit:
        count = content.count(old)
        if count != 1:
            raise WrongExample((field, old), *_not_once(old, count, text, content))
        content = content.replace(old, new)
    return content


def _not_once(old: str, count: int, text: _Text, content: str) -> tuple[Phrase, Word]:
    """What is wrong with an edit, and where its text may be meant to stand."""
    params: dict[str, Word] = {"name": text.name, "words": _shown(old), "count": str(count)}
    if count:
        lines, start = [], content.find(old)
        while start >= 0:
            lines.append(str(content.count("\n", 0, start) + 1))
            start = content.find(old, start + len(old)) if old else -1
        params["lines"] = Names(tuple(dict.fromkeys(lines)), _MOST, "test_more_lines", quoted=False)
        return Phrase("test_several", params), Phrase("test_several_cure")
    if old in text.content:
        return Phrase("test_not_found", params), Phrase("test_taken")
    near = nearest(old, content)
    if near is None:
        return Phrase("test_not_found", params), Phrase("test_whole_text", {"path": text.path})
    line, words = near
    return Phrase("test_not_found", params), Phrase("test_nearest", {"line": str(line), "words": _shown(words)})


def nearest(words: str, content: str) -> tuple[int, str] | None:
    """The line on which the most like these words begins, and what stands there; None where nothing is like them."""
    from difflib import SequenceMatcher

    lines = content.split("\n")
    count = words.count("\n") + 1
    matcher = SequenceMatcher(None, "", words, autojunk=False)
    best, found = _NEAR, None
    for number in range(len(lines) - count + 1):
        window = "\n".join(lines[number : number + count])
        matcher.set_seq1(window)
        blocks = [block for block in matcher.get_matching_blocks() if block.size > 1]
        like = sum(block.size for block in blocks) / len(words)
        if blocks and like > best:
            start = max(blocks[0].a - blocks[0].b, 0)
            rest = len(words) - blocks[-1].b - blocks[-1].size
            best, found = like, (number + 1, window[start : blocks[-1].a + blocks[-1].size + rest])
    return found


def _shown(words: str) -> str:
    """Words as they are written in a TOML string."""
    flat = words.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
