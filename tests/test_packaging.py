"""The wheel has all that the folders have; what is forgotten in pyproject.toml is missing there without a warning."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser
from importlib import metadata
from pathlib import Path

import pytest
import tomli

import linter

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# where each folder of the checkout is found in the wheel
PLACES = {"linter": "linter", "grammar": "linter/grammar", "rules": "linter/rules"}


def files_of(folder: Path) -> list[Path]:
    """All files below a folder, but not what Python or an editor leaves there."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return [path for path in found if "__pycache__" not in path.parts and not path.name.startswith(".")]


def expected_files() -> set[str]:
    """The names, in the wheel, of all files that belong there."""
    return {f"{place}/{path.as_posix()}" for folder, place in PLACES.items() for path in files_of(ROOT / folder)}


def expected_packages() -> set[str]:
    """Each folder that has files, as the package that it is in the wheel."""
    return {name.rpartition("/")[0].replace("/", ".") for name in expected_files()}


def why_no_wheel() -> str:
    """Why no wheel can be built here, or nothing."""
    try:
        version = metadata.version("setuptools")
    except metadata.PackageNotFoundError:
        return "setuptools is not installed"
    return "" if int(version.partition(".")[0]) >= 77 else f"setuptools {version} is older than 77"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if reason := why_no_wheel():
        pytest.skip(reason)
    # a copy, because the build writes beside the sources, and takes up what an earlier one left there
    source = tmp_path_factory.mktemp("source")
    for name in [*PLACES, "tests"]:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for name in ["pyproject.toml", "LICENSE", "README.md"]:
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, source / name)
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(target), "."]
    built = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (file,) = target.glob("*.whl")
    return file


def test_every_folder_is_listed():
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == expected_packages()


def test_every_folder_outside_linter_is_mapped():
    folders = {f"linter.{folder}": folder for folder in PLACES if folder != "linter"}
    expected = {
        package: package.removeprefix("linter.").replace(".", "/")
        for package in expected_packages()
        if ".".join(package.split(".")[:2]) in folders
    }
    assert PROJECT["tool"]["setuptools"]["package-dir"] == {"linter": "linter", **expected}


def test_wheel_has_the_files_of_the_folders_and_no_others(wheel: Path):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == expected_files()


def test_wheel_says_version_licence_and_requirements(wheel: Path):
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    said = Parser().parsestr(archive.read(name).decode("utf-8"))
    assert said["Version"] == linter.__version__
    assert said["License-Expression"] == "MIT"
    required = [line for line in said.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert {re.match(r"[\w-]+", line).group() for line in required} == {
        "google-re2", "jinja2", "lark", "lxml", "pypdfium2", "rich", "tomli", "wcmatch", "xlsxwriter",
    }  # fmt: skip


def test_data_is_inside_the_package_and_nowhere_else(wheel: Path, tmp_path: Path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    program = """
import importlib.util, os, sys
sys.path.insert(0, sys.argv[1])
from linter.resources import shipped
for name in ("grammar", "rules"):
    assert importlib.util.find_spec(name) is None, f"{name} is importable by itself"
    assert os.path.samefile(shipped(name), os.path.join(sys.argv[1], "linter", name)), shipped(name)
"""
    # isolated (-I), so that neither the checkout nor PYTHONPATH is searched
    command = [sys.executable, "-I", "-c", program, str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_script_names_a_function():
    module, _, function = PROJECT["project"]["scripts"]["nianbao"].partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_all_has_every_extra_of_users_and_nothing_of_developers():
    extras = PROJECT["project"]["optional-dependencies"]
    others = ("all", "bench", "dev")
    assert set(extras["all"]) == {each for name, listed in extras.items() if name not in others for each in listed}


def test_hook_calls_a_command_that_exists():
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entries = re.findall(r"^\s+entry:\s*(.+?)\s*$", text, re.MULTILINE)
    assert entries
    for entry in entries:
        script, command, *options = entry.split()
        assert script in PROJECT["project"]["scripts"]
        program = "import sys; from linter.cli import main; sys.exit(main())"
        # no colour: it could fall in the middle of an option's name
        shown = subprocess.run(
            [sys.executable, "-c", program, command, "--help"],
            cwd=ROOT,
            env={**os.environ, "NO_COLOR": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert shown.returncode == 0, shown.stderr
        for option in options:
            assert option in shown.stdout


def test_hook_manifest_is_valid():
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
