"""PDF files that might keep PDFium busy without end: told from plain ones before they are opened, and read in a process apart."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zlib
from typing import Any

from linter.document import Origin
from linter.limits import LIMITS, Limits
from linter.read import Unreadable
from linter.read.linear import Cells, Image, Line, Linear, Words
from linter.words import Phrase

_SECONDS = 20
_MEMORY = 2 * 1024**3
# in bytes: all that a plain file unpacks to, and what its forms do when each is drawn as often as it may be
_MOST_UNPACKED, _MOST_DRAWN = 64 * 1024**2, 200 * 1024**2
_MOST_FORMS = 20_000
_CHUNK = 64 * 1024
_HEAD = 4000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_NUMBER = re.compile(rb"(\d+)\s+\d+\s+obj$")
_CONTENTS = re.compile(rb"/Contents\b([^/>]*)")
_NUMBERS = re.compile(rb"(\d{1,10})\s{1,3}\d{1,5}\s{1,3}R\b")
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
    streams: set[bytes] = set()
    fonts: set[bytes] = set()
    contents = set(_CONTENTS.findall(data))
    for found in _STREAM.finditer(data):
        begin = max(found.start() - _HEAD, 0)
        begin = max(data.rfind(b"obj", begin, found.start()), begin)
        head = data[begin : found.start()]
        if b"<<" not in head:
            continue
        number = _NUMBER.search(data, max(begin - 24, 0), begin + 3)
        if number is None:
            return False
        if b"/Length1" in head and b"/Form" not in head:
            # fonts are large, and nothing is drawn by them as long as no page has one for its content
            fonts.add(number[1])
            continue
        streams.add(number[1])
        content, cost = _unpacked(data, found.end(), head, left)
        left -= cost
        if left < 0:
            return False
        if b"/ObjStm" in head:
            contents |= set(_CONTENTS.findall(content))
            if _DOUBTFUL.search(content):
                return False
        count = content.count(b"Do")
        if b"/Form" in head:
            largest = max(largest, len(content))
            product = min(product * max(count, 1), _MOST_FORMS)
        else:
            uses += count
    drawn = {number for words in contents for number in _NUMBERS.findall(words)}
    if drawn & fonts or drawn - streams:
        return False
    return uses * product < _MOST_FORMS and uses * product * largest < _MOST_DRAWN


def _unpacked(data: bytes, start: int, head: bytes, limit: int) -> tuple[bytes, int]:
    """What a stream holds (pictures: nothing) and how many bytes were gone through, above the limit when that is unclear."""
    if b"#" in head:
        return b"", limit + 1
    found = _FILTER.search(head)
    if found is None:
        content = data[start : data.find(b"endstream", start)]
        return content, limit + 1 if b"/Filter" in head else len(content)
    filters = [found[1]] if found[1] else found[2].replace(b"/", b" ").split()
    if filters and filters[-1] in _PICTURES:
        return b"", 0
    return _inflated(memoryview(data)[start:], limit) if filters == [b"FlateDecode"] else (b"", limit + 1)


def _inflated(packed: memoryview, limit: int) -> tuple[bytes, int]:
    unpack = zlib.decompressobj()
    pieces: list[bytes] = []
    cost = 0
    try:
        # small slices, because what is not used up is copied each time
        for place in range(0, len(packed), _CHUNK):
            part: Any = packed[place : place + _CHUNK]
            cost += len(part)
            while part and not unpack.eof and cost <= limit:
                pieces.append(unpack.decompress(part, _CHUNK))
                cost += len(pieces[-1])
                part = unpack.unconsumed_tail
            if unpack.eof or cost > limit:
                cost -= len(unpack.unused_data)
                break
    except zlib.error:
        pass
    return b"".join(pieces), cost


def read_apart(data: bytes, name: str, limits: Limits = LIMITS) -> Linear:
    """The lines of a file, read by another process that may be stopped; Unreadable when it comes to no end."""
    # -P: modules are never looked for in the folder that the command was started in, where the reports may lie
    command = [sys.executable, "-P", "-c", "from linter.read.pdf_guard import serve; serve()"]
    command += [str(limits.pages), str(limits.objects)]
    paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS * 2, env={**os.environ, **paths}, check=False
        )
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
        pages, objects = map(int, sys.argv[1:3])
        linear = read_here(sys.stdin.buffer.read(), "", LIMITS._replace(pages=pages, objects=objects))
        answer = {"lines": list(map(_said, linear.lines)), "metadata": dict(linear.metadata)}
    except Unreadable as error:
        answer = {"problem": error.problem.key, "params": dict(error.problem.params), "cure": error.cure.key}
    sys.stdout.write(json.dumps(answer))
