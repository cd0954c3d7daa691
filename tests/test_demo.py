"""The main job, as a person types it: everything once, then again from the kept data, then Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    # The embedded PostgreSQL runs as a user of its own when we are root, and must be able to walk here.
    for part in [folder, *folder.parents][:3]:
        part.chmod(0o755)
    return folder


def demo(data: Path, *arguments: str) -> subprocess.Popen[str]:
    """Starts the demo with nothing but a data folder: it brings its own PostgreSQL and Redis."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DATABASE_URL", "REDIS_URL") and not key.startswith("BALKANWATCH_")
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "demo", *arguments],
        env=environment | {"BALKANWATCH_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def left_behind(data: Path) -> list[Any]:
    return [
        process.info["cmdline"]
        for process in psutil.process_iter(["cmdline"])
        if any(str(data) in part for part in process.info["cmdline"] or [])
    ]


def test_everything_runs_once_and_every_public_page_answers(data: Path) -> None:
    done = demo(data, "--once", "--port", str(free_port()))
    printed, _ = done.communicate(timeout=240)
    assert done.returncode == 0, printed
    assert "121 articles of 12 demo sources, 123 versions" in printed
    assert "pages and files answer 200" in printed
    assert "password" in printed
    assert left_behind(data) == []


def test_a_second_run_starts_from_the_kept_data_and_ctrl_c_leaves_no_process(data: Path) -> None:
    started = time.monotonic()
    port = free_port()
    running = demo(data, "--port", str(port))
    assert running.stdout is not None
    lines: list[str] = []
    for line in running.stdout:
        lines.append(line)
        if "Ctrl-C ends it" in line:
            break
    assert time.monotonic() - started < 60, "".join(lines)
    assert "password" not in "".join(lines)
    with socket.create_connection(("127.0.0.1", port)):
        running.send_signal(signal.SIGINT)
    assert running.wait(30) == 0
    assert left_behind(data) == []


def test_a_taken_port_is_said_plainly(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = demo(data, "--port", str(port))
        printed, _ = done.communicate(timeout=60)
    assert done.returncode == 1
    assert f"Port {port} is taken by another program" in printed
