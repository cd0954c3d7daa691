"""One fetch: what comes back, what is refused, and that no server can hold us or fill us. On real sockets."""

import contextlib
import gzip
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from articles.harvest import http
from articles.harvest.http import Answer, Failure

Play = Callable[[socket.socket, bytes], None]
PUBLIC = "93.184.216.34"  # any public address: the `routes` fixture leads it to a server of this test


@dataclass
class Server:
    """Plays `play(connection, request)` to every visitor, on a loopback address and a free port."""

    play: Play
    address: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    requests: list[bytes] = field(default_factory=list)
    visitors: int = 0

    def __enter__(self) -> "Server":
        self._listener = socket.create_server((self.address, 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # close() alone leaves accept() waiting
        self._listener.close()

    def url(self, path: str = "/") -> str:
        return f"http://{self.address}:{self.port}{path}"

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.visitors += 1
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        with contextlib.suppress(OSError), plain:
            plain.settimeout(5)
            connection = self.tls.wrap_socket(plain, server_side=True) if self.tls else plain
            with connection:
                request = b""
                while b"\r\n\r\n" not in request:
                    received = connection.recv(65_536)
                    if not received:
                        return
                    request += received
                self.requests.append(request)
                self.play(connection, request)


def reply(status: str = "200 OK", headers: str = "", body: bytes = b"", length: int | None = None) -> bytes:
    declared = f"Content-Length: {len(body) if length is None else length}\r\n"
    return f"HTTP/1.1 {status}\r\n{headers}{declared}\r\n".encode() + body


def says(answer: bytes) -> Play:
    return lambda connection, _: connection.sendall(answer)


def by_path(**answers: bytes) -> Play:
    """Answers by the first part of the path: /a -> answers["a"]."""

    def play(connection: socket.socket, request: bytes) -> None:
        path = request.split(b" ")[1].decode().strip("/").partition("?")[0].partition("/")[0]
        connection.sendall(answers[path or "start"])

    return play


def drips(start: bytes, drop: bytes = b"x") -> Play:
    """One byte every 50 ms, without end: as slow against our deadline here as 1 byte a second is in life."""

    def play(connection: socket.socket, _: bytes) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(drop)
            time.sleep(0.05)

    return play


def floods(start: bytes, piece: bytes) -> Play:
    def play(connection: socket.socket, _: bytes) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(piece)

    return play


def answer(url: str, **options: object) -> Answer:
    result = http.get(url, **{"loopback": True, "deadline": 5.0, **options})  # type: ignore[arg-type]
    assert isinstance(result, Answer), result
    return result


def failure(url: str, **options: object) -> Failure:
    result = http.get(url, **{"loopback": True, "deadline": 5.0, **options})  # type: ignore[arg-type]
    assert isinstance(result, Failure), result
    return result


@dataclass
class Routes:
    """Leads (public address, port) to a server of this test; other connections are noted and fail."""

    to: dict[tuple[str, int], Server] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)


@pytest.fixture
def routes(monkeypatch: pytest.MonkeyPatch) -> Routes:
    routes = Routes()
    really = socket.create_connection

    def connect(address: tuple[str, int], *args: object, **options: object) -> socket.socket:
        routes.asked.append(address)
        if address not in routes.to:
            raise OSError("no route in this test")
        server = routes.to[address]
        return really((server.address, server.port), *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "create_connection", connect)
    return routes


# --- what comes back ---


def test_an_answer_carries_status_headers_and_body_and_says_who_asked() -> None:
    headers = "Content-Type: application/rss+xml; charset=windows-1250\r\nX-Two: a\r\nX-Two: b\r\n"
    with Server(says(reply(headers=headers, body=b"<rss/>"))) as server:
        got = answer(server.url("/feed?a=%D0%B1#top"))
    assert (got.status, got.body, got.hops, got.moved_to) == (200, b"<rss/>", 0, "")
    assert got.url == server.url("/feed?a=%D0%B1")
    assert got.content_type == "application/rss+xml; charset=windows-1250"
    assert got.headers["x-two"] == "a, b"
    assert 0 < got.elapsed < 5
    request = server.requests[0].decode().lower()
    assert request.startswith("get /feed?a=%d0%b1 http/1.1\r\n")
    assert f"\r\nhost: 127.0.0.1:{server.port}\r\n" in request
    assert "\r\nuser-agent: balkanwatch/" in request
    assert "\r\naccept-encoding: gzip, deflate, br, zstd\r\n" in request


def test_another_user_agent_can_be_given() -> None:
    with Server(says(reply())) as server:
        answer(server.url(), user_agent="Balkanwatch/9 (+https://example.org/about)")
    assert b"User-Agent: Balkanwatch/9 (+https://example.org/about)\r\n" in server.requests[0]


PLAIN = "Граница је отворена. Granica je otvorena. ".encode() * 500


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": gzip.compress(PLAIN),
    "x-gzip": gzip.compress(PLAIN),
    "deflate": zlib.compress(PLAIN),
    "deflate ": bare_deflate(PLAIN),
    "br": brotli.compress(PLAIN),
    "zstd": zstandard.compress(PLAIN),
    "identity": PLAIN,
}


