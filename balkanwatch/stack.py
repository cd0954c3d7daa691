"""Runs the whole stack on one machine: Redis, a Celery worker, beat and the web server, and stops every one of them."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import TracebackType

from django.conf import settings

from balkanwatch import embedded

STOPS_WITHIN = 15.0  # seconds a process has to finish what it is doing


class PortTaken(RuntimeError):
    """Somebody else listens where we should."""


def check_port(port: int) -> None:
    """Raises PortTaken in words a person can act on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortTaken(
                f"Port {port} is taken by another program. Stop it, or choose another: PORT={port + 10} make demo"
            ) from error


class Stack:
    """The processes of one site. A context manager: whatever happens inside, none is left behind."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.logs = settings.DATA_DIR / "logs"
        self.logs.mkdir(parents=True, exist_ok=True)
        self.environment = os.environ | environment
        self.redis: embedded.Redis | None = None
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Stack":
        # A supervisor's goodbye goes through the same door as Ctrl-C, which a shell's "&" had us ignore.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for how in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(how, lambda *_: sys.exit(0))
        if not os.environ.get("REDIS_URL"):
            self.redis = embedded.Redis(settings.DATA_DIR / "redis").start()
            self.environment["REDIS_URL"] = self.redis.url
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self.processes.values():
            process.terminate()
        deadline = time.monotonic() + STOPS_WITHIN
        for process in self.processes.values():
            try:
                process.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if self.redis:
            self.redis.stop()

    def worker(
        self, name: str = "worker", queues: str = "fetch,read,maintenance", children: int = 2, pool: str = "prefork"
    ) -> None:
        self._start(
            name,
            *("celery", "--app", "balkanwatch", "--quiet", "worker", "--queues", queues, "--pool", pool),
            *("--concurrency", str(children), "--hostname", f"{name}@%h", "--loglevel", "WARNING", "--without-mingle"),
        )

    def beat(self) -> None:
        schedule = settings.DATA_DIR / "beat-schedule"
        schedule.unlink(missing_ok=True)
        self._start(
            "beat",
            *("celery", "--app", "balkanwatch", "--quiet", "beat", "--loglevel", "WARNING"),
            *("--schedule", str(schedule), "--pidfile", ""),
        )

    def web(self, port: int) -> None:
        self._start(
            "web",
            *("gunicorn", "balkanwatch.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4", "--timeout", "60"),
            *("--access-logfile", "-"),
        )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            self.check()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError(f"the web server does not answer; its log is {self.logs / 'web.log'}")

    def kill(self, name: str) -> None:
        """Takes a process and its children down as a power cut would."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def check(self) -> None:
        """Raises RuntimeError when a process has ended by itself, with the end of its log."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                log = (self.logs / f"{name}.log").read_text(errors="replace")[-2000:]
                raise RuntimeError(f"{name} ended by itself (status {process.returncode}):\n{log}")

    def _start(self, name: str, module: str, *arguments: str) -> None:
        with (self.logs / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                cwd=settings.BASE_DIR,
                start_new_session=True,  # a group of its own: it gets our signal, not the terminal's, and all at once
            )
