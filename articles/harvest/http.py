"""Fetches one address, politely and under guard: the only module that opens a socket.

get()  ->  read the address  ->  look the name up once  ->  vet every IP address found  ->  connect to it
       ->  headers  ->  redirect (the same again, at most 5 times) or body, unpacked and counted
       ->  Answer | Failure
Everything, from the name look-up to the last byte, happens under one deadline.
"""

import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, Literal
from urllib.parse import urljoin

import httpcore2
import httpx2

from articles.harvest import addresses, unpack

USER_AGENT = "Balkanwatch/0.1 (collects news on migration policy; follows robots.txt)"
MAX_HOPS = 5
MAX_ADDRESS = 4_096  # characters; a Cyrillic headline in an address takes six for each letter

Reason = Literal[
    "bad-address",
    "refused-address",
    "name-not-found",
    "cannot-connect",
    "tls",
    "timeout",
    "too-large",
    "bad-encoding",
    "redirect-loop",
    "too-many-hops",
    "broken-answer",
]
Resolver = Callable[[str, int], list[str]]

_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
_REDIRECTS = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_LONGEST_WAIT = 10 * 366 * 86_400  # seconds; a Retry-After beyond ten years is cut, so that it stays a number


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    url            the address that answered, after redirects
    status         HTTP status
    headers        names in lower case; several values of one name joined by ", "
    body           unpacked bytes, at most `limit`; read for statuses 200-299 only, otherwise b""
    content_type   the Content-Type header as sent, charset included; "" when none
    etag, last_modified  byte for byte as sent; "" when none
    retry_after    how long the server asks us to stay away; never negative; None when it does not ask
    hops           redirects followed
    moved_to       where the first address has moved for good: the last address reached by 301 or 308 alone,
                   given only when the answer is 2xx or 304; "" when it has not moved
    elapsed        seconds from call to answer
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_after: timedelta | None = None
    hops: int = 0
    moved_to: str = ""
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer.

    detail   one sentence for people; names hosts only, never a path, a query or a password
    elapsed  seconds from call to failure
    """

    reason: Reason
    detail: str
    elapsed: float = 0.0


class _Stopped(Exception):
    """Ends a call from anywhere inside; get() turns it into a Failure."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class _Clock:
    """The one deadline of a call."""

    ends: float
    seconds: float

    def left(self) -> float:
        """Seconds left, always more than 0; stops the call when there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise self.over()
        return left

    def over(self) -> _Stopped:
        return _Stopped("timeout", f"There was no complete answer within {self.seconds:g} seconds.")


@dataclass(frozen=True, slots=True)
class _Trip:
    """What stays the same on every hop of one call."""

    clock: _Clock
    limit: int
    loopback: bool
    resolve: Resolver
    headers: dict[bytes, bytes]
    cookies: httpx2.Cookies = field(default_factory=httpx2.Cookies)


def resolve_name(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system's own look-up gives them; raises OSError when there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def get(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    limit: int = 10_000_000,
    deadline: float = 30.0,
    loopback: bool = False,
    user_agent: str = USER_AGENT,
    resolve: Resolver = resolve_name,
) -> Answer | Failure:
    """One GET, redirects followed.

    etag, last_modified  validators of the copy we hold, as its Answer gave them: this one may then be a 304
    limit                most bytes of the unpacked body
    deadline             most seconds for everything together
    loopback             also visit this machine, on any port: for tests and the demo
    resolve              (host, port) -> addresses; called once for each hop
    Never raises for anything the world does. May be called from several threads.
    """
    started = time.monotonic()
    trip = _Trip(
        clock=_Clock(ends=started + deadline, seconds=deadline),
        limit=limit,
        loopback=loopback,
        resolve=resolve,
        headers=_headers(user_agent, etag, last_modified),
    )
    try:
        return _follow(url, trip, started)
    except _Stopped as stopped:
        return Failure(stopped.reason, stopped.detail, time.monotonic() - started)


def problem_with(address: str, loopback: bool = False) -> str:
    """Why this address would never be visited, as far as can be told without asking anybody; "" when it may be.

    Names are looked up, and what they lead to is vetted, at each visit.
    """
    try:
        url = _read_address(address)
    except _Stopped as stopped:
        return stopped.detail
    host = url.raw_host.decode("ascii").strip("[]")
    if not addresses.is_web(str(url)):
        return "The host name of this address cannot be read."
    local = host == "localhost" or _is_loopback(host)
    if local and loopback:
        return ""
    if local or ((":" in host or host.replace(".", "").isdigit()) and not is_public(host)):
        return f"{host} leads into a private or reserved network."
    return f"{host} is only visited on ports 80 and 443." if url.port not in (None, 80, 443) else ""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, so that it may be visited.

    Neither `is_private` nor `is_global` of the standard library is enough: on Python 3.11 the first lets
    100.64.0.1 pass, the second 224.0.0.1 and the IPv6 forms that carry a private IPv4 address inside.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inner_ipv4(ip)
        if inner is None:
            return ip.is_global and ip in _IPV6_PUBLIC and not any(ip in network for network in _IPV6_REFUSED)
        ip = inner
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _IPV4_REFUSED)


# In these ranges is_global differs between Python versions, or is true for what is nobody's web server.
_IPV4_REFUSED = [ipaddress.IPv4Network(n) for n in ("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/3")]
_IPV6_PUBLIC = ipaddress.IPv6Network("2000::/3")  # all that has been given out so far
_IPV6_REFUSED = [  # 2001::/23 holds Teredo, 2002::/16 is 6to4: both carry an IPv4 address inside
    ipaddress.IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # on IPv6-only networks every public IPv4 host looks like this


def _inner_ipv4(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv4-mapped or NAT64 address stands for."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped


# --- from hop to hop ---


def _follow(address: str, trip: _Trip, started: float) -> Answer:
    url = _read_address(address)
    moved_to, for_good = "", True
    seen: set[tuple[str, str]] = set()
    for hops in range(MAX_HOPS + 1):
        request = _request(url, trip)
        # Some sites send a visitor back to the same address once, with a cookie: that is no loop.
        here = (str(url), request.headers.get("cookie", ""))
        if here in seen:
            raise _Stopped("redirect-loop", f"{url.host} sends visitors round in a circle.")
        seen.add(here)
        with _asked(request, trip) as response:
            target = _target(response)
            if target is None:
                arrived = response.is_success or response.status_code == 304
                body = _body(response, trip) if response.is_success else b""
                return _answer(response, body, hops, moved_to if arrived else "", time.monotonic() - started)
            for_good = for_good and response.status_code in _FOR_GOOD
            moved_to = str(target) if for_good else moved_to
        url = target
    raise _Stopped("too-many-hops", f"{url.host} was reached after more than {MAX_HOPS} redirects.")


def _read_address(address: str) -> httpx2.URL:
    try:
        url = httpx2.URL(address.strip())
        host = url.raw_host.decode("ascii")
    except (httpx2.InvalidURL, ValueError, TypeError, AttributeError):
        raise _Stopped("bad-address", "This is not an address that can be read.") from None
    if url.scheme not in ("http", "https") or not host:
        raise _Stopped("bad-address", "Only http and https addresses are visited.")
    if len(str(url)) > MAX_ADDRESS:
        raise _Stopped("bad-address", f"The address is longer than {MAX_ADDRESS} characters.")
    if url.userinfo:
        raise _Stopped("refused-address", "Addresses with a user name or password in them are not visited.")
    if not re.fullmatch(r"[0-9a-z._-]+", host) and ":" not in host:
        raise _Stopped("bad-address", "The host name of this address cannot be read.")
    return url.copy_with(fragment=None)


def _headers(user_agent: str, etag: str, last_modified: str) -> dict[bytes, bytes]:
    """Request headers; validators go out byte for byte as they came in, or not at all."""
    headers = {
        b"User-Agent": _as_sent(user_agent) or USER_AGENT.encode(),
        b"Accept": _ACCEPT.encode(),
        b"Accept-Encoding": ", ".join(unpack.ENCODINGS).encode(),
        b"Connection": b"close",
    }
    if _as_sent(etag):
        headers[b"If-None-Match"] = _as_sent(etag)
    if _as_sent(last_modified):
        headers[b"If-Modified-Since"] = _as_sent(last_modified)
    return headers


def _as_sent(value: str) -> bytes:
    """Header text back to its bytes (see _header_text); b"" when it could not stand in a header."""
    try:
        raw = value.encode("latin-1")
    except UnicodeEncodeError:
        return b""
    return b"" if any(byte < 0x20 and byte != 0x09 for byte in raw) or raw != raw.strip() else raw


def _request(url: httpx2.URL, trip: _Trip) -> httpx2.Request:
    request = httpx2.Request("GET", url, headers=trip.headers)
    trip.cookies.set_cookie_header(request)
    return request


def _target(response: httpx2.Response) -> httpx2.URL | None:
    """Where a redirect leads; None when the answer is not one."""
    location = response.headers.get("location", "").strip()
    if response.status_code not in _REDIRECTS or not location:
        return None
    try:
        return _read_address(urljoin(str(response.url), location))
    except ValueError:  # urljoin on a broken IPv6 host
        raise _Stopped("bad-address", f"{response.url.host} redirects to an address that cannot be read.") from None


# --- one hop ---


@contextmanager
def _asked(request: httpx2.Request, trip: _Trip) -> Iterator[httpx2.Response]:
    """Sends the request to a vetted address; yields the response, its body still to come.

    The connection is closed on leaving, whatever has been read by then.
    """
    url = request.url
    port = url.port or (443 if url.scheme == "https" else 80)
    connection = httpcore2.HTTPConnection(
        origin=httpcore2.Origin(url.raw_scheme, url.raw_host, port),
        ssl_context=_trust(),
        network_backend=_Line(_vetted(url.raw_host.decode("ascii"), port, trip), trip.clock),
    )
    try:
        with _as_stopped(url.host, trip.clock):
            target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=port, target=url.raw_path)
            wire = connection.handle_request(httpcore2.Request("GET", target, headers=request.headers.raw))
            response = httpx2.Response(wire.status, headers=wire.headers, request=request)
            response.extensions["wire"] = wire.iter_stream
            trip.cookies.extract_cookies(response)
            yield response
    finally:
        connection.close()


@contextmanager
def _as_stopped(host: str, clock: _Clock) -> Iterator[None]:
    """Names what can go wrong on the wire."""
    try:
        yield
    except httpcore2.TimeoutException:
        raise clock.over() from None
    except httpcore2.NetworkError as error:
        if isinstance(error.__cause__, ssl.SSLError):
            raise _Stopped("tls", f"{host} has no certificate or encryption that we can trust.") from None
        if isinstance(error, httpcore2.ConnectError):
            raise _Stopped("cannot-connect", f"{host} could not be connected to.") from None
        raise _Stopped("broken-answer", f"{host} broke the connection off.") from None
    except httpcore2.ProtocolError:
        raise _Stopped("broken-answer", f"{host} broke off, or sent something that is not HTTP.") from None


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """The system's certificates, read once (it takes some 20 ms); never without verification."""
    return httpx2.create_ssl_context(trust_env=False)


