"""What a folder holds: how many reports, of which formats, years and provinces; and a configuration that fits them."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from linter.globs import is_plain
from linter.named_tuple import NamedTuple
from linter.profile.chain import shipped_names
from linter.read import PAGES, TEXTS, Unreadable, kind_of, read_file
from linter.run import find_files

if TYPE_CHECKING:
    from linter.report import Report

# of how many files the first bytes are looked at, how many are read as reports, and which
_MOST_OPENED, _MOST_READ = 300, 40
_HEAD = 4000
_CHEAP = ("text", "markdown", "html", "docx")
_BY_SUFFIX = {".md": "markdown", ".markdown": "markdown", ".docx": "docx", ".docm": "docx", ".pdf": "pdf"}
_YEAR, _NAMED_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)"), re.compile(r"(?<!\d)(20[0-3]\d)年")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
# the province is named in front, where it is named at all
_PROVINCE = re.compile(r"\w{2,7}?(?:省|自治区)")
ELSEWHERE = ""


class Seen(NamedTuple):
    """What was seen in a folder.

    `formats` counts all files by kind; of those that were `read`, `reports` were annual reports and `unreadable` could not
    be read. `years` and `provinces` count what tells them (`ELSEWHERE`: a province without a profile). `previous` is where
    last year's reports are, from the folder; `inside` the folders in it that hold files.
    """

    formats: Mapping[str, int]
    read: int
    reports: int
    unreadable: int
    years: Mapping[int, int]
    provinces: Mapping[str, int]
    previous: str | None
    inside: tuple[str, ...]


def look(folder: str) -> Seen:
    """What a folder holds; only some of its files are read."""
    paths = [found.path for found in find_files([folder])]
    kinds = {path: _kind(path, number < _MOST_OPENED) for number, path in enumerate(paths)}
    kinds = {path: kind for path, kind in kinds.items() if kind != "picture"}
    names = {path: os.path.relpath(path, folder) for path in kinds}
    chosen = _spread([path for path, kind in kinds.items() if kind in _CHEAP])
    reports, unreadable = _reports(chosen)
    years: Counter[int] = Counter()
    provinces: Counter[str] = Counter()
    for path in kinds:
        report = reports.get(path)
        if report is None and path in chosen and path not in unreadable:
            continue
        year = (report.year if report else None) or _year_in_path(names[path])
        years.update([year] if year else [])
        province = _province(report) if report else None
        provinces.update([] if province is None else [province])
    inside = tuple(dict.fromkeys(name.split(os.sep)[0] for name in sorted(names.values()) if os.sep in name))
    return Seen(
        Counter(kinds.values()),
        len(chosen),
        len(reports),
        len(unreadable),
        dict(sorted(years.items())),
        provinces,
        _previous(folder, inside),
        inside,
    )


def _kind(path: str, opened: bool) -> str:
    """What a file is: by its first bytes, else by its suffix."""
    suffix = os.path.splitext(path)[1].lower()
    by_suffix = "html" if suffix in PAGES else "text" if suffix in TEXTS else "doc"
    by_suffix = _BY_SUFFIX.get(suffix, by_suffix)
    if not opened:
        return by_suffix
    try:
        with open(path, "rb") as file:
            kind = kind_of(file.read(_HEAD), path)
    except OSError:
        return by_suffix
    return by_suffix if kind == "text" and suffix in TEXTS else kind


def _spread(paths: Sequence[str]) -> list[str]:
    """As many of the paths as are read, from all over."""
    step = max(len(paths) / _MOST_READ, 1)
    return [paths[int(number * step)] for number in range(min(len(paths), _MOST_READ))]


def _reports(paths: Iterable[str]) -> tuple[dict[str, Report], set[str]]:
    """The reports among the files, and the files that could not be read."""
    from linter.parse.build import build_report, looks_like_report
    from linter.profile.load import shipped_norm

    reports: dict[str, Report] = {}
    unreadable: set[str] = set()
    for path in paths:
        try:
            report = build_report(read_file(path), shipped_norm())
        except Unreadable:
            unreadable.add(path)
            continue
        if looks_like_report(report):
            reports[path] = report
    return reports, unreadable


def _province(report: Report) -> str | None:
    from linter.profile.province import province_of

    name = province_of(report)
    if name is None and report.body is not None and _PROVINCE.match(report.body.name):
        return ELSEWHERE
    return name


def year_in(name: str) -> int | None:
    """The year that the name of a file or folder tells."""
    for words in (name, name.translate(_NUMERALS)):
        found = _NAMED_YEAR.search(words) or _YEAR.search(words)
        if found:
            return int(found[1])
    return None


def _year_in_path(name: str) -> int | None:
    """The year in a file's name, else in that of the nearest folder."""
    return next((year for part in reversed(name.split(os.sep)) if (year := year_in(part))), None)


