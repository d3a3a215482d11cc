"""Draws docs/picture.svg: what `nianbao check` prints for one of the examples.

usage: python docs/picture.py

The lines are the program's own and rich writes them as SVG. Two things are put right: a Chinese character takes two
cells, so every run of equally wide characters gets a place and a length of its own; and the fonts are those of the
reader's machine, without the address of a font server.
"""

from __future__ import annotations

import io
import re
import unicodedata
from html import escape, unescape
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from linter.profile.load import shipped_rules
from linter.read import read_bytes
from linter.render.text import STYLES as STYLES
from linter.render.text import file_lines, summary_lines
from linter.run import Settings, check_document
from linter.sheet import Wants
from linter.tally import Tally
from linter.tell import tell
from linter.words import catalog

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "picture.svg"
EXAMPLE = "examples/faulty-总计不等-2023.txt"
WIDTH = 110
# A cell is a little wider than half a Chinese character, so that Latin fonts fit into it as well.
CELL = 0.55
# Latin fonts first: they have quotation marks and lines of one cell, which Chinese fonts draw over two.
FONTS = (
    'Consolas, Menlo, "DejaVu Sans Mono", "Sarasa Mono SC", "Noto Sans Mono CJK SC", "Noto Sans CJK SC", '
    '"PingFang SC", "Microsoft YaHei", monospace'
)
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix, .{unique_id}-title {{ font-family: FONTS; }}
.{unique_id}-matrix {{ font-size: {char_height}px; font-kerning: none; text-spacing-trim: space-all; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
""".replace("FONTS", FONTS)

_TEXT = re.compile(
    r'<text class="(?P<style>[^"]+)" x="(?P<x>[^"]+)" (?P<y>y="[^"]+") textLength="[^"]+"(?P<clip>[^>]*)>(?P<words>[^<]*)</text>'
)
_LONG_FRACTION = re.compile(r"\d+\.\d{5,}")


def draw() -> str:
    """The picture as SVG; the same words always give the same picture."""
    result = check_document(read_bytes((ROOT / EXAMPLE).read_bytes(), EXAMPLE), Settings())
    sheet = tell(result, catalog(), Wants(frames=True))
    tally = Tally()
    tally.add(sheet)
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False,
        legacy_windows=False, _environ={},
    )  # fmt: skip
    for line in (*file_lines(sheet, catalog()), *summary_lines(tally, False, shipped_rules(), catalog())):
        console.print(Text.assemble(*((words, STYLES[style]) for words, style in line)))
    drawn = console.export_svg(
        title=f"nianbao check {EXAMPLE}", theme=SVG_EXPORT_THEME, code_format=FORMAT, font_aspect_ratio=CELL, unique_id="n"
    )
    rounded = _LONG_FRACTION.sub(lambda found: f"{float(found[0]):g}", _TEXT.sub(_in_runs, drawn))
    lines = (line.strip() for line in rounded.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _in_runs(found: re.Match[str]) -> str:
    """The text in runs of characters of one width, each at its own place."""
    if not found["style"].startswith("n-r"):
        return found[0]
    unit = 20 * CELL
    place = float(found["x"])
    drawn = []
    for kind, characters in groupby(unescape(found["words"]), _kind):
        words = "".join(characters)
        length = len(words) * unit * (2 if kind == "wide" else 1)
        if kind != "space":
            # a glyph of two cells in a font that knows no narrower one is squeezed into its one cell
            squeezed = ' lengthAdjust="spacingAndGlyphs"' if kind == "either" else ""
            drawn.append(
                f'<text class="{found["style"]}" x="{place:g}" {found["y"]} textLength="{length:g}"{squeezed}'
                f"{found['clip']}>{escape(words, quote=False)}</text>"
            )
        place += length
    return "".join(drawn)


def _kind(character: str) -> str:
    """Whether a character takes one cell or two; `either` takes one, and fonts disagree about it."""
    if character in " \u00a0":
        return "space"
    width = unicodedata.east_asian_width(character)
    return "wide" if width in "WF" else ("either" if width == "A" else "narrow")


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8", newline="\n")
    print(PICTURE.relative_to(ROOT))
