#!/usr/bin/env python
"""Runs Balkanwatch's commands; starts the embedded PostgreSQL when DATABASE_URL names no other."""

import os
import sys
from pathlib import Path

# These touch no database, and must work on a machine that has none.
WITHOUT_DATABASE = {
    "extract",
    "same_name",
    "train_model",
    "collectstatic",
    "makemessages",
    "compilemessages",
    "messages",
    "fetch_assets",
    "help",
    "version",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    asks_for_help = bool({"--help", "-h"} & set(sys.argv))
    if command not in WITHOUT_DATABASE and not command.startswith("-") and not asks_for_help:
        from balkanwatch import embedded  # noqa: PLC0415

        data = Path(os.environ.get("BALKANWATCH_DATA") or Path(__file__).resolve().parent / ".data")
        embedded.use_postgres(data / "postgres")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
