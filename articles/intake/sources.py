"""Takes in sources: from a list somebody brings, from a home page, and by trying out what a list claims."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from articles import collect
from articles.harvest import addresses, decode, feeds, http, listings, outcomes, relevance
from articles.harvest.entry import Entry
from articles.harvest.pages import Page
from articles.harvest.relevance import Relevance
from articles.harvest.scripts import fold
from articles.harvest.subscriptions import Listed
from articles.intake import Refused, read_address
from articles.models import Address, Article, Host, Source, key_of

MOST_FEEDS, MOST_SITEMAPS = 3, 2  # tried of what a home page and its robots.txt name
SHOWN = 20  # entries in a preview
PATIENCE = 20.0  # seconds a person waits for a host to be free


# --- from a list ---


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one line of a list. what: "new source", "new address", "known" or "refused"."""

    name: str
    url: str
    what: str
    detail: str = ""


def take_in(listed: Sequence[Listed], who: str, now: datetime, *, dry_run: bool) -> list[Line]:
    """Adds sources and addresses that are not known, all switched off; tells for each line what it did or would do.

    A dry run does the same and takes it back, so that its report is the truth.
    """
    with transaction.atomic():
        lines = [_take(line, who, now) for line in listed]
        transaction.set_rollback(dry_run)
    return lines


def _take(line: Listed, who: str, now: datetime) -> Line:
    shown = addresses.shown(line.url or line.homepage)
    problem = _problem(line)
    if problem:
        return Line(line.name, shown, "refused", problem)
    known = Address.objects.filter(url=line.url).select_related("source").first() if line.url else None
    if known:
        return Line(line.name, shown, "known", f"an address of {known.source}")
    source = _source_of(line)
    if source and not line.url:
        return Line(line.name, shown, "known", f"as {source}")
    made = source or _make(line, who, now)
    if line.url:
        Address.objects.create(source=made, url=line.url, kind=line.kind_of_url, due_at=now)
        made.note_change(who, f"address {shown} ({line.kind_of_url}) added", now)
    what = "new address" if source else "new source"
    return Line(line.name, shown, what, f"of {made}" if source else "switched off until somebody switches it on")


def _problem(line: Listed) -> str:
    if not line.name:
        return "It has no name."
    if not line.url and not line.homepage:
        return "It has neither an address nor a home page."
    for url in filter(None, (line.url, line.homepage)):
        problem = http.problem_with(url, settings.ALLOW_LOOPBACK)
        if problem or len(url) > 500:
            return problem or "The address is longer than 500 characters."
    return ""


def _source_of(line: Listed) -> Source | None:
    """The source we know by this home page or this name."""
    by_name = Source.objects.filter(slug=slug_of(line.name)).first()
    if by_name or not line.homepage:
        return by_name
    bare = addresses.canonical(line.homepage)
    home = addresses.host(line.homepage).removeprefix("www.")
    alike = Source.objects.filter(homepage__icontains=home)
    return next((source for source in alike if addresses.canonical(source.homepage) == bare), None)


def slug_of(name: str) -> str:
    return slugify(fold(name))[:80] or "source"


def _make(line: Listed, who: str, now: datetime) -> Source:
    kinds = {str(kind) for kind in Source.Kind.values}
    source = Source.objects.create(
        slug=slug_of(line.name),
        name=line.name[:200],
        homepage=line.homepage,
        country=line.country[:3],
        languages=[code.strip()[:8] for code in line.languages],
        script=line.script[:20],
        kind=line.kind if line.kind in kinds else Source.Kind.PORTAL,
        timezone=line.timezone or "Europe/Belgrade",
        evidence=f"{line.status} {line.evidence}".strip(),
        note=line.note,
        enabled=False,
    )
    source.note_change(who, "added from a list, switched off", now)
    return source


# --- from a home page ---


