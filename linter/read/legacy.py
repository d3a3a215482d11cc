"""Old Word and WPS files (OLE) and RTF: LibreOffice turns them into DOCX, in a process and a folder of their own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from linter.named_tuple import NamedTuple
from linter.read import Unreadable
from linter.read.ole import OLE, is_word_97, ole_kind
from linter.words import Phrase

RTF = b"{\\rtf"
PROGRAMS = ("soffice", "libreoffice")
# where LibreOffice stands when it is not on the PATH
PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    # not soffice.exe, which returns at once and leaves the work to another process
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_AT_ONCE = 200  # files in one call, so that the command line stays short
_CALLS_THAT_HANG = 6  # from then on it is LibreOffice that hangs, not the files
_TICK = 0.02
_PROBLEMS = {
    "xls": (Phrase("read_legacy_sheet"), Phrase("read_legacy_right_file")),
    "ppt": (Phrase("read_legacy_slides"), Phrase("read_legacy_right_file")),
    "encrypted": (Phrase("read_legacy_encrypted"), Phrase("read_legacy_decrypt")),
}
# no macro, no other program, nothing fetched: whatever the file asks for
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class _Job(NamedTuple):
    """A file to convert: `file` is its name in the temporary folder, `filter` the one reader that may open it ("": any)."""

    name: str
    data: bytes
    file: str
    filter: str

    @property
    def result(self) -> str:
        """The name of what comes out."""
        return f"{os.path.splitext(self.file)[0]}.docx"


class _Call(NamedTuple):
    """What came of one call: what came out, by the name in the temporary folder; `hung` or `crashed` if it did not end well."""

    done: Mapping[str, bytes]
    hung: bool = False
    crashed: bool = False


def kind_of(data: bytes) -> str | None:
    """What kind of file it is: doc (Word, WPS), rtf, xls, ppt, encrypted, ole (another OLE file), or None."""
    if data.startswith(RTF):
        return "rtf"
    return ole_kind(data) if data.startswith(OLE) else None


def convert(files: Sequence[tuple[str, bytes]], seconds: float = 60.0) -> Mapping[str, bytes | Unreadable]:
    """The bytes of a DOCX for each of the files (name, content), or why there are none.

    A call in which nothing comes out for so many seconds is ended. After a call that hung or crashed, the first file
    that is missing is tried by itself and then the rest together, so that one file does not take others with it.
    """
    results: dict[str, bytes | Unreadable] = {}
    jobs: dict[str, list[_Job]] = {}
    for number, (name, data) in enumerate(files):
        kind = kind_of(data)
        if kind in ("doc", "rtf"):
            reader = _reader(kind, data)
            jobs.setdefault(reader, []).append(_Job(name, data, f"{number}.{kind}", reader))
        else:
            unknown = Phrase("read_legacy_unknown"), Phrase("read_legacy_save_as_docx")
            results[name] = Unreadable(name, *_PROBLEMS.get(kind or "", unknown))
    program = find_program() if jobs else None
    for group in jobs.values():
        if program is None:
            problem = Phrase("read_legacy_missing"), Phrase("read_legacy_install")
            results |= {job.name: Unreadable(job.name, *problem) for job in group}
            continue
        for start in range(0, len(group), _AT_ONCE):
            results |= _converted(program, group[start : start + _AT_ONCE], seconds)
    return results


def find_program() -> str | None:
    """LibreOffice on the PATH or where it is usually installed."""
    found = (shutil.which(name) for name in (*PROGRAMS, *PLACES))
    return next((path for path in found if path), None)


def _reader(kind: str, data: bytes) -> str:
    # without a name, LibreOffice would read what is damaged as plain text; for Word before 97 it must find out itself
    if kind == "rtf":
        return "Rich Text Format"
    return "MS Word 97" if is_word_97(data) else ""


def _converted(program: str, jobs: Sequence[_Job], seconds: float) -> Iterator[tuple[str, bytes | Unreadable]]:
    left = list(jobs)
    hung = 0
    while left:
        try:
            batch = _call(program, left, seconds)
            hung += batch.hung
            yield from ((job.name, batch.done[job.file]) for job in left if job.file in batch.done)
            left = [job for job in left if job.file not in batch.done]
            if not (batch.hung or batch.crashed):
                break
            if not left:
                return
            # a file that was alone has had its try
            alone = _call(program, left[:1], seconds) if len(left) + len(batch.done) > 1 else batch
        except OSError as error:
            reason = {"reason": error.strerror or str(error)}
            yield from _lost(left, Phrase("read_legacy_not_started", reason), Phrase("read_legacy_install"))
            return
        hung += alone.hung and alone is not batch
        first, *left = left
        if first.file in alone.done:
            yield first.name, alone.done[first.file]
        else:
            yield from _lost([first], _reason(alone.hung, seconds))
        if hung >= _CALLS_THAT_HANG:
            break
    yield from _lost(left, _reason(hung >= _CALLS_THAT_HANG, seconds))


def _reason(hung: bool, seconds: float) -> Phrase:
    return Phrase("read_legacy_slow", {"seconds": f"{seconds:g}"}) if hung else Phrase("read_legacy_failed")


def _lost(jobs: Sequence[_Job], problem: Phrase, cure: Phrase | None = None) -> Iterator[tuple[str, Unreadable]]:
    otherwise = Phrase("read_legacy_save_as_docx")
    return ((job.name, Unreadable(job.name, problem, cure or otherwise)) for job in jobs)


def _call(program: str, jobs: Sequence[_Job], seconds: float) -> _Call:
    """One run of LibreOffice over files of one filter; nothing of it stays behind."""
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        output = folder / "out"
        output.mkdir()
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        profile = (folder / "profile").as_uri()
        for job in jobs:
            (folder / job.file).write_bytes(job.data)
        command = [
            program, f"-env:UserInstallation={profile}",
            "--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck",
            *((f"--infilter={jobs[0].filter}",) if jobs[0].filter else ()),
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", "out", *(job.file for job in jobs),
        ]  # fmt: skip
        code = _run(command, folder, output, seconds)
        _remove_socket(profile)
        results = {job.file: output / job.result for job in jobs}
        # what was being written when the process was ended is no archive yet
        done = {file: path.read_bytes() for file, path in results.items() if zipfile.is_zipfile(path)}
        return _Call(done, hung=code is None, crashed=bool(code))


def _run(command: Sequence[str], folder: Path, output: Path, seconds: float) -> int | None:
    """The exit code, or None if nothing came out for so many seconds; all processes that it started are ended."""
    environment = os.environ | dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder))
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        written, deadline = 0, time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                return process.wait(_TICK)
            except subprocess.TimeoutExpired:
                count = len(os.listdir(output))
                if count > written:
                    written, deadline = count, time.monotonic() + seconds
        return None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children, which may live on when it has ended."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _remove_socket(profile: str) -> None:
    """Remove what a process that was ended leaves outside its folder: it is named by the MD5 of the profile's address."""
    import hashlib

    digest = hashlib.md5(profile.encode("utf-16-le"), usedforsecurity=False).digest()
    name = f"_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"
    if sys.platform != "win32":
        for folder in ("/tmp", "/var/tmp"):
            with contextlib.suppress(OSError):
                os.unlink(f"{folder}/OSL_PIPE_{os.getuid()}{name}")
