"""Starts the real PostgreSQL and Redis that the tests run on, before Django reads its settings.

Loaded by `-p tests.servers`; a DATABASE_URL or REDIS_URL in the environment is used instead.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from balkanwatch import embedded

_folder = Path(tempfile.mkdtemp(prefix="bw-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

redis: embedded.Redis | None = None


def _start() -> None:
    global redis  # noqa: PLW0603  one Redis for the whole run, started at import
    _folder.chmod(0o755)
    embedded.use_postgres(_folder / "postgres")
    os.environ["BALKANWATCH_ALLOW_LOOPBACK"] = "1"
    os.environ["BALKANWATCH_PER_HOST_PAUSE"] = "0"
    os.environ["BALKANWATCH_DATA"] = str(_folder)
    if not os.environ.get("REDIS_URL"):
        redis = embedded.Redis(_folder / "redis").start()
        atexit.register(redis.stop)
        os.environ["REDIS_URL"] = redis.url


_start()
