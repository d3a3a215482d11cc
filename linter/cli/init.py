"""nianbao init: a configuration to begin with, for what lies in a folder."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from linter.cli.common import add_help, add_language

if TYPE_CHECKING:
    from linter.profile.start import Seen
    from linter.render.text import Line
    from linter.words import Catalog, Word


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "init",
        help="写一份配置（nianbao.toml）",
        description="看一看文件夹里有哪些报告（格式、年度、省份），写一份适合它们的配置 nianbao.toml。已有配置的不改动。",
        epilog="退出码：0 已写好；2 没能写（已有配置、文件夹不存在或写不进去）。",
        add_help=False,
    )
    add_help(parser)
    parser.add_argument("folder", nargs="?", default=".", metavar="文件夹", help="存放报告的文件夹（默认：当前文件夹）")
    parser.add_argument("--print", action="store_true", help="不写文件，把配置写到标准输出")
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the configuration; 0 or 2."""
    from linter.cli import fail
    from linter.profile.find import NAME, find_configuration
    from linter.profile.start import configuration_for, look
    from linter.render.text import print_lines
    from linter.words import DEFAULT, Phrase, catalog

    language = options.lang or DEFAULT
    folder, words = options.folder, catalog(language)
    if not os.path.isdir(folder):
        return fail(Phrase("init_no_folder", {"folder": folder}), language)
    target = os.path.normpath(os.path.join(folder, NAME))
    above = find_configuration(folder, {})
    is_here = above is not None and os.path.dirname(above) == os.path.abspath(folder)
    if not options.print and (is_here or os.path.lexists(target)):
        there = target if above is None or os.path.lexists(target) else os.path.relpath(above)
        return fail(Phrase("init_exists", {"path": there}), language)
    seen = look(folder)
    text = configuration_for(seen)
    if options.print:
        print_lines(_seen_lines(seen, folder, words), sys.stderr)
        sys.stdout.write(text)
        return 0
    try:
        _write(target, text)
    except FileExistsError:
        return fail(Phrase("init_exists", {"path": target}), language)
    except OSError as error:
        return fail(Phrase("init_not_written", {"path": target, "reason": error.strerror or str(error)}), language)
    print_lines(_seen_lines(seen, folder, words), sys.stdout)
    after = [Phrase("init_written", {"path": target})]
    after += [Phrase("init_instead", {"path": os.path.relpath(above)})] if above is not None else []
    after.append(Phrase("init_next", {"folder": f'"{folder}"' if " " in folder else folder}))
    print_lines(([(words.say(each), "")] for each in after), sys.stdout)
    return 0


def _seen_lines(seen: Seen, folder: str, words: Catalog) -> Iterator[Line]:
    """What was seen: how many reports, of which formats, years and provinces."""
    from linter.profile.start import ELSEWHERE
    from linter.words import Names, Phrase

    def counted(counts: Iterable[tuple[Word, int]]) -> Names:
        each = tuple(Phrase("init_count", {"name": name, "count": str(count)}) for name, count in counts)
        return Names(each, quoted=False)

    kinds: dict[str, Word] = {"text": Phrase("ui_text"), "html": Phrase("ui_html"), "doc": Phrase("ui_doc")}
    kinds |= {"markdown": "Markdown", "docx": "Word", "pdf": "PDF"}
    files = sum(seen.formats.values())
    if not files:
        yield [(words.say(Phrase("init_nothing", {"folder": folder})), "")]
        return
    formats = counted((kinds[kind], count) for kind, count in seen.formats.items())
    yield [(words.say(Phrase("init_files", {"folder": folder, "count": str(files), "formats": formats})), "")]
    read: dict[str, Word] = {"read": str(seen.read), "reports": str(seen.reports), "unreadable": str(seen.unreadable)}
    yield [(words.say(Phrase("init_read_some" if seen.unreadable else "init_read", read)), "")]
    if seen.years:
        years = counted((str(year), count) for year, count in seen.years.items())
        yield [(words.say(Phrase("init_years", {"years": years})), "")]
    if seen.provinces:
        elsewhere = Phrase("init_elsewhere")
        names = counted((elsewhere if name == ELSEWHERE else _titled(name), count) for name, count in seen.provinces.items())
        yield [(words.say(Phrase("init_provinces", {"names": names})), "")]
    if seen.previous:
        yield [(words.say(Phrase("init_previous", {"path": seen.previous})), "")]


def _titled(name: str) -> Word:
    from linter.profile.chain import title_of
    from linter.words import Phrase

    return Phrase("ui_used_profile", {"title": title_of(name), "name": name})


def _write(target: str, text: str) -> None:
    """Writes a file as a whole or not at all, and never over another."""
    import tempfile

    handle, draft = tempfile.mkstemp(dir=os.path.dirname(target) or ".", prefix=".nianbao-", suffix=".toml")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(draft, 0o666 & ~mask)
        _give_name(draft, target)
    finally:
        if os.path.lexists(draft):
            os.unlink(draft)


def _give_name(draft: str, target: str) -> None:
    try:
        os.link(draft, target)
    except OSError:
        # it is there by now; or the file system has no links, then only moving is left
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        os.rename(draft, target)
