"""PDF files that might keep PDFium busy without end: told from plain ones before they are opened, and read in a process apart."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import zlib
from typing import Any

from linter.document import Origin
from linter.read import Unreadable
from linter.read.linear import Cells, Image, Line, Linear, Words
from linter.words import Phrase

_SECONDS = 20
_MEMORY = 2 * 1024**3
# in bytes: all that a plain file unpacks to, and what its forms do when each is drawn as often as it may be
_MOST_UNPACKED, _MOST_DRAWN = 64 * 1024**2, 200 * 1024**2
_MOST_FORMS = 20_000
_CHUNK = 1024**2
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FILTER = re.compile(rb"/Filter\s*(?:/(\w+)|\[\s*((?:/\w+\s*)*)\])")
_PICTURES = frozenset([b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"])
# what may hide a stream's nature, or is parsed once more whenever it is used
_DOUBTFUL = re.compile(rb"/Encrypt\b|/Type3\b|/Subtype\s+\d")


def is_plain(data: bytes) -> bool:
    """Whether the file can be seen to unpack to a bounded size and to draw nothing over and over."""
    if _DOUBTFUL.search(data):
        return False
    left = _MOST_UNPACKED
    largest, uses, product = 0, 0, 1
    for found in _STREAM.finditer(data):
        head = data[max(data.rfind(b"obj", 0, found.start()), found.start() - 4000, 0) : found.start()]
        if b"<<" not in head:
            continue
        content = _unpacked(data, found.end(), head, left)
        if content is None:
            return False
        left -= len(content)
        if b"/ObjStm" in head and _DOUBTFUL.search(content):
            return False
        count = content.count(b"Do")
        if b"/Form" in head:
            largest = max(largest, len(content))
            product = min(product * max(count, 1), _MOST_FORMS)
        else:
            uses += count
    return uses * product < _MOST_FORMS and uses * product * largest < _MOST_DRAWN


def _unpacked(data: bytes, start: int, head: bytes, limit: int) -> bytes | None:
    """What a stream holds, "" for pictures that are packed as such; None when that is too much or cannot be told."""
    if b"#" in head:
        return None
    found = _FILTER.search(head)
    if found is None:
        return None if b"/Filter" in head else data[start : data.find(b"endstream", start)][:limit]
    filters = [found[1]] if found[1] else found[2].replace(b"/", b" ").split()
    if filters and filters[-1] in _PICTURES:
        return b""
    if filters == [b"ASCII85Decode", b"FlateDecode"]:
        try:
            raw = base64.a85decode(data[start : data.find(b"~>", start)])
        except ValueError:
            return None
        return _inflated(raw, 0, limit)
    return _inflated(data, start, limit) if filters == [b"FlateDecode"] else None


def _inflated(data: bytes, start: int, limit: int) -> bytes | None:
    unpack = zlib.decompressobj()
    rest = memoryview(data)[start:]
    pieces: list[bytes] = []
    length = 0
    try:
        # small slices, because what is not used up is copied each time
        for place in range(0, len(rest), _CHUNK):
            part: Any = rest[place : place + _CHUNK]
            while part and not unpack.eof:
                pieces.append(unpack.decompress(part, _CHUNK))
                length += len(pieces[-1])
                if length > limit:
                    return None
                part = unpack.unconsumed_tail
            if unpack.eof:
                break
    except zlib.error:
        pass
    return b"".join(pieces)


def read_apart(data: bytes, name: str) -> Linear:
    """The lines of a file, read by another process that may be stopped; Unreadable when it comes to no end."""
    command = [sys.executable, "-c", "from linter.read.pdf_guard import serve; serve()"]
    paths = {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS * 2, env={**os.environ, **paths}, check=False)
        answer = json.loads(done.stdout) if done.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        answer = None
    if answer is None:
        raise Unreadable(name, Phrase("read_pdf_too_much"), Phrase("read_pdf_right_file"))
    if "problem" in answer:
        raise Unreadable(name, Phrase(answer["problem"], answer["params"]), Phrase(answer["cure"]))
    return Linear(tuple(map(_line, answer["lines"])), answer["metadata"])


def _line(said: list[Any]) -> Line:
    kind, page, *rest = said
    origin = Origin(page=page)
    if kind == "words":
        return Words(rest[0], origin, rest[1])
    return Cells(tuple(rest[0]), origin) if kind == "cells" else Image(origin)


def _said(line: Line) -> list[Any]:
    if isinstance(line, Words):
        return ["words", line.origin.page, line.words, line.after_gap]
    return ["cells", line.origin.page, line.cells] if isinstance(line, Cells) else ["image", line.origin.page]


def serve() -> None:
    """Reads the file at standard input within bounds of time and memory, and writes its lines as JSON."""
    from linter.read.pdf import read_here

    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        linear = read_here(sys.stdin.buffer.read(), "")
        answer = {"lines": list(map(_said, linear.lines)), "metadata": dict(linear.metadata)}
    except Unreadable as error:
        answer = {"problem": error.problem.key, "params": dict(error.problem.params), "cure": error.cure.key}
    sys.stdout.write(json.dumps(answer))
