"""An entry by which somebody silences findings of some rules: where, why, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from linter.document import Document
from linter.finding import Finding
from linter.globs import matches, relative
from linter.named_tuple import NamedTuple
from linter.result import FileResult
from linter.silence.move import waiting
from linter.silence.quote import Quotable, quote_of, touches
from linter.text import Span


class Suppression(NamedTuple):
    """An entry of a configuration (`files` below the folder `root`, none for all there), or a comment in a report.

    `at` is an address ("" for any), `quote` a quotation ("" for none), `within` the block below a comment. `until` is the
    last day on which it holds; `span` is where it stands in `source`.
    """

    codes: frozenset[str]
    files: tuple[str, ...]
    root: str
    at: str
    quote: str
    reason: str
    until: date | None
    source: Document
    span: Span
    within: Span | None = None

    def has_reason(self) -> bool:
        """Whether it says why."""
        return bool(self.reason.strip())

    def is_expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and self.until < today

    def holds(self, today: date) -> bool:
        """Whether it silences anything: it must say why, and not be expired."""
        return self.has_reason() and not self.is_expired(today)

    def counts(self, shown: frozenset[str] | None) -> bool:
        """Whether all its rules count in a run; `shown` are the codes of those that do, None for all."""
        return shown is None or self.codes <= shown

    def fits(self, path: str) -> bool:
        """Whether it is for a file."""
        return matches(relative(path, self.root), self.files or ("**",))

    def was_tried(self, result: FileResult) -> bool:
        """Whether all its rules had their chance on a file."""
        return result.outcome == "checked" and not self.codes & waiting(result)

    def meant(self, findings: Iterable[Finding], text: Quotable) -> Iterator[Finding]:
        """Those findings of a file, with this text, that it is for."""
        wanted = [each for each in findings if each.rule in self.codes and covers(self.at, each.at)]
        if self.within is not None:
            wanted = [each for each in wanted if touches((self.within,), each.span)]
        if wanted and self.quote:
            quote = quote_of(self.quote)
            spans = text.find(quote) if quote is not None else []
            wanted = [each for each in wanted if touches(spans, each.span)]
        yield from wanted


def covers(entry: str, at: str) -> bool:
    """Whether an address is the entry's or beneath it; a part `*` of the entry stands for any one part."""
    if not entry:
        return True
    wanted, given = entry.strip("/").split("/"), at.split("/")
    return len(wanted) <= len(given) and all(one in ("*", other) for one, other in zip(wanted, given, strict=False))
