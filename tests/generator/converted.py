"""Word files turned into PDF and old Word files by LibreOffice, all of them in one call."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_LIST = shutil.which("fc-list")
# a list of fonts without a Chinese one: pages would show boxes
_NO_FONT = bool(_LIST) and not subprocess.run([_LIST, ":lang=zh"], capture_output=True, check=False).stdout
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")

needs_pages = pytest.mark.skipif(OFFICE is None or _NO_FONT, reason="LibreOffice or a Chinese font is not installed")


def to_pdf(documents: Sequence[bytes]) -> list[bytes]:
    """The pages of each document."""
    return _converted(documents, "pdf:writer_pdf_Export")


def to_doc(documents: Sequence[bytes]) -> list[bytes]:
    """Each document as Word 97 would write it."""
    return _converted(documents, "doc:MS Word 97")


def to_rtf(documents: Sequence[bytes]) -> list[bytes]:
    """Each document as RTF."""
    return _converted(documents, "rtf:Rich Text Format")


def _converted(documents: Sequence[bytes], target: str, seconds: float = 120) -> list[bytes]:
    assert OFFICE is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        names = [f"{number}.docx" for number in range(len(documents))]
        for file, data in zip(names, documents, strict=True):
            (folder / file).write_bytes(data)
        command = [
            OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", target, "--outdir", str(folder / "out"), *names,
        ]  # fmt: skip
        environment = os.environ | {"TMPDIR": name}
        # a log and no pipe, which would be waited for as long as any child holds it open
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
            )  # fmt: skip
            try:
                process.wait(seconds)
            finally:
                with contextlib.suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        suffix = target.partition(":")[0]
        results = [folder / "out" / f"{number}.{suffix}" for number in range(len(documents))]
        missing = [path.name for path in results if not path.exists()]
        assert not missing, f"{missing} did not come out: {(folder / 'log').read_text(errors='replace')[-500:]}"
        return [path.read_bytes() for path in results]
