"""nianbao test: whether rules of one's own do what their examples say."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from linter.cli.common import add_help, add_language

if TYPE_CHECKING:
    from linter.profile.problem import Problem
    from linter.profile.proof import Proof
    from linter.profile.target import Target
    from linter.render.text import Line
    from linter.words import Catalog


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "test",
        help="用例子检验自己的规则",
        description="逐条运行自己写的或改动过的规则的例子（[[rule.pass]] 和 [[rule.fail]]），看结果是否与所写的一致。",
        epilog="退出码：0 都对；1 有不对的；2 没能检验（文件读不了、写法有误、没有规则文件）。",
        add_help=False,
    )
    add_help(parser)
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="路径",
        help="标准文件、配置文件、有规则文件的文件夹，或标准的名称（henan）；不写时用往上找到的配置，连同它用到的标准文件",
    )
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the examples; 0, 1 or 2."""
    from linter.cli import FAILED, FINDINGS, fail
    from linter.cli.prepare import show_problems
    from linter.profile.find import find_configuration
    from linter.profile.proof import proof
    from linter.render.text import print_lines
    from linter.words import DEFAULT, Names, Phrase, catalog

    language = options.lang or DEFAULT
    words = catalog(language)
    paths = options.paths
    if not paths:
        found = find_configuration(".", {})
        if found is None:
            return fail(Phrase("test_no_configuration"), language)
        paths = [found]
    targets, problems = _targets(paths, with_profiles=not options.paths)
    if problems:
        show_problems(problems, words)
        return FAILED
    if not targets:
        return fail(Phrase("test_no_rules", {"paths": Names(tuple(paths), quoted=False)}), language)
    proofs: list[Proof] = []

    def lines() -> Iterator[Line]:
        for target in targets:
            own = target.own()
            if len(targets) > 1 or not own:
                yield from _head(target, bool(own), words)
            for code in own:
                proofs.append(proof(target, code, language))
                yield from _proof_lines(proofs[-1], words)
        if proofs:
            yield _total(proofs, words)

    print_lines(lines(), sys.stdout)
    notes = [note for target in targets for note in target.notes] + [note for each in proofs for note in each.notes]
    show_problems(_each_once(notes), words)
    return FINDINGS if any(each.problems for each in proofs) else 0


def _targets(paths: Sequence[str], with_profiles: bool = False) -> tuple[list[Target], list[Problem]]:
    """What is to be tried, and all that is wrong with the files.

    `with_profiles`: the files of one's own on which it builds as well.
    """
    from linter.profile.refused import Refused
    from linter.profile.target import targets

    found: list[Target] = []
    problems: list[Problem] = []
    waiting = list(dict.fromkeys(paths))
    for path in waiting:
        try:
            more = targets(path)
        except Refused as refused:
            problems.extend(refused.problems)
            continue
        found.extend(more)
        if with_profiles:
            own = [part.source for target in more for part in target.parts if part.form == "profile" and not part.source.shipped]
            seen = {os.path.realpath(each) for each in waiting}
            waiting += dict.fromkeys(source.path for source in own if os.path.realpath(source.path) not in seen)
    return found, _each_once(problems)


def _each_once(problems: Sequence[Problem]) -> list[Problem]:
    from linter.profile.problem import in_order

    return list(in_order(problems))


def _head(target: Target, any_rule: bool, words: Catalog) -> Iterator[Line]:
    place = f"{target.part.source.path}:{target.line}" if target.part.form == "override" else target.part.source.path
    yield [(place, "head")]
    if not any_rule:
        yield [(words.phrases["test_none_own"], "dim")]


def _proof_lines(proof: Proof, words: Catalog) -> Iterator[Line]:
    """A rule on one line, and what is wrong with it."""
    from linter.render.problem import problem_lines
    from linter.words import Phrase

    count = Phrase("test_examples", {"passes": str(proof.passes), "fails": str(proof.fails)})
    yield [
        (f"{proof.rule.code} {proof.rule.name}", "head"), (f"  {words.say(count)}", ""), *_verdict(len(proof.problems), words)
    ]  # fmt: skip
    yield from problem_lines(proof.problems, words)


def _verdict(wrong: int, words: Catalog) -> Line:
    from linter.words import Phrase

    if wrong:
        return [(words.say(Phrase("test_wrong", {"count": str(wrong)})), "error")]
    return [(words.phrases["test_right"], "good")]


def _total(proofs: Sequence[Proof], words: Catalog) -> Line:
    from linter.words import Phrase

    examples = sum(each.passes + each.fails for each in proofs)
    total = Phrase("test_total", {"rules": str(len(proofs)), "examples": str(examples)})
    return [(words.say(total), ""), *_verdict(sum(len(each.problems) for each in proofs), words)]