@dataclass(frozen=True, slots=True)
class Seen:
    """One entry in a preview, with what we would make of its headline and summary."""

    entry: Entry
    known: bool
    judged: Relevance


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may announce a source's articles, and what it announced when it was asked."""

    url: str
    kind: str
    detail: str = ""
    total: int = 0
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page, read as it would be kept; `problem` says why it would not."""

    url: str
    problem: str = ""
    page: Page | None = None
    judged: Relevance | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a home page led to. problem: why nothing could be seen at all."""

    problem: str = ""
    title: str = ""
    language: str = ""
    candidates: tuple[Candidate, ...] = ()
    example: ReadPage | None = field(default=None)


def look_around(homepage: str, source: Source, now: datetime) -> Found:
    """Asks a home page for its feeds, its robots.txt for sitemaps, tries them, and reads one page of what they list."""
    problem = http.problem_with(homepage, settings.ALLOW_LOOPBACK) or _barred(homepage, now)
    if problem:
        return Found(problem)
    answer = _ask(homepage)
    if isinstance(answer, str):
        return Found(answer)
    html = decode.text(answer.body, answer.content_type)
    candidates = [
        candidate_of(Address(source=source, url=url, kind=kind), now) for url, kind in _named(html, answer.url, now)
    ]
    listed = listings.entries(html, answer.url, zone=source.timezone, now=now)
    if listed:
        on_page = Candidate(homepage, Address.Kind.LISTING, "read from the page itself", len(listed))
        candidates.append(_with(on_page, listed, source))
    best = next((candidate for candidate in candidates if candidate.seen), None)
    example = read_one(best.seen, source, now) if best else None
    return Found("", source.name, "", tuple(candidates), example)


def _named(html: str, url: str, now: datetime) -> list[tuple[str, str]]:
    named = [(feed, str(Address.Kind.FEED)) for feed in feeds.discover(html, url)[:MOST_FEEDS]]
    host = Host.objects.filter(name=addresses.host(url)).first()
    lines = (line.partition(":") for line in (host.robots if host else "").splitlines())
    told = [value.strip() for name, _, value in lines if name.strip().lower() == "sitemap"]
    # News sitemaps first: a whole archive says little of today.
    told = sorted(filter(addresses.is_web, told), key=lambda where: "news" not in where.lower())
    return named + [(sitemap, str(Address.Kind.SITEMAP)) for sitemap in told[:MOST_SITEMAPS]]


def candidate_of(address: Address, now: datetime) -> Candidate:
    """What an address announces, whether or not it is kept already; writes nothing of it."""
    address.host = addresses.host(address.url)
    plain = Candidate(address.url, str(address.kind))
    problem = http.problem_with(address.url, settings.ALLOW_LOOPBACK)
    if problem:
        return _told(plain, problem)
    try:
        with collect.turn_at(address.host, PATIENCE):
            announced = collect.ask(address, now)
    except collect.Busy as busy:
        return _told(plain, str(busy))
    if not announced.read:
        return _told(plain, announced.visit.detail or outcomes.explain(announced.outcome))
    return _with(_told(plain, "", len(announced.entries)), announced.entries, address.source)


def _told(plain: Candidate, detail: str, total: int = 0) -> Candidate:
    return Candidate(plain.url, plain.kind, detail, total)


def _with(candidate: Candidate, entries: Sequence[Entry], source: Source) -> Candidate:
    first = entries[:SHOWN]
    known = set(Article.objects.filter(key__in=[key_of(e.url) for e in first]).values_list("key", flat=True))
    seen = tuple(Seen(entry, key_of(entry.url) in known, judged(entry.title, entry.summary, source)) for entry in first)
    return Candidate(candidate.url, candidate.kind, candidate.detail, candidate.total, seen)


def judged(title: str, text: str, source: Source) -> Relevance:
    return relevance.score(title, text, settings.RELEVANCE_THRESHOLD, outlet_country=source.country)


