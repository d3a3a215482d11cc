"""Words for people in their language: phrases by id with parameters, kept in `rules/locale/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from linter.resources import read_shipped

DEFAULT = "zh"
LANGUAGES = ("zh", "en")


class Phrase(NamedTuple):
    """Words that depend on the language: an id of `[phrase]` in the catalogue, and what stands in their places."""

    key: str
    params: Mapping[str, Word] = MappingProxyType({})


class Names(NamedTuple):
    """Names one after the other, in quotation marks; of more than `most`, the phrase `rest` tells how many there are."""

    items: tuple[Word, ...]
    most: int = 0
    rest: str = "and_more"
    quoted: bool = True


Word = str | Phrase | Names


class Catalog(NamedTuple):
    """The words of one language: phrases, and for rules what replaces their Chinese fields."""

    language: str
    phrases: Mapping[str, str]
    rules: Mapping[str, Mapping[str, Any]]

    def say(self, word: Word) -> str:
        """The word in this language."""
        if isinstance(word, str):
            return word
        if isinstance(word, Phrase):
            return self.phrases[word.key].format_map({name: self.say(param) for name, param in word.params.items()})
        shown = word.items[: word.most] if word.most else word.items
        form = self.phrases["quoted"] if word.quoted else "{name}"
        words = self.phrases["comma"].join(form.format(name=self.say(item)) for item in shown)
        if len(shown) < len(word.items):
            count, more = str(len(word.items)), str(len(word.items) - len(shown))
            words = self.phrases[word.rest].format(names=words, count=count, more=more)
        return words

    def all(self, params: Mapping[str, Word]) -> dict[str, str]:
        """Every parameter in this language."""
        return {name: self.say(word) for name, word in params.items()}


@lru_cache(maxsize=2)
def catalog(language: str = DEFAULT) -> Catalog:
    """The shipped words of a language."""
    import tomli

    data = tomli.loads(read_shipped("rules", "locale", f"{language}.toml"))
    return Catalog(language, data["phrase"], data.get("rule", {}))
