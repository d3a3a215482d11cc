"""The same text as bytes, in every encoding that such files come in."""

from __future__ import annotations

import codecs


def encodings(text: str) -> dict[str, bytes]:
    """Name of the encoding to the text in it."""
    return {
        "utf-8": text.encode("utf-8"),
        "utf-8-bom": codecs.BOM_UTF8 + text.encode("utf-8"),
        "utf-16-le-bom": codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        "utf-16-be-bom": codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        "gb18030": text.encode("gb18030"),
    }
