"""Decides when two links are one article, and which address to fetch.

clean()      the address to fetch: as the outlet wrote it, only what was broken on the way repaired
canonical()  the key: two links with the same key are one article
shown()      how to write an address where others read it: without its secrets

Two articles under one key lose one of them for good; one article under two keys is found again by its text.
So the key drops what is known not to matter (a deny-list) and keeps everything else: `?id=`, `?nav_id=`,
`?p=`, `?lang=`, `?page=`, the case of path and values, `/lat/` and `/cir/`.
"""

import ipaddress
import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

import idna
import tld

MAX_ADDRESS = 4_096  # characters; longer is not an address anybody links to

# Parameters that say how a reader came, never what is read. In lower case.
# fmt: off
_TRACKING = {
    "fbclid", "fb_action_ids", "fb_action_types", "fb_comment_id", "fb_ref", "fb_source", "fref", "hc_ref",
    "mibextid", "sfnsn", "__tn__", "igsh", "igshid",  # Facebook, Instagram
    "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid",
    "_ga", "_gac", "_gl", "usqp", "amp_js_v", "amp_gsa", "amp_ct", "amp_tf",  # Google and its AMP cache
    "msclkid", "yclid", "ysclid", "twclid", "ttclid", "li_fat_id", "epik", "rdt_cid",
    "obclid", "dicbo", "tblci", "ref_src", "ref_url", "__twitter_impression", "_openstat",  # other networks
    "mc_cid", "mc_eid", "mc_tc", "sc_cid", "mkt_tok", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id",
    "wickedid", "rb_clickid", "s_kwcid", "ef_id", "ml_subscriber", "ml_subscriber_hash",
    "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "_bhlid",  # newsletters
    "_branch_match_id", "_branch_referrer", "__readwiselocation",
    "campaign_medium", "campaign_name", "campaign_source", "campaign_term", "campaign_content",
    "at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4",
    "xtor", "cmpid", "wt_mc", "wprov", "guccounter", "guce_referrer", "guce_referrer_sig",
    "pk_campaign", "pk_kwd", "pk_keyword", "pk_source", "pk_medium", "pk_content", "pk_cid",  # audiences
    "phpsessid", "jsessionid", "replytocom",  # sessions, the reply links under WordPress comments
}
# fmt: on
_TRACKING_PREFIXES = ("__cf_chl_", "utm_", "itm_", "mtm_", "matomo_", "piwik_", "hsa_", "aspsessionid")
# WordPress's links for sharing are said of the page they stand on.
_SHARING = {f"share={network}" for network in ("facebook", "twitter", "x", "linkedin", "whatsapp", "telegram", "email")}
_AMP_FORM = {"amp=", "amp=1", "amp=true", "amp=yes", "amp=amp", "outputtype=amp", "output=amp", "view=amp"}
_FORMS = _AMP_FORM | _SHARING

_BROKEN_START = re.compile(r"^(https?):[/\\]{1,4}(?:https?:[/\\]{1,4})?", re.IGNORECASE)  # as browsers mend it
_PLAIN = re.compile(r"[A-Za-z0-9._~-]*")  # has one spelling only
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sessionid)=[^/;]*", re.IGNORECASE)
_COPY_HOST = re.compile(r"(?:www[0-9]?|m|mobile|amp)\.")
_AMP_CACHE_HOST = re.compile(r"(?:[a-z0-9-]+\.)?(?:cdn\.ampproject\.org|bing-amp\.com)")
_AMP_CACHE_PATH = re.compile(r"/(?:[a-z]{1,2}/){0,2}([^/]+\.[^/]+)(/.*)?")
_GOOGLE_HOST = re.compile(r"(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?")
_ZERO_WIDTH = [0xAD, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2065)]
_INVISIBLE = dict.fromkeys(_ZERO_WIDTH)
_HOME = re.compile(r"/(?:index\.\w{3,5}|[a-z]{2,3}(?:-[a-z]{2,4})?)?", re.IGNORECASE)
_CONTROL = dict.fromkeys([*range(0x20), 0x7F, *range(0x80, 0xA0)])
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_KEPT_IN_PATH = "-._~!$&'()*+,;=:@"
_KEPT_IN_QUERY = "-._~!$'()*,;:@/?"


def clean(url: str) -> str:
    """The address to fetch: as given, with fragment, user name, invisible characters and `&amp;` taken off.

    "" for what is no web address.
    """
    parts = _split(url)
    return urlunsplit(parts._replace(fragment="")) if parts else ""


