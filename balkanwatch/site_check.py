"""Asks a running site for each of its public pages, and names those that do not answer 200."""

from collections.abc import Callable, Iterator
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.db.models import Count

from articles.models import Article, Source
from entities.models import Entity, Kind
from timelines.models import Timeline

LISTS = ("articles", "entities", "timelines", "figures", "countries", "sources")


def public_paths() -> Iterator[str]:
    """Every list with its exports, and one page of each kind: the busiest there is."""
    yield from ("/", "/methods/", "/health", "/articles/?q=frontex", "/figures/?kind=count")
    for name in LISTS:
        yield from (f"/{name}/", f"/{name}.csv", f"/{name}.json")
    article = Article.objects.kept().filter(relevant=True).order_by("-dated_at").first()
    if article:
        yield f"/articles/{article.pk}/"
    busy = Entity.objects.public().annotate(n=Count("mentions")).order_by("-n")
    for kind in Kind.values:
        for entity in busy.filter(kind=kind)[:1]:
            yield from (f"/entities/{entity.pk}-{entity.slug}{end}" for end in ("/", ".csv", ".json"))
    for timeline in Timeline.objects.filter(published=True):
        yield from (f"/timelines/{timeline.slug}{end}" for end in ("/", ".csv", ".json"))
    for country in ("AL", "BA", "XK", "ME", "MK", "RS"):
        yield f"/countries/{country.lower()}/"
    for source in Source.objects.filter(enabled=True)[:3]:
        yield f"/sources/{source.slug}/"


def check_pages(site: str, report: Callable[[str], object]) -> list[str]:
    """The addresses that failed, each with its reason."""
    bad = []
    paths = list(public_paths())
    for path in paths:
        problem = fetch(site + path)
        if problem:
            bad.append(f"{path}: {problem}")
    report(f"{len(paths) - len(bad)} of {len(paths)} public pages and files answer 200.")
    return bad


def fetch(address: str) -> str:
    """Empty when the address answers 200 with a body, else what went wrong."""
    try:
        with urlopen(address, timeout=30) as answer:  # noqa: S310  our own site, by its own address
            body = answer.read()
            return "" if answer.status == 200 and body else f"status {answer.status}, {len(body)} bytes"
    except HTTPError as error:
        return f"status {error.code}"
    except (URLError, HTTPException, OSError) as error:
        return str(error)
