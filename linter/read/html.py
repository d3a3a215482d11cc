"""Web pages into lines: the report of a saved page, with its tables as grids and without the site around it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from linter.document import Origin
from linter.named_tuple import NamedTuple
from linter.read import Unreadable
from linter.read.about import facts_in_head, metadata_of
from linter.read.comment import MARK, calls, comments_in
from linter.read.encoding import Decoded, decode
from linter.read.flow import NOTE, Flow, flow_of
from linter.read.grid import close_tables
from linter.read.linear import Image, Line, Linear, Note
from linter.read.page import Found, find_report, sections_in
from linter.text import Text
from linter.words import Phrase

_HEAD = 8192
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_DECLARED = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
# what pages declare as one of the older Chinese encodings is nearly always written in the newest of them
_NEWEST = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "hz": "gb18030",
    "big5": "big5hkscs", "big5hkscs": "big5hkscs", "cp950": "big5hkscs",
}  # fmt: skip
_SHOWN = {"big5hkscs": "big5"}
_INVISIBLE = (
    "script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "svg", "math", "select", "option",
    "button", "input", "textarea", "canvas", "audio", "video", "map", "datalist", "head", "title", "noframes",
)  # fmt: skip
_INLINE = (
    "span", "font", "b", "strong", "i", "em", "u", "s", "strike", "del", "ins", "big", "small", "sub", "sup", "tt", "code",
    "label", "o:p", "st1:chsdate", "abbr", "cite", "mark", "nobr", "wbr", "bdo", "q", "time", "ucapcontent", "ucaptitle",
)  # fmt: skip
_INLINE_TAGS = re.compile(rf"</?(?:{'|'.join(_INLINE)})(?:\s[^<>]*)?>", re.IGNORECASE)
_HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*(?:all|screen))")
_LOADING = 60


class _Page(NamedTuple):
    """The tree of a page, and the notes in it by the elements that stand in their places."""

    root: Any
    notes: Mapping[Any, Note]


def read_html(data: bytes, name: str, encoding: str | None = None) -> Linear:
    """The report in a web page, or all of its text where no report is found.

    Raises Unreadable for a page without text, and for an encoding that does not exist.
    """
    decoded = decode_page(data, name, encoding)
    if not decoded.content.strip():
        raise Unreadable(name, Phrase("read_empty"), Phrase("read_saved_file"))
    content = decoded.content.replace("\r\n", "\n").replace("\r", "\n")
    page = _page(content, name)
    head = list(facts_in_head(page.root))
    hidden = _hidden(page.root)
    flow = _visible(page, hidden)
    if hidden and sections_in(flow) < 2:
        # what a script unfolds is hidden in the source
        unfolded = _visible(_page(content, name))
        flow = unfolded if sections_in(unfolded) >= 2 else flow
    found = find_report(flow)
    if not found.certain:
        _refuse_empty(flow, content, name)
    return Linear(tuple(_lines(found, flow)), metadata_of(found.around, head), decoded.encoding)


def _lines(found: Found, flow: Flow) -> Iterator[Line]:
    """The lines of the report with the notes between them, each before what it stands above in the page."""
    notes = flow.notes[::-1]
    places = {id(piece): place for place, piece in enumerate(flow.pieces)} if notes else {}
    for piece in found.report:
        while notes and notes[-1][0] <= places[id(piece)]:
            yield notes.pop()[1]
        yield piece.line
    yield from (note for _, note in reversed(notes))


def decode_page(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of a page: its declaration is believed where the bytes bear it out."""
    if encoding is not None:
        try:
            return decode(data, encoding)
        except (LookupError, UnicodeError):
            cure = Phrase("read_encodings")
            raise Unreadable(name, Phrase("read_unknown_encoding", {"encoding": encoding}), cure) from None
    codec = _declared(data)
    if codec is not None and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return Decoded(data.decode(codec), _SHOWN.get(codec, codec))
            except UnicodeDecodeError:
                pass
    return decode(data)


