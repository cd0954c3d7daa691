"""Runs the whole stack on the real sources that are switched on, on one machine, until Ctrl-C."""

import os
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.models import Address
from balkanwatch.management.commands.demo import make_admin
from balkanwatch.stack import PortTaken, Stack, check_port
from entities import understand


class Command(BaseCommand):
    help = (
        "Run web server, worker and beat on the real sources that are switched on (manage.py load_sources, or the "
        "admin). Set BALKANWATCH_CONTACT to an address where outlets can reach you. PORT chooses the site's port."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))

    def handle(self, *, port: int, **options: Any) -> None:
        try:
            check_port(port)
        except PortTaken as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)
        call_command("load_sources", stdout=self.stdout)
        understand.ready_gazetteer()
        password = make_admin()
        if password:
            self.stdout.write(self.style.SUCCESS(f"Admin: user admin, password {password} (shown this once)"))
        try:
            with Stack({}) as stack:
                # Fetching waits for others most of its time: threads, so that a hanging host holds up nobody else.
                stack.worker("fetch", "fetch,maintenance", children=32, pool="threads")
                stack.worker("read", "read", children=1)
                stack.beat()
                stack.web(port)
                followed = Address.objects.filter(source__enabled=True, source__paused_because="").count()
                self.stdout.write(
                    f"Following {followed} addresses. The site: http://127.0.0.1:{port}/  Ctrl-C ends it."
                )
                while True:
                    stack.check()
                    time.sleep(1)
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
