"""What a visit can end with: of() classifies once, and everything after it works with the Outcome."""

import re
from enum import StrEnum

from articles.harvest.http import Answer, Failure, Reason


class Outcome(StrEnum):
    """How a visit ended. What fits nowhere is UNKNOWN and stays visible as such."""

    NEW = "new"
    NOTHING_NEW = "nothing-new"
    NOT_MODIFIED = "not-modified"
    EMPTY = "empty"
    NOT_A_FEED = "not-a-feed"
    NOT_AN_ARTICLE = "not-an-article"
    NOT_FOUND = "not-found"
    GONE = "gone"
    BLOCKED = "blocked"
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    BAD_CERTIFICATE = "bad-certificate"
    BROKEN_ANSWER = "broken-answer"
    REDIRECT_LOOP = "redirect-loop"
    REFUSED_ADDRESS = "refused-address"
    TOO_LARGE = "too-large"
    ROBOTS_DENIED = "robots-denied"
    ROBOTS_UNKNOWN = "robots-unknown"
    UNKNOWN = "unknown"


_OF_REASON: dict[Reason, Outcome] = {
    "bad-address": Outcome.REFUSED_ADDRESS,
    "refused-address": Outcome.REFUSED_ADDRESS,
    "name-not-found": Outcome.UNREACHABLE,
    "cannot-connect": Outcome.UNREACHABLE,
    "tls": Outcome.BAD_CERTIFICATE,
    "timeout": Outcome.TIMEOUT,
    "too-large": Outcome.TOO_LARGE,
    "bad-encoding": Outcome.BROKEN_ANSWER,
    "redirect-loop": Outcome.REDIRECT_LOOP,
    "too-many-hops": Outcome.REDIRECT_LOOP,
    "broken-answer": Outcome.BROKEN_ANSWER,
}

_OF_STATUS = {
    304: Outcome.NOT_MODIFIED,
    401: Outcome.BLOCKED,
    402: Outcome.BLOCKED,
    403: Outcome.BLOCKED,
    404: Outcome.NOT_FOUND,
    407: Outcome.BLOCKED,
    408: Outcome.TIMEOUT,
    410: Outcome.GONE,
    429: Outcome.RATE_LIMITED,
    451: Outcome.BLOCKED,
}

SUCCESSES = frozenset({Outcome.NEW, Outcome.NOTHING_NEW, Outcome.NOT_MODIFIED})

# Media Cloud's weights: 1 will hardly mend itself, 0.5 may, 0.25 will.
_HARD = {Outcome.GONE, Outcome.BLOCKED, Outcome.REFUSED_ADDRESS, Outcome.ROBOTS_DENIED}
_TEMPORARY = {Outcome.ROBOTS_UNKNOWN, Outcome.BROKEN_ANSWER}

_SENTENCES = {
    Outcome.NEW: "New articles were found.",
    Outcome.NOTHING_NEW: "The address answered well and had nothing that we did not know.",
    Outcome.NOT_MODIFIED: "The server says that nothing has changed since our last visit.",
    Outcome.EMPTY: "The answer had nothing in it: no bytes, or a feed without entries.",
    Outcome.NOT_A_FEED: "The answer is not a feed or sitemap; often a web page stands in its place.",
    Outcome.NOT_AN_ARTICLE: "The page has no article on it; it may be a list, a login or a consent page.",
    Outcome.NOT_FOUND: "The server knows no such page (404); feeds often come back from this.",
    Outcome.GONE: "The server says that the page is gone for good (410).",
    Outcome.BLOCKED: "The server refuses us: it wants a login, or takes us for an unwanted robot.",
    Outcome.RATE_LIMITED: "The server asks us to come less often (429); its host is left alone for a while.",
    Outcome.SERVER_ERROR: "The server is in trouble (5xx).",
    Outcome.TIMEOUT: "The server did not answer completely in time.",
    Outcome.UNREACHABLE: "The host could not be found or connected to.",
    Outcome.BAD_CERTIFICATE: "The host's certificate is not valid, so we do not trust what it sends.",
    Outcome.BROKEN_ANSWER: "The answer broke off or could not be unpacked.",
    Outcome.REDIRECT_LOOP: "The address redirects in a circle or too many times.",
    Outcome.REFUSED_ADDRESS: "We do not visit this address: it is not http(s), or not on the open internet.",
    Outcome.TOO_LARGE: "The answer is larger than we accept.",
    Outcome.ROBOTS_DENIED: "The site's robots.txt asks us not to fetch this address.",
    Outcome.ROBOTS_UNKNOWN: "The site's robots.txt could not be read, so we stay away for now.",
    Outcome.UNKNOWN: "The visit ended in a way that we have no name for; the details say how.",
}

_FEED_ROOT = re.compile(rb"<(?:[a-z]{1,10}:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>:/]", re.IGNORECASE)


def of(
    result: Answer | Failure | None,
    *,
    parsed: int | None = None,
    new: int | None = None,
    page: bool = False,
    robots_denied: bool = False,
) -> Outcome:
    """How this visit ended.

    result         what http.get returned; None when we did not ask, as robots.txt could not be had
    parsed         how many entries (of a page: 0 or 1 articles) were read out of the body; None when nobody
                   has read it yet: a good answer then counts as nothing new
    new            how many of them we did not know; None counts all as new
    page           the address is an article's, not a feed's or sitemap's
    robots_denied  robots.txt denies the address
    """
    if result is None or robots_denied:
        return Outcome.ROBOTS_DENIED if robots_denied else Outcome.ROBOTS_UNKNOWN
    if isinstance(result, Failure):
        return _OF_REASON.get(result.reason, Outcome.UNKNOWN)
    if _is_challenge(result):
        return Outcome.BLOCKED
    if 200 <= result.status < 300:
        return _of_body(result.body, parsed, new, page)
    return _OF_STATUS.get(result.status, Outcome.SERVER_ERROR if result.status >= 500 else Outcome.UNKNOWN)


def _is_challenge(answer: Answer) -> bool:
    """Whether a shield (Cloudflare, AWS) asks the visitor to prove to be human; any status may carry it."""
    return (
        answer.headers.get("cf-mitigated", "") == "challenge"
        or answer.headers.get("x-amzn-waf-action", "") in ("challenge", "captcha")
    )  # fmt: skip


def _of_body(body: bytes, parsed: int | None, new: int | None, page: bool) -> Outcome:
    if parsed:
        return Outcome.NOTHING_NEW if new == 0 else Outcome.NEW
    if not body.strip():
        return Outcome.EMPTY
    if parsed is None:
        return Outcome.NOTHING_NEW
    if page:
        return Outcome.NOT_AN_ARTICLE
    # A feed without entries is another trouble than a web page in its place.
    return Outcome.EMPTY if _FEED_ROOT.search(body[:4096]) else Outcome.NOT_A_FEED


def is_success(outcome: Outcome) -> bool:
    """Whether the visit went as it should, with or without new articles."""
    return outcome in SUCCESSES


def failure_weight(outcome: Outcome) -> float:
    """How much this outcome counts against a source: 1 hard, 0.5 soft, 0.25 temporary, 0 none."""
    if outcome in SUCCESSES:
        return 0.0
    if outcome in _HARD:
        return 1.0
    return 0.25 if outcome in _TEMPORARY else 0.5


def explain(outcome: Outcome) -> str:
    """One sentence for the people who look after sources."""
    return _SENTENCES[outcome]
