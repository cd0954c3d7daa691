"""Keeps the tests on this machine, and hands out the parts they share."""

import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from typing import Any

import pytest

# The one browser of the run keeps an event loop, which Django would take for a reason to refuse its database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


class NetworkBlocked(RuntimeError):
    """A test tried to reach something beyond this machine."""


def _vet(where: Any) -> None:
    """Unix sockets and loopback addresses pass; everything else is refused before a packet leaves."""
    if isinstance(where, tuple):
        host = str(where[0])
        try:
            allowed = ipaddress.ip_address(host).is_loopback
        except ValueError:
            allowed = host in ("localhost", "")
        if not allowed:
            raise NetworkBlocked(f"tests stay on this machine: {host}")


def _guarded_connect(self: socket.socket, where: Any) -> None:
    _vet(where)
    _connect(self, where)


def _guarded_connect_ex(self: socket.socket, where: Any) -> int:
    _vet(where)
    return _connect_ex(self, where)


def _guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    if host not in (None, "localhost", b"localhost"):
        name = host.decode() if isinstance(host, bytes) else str(host)
        if any(letter.isalpha() for letter in name) and ":" not in name:
            raise socket.gaierror(socket.EAI_NONAME, f"tests look up no names: {name}")
    return _getaddrinfo(host, *args, **kwargs)


@pytest.fixture(scope="session", autouse=True)
def _stay_on_this_machine() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _guarded_connect)
    patch.setattr(socket.socket, "connect_ex", _guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", _guarded_getaddrinfo)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tests roll back what they write, so statistics gathered meanwhile say that all tables are empty; plans made for
    empty tables take minutes on a hundred rows. Tables that were never looked at get sensible plans."""
    from django.db import connection  # noqa: PLC0415  Django is set up by now

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = false)')


@pytest.fixture(scope="session", autouse=True)
def _words_of_the_pages() -> None:
    """The six languages as `make setup` compiles them, from the files as they are now."""
    if os.environ.get("DJANGO_SETTINGS_MODULE"):
        from balkanwatch import messages  # noqa: PLC0415  needs settings

        messages.compile_all()


# Without the switches that follow, Chromium looks for its maker's servers at every start.
CHROMIUM_SWITCHES = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def chromium() -> str:
    """Debian's browser; a missing one is a failure, never a skip."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    raise RuntimeError("the browser tests need Chromium: apt-get install chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium, one for the whole run."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only the browser tests pay for its start

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_SWITCHES)
        yield launched
        launched.close()