@pytest.mark.parametrize("encoding", PACKED)
def test_one_layer_of_compression_is_taken_off(encoding: str) -> None:
    with Server(says(reply(headers=f"Content-Encoding: {encoding}\r\n", body=PACKED[encoding]))) as server:
        assert answer(server.url()).body == PLAIN


def test_a_chunked_answer_of_two_gzip_members_is_read_to_its_end() -> None:
    packed = gzip.compress(b"first ") + gzip.compress(b"second")
    chunks = b"".join(b"%x\r\n%s\r\n" % (1, packed[i : i + 1]) for i in range(len(packed)))
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    with Server(says(head + chunks + b"0\r\n\r\n")) as server:
        assert answer(server.url()).body == b"first second"


def test_an_answer_without_length_ends_with_the_connection() -> None:
    with Server(says(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>kraj")) as server:
        assert answer(server.url()).body == b"<p>kraj"


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_an_answer_without_body_is_an_answer(status: str) -> None:
    with Server(says(f"HTTP/1.1 {status}\r\nContent-Encoding: gzip\r\n\r\n".encode())) as server:
        got = answer(server.url())
    assert (got.status, got.body) == (int(status[:3]), b"")


def test_the_body_of_an_error_page_is_not_waited_for() -> None:
    with Server(floods(b"HTTP/1.1 404 Not Found\r\n\r\n", b"x" * 65_536)) as server:
        got = answer(server.url(), deadline=2.0)
    assert (got.status, got.body) == (404, b"")
    assert got.elapsed < 1.5


# --- asking whether something changed ---


@pytest.mark.parametrize(
    ("etag", "last_modified"),
    [
        ('W/"abc"', ""),
        ("unquoted-tag", "Tue, 19 Jan 2041 03:14:07 GMT"),
        ('"\xe8\xe9-\xff"', "05.01.2024. 10:00"),
        ('"a,b" ;  x', "Mon,  1 Jan 2024 00:00:00 GMT+0100"),
    ],
)
def test_validators_are_echoed_byte_for_byte(etag: str, last_modified: str) -> None:
    modified = f"Last-Modified: {last_modified}\r\n" if last_modified else ""
    first = reply(headers=f"ETag: {etag}\r\n{modified}", body=b"x").decode("utf-8").encode("latin-1")
    with Server(says(first)) as server:
        got = answer(server.url())
    assert (got.etag, got.last_modified) == (etag, last_modified)
    with Server(says(b"HTTP/1.1 304 Not Modified\r\n\r\n")) as server:
        assert answer(server.url(), etag=got.etag, last_modified=got.last_modified).status == 304
    request = server.requests[0]
    assert b"If-None-Match: " + etag.encode("latin-1") + b"\r\n" in request
    assert (b"If-Modified-Since: " + last_modified.encode() + b"\r\n" in request) is bool(last_modified)


def test_no_validator_is_invented() -> None:
    with Server(says(reply())) as server:
        answer(server.url())
    assert b"if-none-match" not in server.requests[0].lower()
    assert b"if-modified-since" not in server.requests[0].lower()


@pytest.mark.parametrize("etag", ['"a"\r\nX-Evil: 1', "\u0431", "\0", " "])
def test_what_cannot_stand_in_a_header_is_not_sent(etag: str) -> None:
    with Server(says(reply())) as server:
        answer(server.url(), etag=etag, last_modified=etag)
    assert b"if-" not in server.requests[0].lower()
    assert b"evil" not in server.requests[0].lower()


IN_AN_HOUR = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("120", 120, 120),
        ("0", 0, 0),
        ("-30", 0, 0),
        ("1.5", 1, 1),
        (IN_AN_HOUR, 1800, 3600),  # counted from the start of the whole run
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0, 0),
        ("315360000", 315_360_000, 315_360_000),
        ("9" * 5000, 315_360_000, 320_000_000),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 315_360_000, 320_000_000),
    ],
)
def test_retry_after_is_read_from_seconds_or_a_date(header: str, least: int, most: int) -> None:
    with Server(says(reply("429 Too Many Requests", f"Retry-After: {header}\r\n"))) as server:
        wait = answer(server.url()).retry_after
    assert wait is not None
    assert least <= wait.total_seconds() <= most


