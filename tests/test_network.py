"""No test reaches beyond this machine."""

import socket
import urllib.request
from urllib.error import URLError

import pytest

from tests.conftest import NetworkBlocked


@pytest.mark.parametrize("address", ["93.184.216.34", "10.0.0.1", "169.254.169.254"])
def test_a_connection_to_another_machine_is_refused(address: str) -> None:
    with pytest.raises(NetworkBlocked, match=address), socket.socket() as connection:
        connection.connect((address, 80))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(URLError, match="tests look up no names"):
        urllib.request.urlopen("http://example.org/", timeout=2)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as connection:
        connection.connect(server.getsockname())
