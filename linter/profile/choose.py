"""Which profile a file is held against: by the command line, by its configuration, or by the report itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linter.profile.choice import AUTO, Choice, every_choice, globs_of, narrowed
from linter.profile.configuration import Configuration, read_configuration
from linter.profile.find import find_configuration, find_configurations
from linter.profile.load import BASE, base_profile
from linter.profile.model import Profile, Rule
from linter.report import Report

if TYPE_CHECKING:
    from linter.profile.chain import Chain
    from linter.profile.draft import Origin
    from linter.profile.layers import Part
    from linter.profile.problem import Problem
    from linter.profile.resolve import Resolved
    from linter.profile.source import Path


class Chosen:
    """The profiles of a run.

    `profile` is the one of the command line, which comes before any that a configuration names; `given` the configuration
    of the command line, instead of those that are found upward from the files; `isolated` for none at all.
    """

    def __init__(self, profile: str | None = None, given: str | None = None, isolated: bool = False) -> None:
        self._profile = profile
        self._isolated = isolated
        self._given = read_configuration(given) if given else None
        self._folders: dict[str, str | None] = {}
        self._read: dict[str, Configuration] = {}
        self._resolved: dict[Choice, Resolved] = {}
        self._choices: dict[str, Choice] = {}
        self._paths: list[str] = []
        self._around: dict[Configuration, Chain] = {}

    def configuration(self, path: str) -> Configuration | None:
        """The configuration for a file or folder.

        Raises Refused for one that cannot be used, with all that is wrong with it.
        """
        if self._given is not None or self._isolated:
            return self._given
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        found = find_configuration(folder or ".", self._folders)
        if found is None:
            return None
        if found not in self._read:
            self._read[found] = read_configuration(found)
        return self._read[found]

    def discover(self, paths: Iterable[str]) -> None:
        """Read the configurations for all files of these paths.

        Raises Refused for those that cannot be read.
        """
        self._paths = list(paths)
        if self._given is None and not self._isolated:
            for path in find_configurations(self._paths):
                if path not in self._read:
                    self._read[path] = read_configuration(path)

    @property
    def configurations(self) -> list[Configuration]:
        """The configurations that were read."""
        return [self._given] if self._given is not None else list(self._read.values())

    def texts(self) -> Iterator[str]:
        """The texts of all files that say what holds in the run: configurations, and the profiles that were resolved."""
        yield from (each.source.text for each in self.configurations)
        for choice in self._resolved:
            yield from (f"{choice.name}\0{part.source.text}" for part in self.parts(choice))

    def choice(self, path: str) -> Choice:
        """What is chosen for a file before it is read."""
        if path not in self._choices:
            self._choices[path] = self._choose(path)
        return self._choices[path]

    def _choose(self, path: str) -> Choice:
        from linter.globs import fits, weight

        configuration = self.configuration(path)
        if configuration is None:
            return Choice(self._profile or BASE, None, ())
        parts = configuration.overrides()
        fitting = []
        for index, part in enumerate(parts):
            globs = [glob for glob in globs_of(part) if fits(path, (glob,), configuration.root)]
            if globs:
                fitting.append((max(map(weight, globs)), index))
        chosen = tuple(index for _, index in sorted(fitting))
        named = [name for index in chosen if isinstance(name := parts[index].data.get("profile"), str)]
        return Choice(self._profile or (named[-1] if named else configuration.profile or BASE), configuration, chosen)

    def resolved(self, choice: Choice) -> Resolved:
        """The profile of a choice, with where its settings come from.

        Raises Refused for files that cannot be used.
        """
        from linter.profile.chain import Chain
        from linter.profile.refused import Refused
        from linter.profile.resolve import resolve

        if choice not in self._resolved:
            parts, problems = self._read_parts(choice)
            others = self._others(choice.configuration) if choice.configuration else Chain([], [])
            try:
                found = resolve(parts, others.parts, bool(problems or others.problems))
            except Refused as refused:
                raise Refused([*problems, *refused.problems]) from None
            if problems:
                raise Refused(problems)
            self._resolved[choice] = found
        return self._resolved[choice]

    def parts(self, choice: Choice) -> list[Part]:
        """The parts of a choice, those first that others are laid on."""
        return self._read_parts(choice).parts

    def _read_parts(self, choice: Choice) -> Chain:
        from linter.profile.chain import Chain, read_chain

        configuration = choice.configuration
        name = BASE if choice.name == AUTO else choice.name
        if configuration is None:
            return read_chain(name, "")
        every = configuration.overrides()
        parts, problems = read_chain(name, "" if self._profile else configuration.root, self.named_at(choice))
        return Chain([*parts, configuration.part(), *(every[index] for index in choice.overrides)], problems)

    def _others(self, configuration: Configuration) -> Chain:
        """The profiles that the configuration has for any of its files, where there are several."""
        from linter.profile.chain import Chain

        if configuration not in self._around:
            choices = {each.name: each for each in every_choice(configuration, self._profile)}
            chains = [self._read_parts(each) for each in choices.values()] if len(choices) > 1 else []
            parts = [part for each in chains for part in each.parts if part.form == "profile"]
            self._around[configuration] = Chain(parts, [problem for each in chains for problem in each.problems])
        return self._around[configuration]

    @property
    def asked(self) -> bool:
        """Whether the command line named a profile."""
        return self._profile is not None

    def named_at(self, choice: Choice) -> Origin | None:
        """Where the profile of a choice is named; None for on the command line, and for nowhere."""
        from linter.profile.draft import Origin

        configuration = choice.configuration
        if configuration is None or self.asked:
            return None
        overrides = configuration.overrides()
        for part in (*(overrides[index] for index in reversed(choice.overrides)), configuration.part()):
            if "profile" in part.data:
                return Origin(part.source, (*part.path, "profile"))
        return None

    def of(self, path: str) -> Profile:
        """The profile for a file, before it is read."""
        return self.made(self.choice(path))

    def made(self, choice: Choice) -> Profile:
        """The profile of a choice.

        Raises Refused for files that cannot be used.
        """
        if choice.configuration is None and choice.name in (BASE, AUTO):
            return base_profile()
        return self.resolved(choice).profile

    def of_report(self, report: Report) -> Profile:
        """The profile for a report: that of its province where `auto` was chosen."""
        return self.made(self.choice_of(report))

    def choice_of(self, report: Report) -> Choice:
        """What is chosen for a report once it is read."""
        return narrowed(self.choice(report.document.path), report)

    @property
    def met(self) -> tuple[Choice, ...]:
        """The choices of which profiles were made."""
        return tuple(self._resolved)

    def verify(self) -> tuple[Problem, ...]:
        """Look at every configuration that was read with all of its overrides, and return the remarks on them.

        Of overrides that are for the same file, those are looked at together that meet in a file of the run.

        Raises Refused with everything that is wrong.
        """
        from linter.profile.problem import in_order
        from linter.profile.refused import Refused

        remarks: dict[tuple[str, Path], list[tuple[Problem, ...]]] = {}
        alone = (choice for each in self.configurations for choice in every_choice(each, self._profile))
        for choices in (alone, self._together()):
            problems: list[Problem] = []
            for choice in choices:
                try:
                    for part, told in self.resolved(choice).remarks:
                        remarks.setdefault((part.source.path, part.path), []).append(told)
                except Refused as refused:
                    problems.extend(refused.problems)
            if problems:
                raise Refused(problems)
        # what has no effect in one choice may have one in another
        return in_order(note for first, *rest in remarks.values() for note in first if all(note in each for each in rest))

    def _together(self) -> Iterator[Choice]:
        """The choices of those files of the run that several overrides are for."""
        from linter.run import find_files

        if any(len(each.overrides()) > 1 for each in self.configurations):
            choices = dict.fromkeys(self.choice(found.path) for found in find_files(self._paths))
            yield from (choice for choice in choices if len(choice.overrides) > 1)

    def rules(self) -> tuple[Rule, ...]:
        """The rules of all profiles that may be used in the run, each code once."""
        profiles = [base_profile()]
        if not self.configurations and self._profile not in (None, BASE, AUTO):
            profiles.append(self.resolved(Choice(self._profile or BASE, None, ())).profile)
        choices = [choice for each in self.configurations for choice in every_choice(each, self._profile)]
        profiles += [self.resolved(choice).profile for choice in choices]
        if self._profile == AUTO and not self.configurations:
            from linter.profile.chain import shipped_names

            profiles += [self.resolved(Choice(name, None, ())).profile for name in shipped_names()]
        return tuple({rule.code: rule for profile in profiles for rule in profile.rules}.values())