@pytest.mark.parametrize("header", ["", "soon", "٣٠", "1e5", "Fri, 99 Foo 2024"])
def test_a_retry_after_that_says_nothing_is_none(header: str) -> None:
    with Server(says(reply("503 Unavailable", f"Retry-After: {header}\r\n"))) as server:
        assert answer(server.url()).retry_after is None


# --- too large ---


def test_the_cap_counts_the_last_byte() -> None:
    with Server(says(reply(body=b"x" * 1000))) as server:
        assert len(answer(server.url(), limit=1000).body) == 1000
        assert failure(server.url(), limit=999).reason == "too-large"


def test_a_declared_size_over_the_cap_is_refused_unread() -> None:
    with Server(drips(reply(length=200_000_000))) as server:
        got = failure(server.url(), deadline=2.0)
    assert got.reason == "too-large"
    assert got.elapsed < 1.5


def test_an_endless_body_is_cut_at_the_cap_and_the_connection_closed() -> None:
    gone = threading.Event()

    def play(connection: socket.socket, _: bytes) -> None:
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while True:
                connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        except OSError:
            gone.set()
            raise

    with Server(play) as server:
        got = failure(server.url(), limit=1_000_000)
        assert gone.wait(2)
    assert got.reason == "too-large"
    assert "1,000,000" in got.detail


ZEROS = bytes(64_000_000)


