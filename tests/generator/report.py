"""A report before it is laid out: title, preamble and sections, with figures in place of tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.figures import Figures
from generator.places import Body


@dataclass(frozen=True, slots=True)
class Section:
    """A section: heading, paragraphs, and the keys of the tables that stand below them."""

    key: str
    heading: str
    paragraphs: tuple[str, ...]
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; `seed` decides which wordings the narrative uses, `dates` stand under the title, `closing` at the end."""

    body: Body
    year: int
    edition: str
    figures: Figures
    seed: int
    title: str
    preamble: tuple[str, ...]
    sections: tuple[Section, ...]
    dates: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()

    def section(self, key: str) -> Section:
        """The section of this key."""
        return next(section for section in self.sections if section.key == key)

    def with_section(self, key: str, change: Callable[[Section], Section]) -> Report:
        """A copy in which one section has been changed."""
        return replace(self, sections=tuple(change(one) if one.key == key else one for one in self.sections))

    def with_paragraphs(self, key: str, paragraphs: tuple[str, ...]) -> Report:
        """A copy in which one section has other paragraphs."""
        return self.with_section(key, lambda section: replace(section, paragraphs=paragraphs))
