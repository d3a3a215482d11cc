"""Output for reading: one page with everything in it, the summary first, then each report with its findings beside it."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TextIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from linter import __version__
from linter.named_tuple import NamedTuple
from linter.render import Receiver, Run
from linter.render.page.parts import body_of, printable
from linter.render.page.records import RANKS, worst
from linter.sheet import Sheet
from linter.words import Catalog, Names, Phrase, Word

_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page")
_HELD = 1 << 24
# of more files, the script takes up a report only when it is opened: all of them at once would be slow
MOST_OPEN = 50
_COMMONEST = 10
_CHUNK = 50
# words of the templates, of which some depend on the language alone and some have parameters
_WORDS = (
    "page_title", "page_skip", "page_profile", "page_configuration", "page_none", "page_summary", "page_levels",
    "page_commonest", "page_matrix", "page_unit", "page_year", "page_count", "page_rule", "page_rules", "page_level",
    "page_filter", "page_search", "page_only", "page_all", "page_no_rule", "page_reset", "page_shown", "page_whole",
    "page_details", "page_related", "page_silenced", "page_source", "page_unread", "page_finding", "page_in_table", "page_top",
    "page_made", "ui_no_findings", "ui_nothing_new", "ui_help", "ui_basis", "ui_undecided", "ui_skipped",
)  # fmt: skip
_SILENCED = {"baseline": "silence_by_baseline", "entry": "silence_by_entry", "comment": "silence_by_comment"}


class Unit(NamedTuple):
    """What the summary and the filters need of a file, and where its part of the page begins and ends in the store."""

    number: int
    path: str
    name: str
    about: str
    year: int | None
    failed: bool
    found: tuple[tuple[str, str], ...]
    levels: Counter[str]
    rules: Counter[str]
    start: int
    end: int


def render(run: Run, stream: TextIO) -> Receiver:
    """Write each report aside as it comes, and the page at the end, when it is known what stands on top."""
    page = _environment(run.words)
    template = page.get_template("report.html")
    units: list[Unit] = []
    names: dict[str, str] = {}
    with SpooledTemporaryFile(max_size=_HELD) as store:
        while (sheet := (yield)) is not None:
            number = len(units) + 1
            start = store.tell()
            store.write(_report(template, sheet, number, run.words).encode())
            found = tuple((mark.finding.rule, mark.level) for mark in sheet.marks)
            names.update((mark.finding.rule, mark.finding.name) for mark in sheet.marks)
            levels, rules = Counter(level for _, level in found), Counter(rule for rule, _ in found)
            levels["blocked"] += sheet.explained
            name, path = printable(sheet.body or os.path.basename(sheet.path)), printable(sheet.path)
            about, failed = printable(sheet.about), bool(sheet.failure)
            units.append(Unit(number, path, name, about, sheet.year, failed, found, levels, rules, start, store.tell()))
        names.update((rule.code, run.words.of_rule(rule, "title")) for rule in run.rules if rule.code in names)
        names = {code: printable(title) for code, title in names.items()}
        for piece in page.get_template("page.html").generate(_page(run, units, names, store)):
            stream.write(piece)


def _environment(words: Catalog) -> Environment:
    """The templates with the words of a language."""

    def say(key: str, **params: object) -> str:
        return words.say(Phrase(key, {name: str(each) for name, each in params.items()}))

    page = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page.globals |= {
        "say": say,
        "word": {key: words.phrases[key] for key in _WORDS},
        "level": {level: words.phrases[f"ui_{level}"] for level in RANKS},
        "ranks": RANKS,
        "worst": worst,
    }
    return page


def _report(template: Any, sheet: Sheet, number: int, words: Catalog) -> str:
    """What the page has of a report below its title."""
    problem = words.say(Phrase("ui_unreadable_why", {"problem": sheet.problem, "cure": sheet.cure})) if sheet.failure else ""
    body = body_of(sheet, number, words)
    apart = tuple(words.say(each) for each in _apart(sheet))
    return printable(template.render(sheet=sheet, body=body, problem=problem, silenced=_silenced(sheet, words), apart=apart))


def _silenced(sheet: Sheet, words: Catalog) -> list[tuple[str, list[Any]]]:
    """What is silenced, by what silenced it."""
    by: dict[Any, list[Any]] = {}
    for mark, silencer in sheet.silenced:
        by.setdefault(silencer, []).append(mark)
    return [
        (words.say(Phrase(_SILENCED[each.kind], {"count": str(len(marks)), "path": each.path})), marks)
        for each, marks in by.items()
    ]


def _apart(sheet: Sheet) -> Iterator[Word]:
    """Which rules could not be decided or were not for the report, and why."""
    for cause, codes in sheet.undecided:
        named = Names(codes, quoted=False)
        if cause:
            yield _after("ui_undecided", Phrase("ui_undecided_cause", {"codes": named, "cause": cause}))
        else:
            yield _after("ui_undecided", Phrase("ui_undecided_here", {"codes": named}))
    for reason, codes in sheet.skipped:
        yield _after("ui_skipped", Phrase("ui_skipped_codes", {"codes": Names(codes, quoted=False), "reason": reason}))


def _after(key: str, phrase: Phrase) -> Names:
    return Names((Phrase(key), phrase), quoted=False, between="")


def _page(run: Run, units: list[Unit], names: Mapping[str, str], store: IO[bytes]) -> dict[str, Any]:
    """What the page is made of."""
    words, tally = run.words, run.tally
    rules = sum((unit.rules for unit in units), Counter[str]())
    levels = sum((unit.levels for unit in units), Counter[str]())
    listed = Counter(level for unit in units for _, level in unit.found)
    codes = sorted(rules, key=lambda code: (-rules[code], code))
    worst_first = sorted(units, key=lambda unit: (not unit.failed, *(-unit.levels[level] for level in RANKS), unit.path))
    # table columns of equal width need to know how many there are
    style, script = Markup(f"{_read('page.css')}:root {{ --codes: {len(codes)}; }}\n"), _read("page.js")
    profiles = (Phrase("ui_used_profile", {"title": title, "name": name}) for name, title in tally.profiles.items())
    return {
        "language": {"zh": "zh-Hans", "en": "en"}.get(words.language, words.language),
        "style": style, "script": script, "style_hash": _hash(style), "script_hash": _hash(script),
        "version": __version__,
        "totals": words.say(_totals(run)),
        "profiles": printable(words.say(Names(tuple(profiles), quoted=False, between="pause"))),
        "configurations": list(map(printable, tally.configurations)),
        "units": units, "worst_first": worst_first, "chunk": _CHUNK,
        "levels": levels, "listed": listed, "rules": rules, "codes": codes, "names": names, "commonest": codes[:_COMMONEST],
        "most": max(rules.values(), default=1), "many": len(units) > MOST_OPEN,
        "stored": lambda unit: _stored(store, unit),
        "data": _data(units, worst_first, codes, words),
    }  # fmt: skip


def _stored(store: IO[bytes], unit: Unit) -> Markup:
    store.seek(unit.start)
    return Markup(store.read(unit.end - unit.start).decode())


def _data(units: list[Unit], worst_first: list[Unit], codes: list[str], words: Catalog) -> Markup:
    """What the script needs, as JSON in which no character can end its element."""
    number = {code: at for at, code in enumerate(codes)}
    data = {
        "rules": codes,
        "levels": RANKS,
        "shown": words.phrases["page_shown"],
        "chunk": _CHUNK,
        "order": [unit.number for unit in worst_first],
        "reports": [
            {
                "name": f"{unit.name}\n{unit.path}".lower(),
                "keep": unit.failed,
                "found": [each for rule, level in unit.found for each in (number[rule], RANKS.index(level))],
            }
            for unit in units
        ],
    }
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(told.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _totals(run: Run) -> Names:
    """The last line of the output for people."""
    tally = run.tally
    counts: list[Word] = [Phrase(f"ui_{level}s", {"count": str(tally.levels[level])}) for level in ("error", "warning", "info")]
    if tally.blocked:
        counts.append(Phrase("ui_blocked_count", {"count": str(tally.blocked)}))
    found = Names(tuple(counts), quoted=False, between="pause")
    told: list[Word] = [Phrase("ui_checked", {"count": str(tally.files - tally.unreadable), "found": found})]
    if tally.unreadable:
        told.append(Phrase("ui_not_read", {"count": str(tally.unreadable)}))
    if tally.unrelated:
        told.append(Phrase("ui_unrelated", {"count": str(tally.unrelated)}))
    return Names(tuple(told), quoted=False, between="")


@cache
def _read(name: str) -> Markup:
    """A shipped file that goes into the page as it is."""
    with open(os.path.join(_FOLDER, name), encoding="utf-8", newline="\n") as file:
        return Markup(file.read())


def _hash(content: str) -> str:
    """The source expression that allows just this content."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