BOMBS: dict[str, Callable[[], tuple[str, bytes]]] = {
    "gzip": lambda: ("gzip", gzip.compress(ZEROS)),
    "deflate": lambda: ("deflate", zlib.compress(ZEROS)),
    "br": lambda: ("br", brotli.compress(ZEROS, quality=1)),
    "zstd": lambda: ("zstd", zstandard.compress(ZEROS)),
    "gzip of many members": lambda: ("gzip", gzip.compress(bytes(100_000)) * 640),
    "gzip of empty members": lambda: ("gzip", gzip.compress(b"") * 100_000),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_costs_no_more_than_the_cap(bomb: str) -> None:
    encoding, packed = BOMBS[bomb]()
    with Server(says(reply(headers=f"Content-Encoding: {encoding}\r\n", body=packed))) as server:
        tracemalloc.start()
        started = time.process_time()
        try:
            got = failure(server.url(), limit=1_000_000)
            spent = time.process_time() - started
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert got.reason == "too-large"
    assert spent < 1.5
    assert peak < 1_000_000 + len(packed) + 6_000_000


# --- encodings ---


def test_a_second_layer_is_refused_when_declared_and_left_on_when_not() -> None:
    twice = gzip.compress(gzip.compress(PLAIN))
    with Server(says(reply(headers="Content-Encoding: gzip, gzip\r\n", body=twice))) as server:
        assert failure(server.url()).reason == "bad-encoding"
    with Server(says(reply(headers="Content-Encoding: gzip\r\n" * 2, body=twice))) as server:
        assert failure(server.url()).reason == "bad-encoding"
    with Server(says(reply(headers="Content-Encoding: gzip\r\n", body=twice))) as server:
        assert gzip.decompress(answer(server.url()).body) == PLAIN


@pytest.mark.parametrize("encoding", ["compress", "aes128gcm", "utf-8", "gzip;q=1"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with Server(says(reply(headers=f"Content-Encoding: {encoding}\r\n", body=b"x"))) as server:
        assert failure(server.url()).reason == "bad-encoding"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_is_not_what_it_claims_or_breaks_off_is_named(encoding: str) -> None:
    header = f"Content-Encoding: {encoding}\r\n"
    with Server(says(reply(headers=header, body=b"<rss>no such encoding, plain text</rss>"))) as server:
        assert failure(server.url()).reason == "bad-encoding"
    with Server(says(reply(headers=header, body=PACKED[encoding][:-5]))) as server:
        assert failure(server.url()).reason == "broken-answer"


# --- broken answers ---


@pytest.mark.parametrize(
    "sent",
    [
        reply(body=b"half", length=8),
        b"HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"<html>no header</html>\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"",
        b"HTTP/1.1 200 OK\r\n" + b"X-Flood: 1\r\n" * 100_000 + b"\r\n",
    ],
)  # fmt: skip
def test_a_broken_answer_is_named_and_not_raised(sent: bytes) -> None:
    with Server(says(sent)) as server:
        assert failure(server.url(), deadline=2.0).reason == "broken-answer"


def test_a_body_longer_than_declared_is_cut_where_it_was_declared_to_end() -> None:
    with Server(says(reply(body=b"0123456789", length=4))) as server:
        assert answer(server.url()).body == b"0123"


def test_a_connection_that_is_reset_is_a_broken_answer() -> None:
    def play(connection: socket.socket, _: bytes) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")

    with Server(play) as server:
        assert failure(server.url()).reason == "broken-answer"


def test_a_closed_port_cannot_be_connected_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    got = failure(f"http://127.0.0.1:{port}/")
    assert (got.reason, got.detail) == ("cannot-connect", "127.0.0.1 could not be connected to.")


# --- slow servers ---


def silent(connection: socket.socket, _: bytes) -> None:
    time.sleep(3)


def slow_redirects(connection: socket.socket, _: bytes) -> None:
    time.sleep(0.15)
    connection.sendall(reply("302 Found", f"Location: /{time.monotonic()}\r\n"))


HALF_GZIP = gzip.compress(PLAIN)[:20]
SLOW: dict[str, Play] = {
    "never answers": silent,
    "status line": drips(b"HTTP/1.1 2", b"0"),
    "headers": drips(b"HTTP/1.1 200 OK\r\nX-Slow: "),
    "one header after the other": drips(b"HTTP/1.1 200 OK\r\n", b"a: b\r\n"),
    "body": drips(b"HTTP/1.1 200 OK\r\n\r\n"),
    "chunks": drips(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "packed body": drips(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + HALF_GZIP, b"\0"),
    "interim answers": drips(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "redirects": slow_redirects,
}


@pytest.mark.parametrize("slow", SLOW)
def test_the_deadline_holds_against_a_slow_server(slow: str) -> None:
    with Server(SLOW[slow]) as server:
        got = failure(server.url(), deadline=0.4)
    assert got.reason == "timeout"
    assert "0.4 seconds" in got.detail
    assert 0.35 < got.elapsed < 1.5


def test_the_deadline_holds_while_tls_is_being_agreed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        got = failure(f"https://127.0.0.1:{silent.getsockname()[1]}/", deadline=0.3)
    assert got.reason == "timeout"
    assert got.elapsed < 1.5


def test_the_deadline_holds_while_the_name_is_looked_up() -> None:
    def slow_look_up(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["127.0.0.1"]

    got = failure("http://slow.example/", deadline=0.3, resolve=slow_look_up)
    assert got.reason == "timeout"
    assert got.elapsed < 1.5


def test_slow_hosts_do_not_delay_a_healthy_one() -> None:
    with (
        Server(SLOW["body"]) as slow,
        Server(says(reply(body=b"ok"))) as healthy,
        ThreadPoolExecutor(12) as pool,
    ):
        waiting = [pool.submit(http.get, slow.url(), loopback=True, deadline=1.5) for _ in range(10)]
        time.sleep(0.1)
        got = pool.submit(http.get, healthy.url(), loopback=True).result()
        assert isinstance(got, Answer)
        assert got.elapsed < 1
        assert all(isinstance(one.result(), Failure) for one in waiting)


# --- redirects ---


def chain(*hops: tuple[str, str], end: bytes = b"") -> Play:
    """/0 -> /1 -> ... each with its (status, location pattern); the last path gets `end`."""
    answers = {
        str(number): reply(status, f"Location: {location}\r\n") for number, (status, location) in enumerate(hops)
    }
    return by_path(**answers, **{str(len(hops)): end or reply(body=b"here")})


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [
        (["301"], "/1"),
        (["308"], "/1"),
        (["301", "308"], "/2"),
        (["302"], ""),
        (["303"], ""),
        (["307"], ""),
        (["301", "302"], "/1"),
        (["302", "301"], ""),
        (["301", "302", "301"], "/1"),
    ],
)
def test_an_address_has_moved_only_as_far_as_every_hop_is_for_good(statuses: list[str], moved_to: str) -> None:
    hops = [(f"{status} Moved", f"/{number}") for number, status in enumerate(statuses, start=1)]
    with Server(chain(*hops)) as server:
        got = answer(server.url("/0"))
    assert (got.hops, got.body, got.url) == (len(statuses), b"here", server.url(f"/{len(statuses)}"))
    assert got.moved_to == (server.url(moved_to) if moved_to else "")


def test_an_address_has_not_moved_to_where_nothing_is() -> None:
    with Server(chain(("301 Moved", "/1"), end=reply("404 Not Found"))) as server:
        got = answer(server.url("/0"))
    assert (got.status, got.moved_to) == (404, "")


def test_five_hops_are_followed_and_six_are_not() -> None:
    with Server(chain(*[("302 Found", f"/{n}") for n in range(1, 6)])) as server:
        assert answer(server.url("/0")).hops == 5
    with Server(chain(*[("302 Found", f"/{n}") for n in range(1, 7)])) as server:
        assert failure(server.url("/0")).reason == "too-many-hops"
        assert server.visitors == 6


def test_a_loop_is_seen_when_it_closes() -> None:
    with Server(chain(("302 Found", "/1"), ("302 Found", "/0"))) as server:
        assert failure(server.url("/0")).reason == "redirect-loop"
        assert server.visitors == 2


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("next?page=2", b"/dir/next?page=2"),
        ("../up", b"/up"),
        ("?x=1", b"/dir/start?x=1"),
        ("/vijesti/граница", b"/vijesti/%D0%B3%D1%80%D0%B0%D0%BD%D0%B8%D1%86%D0%B0"),
        ("/two words", b"/two%20words"),
        ("/%D0%B3#part", b"/%D0%B3"),
    ],
)
def test_a_location_may_be_relative_cyrillic_or_have_blanks(location: str, asked: bytes) -> None:
    def play(connection: socket.socket, request: bytes) -> None:
        at_start = request.startswith(b"GET /dir/start ")
        connection.sendall(reply("302 Found", f"Location: {location}\r\n") if at_start else reply())

    with Server(play) as server:
        assert answer(server.url("/dir/start")).hops == 1
    assert server.requests[1].split(b" ")[1] == asked


def test_a_redirect_without_a_place_to_go_is_an_answer() -> None:
    with Server(says(reply("302 Found"))) as server:
        assert answer(server.url()).status == 302


def test_the_body_of_a_redirect_is_never_read() -> None:
    def play(connection: socket.socket, request: bytes) -> None:
        if request.startswith(b"GET /0 "):
            floods(b"HTTP/1.1 302 Found\r\nLocation: /1\r\nContent-Encoding: gzip\r\n\r\n", b"x" * 65_536)(
                connection, b""
            )
        connection.sendall(reply(body=b"here"))

    with Server(play) as server:
        got = answer(server.url("/0"), limit=1000, deadline=2.0)
    assert got.body == b"here"
    assert got.elapsed < 1.5


def test_cookies_live_within_one_chain_and_on_their_own_host() -> None:
    def play(connection: socket.socket, request: bytes) -> None:
        host = request.partition(b"Host: ")[2].partition(b":")[0]
        if host == b"a.example" and b"Cookie: seen=1" not in request:
            connection.sendall(reply("302 Found", "Location: /again\r\nSet-Cookie: seen=1\r\n"))
        elif host == b"a.example":
            connection.sendall(reply("302 Found", f"Location: http://b.example:{server.port}/\r\n"))
        else:
            connection.sendall(reply(body=b"here"))

    with Server(play) as server:
        for _ in range(2):
            got = answer(f"http://a.example:{server.port}/again", resolve=lambda host, port: ["127.0.0.1"])
            assert (got.hops, got.body) == (2, b"here")
    cookies = [b"Cookie: seen=1" in request for request in server.requests]
    assert cookies == [False, True, False] * 2


# --- addresses that are not visited ---

REFUSED = """
    127.0.0.1 127.255.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 0.1.2.3 100.64.0.1
    100.127.255.254 192.0.0.8 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1
    239.255.255.255 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fec0::1 fd00::1 fc00::1 ff02::1
    ff0e::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 ::127.0.0.1 ::8.8.8.8 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
    64:ff9b:1::7f00:1 64:ff9b:1::808:808 2002:7f00:1:: 2002:a00:1:: 2001::1 2001:0:7f00:1:: 2001:db8::1
    3fff::1 100::1 5f00::1 4000::1
"""
VISITED = """
    1.1.1.1 8.8.8.8 93.184.216.34 223.255.255.1 2606:4700::1111 2a00:1450:4001::1 64:ff9b::808:808
    ::ffff:8.8.8.8
"""
LOOPBACK_NAMES = """
    127.0.0.1 [::1] localhost 2130706433 0x7f000001 0x7f.1 127.1 017700000001 0 127。0。0。1 ①②⑦.⓪.⓪.①
    [::ffff:127.0.0.1] 127.0.0.1. 127%2e0.0.1 [::127.0.0.1] 169.254.169.254
"""


@pytest.mark.parametrize("address", REFUSED.split())
def test_a_private_or_reserved_address_is_refused_before_any_connection(address: str, routes: Routes) -> None:
    assert not http.is_public(address)
    got = failure("http://news.example/feed", loopback=False, resolve=lambda host, port: [address])
    assert got.reason == "refused-address"
    assert routes.asked == []


@pytest.mark.parametrize("address", VISITED.split())
def test_a_public_address_is_visited(address: str, routes: Routes) -> None:
    assert http.is_public(address)
    got = failure("http://news.example/feed", loopback=False, resolve=lambda host, port: [address])
    assert got.reason == "cannot-connect"
    assert routes.asked == [(address, 80)]


@pytest.mark.parametrize("host", LOOPBACK_NAMES.split())
def test_loopback_by_any_of_its_names_is_refused(host: str, routes: Routes) -> None:
    got = failure(f"http://{host}/", loopback=False)
    assert got.reason in ("refused-address", "bad-address", "name-not-found")
    assert routes.asked == []


@pytest.mark.parametrize("others", [["127.0.0.1"], ["10.0.0.1"], ["fd00::1"], ["1.1.1.1", "::1"], ["nonsense"]])
def test_one_bad_address_among_good_ones_refuses_the_host(others: list[str], routes: Routes) -> None:
    got = failure("http://news.example/", loopback=False, resolve=lambda host, port: [PUBLIC, *others])
    assert got.reason == "refused-address"
    assert routes.asked == []


def test_a_name_that_is_rebound_after_the_check_is_not_asked_again(routes: Routes) -> None:
    looked_up: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return [PUBLIC] if len(looked_up) == 1 else ["127.0.0.1"]

    with Server(says(reply(body=b"public"))) as public, Server(says(reply(body=b"secret"))) as inside:
        routes.to = {(PUBLIC, 80): public, ("127.0.0.1", 80): inside}
        got = answer("http://rebind.example/", loopback=False, resolve=rebinding)
        assert got.body == b"public"
        assert b"Host: rebind.example\r\n" in public.requests[0]
        assert inside.visitors == 0
    assert looked_up == ["rebind.example"]


def test_a_name_that_is_rebound_between_two_hops_is_refused(routes: Routes) -> None:
    found = iter([[PUBLIC], ["127.0.0.1"]])
    with Server(says(reply("302 Found", "Location: /next\r\n"))) as server:
        routes.to = {(PUBLIC, 80): server, ("127.0.0.1", 80): server}
        got = failure("http://rebind.example/", loopback=False, resolve=lambda host, port: next(found))
        assert server.visitors == 1
    assert got.reason == "refused-address"


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/",
        "//127.0.0.1/x",
        "https://127.0.0.1/",
        "http://1.1.1.1:8080/",
        "http://1.1.1.1:22/",
        "http://user:secret@1.1.1.1/",
        "file:///etc/passwd",
        "ftp://1.1.1.1/",
        "gopher://1.1.1.1/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://[::1",
        "http://exa mple.org/",
    ],
)
def test_a_redirect_out_of_bounds_is_refused(target: str, routes: Routes) -> None:
    def look_up(host: str, port: int) -> list[str]:
        return [PUBLIC] if host == "news.example" else http.resolve_name(host, port)

    with Server(says(reply("302 Found", f"Location: {target}\r\n"))) as server:
        routes.to = {(PUBLIC, 80): server}
        got = failure("http://news.example/", loopback=False, resolve=look_up)
    # Not every system's look-up knows the oldest ways to write an address ("0x7f.1").
    assert got.reason in ("refused-address", "bad-address", "name-not-found")
    assert routes.asked == [(PUBLIC, 80)]
    assert "secret" not in got.detail


def test_loopback_when_allowed_is_allowed_alone(routes: Routes) -> None:
    for address in ("10.0.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "fe80::1", "::ffff:127.0.0.1"):
        got = failure("http://inside.example/", resolve=lambda host, port, found=address: [found])
        assert got.reason == "refused-address", address
    got = failure("http://news.example:8080/", resolve=lambda host, port: [PUBLIC])
    assert got.reason == "refused-address"
    assert routes.asked == []


@pytest.mark.parametrize("port", [8080, 22, 6379, 81])
def test_other_ports_than_80_and_443_are_refused(port: int, routes: Routes) -> None:
    got = failure(f"http://news.example:{port}/", loopback=False, resolve=lambda host, port: [PUBLIC])
    assert got.reason == "refused-address"
    assert routes.asked == []


def test_the_second_address_is_tried_when_the_first_does_not_answer(routes: Routes) -> None:
    with Server(says(reply(body=b"second"))) as server:
        routes.to = {("1.1.1.1", 80): server}
        got = answer("http://news.example/", loopback=False, resolve=lambda host, port: [PUBLIC, "1.1.1.1"])
    assert got.body == b"second"
    assert routes.asked == [(PUBLIC, 80), ("1.1.1.1", 80)]


def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server(says(reply(body=b"proxy"))) as proxy, Server(says(reply(body=b"direct"))) as server:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url())
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        assert answer(server.url()).body == b"direct"
        assert proxy.visitors == 0


BAD_ADDRESSES = [
    "", " ", "news", "news.example/feed", "//news.example/", "http:", "http://", "http:///path", "https://:443/",
    "ftp://news.example/", "file:///etc/passwd", "javascript:alert(1)", "mailto:a@news.example", "http://[::1",
    "http://news.example:port/", "http://news.example:99999999/", "http://exa mple.org/", "http://a\\b.example/",
    "http://news.example/\n", "http://news.example/\x00", "http://\ud800.example/", "http://" + "a" * 70_000,
    "http://news.example/" + "a" * 5_000, "http://ex%61mple.org/", "http://*.example/", None, 7, b"http://a.example/",
]  # fmt: skip


@pytest.mark.parametrize("url", BAD_ADDRESSES, ids=lambda url: repr(url)[:40])
def test_a_bad_address_is_named_and_not_raised(url: object, routes: Routes) -> None:
    got = failure(url, resolve=lambda host, port: [PUBLIC])  # type: ignore[arg-type]
    if url == "http://news.example/\n":  # blanks around an address are no fault of it
        assert (got.reason, routes.asked) == ("cannot-connect", [(PUBLIC, 80)])
        return
    assert got.reason in ("bad-address", "name-not-found", "refused-address")
    assert routes.asked == []


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), OSError("no network"), UnicodeError("label")])
def test_a_name_that_cannot_be_looked_up_is_not_found(error: Exception) -> None:
    def look_up(host: str, port: int) -> list[str]:
        raise error

    got = failure("http://no-such-paper.example/", resolve=look_up)
    assert got.reason == "name-not-found"
    assert "no-such-paper.example" in got.detail
    assert failure("http://no-such-paper.example/", resolve=lambda host, port: []).reason == "name-not-found"