def canonical(url: str) -> str:
    """The key of an article's address, itself an https address; "" for what is no web address.

    Folded: http and https; www., m., mobile. and amp. in front of the host; case and spelling (IDNA) of the
    host; the usual ports; an AMP cache to the page it copies; /amp, ?amp and the trailing slash;
    percent-encoding and Unicode form; the order of parameters of different names; tracking parameters and
    session numbers; the fragment.
    """
    parts = _split(url)
    if not parts:
        return ""
    copied = _out_of_amp_cache(parts)
    parts = (_split(copied) if copied else None) or parts
    netloc = _key_host(parts)
    return urlunsplit(("https", netloc, _key_path(parts.path), _key_query(parts.query), "")) if netloc else ""


def is_web(url: str) -> bool:
    """Whether this is an absolute http or https address with a host that could exist."""
    return _split(url) is not None


def host(url: str) -> str:
    """The host to be polite to: lower case, IDNA, without port; "" for what is no web address."""
    parts = _split(url)
    return _ascii_host(parts) if parts else ""


def robots(url: str) -> str:
    """Where the robots.txt that speaks for this address is; "" for what is no web address."""
    parts = _split(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt" if parts else ""


def site(url: str) -> str:
    """The registrable domain ("vijesti.me", "danas.co.rs"); an IP address is its own.

    "" for what is no web address. The public suffix list comes with the `tld` package; nothing is fetched.
    """
    name = host(url)
    if not name or _is_ip(name):
        return name
    known = tld.get_fld(f"https://{name}/", fail_silently=True)
    return known or ".".join(name.split(".")[-2:])  # the list's own rule for endings that it does not know


def accept_canonical(page_url: str, link: str) -> str:
    """The address that a page's `<link rel=canonical>` gives it, tracking parameters off; "" if not believed.

    Not believed: another site, a home page ("/", "/en/"), and a link to the page's own path that has lost the
    number that says which article it is (`/vijest.php` for `/vijest.php?id=5`): each makes many articles one.
    """
    page = _split(page_url)
    try:
        target = _split(urljoin(page_url.strip(), link.strip())) if page and link.strip() else None
    except (ValueError, TypeError, AttributeError):
        target = None
    if not page or not target or site(page_url) != site(urlunsplit(target)):
        return ""
    target = target._replace(query=_without_tracking(target.query), fragment="")
    numbers = _numbers(target.query)
    if _HOME.fullmatch(_key_path(target.path)) and not numbers:
        return ""
    if _key_path(page.path) == _key_path(target.path) and _numbers(page.query) - numbers:
        return ""
    return urlunsplit(target)


# A parameter that lets its bearer in, by its name or by how it looks. In lower case.
_SECRET_NAME = re.compile(
    r"(?:.{0,40}[_.-])?(?:api_?)?(?:access_?)?(?:key|token|auth|secret|pass|passwd|password|pwd|sig|signature|hash"
    r"|session|sid|credential|user|username|login|jwt|bearer)",
)
_SECRET_LOOK = re.compile(r"(?=[^&]{0,200}[0-9])(?=[^&]{0,200}[A-Za-z])[A-Za-z0-9_-]{20,200}")
HIDDEN = "…"


def shown(url: str) -> str:
    """The address as it may be shown to others: user name and password off, "…" for a secret in the query.

    What is not masked is exactly as given. `shown(url) == url` says that there was nothing to hide.
    """
    start, question, rest = url.partition("?")
    query, hash_sign, fragment = rest.partition("#")
    scheme, slashes, after = start.partition("://")
    netloc, slash, path = after.partition("/")
    if slashes and "@" in netloc:
        start = f"{scheme}://{HIDDEN}@{netloc.rpartition('@')[2]}{slash}{path}"
    pairs = [_masked(pair) for pair in query.split("&")]
    return f"{start}{question}{'&'.join(pairs)}{hash_sign}{fragment}"


def _masked(pair: str) -> str:
    name, equals, value = pair.partition("=")
    if not equals:
        return HIDDEN if _SECRET_LOOK.fullmatch(name) else pair
    secret = value and (_SECRET_NAME.fullmatch(name[:60].lower()) or _SECRET_LOOK.fullmatch(value))
    return f"{name}={HIDDEN}" if secret else pair


# --- reading an address ---


def _split(url: str) -> SplitResult | None:
    """The parts of a web address with a good host, user name off; None for anything else."""
    try:
        parts = urlsplit(_repaired(url))
        port = parts.port
    except (ValueError, TypeError, AttributeError):
        return None
    if parts.scheme not in ("http", "https") or not _ascii_host(parts) or port == 0:
        return None
    return parts._replace(netloc=parts.netloc.rpartition("@")[2])


def _repaired(url: str) -> str:
    if len(url) > 2 * MAX_ADDRESS:
        raise ValueError("too long")
    text = url.translate(_INVISIBLE).translate(_CONTROL).strip()
    for _ in range(3):  # some feeds escape twice
        text = text.replace("&amp;", "&").replace("&#038;", "&").replace("&#38;", "&")
    text = re.sub(r"[ \u00a0\u3000]", "%20", _BROKEN_START.sub(r"\1://", text, count=1))
    if len(text) > MAX_ADDRESS:
        raise ValueError("too long")
    text.encode()  # raises UnicodeEncodeError, a ValueError, for half a character
    return text


def _ascii_host(parts: SplitResult) -> str:
    """The host in lower case and IDNA; "" when it could not be a host."""
    name = (parts.hostname or "").removesuffix(".")
    if _is_ip(name):
        return name
    name = name if name.isascii() else _in_idna(name)
    # The last label of a name has a letter in it: "127.1" and "0x7f.1" are numbers in disguise.
    named = name == "localhost" or ("." in name and not re.fullmatch(r"[0-9]+|0x[0-9a-f]*", name.rsplit(".")[-1]))
    return name if named and len(name) <= 253 and _HOST.fullmatch(name) else ""


@lru_cache(maxsize=1024)  # a third of a millisecond each
def _in_idna(name: str) -> str:
    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""


def _is_ip(name: str) -> bool:
    if ":" not in name and not name[-1:].isdigit():
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return "%" not in name  # an IPv6 address with a network card named in it


# --- the key, part by part ---


def _key_host(parts: SplitResult) -> str:
    name = _ascii_host(parts)
    # "m.me" and "amp.dev" are whole names, not copies.
    while (prefix := _COPY_HOST.match(name)) and "." in name[prefix.end() :] and not _is_ip(name):
        name = name[prefix.end() :]
    name = f"[{name}]" if ":" in name else name
    return name if parts.port in (None, 80, 443) else f"{name}:{parts.port}"


def _out_of_amp_cache(parts: SplitResult) -> str:
    """The page that an AMP cache shows a copy of; "" when this is no AMP cache."""
    name, path = _ascii_host(parts), parts.path
    if _GOOGLE_HOST.fullmatch(name) and path.startswith("/amp/"):
        path = path.removeprefix("/amp")
    elif not _AMP_CACHE_HOST.fullmatch(name):
        return ""
    copied = _AMP_CACHE_PATH.fullmatch(path)
    if not copied:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return f"https://{copied[1]}{copied[2] or '/'}{query}"


def _key_path(path: str) -> str:
    segments: list[str] = []
    for raw in path.split("/"):
        segment = _SESSION_IN_PATH.sub("", _spelled(raw, _KEPT_IN_PATH))
        if segment == "..":
            segments = segments[:-1]
        elif segment not in ("", "."):
            segments.append(segment)
    while segments and segments[-1].lower() == "amp":
        segments.pop()
    return "/" + "/".join(segments)


def _key_query(query: str) -> str:
    kept = _without_tracking(query).split("&")
    spelled = [_spelled_pair(pair) for pair in kept if pair]
    # Sorted by name only: of a repeated name, the order of the values may matter.
    return "&".join(sorted(spelled, key=lambda pair: pair.partition("=")[0]))


def _without_tracking(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if pair and not _is_tracking(pair))


def _is_tracking(pair: str) -> bool:
    spelled = _spelled_pair(pair).lower()
    name = spelled.partition("=")[0]
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES) or spelled in _FORMS


