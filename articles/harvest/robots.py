"""Reads robots.txt as RFC 9309 asks: whether we may fetch an address, and how long to wait between two.

verdict(what the server answered) -> Rules;  Rules.allowed(address, agent);  Rules.crawl_delay(agent)
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import protego

from articles.harvest.http import Answer, Failure

SIZE_CAP = 500 * 1024  # bytes; RFC 9309, 2.5: what every crawler must read, and all that we read
FETCH_LIMIT = 6_000_000  # bytes; for http.get: files of 5 MB exist, and a refused one would close the host
KEEP = timedelta(hours=24)  # RFC 9309, 2.4: no longer than a day
TRY_AGAIN = timedelta(hours=1)

_AGENT_LINE = re.compile(r"\s*user[ -]?agent\s*:([^#]*)", re.IGNORECASE)
_PRODUCT = re.compile(r"[a-z_-][a-z0-9_-]*", re.IGNORECASE)
_LONGEST_DELAY = 86_400.0  # seconds


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt lets us do.

    keep_for  how long these rules hold before robots.txt must be fetched again
    for_now   True when the file could not be had and we stay away until it can
    """

    parsed: protego.Protego | None = None  # None: one rule for all addresses
    keep_for: timedelta = KEEP
    for_now: bool = False

    def allowed(self, url: str, agent: str) -> bool:
        """Whether `agent` (a product name or a whole User-Agent header) may fetch this absolute address."""
        if self.parsed is None:
            return not self.for_now
        try:
            return bool(self.parsed.can_fetch(url, _group_name(agent)))
        except ValueError:  # an address that cannot be taken apart: not to be fetched anyway
            return False

    def crawl_delay(self, agent: str) -> float | None:
        """Seconds to wait between two visits, at most a day; None when the file asks for none."""
        asked = self.parsed.crawl_delay(_group_name(agent)) if self.parsed else None
        return None if asked is None else min(float(asked), _LONGEST_DELAY)


ALLOW_ALL = Rules()
STAY_AWAY = Rules(for_now=True, keep_for=TRY_AGAIN)


def read(body: bytes | str) -> Rules:
    """The rules of a robots.txt; an HTML page in its place allows everything."""
    raw = body.encode("utf-8", "replace") if isinstance(body, str) else body
    if len(raw) > SIZE_CAP:  # half a rule at the cut could forbid more than the whole one
        raw = raw[: raw.rfind(b"\n", 0, SIZE_CAP) + 1]
    text = raw.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return ALLOW_ALL
    lines = re.split(r"\r\n|\r|\n", text.replace("\0", ""))
    return Rules(protego.Protego.parse("\n".join(_plain_agent(line) for line in lines)))


def verdict(result: Answer | Failure) -> Rules:
    """The rules that follow from an attempt to fetch robots.txt (RFC 9309, 2.3.1).

    There: its rules. Not there (4xx, or lost in redirects): all allowed. Server or network in trouble, or too
    many requests: nothing allowed for now.
    """
    if isinstance(result, Failure):
        return ALLOW_ALL if result.reason in ("too-many-hops", "redirect-loop") else STAY_AWAY
    if 200 <= result.status < 300:
        return read(result.body)
    if result.status == 429 or result.status >= 500:
        return STAY_AWAY
    return ALLOW_ALL


def allowed(robots_txt: bytes | str, url: str, agent: str) -> bool:
    """Whether this robots.txt lets `agent` fetch the address."""
    return _read_once(robots_txt).allowed(url, agent)


def crawl_delay(robots_txt: bytes | str, agent: str) -> float | None:
    """Seconds this robots.txt asks `agent` to wait between two visits; None when it does not ask."""
    return _read_once(robots_txt).crawl_delay(agent)


_read_once = lru_cache(maxsize=64)(read)  # the same file is asked about for each article of its host


def _plain_agent(line: str) -> str:
    """A `User-agent` line with the bare product name (`OurBot/1.0` names OurBot); any other line as it is."""
    named = _AGENT_LINE.fullmatch(line.partition("#")[0])
    if not named:
        return line
    value = named[1].strip()
    return f"User-agent: {'*' if value == '*' else _group_name(value)}"


def _group_name(agent: str) -> str:
    """The product name by which groups are compared, in lower case, with a full stop behind it.

    Protego takes a group for ours when its name begins our name ("Balkan" for "Balkanwatch"); RFC 9309 wants
    the whole name. The full stop, which no product name contains, makes the two the same.
    """
    value = agent.strip()
    if value.lower().startswith("mozilla/") and "compatible;" in value:
        value = value.partition("compatible;")[2].strip()
    product = _PRODUCT.match(value)
    return f"{product[0].lower() if product else ''}."