def test_a_fault_of_our_own_resolver_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        http.get("http://news.example/", resolve=lambda host, port: [str(1 // 0)])


@pytest.mark.parametrize(
    "url",
    [
        "http://editor:s3cret@127.0.0.1:{port}/feed",
        "http://127.0.0.1:{port}/feed?token=s3cret",
        "http://127.0.0.1:{port}/s3cret/feed",
        "ftp://editor:s3cret@127.0.0.1/feed",
        "http://s3cret:x@[::1",
    ],
)
def test_no_secret_of_an_address_gets_into_the_sentence(url: str) -> None:
    for play in (
        says(b"nonsense\r\n\r\n"),
        says(reply("302 Found", "Location: http://a:s3cret@b.example/\r\n")),
    ):
        with Server(play) as server:
            got = failure(url.format(port=server.port))
        assert "s3cret" not in got.detail
        assert got.detail.endswith(".")


def test_an_international_name_is_asked_for_in_ascii(routes: Routes) -> None:
    asked: list[str] = []

    def look_up(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC]

    with Server(says(reply(body=b"ok"))) as server:
        routes.to = {(PUBLIC, 80): server}
        answer("http://Вести.срб/граница", loopback=False, resolve=look_up)
    assert asked == ["xn--b1agj9af.xn--90a3ac"]
    assert b"Host: xn--b1agj9af.xn--90a3ac\r\n" in server.requests[0]


def test_many_threads_each_get_their_own_answer() -> None:
    def play(connection: socket.socket, request: bytes) -> None:
        connection.sendall(reply(body=request.split(b" ")[1]))

    with Server(play) as server, ThreadPoolExecutor(8) as pool:
        bodies = list(pool.map(lambda n: answer(server.url(f"/{n}")).body, range(60)))
    assert bodies == [f"/{n}".encode() for n in range(60)]


# --- TLS ---


@dataclass
class Certificates:
    authority: Path
    server: ssl.SSLContext
    names_asked: list[str | None]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """A certificate for news.example, signed by an authority that nobody but this test knows."""
    folder = tmp_path_factory.mktemp("tls")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    signing = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"]
    openssl("req", "-x509", *curve, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test", *signing)
    signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-addext", "subjectAltName=DNS:news.example"]
    openssl("req", "-x509", *curve, "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=news", *signed)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    asked: list[str | None] = []
    context.sni_callback = lambda connection, name, _: asked.append(name)
    return Certificates(folder / "ca.pem", context, asked)


@pytest.fixture
def trusted(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> Certificates:
    trust = ssl.create_default_context(cafile=certificates.authority)
    monkeypatch.setattr(http, "_trust", lambda: trust)
    certificates.names_asked.clear()
    return certificates


def test_tls_keeps_the_name_of_the_host_though_it_connects_to_the_vetted_address(
    trusted: Certificates, routes: Routes
) -> None:
    with Server(says(reply(body=b"sealed")), tls=trusted.server) as server:
        routes.to = {(PUBLIC, 443): server}
        got = answer("https://news.example/feed", loopback=False, resolve=lambda host, port: [PUBLIC])
    assert (got.body, got.url) == (b"sealed", "https://news.example/feed")
    assert trusted.names_asked == ["news.example"]
    assert routes.asked == [(PUBLIC, 443)]
    assert b"Host: news.example\r\n" in server.requests[0]


def test_a_certificate_of_an_unknown_authority_is_refused(certificates: Certificates) -> None:
    with Server(says(reply(body=b"sealed")), tls=certificates.server) as server:
        got = failure(f"https://news.example:{server.port}/", resolve=lambda host, port: ["127.0.0.1"])
        assert server.requests == []
        assert server.visitors == 1  # no second try without verification
    assert got.reason == "tls"


def test_a_certificate_for_another_name_is_refused(trusted: Certificates) -> None:
    with Server(says(reply()), tls=trusted.server) as server:
        got = failure(f"https://other.example:{server.port}/", resolve=lambda host, port: ["127.0.0.1"])
        assert server.requests == []
    assert got.reason == "tls"


def test_a_server_without_tls_on_a_tls_address_is_refused() -> None:
    def plain(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                plain(connection, b"")

        threading.Thread(target=serve, daemon=True).start()
        got = failure(f"https://127.0.0.1:{listener.getsockname()[1]}/")
    assert got.reason == "tls"


def test_a_loop_between_http_and_https_is_seen(trusted: Certificates, routes: Routes) -> None:
    to_https = says(reply("301 Moved", "Location: https://news.example/\r\n"))
    to_http = says(reply("302 Found", "Location: http://news.example/\r\n"))
    with Server(to_https) as plain, Server(to_http, tls=trusted.server) as sealed:
        routes.to = {(PUBLIC, 80): plain, (PUBLIC, 443): sealed}
        got = failure("http://news.example/", loopback=False, resolve=lambda host, port: [PUBLIC])
        assert (plain.visitors, sealed.visitors) == (1, 1)
    assert got.reason == "redirect-loop"


def test_a_drip_inside_tls_ends_at_the_deadline(trusted: Certificates) -> None:
    with Server(drips(b"HTTP/1.1 200 OK\r\n\r\n"), tls=trusted.server) as server:
        got = failure(f"https://news.example:{server.port}/", deadline=0.4, resolve=lambda host, port: ["127.0.0.1"])
    assert got.reason == "timeout"
    assert got.elapsed < 1.5


def test_certificates_are_always_checked() -> None:
    context = http._trust()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