def _spelled_pair(pair: str) -> str:
    name, _, value = pair.replace("+", "%20").partition("=")
    name = _spelled(name, _KEPT_IN_QUERY).removeprefix("amp;")  # of an "&amp;" that was percent-encoded
    return f"{name}={_spelled(value, _KEPT_IN_QUERY + '=')}"


def _spelled(text: str, kept: str) -> str:
    """One spelling of a piece of an address: NFC, percent-encoded where needed, no invisible characters.

    Bytes that are no UTF-8 (an old windows-1251 path) keep their percent-encoding.
    """
    if _PLAIN.fullmatch(text):
        return text
    raw = unquote_to_bytes(text)
    try:
        decoded = unicodedata.normalize("NFC", raw.decode("utf-8").translate(_INVISIBLE))
    except UnicodeDecodeError:
        return quote(raw, safe=kept)
    return quote(decoded, safe=kept)


def _numbers(query: str) -> set[str]:
    """The parameters that say which article is meant: `id=5`, `nav_id=5`, `p=5`, not tracking ones."""
    pairs = [_spelled_pair(pair) for pair in _without_tracking(query).split("&") if pair]
    names = [(pair.partition("=")[0].lower(), pair) for pair in pairs]
    return {pair for name, pair in names if name == "p" or name.endswith("id")}
