"""What may stand in profiles, rule files and configurations: the checker and `rules/schema.json` are both made of this."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Literal, NewType, Required, TypedDict

from linter.terms import BodyLevel, MessageKey, TableKey

LevelName = Literal["error", "warning", "info", "off"]
EditionName = Literal["2021", "2019"]
FailOn = Literal["error", "warning", "info", "never"]
Language = Literal["zh", "en"]

Code = NewType("Code", str)  # the code of a rule, HA101
Prefix = NewType("Prefix", str)  # the letters that a profile's own rules begin with, HA
Selector = NewType("Selector", str)  # rules by code, by the beginning of one, or by name
RuleMessage = NewType("RuleMessage", str)  # a rule, or one of its messages: D003.mixed
CheckName = NewType("CheckName", str)  # a kind of check
Wording = NewType("Wording", str)  # a message with {parameters}
Words = NewType("Words", str)  # what people are told: something has to stand there
TitleWords = NewType("TitleWords", str)  # a title of a section; beginning with ^ a pattern over its bare words
TitlePattern = NewType("TitlePattern", str)  # a pattern over a report's title, with groups `body` and `year`
Glob = NewType("Glob", str)  # files, relative to the configuration
FileName = NewType("FileName", str)  # one file, relative to the file that names it
ProfileName = NewType("ProfileName", str)  # a profile by name or file
SectionName = NewType("SectionName", str)  # a section by key or title
RowName = NewType("RowName", str)  # a row by key, short name or label
ColumnName = NewType("ColumnName", str)  # a column by key, short name or label
Address = NewType("Address", str)  # a place in a report: requests/*/total
BodyName = NewType("BodyName", str)  # a pattern over the name of the body


class About(TypedDict, total=False):
    """`[profile]`: what the profile is called, what it builds on, and how the codes of its own rules begin."""

    name: Required[str]
    title: str
    extends: ProfileName | Sequence[ProfileName]
    prefix: Prefix
    regions: Sequence[str]


class SectionEdit(TypedDict, total=False):
    """`[section.overview]`: wordings of its title that are as good as the norm's, and wordings that are not."""

    number: int
    title: str
    accepted: Sequence[TitleWords]
    deviating: Sequence[TitleWords]


class LabelEdit(TypedDict, total=False):
    """`[table.requests.row.granted]`: labels that are as good as the form's, and such that are known but deviate."""

    accepted: Sequence[str]
    known: Sequence[str]


class TableEdit(TypedDict, total=False):
    """`[table.requests]`: labels of its rows and columns."""

    row: Mapping[RowName, LabelEdit]
    column: Mapping[ColumnName, LabelEdit]


class TitleEdit(TypedDict, total=False):
    """`[title]`: forms of the report's title that are as good as the norm's."""

    accepted: Sequence[TitlePattern]


class GrammarEdit(TypedDict, total=False):
    """`[grammar]`: rules that replace those of `grammar/report.lark`, each behind `%override`."""

    override: str


class BasisEntry(TypedDict, total=False):
    """What a rule rests on."""

    doc: Required[str]
    clause: str


class ExampleEntry(TypedDict, total=False):
    """`[[rule.pass]]`, `[[rule.fail]]`: a good report with words replaced, and what comes of it."""

    note: str
    edit: Mapping[str, str]
    edition: EditionName
    file: FileName
    at: Address
    message: MessageKey
    also: Sequence[RuleMessage]
    previous: str
    previous_edit: Mapping[str, str]


class RuleWords(TypedDict, total=False):
    """`[rule.en]`: the words of the rule in English."""

    title: str
    why: str
    help: str
    practice: str
    message: Mapping[MessageKey, Wording]
    passes: Sequence[str]
    fails: Sequence[str]


RuleEntry = TypedDict(
    "RuleEntry",
    {
        "code": Required[Code],
        "name": Words,
        "title": Words,
        "check": CheckName,
        "level": LevelName,
        "levels": Mapping[MessageKey, LevelName],
        "edition": Sequence[EditionName],
        "bodies": Sequence[BodyLevel],
        "body_levels": Mapping[BodyLevel, LevelName],
        "named": BodyName,
        "since": int,
        "until": int,
        "tables": Sequence[TableKey],
        "basis": Sequence[BasisEntry],
        "why": Words,
        "help": Words,
        "message": Mapping[MessageKey, Wording],
        "explained_by": Sequence[RuleMessage],
        "repeats": Sequence[RuleMessage],
        "locked": bool,
        "en": RuleWords,
        "pass": Sequence[ExampleEntry],
        "fail": Sequence[ExampleEntry],
    },
    total=False,
)


class Layer(TypedDict, total=False):
    """What every file may change; `option` and `rule` also have the options of the rule's kind of check."""

    section: Mapping[SectionName, SectionEdit]
    table: Mapping[TableKey, TableEdit]
    title: TitleEdit
    grammar: GrammarEdit
    level: Mapping[Selector, LevelName]
    option: Mapping[Code, Mapping[str, object]]
    rule: Sequence[RuleEntry]


class ProfileFile(Layer, total=False):
    """A profile: `rules/province/henan.toml`, or one of an office."""

    profile: About


class SuppressEntry(TypedDict, total=False):
    """`[[suppress]]`: findings that somebody looked at and does not want to see again."""

    rule: Required[Selector | Sequence[Selector]]
    file: Glob | Sequence[Glob]
    at: Address
    quote: str
    reason: str
    until: datetime.date


class Override(TypedDict, total=False):
    """`[[override]]`: another profile, other levels or options for some of the files."""

    files: Required[Sequence[Glob]]
    profile: ProfileName
    level: Mapping[Selector, LevelName]
    option: Mapping[Code, Mapping[str, object]]
    section: Mapping[SectionName, SectionEdit]
    table: Mapping[TableKey, TableEdit]
    title: TitleEdit


CheckDefaults = TypedDict(
    "CheckDefaults",
    {
        "fail-on": FailOn,
        "lang": Language,
        "edition": EditionName,
        "encoding": str,
        "previous": Sequence[FileName],
        "exclude": Sequence[Glob],
        "limit": Sequence[str],
    },
    total=False,
)


class ArchiveEntry(TypedDict, total=False):
    """`[archive]`: the roster of the bodies, and which names are those of one body."""

    roster: FileName
    bodies: Mapping[str, Sequence[str]]


class ConfigurationFile(Layer, total=False):
    """`nianbao.toml`, or `[tool.nianbao]` of pyproject.toml."""

    profile: ProfileName
    baseline: FileName
    archive: ArchiveEntry
    check: CheckDefaults
    override: Sequence[Override]
    suppress: Sequence[SuppressEntry]
