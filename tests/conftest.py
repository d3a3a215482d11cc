"""The option `--update`, which writes the snapshots anew instead of comparing with them."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_configure() -> None:
    # a shell that runs tests in the background lets them ignore Ctrl-C, and so would the processes that they interrupt
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the snapshots anew")


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares words with a file; with `--update`, puts them into the file."""

    def compare(path: Path, words: str) -> None:
        if request.config.getoption("--update"):
            path.write_text(words, encoding="utf-8", newline="\n")
        assert words == path.read_text(encoding="utf-8"), f"{path.name} differs; if that is meant, run pytest --update"

    return compare
