"""What a string in a rule file means, and what the tables inside a rule's options hold."""

# without `from __future__ import annotations`: types kept as text take a TypedDict six times as long to make (0.9 ms)
from collections.abc import Sequence
from typing import NewType, NotRequired, TypedDict

# a regular expression over folded prose, in the notation of linter/prose/pattern.py; there are no counts in it
Pattern = NewType("Pattern", str)
# a pattern over marked prose, where # is a count
Marked = NewType("Marked", str)
# a marked pattern with the one # that it is about
Counting = NewType("Counting", str)
# a pattern for what stands just before or behind a place: it may find nothing at all, as ^ and $ do
Beside = NewType("Beside", str)
# a pattern with a group: the first is what is taken, a year or a name
Grouped = NewType("Grouped", str)
# a marked pattern with {we}, for which the program puts the names of the body
Template = NewType("Template", str)
# a pattern with (?P<kind>{kind}), for which the program puts how the names of places end
PlaceTemplate = NewType("PlaceTemplate", str)
# a regular expression over the text as it stands in the file, full-width characters and spaces too
Written = NewType("Written", str)

# the terms of strings that are patterns
PATTERNS = frozenset(("Pattern", "Marked", "Counting", "Beside", "Grouped", "Template", "PlaceTemplate", "Written"))

# an identity in the language of grammar/formula.lark
Formula = NewType("Formula", str)
# a key of [[section]]: overview, disclosure, requests, review, problems, other
SectionKey = NewType("SectionKey", str)
# the key of a section, or preamble
PassageKey = NewType("PassageKey", str)
# a key of rules/tables.toml: disclosure, requests, review
TableKey = NewType("TableKey", str)
# the key of a row: new, denied.state_secret
RowKey = NewType("RowKey", str)
# the key of a column: total, made
ColumnKey = NewType("ColumnKey", str)
# a cell by table, row and column: disclosure/fees/amount
CellPath = NewType("CellPath", str)
# cells of the rule's table by row and column with ` + ` or ` - ` between them: new/total + carried_in/total; the key of a
# group of rows stands for all of them
CellSum = NewType("CellSum", str)
# a key of [[level]]: township, department …
BodyLevel = NewType("BodyLevel", str)
# a key of [[cited]]: regulation, fee …
DocumentKey = NewType("DocumentKey", str)
# a message of the rule: broken, blocked …
MessageKey = NewType("MessageKey", str)
# a day of any year: 01-31
MonthDay = NewType("MonthDay", str)


class Topic(TypedDict):
    """What a section must touch, in any of the patterns' words; `message` is for bodies of the levels `bodies`."""

    name: str
    any: Sequence[Pattern]
    message: NotRequired[MessageKey]
    bodies: NotRequired[Sequence[BodyLevel]]


class Subject(TypedDict):
    """What must be mentioned, in any of these words."""

    name: str
    any: Sequence[str]


class ClaimKind(TypedDict):
    """What a sentence says of a number: see `linter.prose.claim.find_claims`."""

    name: str
    cue: Pattern
    said: Sequence[Counting]
    none: NotRequired[Sequence[Marked]]
    without: NotRequired[Sequence[Marked]]


class TableClaim(ClaimKind):
    """A claim that a table must bear out: one of the sums is the number claimed."""

    cells: Sequence[CellSum]


class Slip(TypedDict):
    """Wrong words and the right ones; with `when`, what of them is wrong, whose groups may stand in `right` (\\1)."""

    wrong: str
    right: str
    when: NotRequired[Pattern]


class ForeignWords(TypedDict):
    """Words by which bodies of these levels do not call themselves, if their name fits `body` and not `unless`."""

    bodies: Sequence[BodyLevel]
    body: NotRequired[Pattern]
    unless: NotRequired[Pattern]
    words: Sequence[Pattern]


class Actors(TypedDict):
    """How the names of places end that do not act in reports of bodies of these levels."""

    bodies: Sequence[BodyLevel]
    kind: Pattern
