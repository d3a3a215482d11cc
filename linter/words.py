"""Words for people in their language: phrases by id with parameters, kept in `rules/locale/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from linter.named_tuple import NamedTuple
from linter.resources import read_toml

if TYPE_CHECKING:
    from linter.profile.model import Rule

NO_WORDS: Mapping[str, Any] = MappingProxyType({})
DEFAULT = "zh"
LANGUAGES = ("zh", "en")


class Phrase(NamedTuple):
    """Words that depend on the language: an id of `[phrase]` in the catalogue, and what stands in their places."""

    key: str
    params: Mapping[str, Word] = MappingProxyType({})


class Names(NamedTuple):
    """Names one after the other, in quotation marks; of more than `most`, the phrase `rest` tells how many there are.

    `between` is the phrase that stands between them ("" for nothing).
    """

    items: tuple[Word, ...]
    most: int = 0
    rest: str = "and_more"
    quoted: bool = True
    between: str = "comma"


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
            return fill(self.phrases[word.key], self.all(word.params))
        shown = word.items[: word.most] if word.most else word.items
        form = self.phrases["quoted"] if word.quoted else "{name}"
        between = self.phrases[word.between] if word.between else ""
        words = between.join(form.format(name=self.say(item)) for item in shown)
        if len(shown) < len(word.items):
            count, more = str(len(word.items)), str(len(word.items) - len(shown))
            words = fill(self.phrases[word.rest], {"names": words, "count": count, "more": more})
        return words

    def all(self, params: Mapping[str, Word]) -> dict[str, str]:
        """Every parameter in this language."""
        return {name: self.say(word) for name, word in params.items()}

    def of_rule(self, rule: Rule, field: str) -> Any:
        """A field of a rule (`title`, `why`, `help`, `messages`) in this language; Chinese where it has none.

        What a profile changed is as the profile says it.
        """
        key = "message" if field == "messages" else field
        if self.language != DEFAULT and key in rule.english:
            said = rule.english[key]
        elif key in rule.changed:
            return getattr(rule, field)
        else:
            said = self.rules.get(rule.code, NO_WORDS).get(key)
        whole = getattr(rule, field)
        if said is None:
            return whole
        return {**whole, **said} if key == "message" else said

    def practice_of(self, rule: Rule) -> str:
        """What the rule's basis says of practice in this language; "" where it has no words of its own for it."""
        if self.language == DEFAULT:
            return ""
        own: str = rule.english.get("practice") or self.rules.get(rule.code, NO_WORDS).get("practice", "")
        return own

    def notes_of(self, rule: Rule, field: str) -> Sequence[str]:
        """The notes on a rule's examples (`passes`, `fails`) in this language; in Chinese where it has not all of them."""
        examples = getattr(rule, field)
        own = rule.english.get(field) if self.language != DEFAULT else None
        notes: Sequence[str] = own or self.rules.get(rule.code, NO_WORDS).get(field, ())
        return notes if len(notes) == len(examples) else [example.note for example in examples]


class _Counted(str):
    """A parameter in a template: `{count:row|rows}` stands for the first word if the parameter is 1, else the second."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        one, split, many = form.partition("|")
        if not split:
            return str.__format__(self, form)
        return one if self == "1" else many


def fill(template: str, params: Mapping[str, str]) -> str:
    """A template with its parameters in their places."""
    if "|" in template:
        params = {name: _Counted(words) for name, words in params.items()}
    return template.format_map(params)


@lru_cache(maxsize=2)
def catalog(language: str = DEFAULT) -> Catalog:
    """The shipped words of a language."""
    data = read_toml("locale", f"{language}.toml")
    return Catalog(language, data["phrase"], data.get("rule", {}))