def read_one(seen: Sequence[Seen], source: Source, now: datetime) -> ReadPage:
    """Reads the page of the entry that is most of our subject, as it would be kept."""
    best = max(seen, key=lambda one: one.judged.score)
    url = best.entry.url
    problem = _barred(url, now)
    if problem:
        return ReadPage(url, problem)
    try:
        with collect.turn_at(addresses.host(url), PATIENCE):
            page, _ = read_address(url, source, best.entry.published, now)
    except (Refused, collect.Busy) as reason:
        return ReadPage(url, str(reason))
    return ReadPage(url, "", page, judged(page.title, page.text, source))


def _barred(url: str, now: datetime) -> str:
    barred = collect.refusal(url, now)
    return outcomes.explain(barred) if barred else ""


def _ask(url: str) -> http.Answer | str:
    try:
        with collect.turn_at(addresses.host(url), PATIENCE):
            answer = http.get(
                url,
                limit=settings.MAX_PAGE_BYTES,
                deadline=settings.FETCH_DEADLINE / 2,
                loopback=settings.ALLOW_LOOPBACK,
                user_agent=settings.USER_AGENT,
            )
    except collect.Busy as busy:
        return str(busy)
    if isinstance(answer, http.Failure):
        return answer.detail
    return answer if answer.status == 200 else f"The server answered {answer.status}."


# --- trying out ---


@dataclass(frozen=True, slots=True)
class Trial:
    """What a source's addresses gave when they were tried. good: worth switching on."""

    good: bool
    says: str


def check(source: Source, now: datetime, who: str) -> Trial:
    """Tries every address of a source, and its home page when none works; notes the result with the source.

    Nothing is switched on here. An address found by the home page is added, as the source is off.
    """
    trials = [_tried(address, now) for address in source.addresses.select_related("source")]
    if not any(trial.good for trial in trials) and source.homepage:
        trials += _found_at_home(source, now, who)
    good = next((trial for trial in trials if trial.good), None)
    trial = good or Trial(False, "; ".join(trial.says for trial in trials) or "It has no address and no home page.")
    Source.objects.filter(pk=source.pk).update(
        checked_at=now, check_says=trial.says[:300], proposed=trial.good and not source.is_followed
    )
    return trial


def _tried(address: Address, now: datetime) -> Trial:
    try:
        with collect.turn_at(address.host, PATIENCE):
            announced = collect.try_out(address, now)
    except collect.Busy as busy:
        return Trial(False, str(busy))
    return _trial(str(address), announced.read, announced.entries, announced.visit.detail, address.source)


def _trial(url: str, read: bool, entries: Sequence[Entry], detail: str, source: Source) -> Trial:
    if not read:
        return Trial(False, f"{url}: {detail}")
    dates = [entry.published for entry in entries if entry.published]
    newest = f", newest of {max(dates):%Y-%m-%d}" if dates else ", without dates"
    ours = sum(1 for entry in entries if judged(entry.title, entry.summary, source).relevant)
    return Trial(True, f"{url}: {len(entries)} entries{newest}, {ours} on the subject by their headlines")


def _found_at_home(source: Source, now: datetime, who: str) -> list[Trial]:
    answer = _barred(source.homepage, now) or _ask(source.homepage)
    if isinstance(answer, str):
        return [Trial(False, f"{source.homepage}: {answer}")]
    html = decode.text(answer.body, answer.content_type)
    trials = []
    for url, kind in _named(html, answer.url, now):
        if len(url) > 500 or Address.objects.filter(url=url).exists():
            continue
        address = Address(source=source, url=url, kind=kind, due_at=now)
        candidate = candidate_of(address, now)
        if candidate.seen:
            address.save()
            source.note_change(who, f"address {address} ({kind}) found at the home page and added", now)
        entries = [one.entry for one in candidate.seen]
        trials.append(_trial(str(address), bool(candidate.seen), entries, candidate.detail, source))
    return trials or [Trial(False, f"{source.homepage}: names no feed and no sitemap")]
