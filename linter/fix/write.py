"""A file written as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile


def write(path: str, content: bytes, original: str) -> None:
    """Put the content in the place of the file that a path leads to, with the permissions of the original.

    Raises OSError, also for files and folders that nobody may write to.
    """
    target = os.path.realpath(path)
    folder = os.path.dirname(target)
    for each in (target, folder):
        if os.path.exists(each) and not (os.stat(each).st_mode & 0o222 and os.access(each, os.W_OK)):
            raise PermissionError(13, os.strerror(13), each)
    handle, draft = tempfile.mkstemp(dir=folder, prefix=".nianbao-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            about = os.stat(original)
            if hasattr(os, "chown"):
                with contextlib.suppress(OSError):
                    os.chown(draft, about.st_uid, about.st_gid)
            os.chmod(draft, stat.S_IMODE(about.st_mode))
            os.fsync(file.fileno())
        os.replace(draft, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise
    _settle(folder)


def _settle(folder: str) -> None:
    """Have the folder's entries written too, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
