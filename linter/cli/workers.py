"""Who does the work on many files: this process, several, or what earlier runs have kept."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from linter.words import Phrase

if TYPE_CHECKING:
    from linter.run import Settings

Work = Callable[[Sequence[Any]], Iterator[Any]]
CACHE, RESUME = "results.sqlite", "resume.sqlite"
DEFAULT_FOLDER = ".nianbao-cache"
# so few files are done before another process has begun
_FEW = 12


def add_workers(parser: argparse.ArgumentParser) -> None:
    """How many processes, and whether results are kept."""
    parser.add_argument("--jobs", type=_count, metavar="个数", help="同时处理的进程数（默认与处理器数相同）")


def add_cache(parser: argparse.ArgumentParser) -> None:
    """Whether results are kept for the next run."""
    parser.add_argument("--cache", action="store_true", help="保存每个文件的结果，文件、规则、配置不变的下次不再检查")
    parser.add_argument("--resume", action="store_true", help="边检查边保存进度；中断后再用同一命令，从中断处继续，完成后删除")
    kept = f"--cache、--resume 的内容存在这个文件夹（默认 {DEFAULT_FOLDER}）"
    parser.add_argument("--cache-dir", metavar="文件夹", default=DEFAULT_FOLDER, help=kept)


def add_cluster(parser: argparse.ArgumentParser) -> None:
    """Which other machines do the work."""
    parser.add_argument(
        "--cluster", metavar="地址", help="把文件分给 dask 集群的各台机器检查：调度程序的地址，例如 tcp://主机:8786（见说明）"
    )


def _count(given: str) -> int:
    """A number from 1 up."""
    if not given.isascii() or not given.isdigit() or not int(given):
        raise argparse.ArgumentTypeError("应为大于 0 的整数")
    return int(given)


def executor(work: Work, options: argparse.Namespace, settings: Settings, total: int) -> Any:
    """What does the work on so many files.

    Raises Stopped for a cluster that cannot be used; why has been said.
    """
    if getattr(options, "cluster", None) is not None:
        return _cluster(work, options.cluster, settings)
    if total <= _FEW:
        from linter.archive.here import Here

        return Here(work)
    from linter.archive.pool import Pool, processors

    return Pool(work, options.jobs or processors(), settings.limits.stuck)


def _cluster(work: Work, address: str, settings: Settings) -> Any:
    from linter.archive.cluster import Cluster
    from linter.archive.link import Link, NoCluster
    from linter.cli import fail
    from linter.cli.prepare import Stopped

    try:
        return Cluster(work, settings, Link(address))
    except NoCluster as why:
        fail(why.said, settings.language)
        raise Stopped from None


class Kept:
    """What earlier runs have kept, as the options ask for it; nothing where they do not."""

    def __init__(self, options: argparse.Namespace, settings: Settings) -> None:
        self._language = settings.language
        self._cache: Any = None
        wanted = getattr(options, "cache", False) or getattr(options, "resume", False)
        # what took how long is known only of what is done now
        if wanted and settings.times is None:
            from linter.archive.cache import Cache

            self._path = os.path.join(options.cache_dir, CACHE if options.cache else RESUME)
            self._only_until_done = not options.cache
            self._cache = Cache(self._path)

    def before(self, work: Any, settings: Settings, surroundings: Callable[[], bytes]) -> Any:
        """An executor that asks first what is kept."""
        if self._cache is None:
            return work
        from linter.archive.cached import Cached

        return Cached(work, self._cache, surroundings(), settings)

    def end(self, complete: bool) -> None:
        """Write what is new; what was kept for going on is taken away when the run is complete."""
        if self._cache is None:
            return
        if self._only_until_done and complete:
            self._cache.remove()
        else:
            self._cache.close()
        if self._cache.trouble:
            from linter.cli import fail

            fail(Phrase("archive_cache_trouble", {"path": self._path, "reason": self._cache.trouble}), self._language)