def _previous(folder: str, inside: Iterable[str]) -> str | None:
    """The folder with the reports of the year before: in the folder beside a newer one, else beside the folder itself."""
    years = {year: name for name in sorted(inside, reverse=True) if (year := year_in(name)) and _is_writable(name)}
    if years:
        return years.get(max(years) - 1)
    whole = os.path.abspath(folder)
    above, own = os.path.split(whole)
    year = year_in(own)
    if year is None:
        return None
    same = own.replace(str(year), str(year - 1))
    try:
        beside = [name for name in os.listdir(above) if year_in(name) == year - 1 and not name.startswith(".")]
    except OSError:
        return None
    fitting = [same] if same in beside else beside
    place = os.path.join(above, fitting[0]) if len(fitting) == 1 else ""
    if not _is_writable(place) or not os.path.isdir(place) or next(find_files([place]), None) is None:
        return None
    return f"../{fitting[0]}"


def _is_writable(name: str) -> bool:
    """Whether a file name can stand in a TOML file as it is."""
    return name.isprintable() and not set(name) & {'"', "\\"}


def profile_for(seen: Seen) -> str | None:
    """The profile for what was seen: that of the one province, `auto` for several, None where nothing tells."""
    shipped = [name for name in seen.provinces if name != ELSEWHERE]
    if not shipped:
        return None
    return shipped[0] if len(seen.provinces) == 1 else "auto"


def configuration_for(seen: Seen) -> str:
    """The text of a configuration for what was seen."""
    return "\n".join(_lines(seen)) + "\n"


def _lines(seen: Seen) -> Iterator[str]:
    names, profile = shipped_names(), profile_for(seen)
    known = f"（{'、'.join(names[:3])} 等）" if names else ""
    yield "# nianbao 的配置：对本文件夹和下级文件夹里的报告有效，没有写的按默认。生效的设置用 nianbao config 查看。"
    yield ""
    yield f'# 标准：省的名称{known}、自己的标准文件（.toml）、"base"（国家格式）或 "auto"（按报告机关所在的省）。'
    yield f'profile = "{profile}"' if profile else '# profile = "auto"'
    yield ""
    yield "# 基线：已经知道、暂不处理的问题，用 nianbao baseline write 写出；以后只报新出现的。"
    yield '# baseline = "nianbao-baseline.jsonl"'
    yield ""
    mark = "" if seen.previous else "# "
    yield "# 上年的报告，用于核对结转、照抄等跨年的内容。"
    yield f"{mark}[check]"
    yield f'{mark}previous = ["{seen.previous or "../上年"}"]'
    yield ""
    yield "# 规则的级别：error、warning、info、off；左边写代码、代码开头或名称（见 nianbao rule）。"
    yield "# [level]"
    yield '# N402 = "info"'
    yield ""
    yield "# 只对一部分文件另作规定。"
    yield "# [[override]]"
    yield f'# files = ["{_example_folder(seen)}/**"]'
    yield '# level = { N402 = "off" }'


def _example_folder(seen: Seen) -> str:
    return next((name for name in seen.inside if _is_writable(name) and is_plain(name)), "乡镇")
