"""A run over files: which are read, and what is found in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from linter.discover import Found, find_files
from linter.document import Document
from linter.engine import check_report
from linter.finding import Finding, Outcome
from linter.limits import LIMITS, Limits
from linter.named_tuple import NamedTuple
from linter.parse.build import build_report, looks_like_report
from linter.profile.load import base_profile
from linter.profile.model import Profile, Rule
from linter.read import Unreadable, kind_of, load, read_bytes, read_converted
from linter.report import NOTHING, Report
from linter.result import FileResult
from linter.words import DEFAULT, Names, Phrase, Word, catalog

if TYPE_CHECKING:
    from linter.archive.fact import Fact
    from linter.archive.filed import Filed

__all__ = ["Found", "Settings", "check_document", "check_found", "check_path", "documents", "find_files", "report_of"]

# how many files are held back at most so that old Word files among them are converted in one call
_BATCH = 64


# what is filed of the same body's report for the year before, or why there is none
Finder = Callable[[Report], "Filed | Word"]


class Profiles(Protocol):
    """Which profile a file is held against: by where it lies, and by the report that it turns out to be."""

    def of(self, path: str) -> Profile:
        """The profile for a file, before it is read."""
        ...

    def of_report(self, report: Report) -> Profile:
        """The profile for a report; another than that of its file where the report itself decides."""
        ...


class Settings(NamedTuple):
    """What a run was asked for: `shown` are the codes whose findings count (None for all).

    `levels` gives rules another level than their own, by code; `language` is that of the messages. `previous` finds
    last year's report, or says why there is none; the seconds that rules take are added to `times`. `limits` are what
    is read of one file at most, `profiles` choose what it is held against (none given: the national profile).
    """

    encoding: str | None = None
    edition: str | None = None
    shown: frozenset[str] | None = None
    skip_unrelated: bool = False
    levels: Mapping[str, str] = NOTHING
    language: str = DEFAULT
    previous: Finder | None = None
    times: dict[str, float] | None = None
    limits: Limits = LIMITS
    profiles: Profiles | None = None


def report_of(document: Document, settings: Settings) -> tuple[Report, Profile]:
    """The report that a document holds, and the profile that it is held against."""
    profiles = settings.profiles
    profile = base_profile() if profiles is None else profiles.of(document.path)
    report = build_report(document, profile.norm, settings.edition)
    if profiles is not None:
        own = profiles.of_report(report)
        if own.norm is not profile.norm:
            report = build_report(document, own.norm, settings.edition)
        profile = own
    return report, profile


def rules_of(profile: Profile, settings: Settings) -> tuple[Rule, ...]:
    """The rules of a profile at the levels that the settings give them."""
    if not settings.levels:
        return profile.rules
    return tuple(rule._replace(level=settings.levels.get(rule.code, rule.level)) for rule in profile.rules)


def check_document(document: Document, settings: Settings, previous: Report | None = None) -> FileResult:
    """What the rules say of a document; `previous` is the report of the same body for the year before."""
    report, profile = report_of(document, settings)
    found: Filed | Word | None = None
    if previous is not None:
        from linter.archive.filed import filed_of

        found = filed_of(previous)
    elif settings.previous is not None:
        found = settings.previous(report)
    return check_built(with_previous(report, found), profile, settings)


def with_previous(report: Report, found: Filed | Word | None, facts: tuple[Fact, ...] | None = None) -> Report:
    """The report beside what is known of the year before and of other bodies."""
    if found is None:
        return report._replace(facts=facts)
    if isinstance(found, str | Phrase | Names):
        return report._replace(no_previous=found, facts=facts)
    return report._replace(previous=found, facts=facts)


def check_built(report: Report, profile: Profile, settings: Settings) -> FileResult:
    """What the rules of a profile say of a report."""
    outcomes = check_report(report, rules_of(profile, settings), catalog(settings.language), settings.times)
    kind = "unsupported" if outcomes and outcomes[0].rule.stops and outcomes[0].state == "broken" else "checked"
    findings: list[Finding] = []
    undecided: list[Outcome] = []
    skipped: list[Outcome] = []
    passed: list[str] = []
    shown = settings.shown
    for each in outcomes:
        state = each.state
        if shown is not None and each.rule.code not in shown:
            continue
        if state == "passed":
            passed.append(each.rule.code)
        elif state == "skipped":
            skipped.append(each)
        else:
            findings += each.findings
            if each.explained or any(found.outcome == "blocked" for found in each.findings):
                undecided.append(each)
    findings.sort(key=_in_text_order)
    return FileResult(
        report.document.path, kind, report.document, report, profile,
        tuple(findings), tuple(undecided), tuple(skipped), tuple(passed),
    )  # fmt: skip


def _unreadable(problem: Unreadable) -> FileResult:
    return FileResult(problem.path, "unreadable", problem=problem)


def _in_text_order(finding: Finding) -> tuple[int, int]:
    return finding.span.start, finding.span.end


def check_found(found: Found, document: Document | Unreadable, settings: Settings) -> FileResult | None:
    """What the rules say of a file; None for one that is no report where that is fine (in folders)."""
    if isinstance(document, Unreadable):
        # sites have many pages without words of their own, which nobody named as reports
        wordless = document.problem.key.startswith("read_html")
        return None if wordless and (found.listed or settings.skip_unrelated) else _unreadable(document)
    return _related(check_document(document, settings), found.listed or settings.skip_unrelated)


def documents(
    found: Iterable[Found], settings: Settings, given: Mapping[str, bytes] = MappingProxyType({})
) -> Iterator[tuple[Found, Document | Unreadable]]:
    """The documents of files in their order, or why there is none; old Word files are converted many in one call.

    `given` has the content of what is no file (standard input), by path.
    """
    waiting: list[tuple[Found, bytes | Document | Unreadable]] = []
    for each in found:
        waiting.append((each, _loaded(each, settings, given)))
        # nothing waits unless an old Word file stands before it
        if not isinstance(waiting[0][1], bytes) or len(waiting) >= _BATCH:
            yield from _converted(waiting, settings.limits)
            waiting = []
    yield from _converted(waiting, settings.limits)


def _loaded(found: Found, settings: Settings, given: Mapping[str, bytes]) -> bytes | Document | Unreadable:
    """The document of a file; the content of one that has to be converted first."""
    path = found.path
    if found.barred:
        return Unreadable(path, Phrase("read_folder_barred"), Phrase("read_check_permission"))
    try:
        data = given[path] if path in given else load(path, settings.limits)
        return data if kind_of(data, path) == "doc" else read_bytes(data, path, settings.encoding, settings.limits)
    except Unreadable as problem:
        return problem


def _converted(
    waiting: Sequence[tuple[Found, bytes | Document | Unreadable]], limits: Limits
) -> Iterator[tuple[Found, Document | Unreadable]]:
    old = [(each.path, content) for each, content in waiting if isinstance(content, bytes)]
    done: Mapping[str, bytes | Unreadable] = {}
    if old:
        from linter.read.legacy import convert

        done = convert(old, limits.seconds)
    for each, content in waiting:
        if not isinstance(content, bytes):
            yield each, content
            continue
        data = done[each.path]
        try:
            yield each, data if isinstance(data, Unreadable) else read_converted(data, each.path, limits)
        except Unreadable as problem:
            yield each, problem


def check_path(path: str, settings: Settings, unrelated_is_fine: bool) -> FileResult | None:
    """What the rules say of one file."""
    ((found, document),) = documents([Found(path, unrelated_is_fine)], settings)
    return check_found(found, document, settings)


def _related(result: FileResult, unrelated_is_fine: bool) -> FileResult | None:
    if unrelated_is_fine and result.report is not None and not looks_like_report(result.report):
        return None
    return result
