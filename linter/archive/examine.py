"""What a process does with files: it reads and checks them, and keeps of each what the others are held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Protocol

from linter.archive.filed import filed_of, packed, unpacked
from linter.archive.kinds import is_across, is_foreign
from linter.archive.record import About, Again, Item, Record, Second
from linter.archive.screen import screened
from linter.document import Document
from linter.named_tuple import NamedTuple
from linter.parse.build import is_report, looks_like_report
from linter.profile.model import Profile
from linter.profile.refused import Refused
from linter.read import Unreadable, load
from linter.report import Report
from linter.result import FileResult
from linter.run import Found, Settings, check_built, check_found, documents, report_of, with_previous
from linter.words import Phrase, catalog

if TYPE_CHECKING:
    from linter.silence.apply import Taken

# said of rules that wait for last year's report, until it is known whether there is one
_PENDING = Phrase("previous_pending")


class Silencer(Protocol):
    """What silences findings, and tells what became of its entries."""

    def silence(self, result: FileResult) -> FileResult:
        """The result of a file without what is silenced there."""
        ...

    def waits(self, result: FileResult) -> bool:
        """Whether that hangs on rules that could not be tried yet."""
        ...

    def taken(self) -> Mapping[str, Taken] | None:
        """What became of entries since this was asked last."""
        ...


class Examiner(NamedTuple):
    """How files are looked at in a run; `tell` makes of a result what the run wants to know of it.

    `archived` says that the files are a whole archive, `asked` are the rules that look at all of it by check and options,
    `levels` the levels of bodies by bare names.
    """

    settings: Settings
    silencer: Silencer
    tell: Callable[[FileResult], bytes]
    archived: bool = True
    asked: tuple[tuple[str, Any], ...] = ()
    levels: Callable[[str], str | None] | None = None


def examine(self: Examiner, pieces: Sequence[Item | Again]) -> Iterator[Record | Second | Refused]:
    """The record of every file, or what comes of every second look; a profile that cannot be used instead of them."""
    settled = [_settled(self, each) if isinstance(each, Again) else None for each in pieces]
    items = [_item(each) for each, known in zip(pieces, settled, strict=True) if known is None]
    documents = _documents(items, self.settings)
    for piece, known in zip(pieces, settled, strict=True):
        if known is not None:
            yield known
            continue
        document, seal = next(documents)
        try:
            yield _first(self, piece, document, seal) if isinstance(piece, Item) else _second(self, piece, document, seal)
        except Refused as refused:
            yield refused


def _item(piece: Item | Again) -> Item:
    return piece if isinstance(piece, Item) else piece.item


def seal_of(content: bytes) -> bytes:
    """What tells a content from any other."""
    return blake2b(content, digest_size=16).digest()


def _documents(items: Iterable[Item], settings: Settings) -> Iterator[tuple[Document | Unreadable, bytes]]:
    given: dict[str, bytes] = {}
    seals: dict[str, bytes] = {}

    def read() -> Iterator[Found]:
        for each in items:
            found = each.found
            try:
                content = each.content if each.content is not None else b"" if found.barred else load(found.path, settings.limits)
            except Unreadable:
                seals[found.path] = b""
            else:
                given[found.path] = content
                seals[found.path] = seal_of(content)
            yield found

    for found, document in documents(read(), settings, given):
        given.pop(found.path, None)
        yield document, seals[found.path]


def _first(self: Examiner, item: Item, document: Document | Unreadable, seal: bytes) -> Record:
    """The record of a file."""
    settings, found = self.settings, item.found
    if isinstance(document, Unreadable):
        if not item.counts:
            return Record(seal, failure(document, settings), unreadable=True)
        result = check_found(found, document, settings)
        return Record(seal, b"" if result is None else self.tell(self.silencer.silence(result)), unreadable=result is not None)
    report, profile = _built(self, document)
    unrelated_is_fine = found.listed or settings.skip_unrelated
    if unrelated_is_fine and not looks_like_report(report):
        return Record(seal, b"")
    if not item.counts:
        # somebody who names a file for comparing must be told when it is no use
        known = report.year is not None and report.body is not None and is_report(report)
        return _kept(self, Record(seal, b""), report, profile, ()) if known else _useless(self, found, seal)
    why = _why_none(report)
    result = check_built(with_previous(report, why, facts=() if self.archived else None), profile, settings)
    pending = _pending(result, settings) if why is _PENDING else ()
    waits = bool(pending) and self.silencer.waits(result)
    told = self.tell(self.silencer.silence(result))
    record = Record(seal, told, taken=self.silencer.taken(), times=_times(settings), passing=bool(document.comments))
    # what is no report at all has nothing that others could be held against
    compared = result.outcome == "checked" or report.edition == "older"
    return _kept(self, record, report, profile, pending, waits) if compared else record


def _useless(self: Examiner, found: Found, seal: bytes) -> Record:
    """The record of a file that was given to compare with and is no report."""
    if found.listed:
        return Record(seal, b"")
    problem = Unreadable(found.path, Phrase("previous_no_report"), Phrase("previous_no_report_cure"))
    return Record(seal, failure(problem, self.settings), unreadable=True)


def failure(problem: Unreadable, settings: Settings) -> bytes:
    """What is told of a file that was given to compare with and is of no use."""
    return catalog(settings.language).say(problem.said).encode("utf-8", "surrogatepass")


def _built(self: Examiner, document: Document) -> tuple[Report, Profile]:
    """The report, its body of the level that a roster gives it, and the profile that it is held against."""
    report, profile = report_of(document, self.settings)
    if self.levels is not None and report.body is not None:
        level = self.levels(report.body.name)
        if level is not None:
            report = report._replace(body=report.body._replace(level=level))
    return report, profile


def _why_none(report: Report) -> Phrase:
    if report.year is None:
        return Phrase("year_unknown")
    return Phrase("body_unknown") if report.body is None else _PENDING


def _pending(result: FileResult, settings: Settings) -> tuple[str, ...]:
    """The codes of rules that wait for last year's report; those of other packages may do so without saying it."""
    reason = catalog(settings.language).say(_PENDING)
    return tuple(each.rule.code for each in result.skipped if each.reason == reason)