def _vetted(host: str, port: int, trip: _Trip) -> list[str]:
    """The addresses to connect to: all that the name resolves to, if every one of them may be visited."""
    found = _looked_up(host, port, trip)
    if not found:
        raise _Stopped("name-not-found", f"There is no host called {host}.")
    local = [address for address in found if trip.loopback and _is_loopback(address)]
    if not all(address in local or is_public(address) for address in found):
        raise _Stopped("refused-address", f"{host} leads into a private or reserved network.")
    if port not in (80, 443) and len(local) < len(found):
        raise _Stopped("refused-address", f"{host} is only visited on ports 80 and 443.")
    return found


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _looked_up(host: str, port: int, trip: _Trip) -> list[str]:
    """The resolver's answer; a thread, since the system's look-up cannot be interrupted at the deadline."""
    box: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            box.put(trip.resolve(host, port))
        except Exception as error:
            box.put(error)

    threading.Thread(target=look_up, daemon=True, name="name look-up").start()
    try:
        found = box.get(timeout=trip.clock.left())
    except queue.Empty:
        raise trip.clock.over() from None
    if isinstance(found, (OSError, UnicodeError)):  # UnicodeError: a label that is empty or too long
        raise _Stopped("name-not-found", f"There is no host called {host}, or its name could not be looked up.")
    if isinstance(found, Exception):
        raise found
    return found


