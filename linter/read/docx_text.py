"""The words of a Word paragraph, piece by piece: insertions kept, deletions dropped, fields by their result."""

from __future__ import annotations

from collections.abc import Sequence

from linter.named_tuple import NamedTuple
from linter.read.docx_parts import VAL, Element, W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
DELETED = (W + "del", W + "moveFrom")
_R, _T, _RPR, _VANISH, _BOX = W + "r", W + "t", W + "rPr", W + "vanish", W + "txbxContent"
_ALTERNATE, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GAPS = frozenset((W + "tab", W + "ptab"))
_BREAKS = frozenset((W + "br", W + "cr"))
_DRAWINGS = frozenset((W + "drawing", W + "pict", W + "object"))
# what holds runs without being one
_HOLDERS = frozenset(
    W + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
)
# a chart and a diagram are drawn from figures of their own, which are no words of the report
_PICTURES = (
    _A + "blip",
    _VML + "imagedata",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ONE_LINE = dict.fromkeys(map(ord, "\t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")
# signs of the fonts Wingdings and Wingdings 2, which have no characters of their own: boxes and ticks
_SIGNS = {"F0FE": "☑", "F052": "☑", "F0FD": "☒", "F0A8": "□", "F0A3": "□", "F06F": "□", "F0FC": "✓", "F050": "✓"}
_OFF = ("0", "false", "off")


class Piece(NamedTuple):
    """Words of a line and the element that they stand in, from this character on; no element for those that Word makes."""

    words: str
    element: Element | None
    start: int = 0


class Box(NamedTuple):
    """A drawing in a paragraph: the content of a text box, words of its own, or (neither) a picture."""

    drawing: Element
    content: Element | None = None
    words: str = ""


class _Gathered:
    """What is known while a paragraph is gone through; `fields` has for each open field whether its result has begun."""

    __slots__ = ("boxes", "fields", "lines")

    def __init__(self) -> None:
        self.lines: list[list[Piece]] = [[]]
        self.boxes: list[Box] = []
        self.fields: list[bool] = []


def gather(paragraph: Element) -> tuple[list[list[Piece]], list[Box]]:
    """The pieces of a paragraph, line by line, and the drawings in it."""
    gathered = _Gathered()
    _inline(paragraph, gathered)
    return gathered.lines, gathered.boxes


def trimmed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces without blanks at either end of the line, and without those that have no words."""
    kept = [piece for piece in pieces if piece.words]
    while kept and not kept[0].words.strip():
        del kept[0]
    while kept and not kept[-1].words.strip():
        del kept[-1]
    if kept:
        words, element, start = kept[0]
        left = words.lstrip()
        kept[0] = Piece(left, element, start + len(words) - len(left))
        kept[-1] = kept[-1]._replace(words=kept[-1].words.rstrip())
    return tuple(kept)


def _inline(parent: Element, gathered: _Gathered) -> None:
    for child in parent:
        tag = child.tag
        if tag == _R:
            _run(child, gathered)
        elif tag in _HOLDERS:
            _inline(child, gathered)
        elif tag == _ALTERNATE:
            chosen = _chosen(child)
            if chosen is not None:
                _inline(chosen, gathered)
        elif isinstance(tag, str) and tag.startswith(_MATH):
            gathered.lines[-1].extend(Piece(each.text, each) for each in child.iter(_MATH + "t") if each.text)


def _run(run: Element, gathered: _Gathered) -> None:
    hidden = False
    for child in run:
        tag = child.tag
        if tag == _T:
            if not hidden and all(gathered.fields):
                gathered.lines[-1].append(_piece(child))
        elif tag == _RPR:
            vanish = child.find(_VANISH)
            hidden = vanish is not None and vanish.get(VAL) not in _OFF
        elif tag in _GAPS:
            gathered.lines[-1].append(Piece(" ", child))
        elif tag in _BREAKS:
            gathered.lines.append([])
        elif tag in _DRAWINGS:
            _drawing(child, gathered)
        elif tag == _ALTERNATE:
            chosen = _chosen(child)
            if chosen is not None:
                _run(chosen, gathered)
        elif tag == W + "fldChar":
            _field(child.get(W + "fldCharType"), gathered.fields)
        elif tag == W + "noBreakHyphen":
            gathered.lines[-1].append(Piece("-", child))
        elif tag == W + "sym":
            gathered.lines[-1].append(Piece(_sign(child.get(W + "char", "")), child))
        elif tag == W + "ruby":
            for base in child.iterchildren(W + "rubyBase"):
                _inline(base, gathered)


def _piece(element: Element) -> Piece:
    words, start = element.text or "", 0
    if element.get(_SPACE) != "preserve" and words[:1] + words[-1:] != words[:1].strip() + words[-1:].strip():
        # Word shows blanks at the ends only where the file says that they are meant
        bare = words.lstrip(" \t\r\n")
        start, words = len(words) - len(bare), bare.rstrip(" \t\r\n")
    return Piece(words.translate(_ONE_LINE), element, start)


def _field(kind: str | None, fields: list[bool]) -> None:
    if kind == "begin":
        fields.append(False)
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()


def _sign(code: str) -> str:
    """The character of a `w:sym`; "" for one that only its font knows."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xE000 <= number <= 0xF8FF:
        return _SIGNS.get(code.upper(), "")
    return chr(number) if 0x20 <= number < 0xD800 else ""


def _chosen(alternate: Element) -> Element | None:
    """Of several writings of one thing the first that says something; they must not be read twice."""
    choices = [*alternate.iterchildren(_CHOICE), *alternate.iterchildren(_FALLBACK)]
    telling = (_BOX, _T, *_PICTURES)
    return next((each for each in choices if next(each.iter(*telling), None) is not None), None)


def _drawing(drawing: Element, gathered: _Gathered) -> None:
    boxes = [box for box in drawing.iter(_BOX) if not _inside_other(box, drawing)]
    gathered.boxes.extend(Box(drawing, content=box) for box in boxes)
    words = "".join(each.get("string", "") for each in drawing.iter(_VML + "textpath"))
    if words:
        gathered.boxes.append(Box(drawing, words=words.translate(_ONE_LINE)))
    elif not boxes and next(drawing.iter(*_PICTURES), None) is not None:
        gathered.boxes.append(Box(drawing))


def _inside_other(box: Element, drawing: Element) -> bool:
    """Whether a text box stands inside another one, which reads it, or in a second writing of a drawing."""
    for above in box.iterancestors():
        if above is drawing:
            return False
        if above.tag in (_BOX, _FALLBACK):
            return True
    return False
