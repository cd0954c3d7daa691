"""Measures CPU seconds over several processes, and says results as ratios."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Result:
    """One ratio with the floor it must not fall below."""

    name: str
    ratio: float
    floor: float
    detail: str

    @property
    def holds(self) -> bool:
        return self.ratio >= self.floor


def cpu_seconds(work: Callable[[], object], server: psutil.Process | None = None) -> float:
    """CPU seconds of this process while `work` runs, and of a server with its children."""
    before = _of(server)
    started = time.process_time()
    work()
    own = time.process_time() - started
    return own + _of(server) - before


def _of(server: psutil.Process | None) -> float:
    """CPU seconds a process and its children have used so far; ended children are counted by their parent."""
    total = 0.0
    if server is not None:
        for process in [server, *server.children(recursive=True)]:
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += times.user + times.system + times.children_user + times.children_system
    return total


def alternated(rounds: int, *works: Callable[[], float]) -> list[float]:
    """Median seconds of each work, run in turn so that a busy spell hits all of them."""
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for times, work in zip(seconds, works, strict=True):
            times.append(work())
    return [statistics.median(times) for times in seconds]