def _declared(data: bytes) -> str | None:
    """The Chinese encoding that the page declares, if it declares one other than UTF-8."""
    head = data[:_HEAD]
    found = _DECLARED.search(_COMMENT.sub(b"", head) if b"<!--" in head else head)
    if found is None:
        return None
    try:
        return _NEWEST.get(codecs.lookup((found[1] or found[2]).decode("ascii")).name)
    except (LookupError, UnicodeError):
        return None


def _page(content: str, name: str) -> _Page:
    """The page as a tree; where too many elements are open at once, inline ones are left out."""
    root, deep = _parsed(content)
    if deep:
        root, deep = _parsed(_INLINE_TAGS.sub("", content))
    if deep:
        raise Unreadable(name, Phrase("read_html_deep"), Phrase("read_html_save_again"))
    if root is None:
        raise Unreadable(name, Phrase("read_html_empty"), Phrase("read_saved_file"))
    return _Page(root, _notes(root, content) if MARK in content else {})


def _notes(root: Any, content: str) -> dict[Any, Note]:
    """The comments for the program, an empty element put in the place of each; other comments are taken out."""
    from lxml import etree

    # the tree knows where a comment ends, but not where it begins
    text, lines = Text(content), dict[str, list[int]]()
    for found in comments_in(content):
        lines.setdefault(found[1], []).append(text.position(found.start()).line)
    notes: dict[Any, Note] = {}
    around = (*root.itersiblings(etree.Comment, preceding=True), *root.itersiblings(etree.Comment))
    for comment in (*root.iter(etree.Comment), *around):
        says = calls(comment.text or "")
        if says is None:
            continue
        known = lines.get(comment.text)
        mark = etree.Element(NOTE)
        mark.tail, mark.sourceline = comment.tail, comment.sourceline or 0
        notes[mark] = Note(f"<!--{comment.text}-->", says, Origin(known.pop(0) if known else comment.sourceline))
        if comment.getparent() is not None:
            comment.getparent().replace(comment, mark)
    etree.strip_tags(root, etree.Comment)
    return notes


def _parsed(content: str) -> tuple[Any, bool]:
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=MARK not in content, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(content.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    return root, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _hidden(root: Any) -> list[Any]:
    """The elements that are not shown; a body is hidden only until its scripts have run."""
    styled = [style.getparent() for style in root.xpath("//@style") if _hides(style)]
    return [element for element in (*styled, *root.xpath("//*[@hidden]")) if element.tag not in ("html", "body")]


def _hides(style: str) -> bool:
    low = style.lower()
    return ("none" in low or "hid" in low) and _HIDES.search(low) is not None


def _visible(page: _Page, hidden: Sequence[Any] = ()) -> Flow:
    """The pieces of the page that a reader sees."""
    from lxml import etree

    root = page.root
    for element in hidden:
        element.tag = "template"
    # the text behind an element stays; what is stripped only parted words
    etree.strip_elements(root, *_INVISIBLE, with_tail=False)
    etree.strip_tags(root, *_INLINE)
    close_tables(root)
    return flow_of(root, page.notes)


def _refuse_empty(flow: Flow, content: str, name: str) -> None:
    """Raise Unreadable for a page that has nothing to read: its text comes by a script, or is in a frame."""
    length = sum(len(piece.words) for piece in flow.pieces)
    if length >= _LOADING or any(isinstance(piece.line, Image) for piece in flow.pieces):
        return
    bare = content.lower()
    if "<frame" in bare or "<iframe" in bare:
        raise Unreadable(name, Phrase("read_html_frame"), Phrase("read_html_open_frame"))
    if "<script" in bare:
        raise Unreadable(name, Phrase("read_html_script"), Phrase("read_html_save_shown"))
    if length == 0:
        raise Unreadable(name, Phrase("read_html_empty"), Phrase("read_saved_file"))