class _Line(httpcore2.NetworkBackend):
    """Connects to the vetted addresses only, whatever the name resolves to by now.

    The library goes on believing it talks to the host, so the Host header, the TLS server name and the
    certificate check stay those of the host.
    """

    def __init__(self, addresses: list[str], clock: _Clock) -> None:
        self._addresses = addresses
        self._clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        failed: Exception = httpcore2.ConnectError("no address")
        for tried, address in enumerate(self._addresses):
            share = self._clock.left() / (len(self._addresses) - tried)
            try:
                return _TimedStream(httpcore2.SyncBackend().connect_tcp(address, port, share, None, []), self._clock)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
        raise failed


class _TimedStream(httpcore2.NetworkStream):
    """A connection that gives each operation only the time left, so that one byte a second cannot hold us."""

    def __init__(self, stream: httpcore2.NetworkStream, clock: _Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left())

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._clock.left()), self._clock)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


# --- the body ---


def _body(response: httpx2.Response, trip: _Trip) -> bytes:
    """The whole body, unpacked; stops at `limit` bytes, counted after unpacking."""
    host = response.url.host
    encoding = _encoding(response)
    declared = response.headers.get("content-length", "")
    if not encoding and declared.isdigit() and int(declared[:18]) > trip.limit:
        raise _too_large(host, trip.limit)
    body = bytearray()
    try:
        for piece in unpack.pieces(_counted(response.extensions["wire"](), host, trip), encoding):
            trip.clock.left()
            if len(body) + len(piece) > trip.limit:
                raise _too_large(host, trip.limit)
            body += piece
    except EOFError:
        raise _Stopped("broken-answer", f"{host} broke off in the middle of a compressed answer.") from None
    except unpack.NotPacked:
        raise _Stopped("bad-encoding", f"{host} calls its answer {encoding}, and it is not.") from None
    return bytes(body)


