"""Marks of comments in the XML of a Word file: runs are split where a phrase begins or ends, everything else is kept."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from linter.named_tuple import NamedTuple
from linter.read.docx_parts import Element, W

_P, _R, _RPR, _T, _BOX = W + "p", W + "r", W + "rPr", W + "t", W + "txbxContent"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WHOLE = frozenset((_R, _MC, _MATH + "oMath", _MATH + "oMathPara"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Edge(NamedTuple):
    """A point in the words of an element: before its character `offset`. `end` tells that a range ends there."""

    element: Element
    offset: int
    end: bool = False


class Range(NamedTuple):
    """What a comment is about: from one edge to another, or a whole paragraph that has no words (then no edges)."""

    first: Edge | None
    last: Edge | None
    paragraph: Element | None = None


class _Cut(NamedTuple):
    """A place to split a run: in or beside one of its children."""

    child: Element
    offset: int


def carrier(element: Element) -> Element | None:
    """The run, or what stands for one, that a comment on the element is tied to.

    Of words in a text box it is the run that holds the box: Word allows no comments inside.
    """
    found = None
    for each in (element, *element.iterancestors()):
        if each.tag == _P:
            if next(each.iterancestors(_BOX), None) is None:
                return found
            found = None
        elif each.tag in _WHOLE:
            found = each
    return None


def mark(ranges: Iterable[tuple[int, Range]]) -> None:
    """Put the marks of comments, by their ids, around their ranges, which must come in the order of the text."""
    listed = list(ranges)
    starts, ends = _split_all(edge for _, each in listed for edge in (each.first, each.last) if edge is not None)
    behind: dict[Element, Element] = {}
    for number, each in listed:
        begin, end = _element("commentRangeStart", number), _element("commentRangeEnd", number)
        if each.first is None or each.last is None:
            if each.paragraph is not None:
                each.paragraph.extend((begin, end, _reference(number)))
            continue
        first, last = _cut(each.first), _cut(each.last)
        (starts[first] if first in starts else _carrier(first)).addprevious(begin)
        if last in starts:
            starts[last].addprevious(end)
            end.addnext(_reference(number))
        else:
            run = ends[last] if last in ends else _carrier(last)
            tail: Element = behind.get(run, run)
            tail.addnext(end)
            behind[run] = _reference(number)
            end.addnext(behind[run])


def _carrier(cut: _Cut) -> Element:
    found = carrier(cut.child)
    return cut.child if found is None else found


def _cut(edge: Edge) -> _Cut:
    """Where the run must be split for an edge: other elements than words are not split, only parted from the rest."""
    if edge.element.tag != _T:
        return _Cut(edge.element, int(edge.end))
    return _Cut(edge.element, edge.offset)


def _split_all(edges: Iterable[Edge]) -> tuple[dict[_Cut, Element], dict[_Cut, Element]]:
    """Splits runs at the edges inside them; for each edge the run that begins there, or the last one that ends there."""
    cuts: dict[Element, set[_Cut]] = {}
    for edge in edges:
        run = edge.element.getparent()
        # a run inside a text box or the like is never split
        if run is not None and run.tag == _R and carrier(edge.element) is run:
            cuts.setdefault(run, set()).add(_cut(edge))
    starts: dict[_Cut, Element] = {}
    ends: dict[_Cut, Element] = {}
    for run, places in cuts.items():
        order = [child for child in run if child.tag != _RPR]
        runs = [run]
        # from the last one on, so that what is in front still stands in the first run
        for cut in sorted(places, key=lambda each: (order.index(each.child), each.offset), reverse=True):
            if _nothing_before(cut):
                continue
            if _nothing_behind(cut):
                if len(runs) > 1:
                    starts[cut] = runs[-1]
                else:
                    ends[cut] = run
                continue
            starts[cut] = _split(run, cut)
            runs.append(starts[cut])
        # what was split first stands last
        ends |= {cut: runs[1] for cut in ends if ends[cut] is run and len(runs) > 1}
    return starts, ends


def _words(element: Element) -> str:
    return element.text or "" if element.tag == _T else " "


def _nothing_before(cut: _Cut) -> bool:
    return cut.offset <= 0 and all(each.tag == _RPR for each in cut.child.itersiblings(preceding=True))


def _nothing_behind(cut: _Cut) -> bool:
    return cut.offset >= len(_words(cut.child)) and next(cut.child.itersiblings(), None) is None


def _split(run: Element, cut: _Cut) -> Element:
    """The new run, of the same format, with all that stood behind the cut."""
    child, offset = cut
    words = _words(child)
    moved = [*([child] if offset <= 0 else []), *child.itersiblings()]
    new = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(_RPR)
    if properties is not None:
        new.append(deepcopy(properties))
    if 0 < offset < len(words):
        rest = child.makeelement(child.tag, dict(child.attrib))
        child.text, rest.text = words[:offset], words[offset:]
        for each in (child, rest):
            if each.text != each.text.strip():
                each.set(_SPACE, "preserve")
        new.append(rest)
    new.extend(moved)
    run.addnext(new)
    return new


def _element(name: str, number: int) -> Element:
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    return etree.Element(W + name, {W + "id": str(number)}, nsmap={"w": W[1:-1]})


def _reference(number: int) -> Element:
    """The run that ties the comment to the text: Word draws its mark there."""
    from lxml import etree

    run = etree.Element(_R, nsmap={"w": W[1:-1]})
    etree.SubElement(etree.SubElement(run, _RPR), W + "rStyle", {W + "val": "CommentReference"})
    run.append(_element("commentReference", number))
    return run