def _kept(
    self: Examiner, record: Record, report: Report, profile: Profile, pending: tuple[str, ...], waits: bool = False
) -> Record:
    """The record with what other reports are compared with."""
    from linter.archive.sketch import sketch

    filed = filed_of(report)
    rules = {(each.check, each.options) for each in profile.rules if is_across(each) and each.level != "off"}
    foreign = any(is_foreign(each) for each in profile.rules if each.level != "off")
    about = About(
        filed.body or "", filed.level, filed.year, filed.covers, profile.name, pending,
        tuple(number for number, each in enumerate(self.asked) if each in rules), waits or foreign,
    )  # fmt: skip
    sketches = tuple(sketch(filed, report.norm, options) if check == "copied-from-peer" else b"" for check, options in self.asked)
    return record._replace(about=about, filed=packed(filed), sketches=sketches)


def _times(settings: Settings) -> dict[str, float] | None:
    """The seconds that rules took since this was asked last."""
    if not settings.times:
        return None
    times = dict(settings.times)
    settings.times.clear()
    return times


def _settled(self: Examiner, again: Again) -> Second | None:
    """How a report comes out without being read again; None where that is not enough."""
    if again.facts or again.about.waits:
        return None
    settled = screened(again.filed, again.before, again.about.pending, self.settings)
    return None if settled is None else Second(settled=settled)


def _second(self: Examiner, again: Again, document: Document | Unreadable, seal: bytes) -> Second:
    """What a report comes to beside last year's and with what the others tell of it."""
    if isinstance(document, Unreadable) or seal != again.seal:
        return Second(changed=True)
    report, profile = _built(self, document)
    before = unpacked(again.before, report.norm) if isinstance(again.before, bytes) else again.before
    result = check_built(with_previous(report, before, again.facts if self.archived else None), profile, self.settings)
    told = self.tell(self.silencer.silence(result))
    return Second(told, taken=self.silencer.taken(), passing=bool(document.comments))
