"""Tables and bars in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

_WIDTH = 40
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table; columns whose name ends in : hold figures."""
    yield _line(column.removesuffix(":") for column in columns)
    yield _line("--:" if column.endswith(":") else "---" for column in columns).replace(" ", "")
    for row in rows:
        yield _line(row)
    yield ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def bars(figures: Sequence[tuple[str, float, str]]) -> Iterator[str]:
    """A bar for each figure: what it is, how long the bar is beside the others, and the figure in words."""
    most = max((value for _, value, _ in figures), default=0.0) or 1.0
    widest = max((len(name) for name, _, _ in figures), default=0)
    words = max((len(shown) for _, _, shown in figures), default=0)
    yield "```text"
    for name, value, shown in figures:
        yield f"{name:<{widest}}  {shown:>{words}}  {bar(value / most)}".rstrip()
    yield "```"
    yield ""


def bar(share: float) -> str:
    """A bar of a share of the whole width."""
    whole, part = divmod(round(share * _WIDTH * 8), 8)
    return "█" * whole + (_EIGHTHS[part] if part else "")