def _encoding(response: httpx2.Response) -> str:
    """The one layer of compression that is taken off; "" for none."""
    if response.status_code in (204, 205):
        return ""
    named = [name.strip().lower() for name in response.headers.get("content-encoding", "").split(",")]
    layers = [name.removeprefix("x-") for name in named if name not in ("", "identity")]
    if len(layers) > 1:
        raise _Stopped("bad-encoding", f"{response.url.host} compressed its answer more than once.")
    if layers and layers[0] not in unpack.ENCODINGS:
        raise _Stopped("bad-encoding", f"{response.url.host} used a compression that we did not ask for.")
    return layers[0] if layers else ""


def _counted(chunks: Iterable[bytes], host: str, trip: _Trip) -> Iterator[bytes]:
    """The bytes as they come; stops a stream that is larger packed than it may be unpacked."""
    received = 0
    for chunk in chunks:
        received += len(chunk)
        if received > trip.limit + 65_536:  # packing can add a little to what cannot be packed
            raise _too_large(host, trip.limit)
        yield chunk


def _too_large(host: str, limit: int) -> _Stopped:
    return _Stopped("too-large", f"{host} sent more than {limit:,} bytes.")


# --- the answer ---


def _answer(response: httpx2.Response, body: bytes, hops: int, moved_to: str, elapsed: float) -> Answer:
    headers = _header_text(response)
    return Answer(
        url=str(response.url),
        status=response.status_code,
        headers=headers,
        body=body,
        content_type=headers.get("content-type", ""),
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        retry_after=_wait(headers.get("retry-after", ""), datetime.now(UTC)),
        hops=hops,
        moved_to=moved_to,
        elapsed=elapsed,
    )


def _header_text(response: httpx2.Response) -> dict[str, str]:
    """Each byte one character (latin-1), so that a validator can be sent back exactly as it came."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in response.headers.raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _wait(retry_after: str, now: datetime) -> timedelta | None:
    """Retry-After, in seconds or as a date; past and negative times are no wait; None when unreadable."""
    seconds = re.fullmatch(r"(-?)(\d+)(?:\.\d*)?", retry_after.strip(), re.ASCII)
    if seconds:
        return timedelta(seconds=0 if seconds[1] else min(int(seconds[2][:12]), _LONGEST_WAIT))
    try:
        until = parsedate_to_datetime(retry_after)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return min(max(until - now, timedelta()), timedelta(seconds=_LONGEST_WAIT))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
