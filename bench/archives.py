"""Archives of generated reports: made once from a seed, kept in a folder, and made anew when what makes them has changed."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

from run import ROOT  # it knows where the generators are

# isort: split
from formats import Pages, files_in_formats
from generator.province import YEARS, Province, build_province
from generator.province_place import _FIRST

# bodies of a province at most: they report ten thousand times in three years
_PROVINCE = 3334
_SMALLEST = 40
# one report in so many has a digit that is not what it was
_SLIP = 10
_GENERATOR = ROOT / "tests" / "generator"

# the path of a file below the archive, and its content
File = tuple[str, bytes]


class Archive(NamedTuple):
    """A folder of reports: how many files of each suffix, their size in bytes, and what the archive cannot have and why."""

    name: str
    folder: Path
    files: int
    size: int
    suffixes: dict[str, int]
    lacking: str = ""


def text_archive(files: int, root: Path) -> Archive:
    """So many text reports of distinct bodies for three years; more than ten thousand are of several provinces."""
    return _kept(f"text-{files}", root, lambda: _texts(files))


def mixed_archive(files: int, root: Path) -> Archive:
    """So many reports, half of them web pages, a quarter Word files, a quarter PDF files."""
    pages = Pages(root / "pdf")
    return _kept(f"mixed-{files}", root, lambda: _mixed(files, pages), pages.lacking)


def part_of(archive: Archive, files: int, root: Path) -> Archive:
    """A copy of some files of an archive, spread over the whole of it."""
    paths = sorted(path for path in archive.folder.rglob("*") if path.is_file())
    step = max(1, len(paths) // files)
    chosen = paths[::step][:files]
    copied = ((path.relative_to(archive.folder).as_posix(), path.read_bytes()) for path in chosen)
    return _kept(f"{archive.name}-part-{files}", root, lambda: copied)


def _kept(name: str, root: Path, make: Callable[[], Iterator[File]], lacking: str = "") -> Archive:
    """The archive of this name, made if it is not there as it should be."""
    folder, stamp = root / name, root / f"{name}.json"
    maker = _maker()
    if stamp.exists():
        said = json.loads(stamp.read_text(encoding="utf-8"))
        if said["maker"] == maker and said["lacking"] == lacking and folder.is_dir():
            return Archive(name, folder, said["files"], said["bytes"], said["suffixes"], lacking)
    stamp.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    suffixes: Counter[str] = Counter()
    size = 0
    made: set[Path] = set()
    for path, content in make():
        file = folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(content)
        suffixes[file.suffix] += 1
        size += len(content)
    files = suffixes.total()
    told = {"maker": maker, "files": files, "bytes": size, "suffixes": dict(suffixes), "lacking": lacking}
    stamp.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return Archive(name, folder, files, size, dict(suffixes), lacking)


def _maker() -> str:
    """What tells the programs that make archives as they are now from any others."""
    digest = sha256()
    here = Path(__file__).parent
    for path in (here / "archives.py", here / "formats.py", *sorted(_GENERATOR.glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _texts(files: int) -> Iterator[File]:
    left, number = files, 0
    while left > 0:
        bodies = min(_PROVINCE, -(-left // len(YEARS)))
        province = build_province(max(bodies, _SMALLEST), seed=number, by_body=number % 2 == 1)
        other = _other_names(number)
        chance = Random(f"slips {number}")
        for path, text in _some_files(province, min(left, bodies * len(YEARS))):
            words = _slip(text, chance) if chance.randrange(_SLIP) == 0 else text
            yield path.translate(other), words.translate(other).encode()
        left -= bodies * len(YEARS)
        number += 1


def _some_files(province: Province, files: int) -> Iterator[tuple[str, str]]:
    """The first files of a province, all years of a body before the next one."""
    for number, (name, year) in enumerate((name, year) for name in province.units for year in province.years):
        if number == files:
            return
        yield province.path(name, year), province.text(name, year)


def _slip(text: str, chance: Random) -> str:
    """The text with another digit in one place."""
    places = [place for place, character in enumerate(text) if character in "0123456789"]
    place = chance.choice(places)
    digit = chance.choice([each for each in "0123456789" if each != text[place]])
    return text[:place] + digit + text[place + 1 :]


def _other_names(number: int) -> dict[int, str]:
    """Other characters for the first of each name, so that no two provinces have bodies of one name."""
    if number == 0:
        return {}
    rare = [character for character in _rare_characters() if character not in _FIRST]
    mine = rare[(number - 1) * len(_FIRST) : number * len(_FIRST)]
    if len(mine) < len(_FIRST):
        raise SystemExit(f"there are not enough characters for the names of {number + 1} provinces")
    return str.maketrans(dict(zip(_FIRST, mine, strict=True)))


def _rare_characters() -> Iterator[str]:
    """The second level of GB 2312: about three thousand characters that the generator's words hardly have."""
    for row in range(0xD8, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield bytes((row, cell)).decode("gb2312")


def _mixed(files: int, pages: Pages) -> Iterator[File]:
    province = build_province(max(-(-files // len(YEARS)), _SMALLEST), seed=1000)
    wanted = ((name, year) for name in province.units for year in province.years)
    chosen = [each for each, _ in zip(wanted, range(files), strict=False)]
    reports = [(province.path(name, year).removesuffix(".txt"), province.report(name, year)) for name, year in chosen]
    yield from files_in_formats(reports, pages)
