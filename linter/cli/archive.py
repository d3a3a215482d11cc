"""nianbao archive: how an archive is understood, which reports are whose and for which years."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from linter.cli.common import add_exclude, add_help, add_language, add_limits, add_profile, found_files, paths_of, standard_input
from linter.cli.workers import add_workers

if TYPE_CHECKING:
    from linter.archive.register import Register
    from linter.cli.prepare import Prepared
    from linter.cli.targets import Target

# the formats of linter.render.listing, named here so that help needs none of it
FORMATS = ("text", "csv", "json", "roster")
ROSTER = "roster"
# so many bodies are named in a line
_SHOWN = 6


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "archive",
        help="列出报告库里的机关和年度",
        description="列出报告库里有哪些机关：各用什么名称，有哪些年度的报告，属于哪个机关，名册上的还缺哪些。"
        "名称与机关对应得不对的，在配置的 [archive.bodies] 和 [archive] roster 中写明。",
        epilog="退出码：0 已列出；2 有文件读不了、没有报告或参数有误。",
        add_help=False,
    )
    add_help(parser)
    parser.add_argument("paths", nargs="*", default=["."], metavar="路径", help="存放报告的文件夹或文件（默认：当前文件夹）")
    parser.add_argument("--encoding", metavar="编码", help="指定编码（utf-8、gb18030、big5、utf-16 等），不自动判断")
    add_exclude(parser)
    add_limits(parser)
    add_profile(parser)
    add_language(parser)
    add_workers(parser)
    parser.add_argument(
        "--output", action="append", default=[], dest="listing", metavar="格式[=文件]",
        help=f"输出格式：{'、'.join(FORMATS)}（默认 text）；可以写多次，写成 csv=机关.csv 则写入文件；"
        "roster 是按现有报告拟的名册，须经核对",
    )  # fmt: skip
    # what a configuration says of the form of reports holds here too
    parser.set_defaults(run=run, edition=None, stdin_filename="<stdin>")


def run(options: argparse.Namespace) -> int:
    """Show the register; 0, or 2 when a file could not be read."""
    from linter.archive.pool import Broken
    from linter.cli import FAILED, fail, no_reports
    from linter.cli.prepare import Stopped, prepared
    from linter.cli.sinks import Sinks
    from linter.cli.targets import WrongOutput, different, named_targets
    from linter.render.listing import FORMATS as formats
    from linter.render.listing import renderer
    from linter.words import Phrase

    try:
        ready = prepared(options, paths_of(options))
    except Stopped:
        return FAILED
    try:
        targets = different(named_targets(options.listing or ["text"], formats, "archive"), formats)
        _keep_rosters(targets)
        register = _register(options, ready)
        if not register.reports and not register.unreadable:
            return fail(no_reports(options.paths), options.lang)
        outputs: Sinks[Register] = Sinks(targets, formats, lambda name, stream: renderer(name)(ready.words, stream))
        try:
            outputs.send(register)
            outputs.finish()
        finally:
            outputs.leave()
    except WrongOutput as wrong:
        return fail(wrong.said, options.lang)
    except Broken as broken:
        return fail(Phrase("archive_no_processes", {"reason": str(broken)}), options.lang)
    if any(each.name == ROSTER for each in targets):
        _tell_of_proposal(register, options.lang)
    return FAILED if register.unreadable else 0


def _keep_rosters(targets: Sequence[Target]) -> None:
    """Raises WrongOutput for a roster that is there already: somebody may have corrected it."""
    from linter.cli.targets import WrongOutput
    from linter.words import Phrase

    for target in targets:
        if target.name == ROSTER and os.path.isfile(target.path):
            raise WrongOutput(Phrase("listing_roster_exists", {"path": target.path}))


def _register(options: argparse.Namespace, ready: Prepared) -> Register:
    """The register of the paths; of files that cannot be read it is told at once.

    Raises Refused for a roster or a profile that cannot be used, and linter.archive.pool.Broken when no process can work.
    """
    from functools import partial

    from linter.archive.configured import roster_and_corrections
    from linter.archive.listing import Seen, seen_files
    from linter.archive.register import Asked, register_of
    from linter.cli import fail
    from linter.cli.progress import Progress
    from linter.cli.workers import executor
    from linter.profile.load import shipped_norm
    from linter.read import Unreadable

    norm = shipped_norm()
    roster, corrections = roster_and_corrections(ready.chosen, options.paths[0], norm)
    levels = roster.level_of if roster is not None else None
    found = list(found_files(options))
    workers = partial(executor, options=options, settings=ready.settings, total=len(found))
    progress = Progress(len(found), ready.words)
    files: list[Seen] = []
    unreadable: list[Unreadable] = []
    try:
        for each in seen_files(found, standard_input(options), ready.settings, levels, workers):
            if isinstance(each, Seen):
                files.append(each)
            elif each is not None:
                unreadable.append(each)
            progress.step()
    finally:
        progress.end()
    for problem in unreadable:
        fail(problem.said, options.lang)
    unrelated = len(found) - len(files) - len(unreadable)
    return register_of(Asked(files, norm, corrections, roster, unreadable, unrelated))


def _tell_of_proposal(register: Register, language: str) -> None:
    """Say on standard error that somebody has to look over the roster, and where above all."""
    from linter.archive.proposal import proposal_of
    from linter.cli import fail
    from linter.words import Names, Phrase

    proposal = proposal_of(register)
    fail(Phrase("listing_proposal"), language)
    for key, names in (("listing_proposal_unclear", proposal.unclear), ("listing_proposal_gaps", proposal.gaps)):
        if names:
            fail(Phrase(key, {"names": Names(names, _SHOWN), "count": str(len(names))}), language)
