"""Word files (.docx) into lines, and where each line stands in the file."""

from __future__ import annotations

from linter.limits import LIMITS, Limits
from linter.read import Unreadable
from linter.read.docx_body import Place, read_body
from linter.read.docx_parts import Element, Package, W
from linter.read.linear import Linear
from linter.read.numbering import Numbers
from linter.words import Phrase


def read_docx(data: bytes, name: str, limits: Limits = LIMITS) -> Linear:
    """The lines of a Word file.

    Raises Unreadable for what is no Word file, is empty, damaged or encrypted, or would unpack to more than any report holds.
    """
    return read_docx_with_places(data, name, limits=limits)[0]


def read_docx_with_places(
    data: bytes, name: str, root: Element | None = None, limits: Limits = LIMITS
) -> tuple[Linear, tuple[Place, ...]]:
    """The lines and, one for one, the places where they stand.

    The places lie in the tree `root`, for who has parsed the document already and wants to change it, else in one of its
    own. Raises Unreadable as `read_docx` does.
    """
    package = Package(data, name, limits)
    tree = package.tree(package.document) if root is None else root
    body = tree.find(W + "body")
    numbering = package.related("numbering")
    numbers = Numbers(numbering, package.related("styles") if numbering is not None else None)
    placed = tuple(read_body(body, numbers)) if body is not None else ()
    if not placed:
        raise Unreadable(name, Phrase("read_empty"), Phrase("read_saved_file"))
    return Linear(tuple(line for line, _ in placed), package.metadata()), tuple(place for _, place in placed)
