"""nianbao check --fix and --diff: what can be mended is mended, or shown."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from typing import IO, Any

from linter.cli import FAILED, FINDINGS, fail, no_reports
from linter.cli.common import STDIN
from linter.document import Document
from linter.fix.apply import GRADES, File, Mended, Seen, mend, offers
from linter.fix.diff import diff_lines
from linter.fix.write import write
from linter.read import Unreadable, load
from linter.result import FileResult
from linter.run import Settings, check_document
from linter.words import Catalog, Names, Phrase, Word

_NAMED = 5


class WrongFix(ValueError):
    """Options that do not go together, and why."""

    def __init__(self, said: Phrase) -> None:
        super().__init__(said)
        self.said = said


class Fixer:
    """The fixes of one run."""

    def __init__(self, options: argparse.Namespace, settings: Settings, silencing: Any, words: Catalog) -> None:
        """Raises WrongFix."""
        _verify(options)
        self._options = options
        self._settings = settings
        self._silencing = silencing
        self._words = words
        self._grades = GRADES if options.unsafe_fixes else GRADES[:1]
        self._fixed = self._files = self._more = 0
        self._aside: dict[str, dict[str, None]] = {"fix_other_formats": {}, "fix_word_out": {}}
        self._written = False
        self.failed = False

    def fixed(self, result: FileResult) -> FileResult:
        """The result of a file as it is after its fixes, without what is silenced there."""
        before = self._silencing.silence(result)
        if result.outcome != "checked":
            return self._left(before)
        given = self._options.out is not None
        if not given and not offers(_seen(result, before), self._grades):
            return self._left(before)
        try:
            file = self._file(result)
            if file is None:
                return self._left(before)
            mended = mend(file, self._look, self._grades)
        except Unreadable as problem:
            self._fail(problem.said)
            return self._left(before)
        self._tell_refused(mended)
        if (not mended.fixed and not given) or not self._put(result.path, file, mended):
            return self._left(self._silencing.silence(result))
        self._fixed += mended.fixed
        self._files += bool(mended.fixed)
        after = self._left(self._silencing.silence(check_document(mended.file.document, self._settings)))
        return before if self._options.diff else after

    def _file(self, result: FileResult) -> File | None:
        """The file as one that can be edited; None for what cannot, which is told at the end."""
        assert result.document is not None
        path, form = result.path, result.document.format
        standard = STDIN in self._options.paths and path == self._options.stdin_filename
        if standard or form not in ("text", "markdown", "docx"):
            self._aside["fix_other_formats"][path] = None
            return None
        if form != "docx":
            from linter.fix.text import TextFile

            return TextFile(load(path, self._settings.limits), path, self._settings.encoding, self._settings.limits)
        if self._options.out is None and not self._options.diff:
            self._aside["fix_word_out"][path] = None
            return None
        from linter.fix.docx import WordFile

        return WordFile(load(path, self._settings.limits), path, self._settings.limits)

    def _look(self, document: Document) -> Seen:
        """What all rules say of a document, and of that what this run is about."""
        whole = check_document(document, self._settings._replace(shown=None, times=None))
        seen = _seen(whole, self._silencing.silence(whole))
        shown = self._settings.shown
        return seen if shown is None else seen._replace(wanted=tuple(each for each in seen.wanted if each.rule in shown))

    def _put(self, path: str, before: File, mended: Mended) -> bool:
        """Write or show what became of a file; False when it could not be written."""
        if self._options.diff:
            lines = diff_lines(path, before.document.text.content, mended.file.document.text.content)
            sys.stdout.writelines(lines)
            return True
        target = self._options.out or path
        try:
            write(target, mended.file.data, path)
        except OSError as error:
            self._fail(Phrase("output_not_written", {"path": target, "reason": error.strerror or str(error)}))
            return False
        self._written = True
        return True

    def _left(self, result: FileResult) -> FileResult:
        """The result itself; what could be fixed at the other grade is counted."""
        if not self._options.unsafe_fixes:
            self._more += len(offers(_seen(result, result), GRADES[1:]))
        return result

    def _tell_refused(self, mended: Mended) -> None:
        for finding, why in mended.refused:
            document = mended.file.document
            line = str(document.position(min(finding.span.start, len(document.text.content))).line)
            params: dict[str, Word] = {"path": document.path, "line": line, "code": finding.rule, "why": why}
            print(self._words.say(Phrase("fix_refused", params)), file=sys.stderr)

    def _fail(self, why: Word) -> None:
        self.failed = True
        fail(why, self._settings.language)

    def sum_up(self, stream: IO[str]) -> None:
        """Say what was fixed, what could be fixed besides, and on standard error which files cannot be changed."""
        for key, paths in self._aside.items():
            if paths:
                names = Names(tuple(paths), most=_NAMED, quoted=False)
                print(self._words.say(Phrase(key, {"paths": names})), file=sys.stderr)
        if self._options.out is not None and not self._written and not self.failed:
            self._fail(Phrase("fix_not_written", {"path": self._options.out}))
        done = "fix_would" if self._options.diff else "fix_done"
        counts = {"count": str(self._fixed), "files": str(self._files)}
        told = [Phrase(done, counts) if self._fixed else Phrase("fix_nothing")]
        if self._more:
            told.append(Phrase("fix_more", {"count": str(self._more)}))
        stream.write("".join(map(self._words.say, told)) + "\n")

    def show(self, results: Iterable[FileResult], tally: Any) -> int:
        """Go over the files with nothing but the differences as output; 0 none, 1 some, 2 the work could not be done."""
        files = 0
        for result in results:
            files += result.report is not None or result.problem is not None
            if result.problem is not None:
                self._fail(result.problem.said)
        if not files and not tally.unrelated:
            return fail(no_reports(self._options.paths), self._settings.language)
        self.sum_up(sys.stderr)
        return FAILED if self.failed else FINDINGS if self._fixed else 0


def _seen(whole: FileResult, wanted: FileResult) -> Seen:
    return Seen(whole.report, whole.findings, wanted.findings)


def _verify(options: argparse.Namespace) -> None:
    out, paths = options.out, options.paths
    if not (options.fix or options.diff):
        raise WrongFix(Phrase("fix_needs"))
    if options.diff and (options.output or out is not None):
        raise WrongFix(Phrase("fix_diff_alone"))
    if out is None:
        return
    if len(paths) != 1 or paths[0] == STDIN or os.path.isdir(paths[0]):
        raise WrongFix(Phrase("fix_one_file", {"path": paths[0]}))
    if os.path.exists(out) and os.path.exists(paths[0]) and os.path.samefile(out, paths[0]):
        raise WrongFix(Phrase("fix_same", {"path": out}))
