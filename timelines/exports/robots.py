"""What search engines read: robots.txt and the sitemaps, in parts small enough at any size of the archive."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from lxml import etree

from articles.models import Article
from entities.models import Entity
from timelines import labels
from timelines.queries import curated
from timelines.queries.common import public

PART = 20_000  # numbers of one part; a sitemap may hold 50,000 addresses
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def robots(request: HttpRequest) -> HttpResponse:
    """Pages may be read by all; lists narrowed down and files would only be crawled in circles."""
    lines = [
        "User-agent: *",
        "Disallow: /*?",
        "Disallow: /api/v1/",
        "Disallow: /*.csv",
        "Disallow: /*.xlsx",
        "Disallow: /embed/",
        "Disallow: /*/embed/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def sitemap_index(request: HttpRequest) -> HttpResponse:
    parts = [("pages", 0)]
    for kind, newest in (("articles", _newest(Article)), ("entities", _newest(Entity))):
        parts += [(kind, number) for number in range(newest // PART + 1)] if newest else []
    found = ((reverse("sitemap-part", args=part), None) for part in parts)
    return _written(request, "sitemapindex", "sitemap", found)


def _newest(model: type[Article] | type[Entity]) -> int:
    return int(model.objects.aggregate(newest=Max("pk"))["newest"] or 0)


def sitemap(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    first = number * PART
    found: Iterable[tuple[str, datetime | None]]
    if kind == "pages" and number == 0:
        names = ("home", "articles", "entities", "timelines", "figures", "countries", "compare", "sources", "exports")
        pages = [reverse(name) for name in (*names, "api", "methods", "codebook")]
        pages += [reverse("country", args=[code]) for code in labels.REGION]
        pages += [reverse("timeline", args=[row["slug"]]) for row in curated.timelines()]
        found = ((page, None) for page in pages)
    elif kind == "articles":
        rows = Article.objects.filter(public(), pk__gte=first, pk__lt=first + PART).order_by("pk")
        found = (
            (reverse("article", args=[pk, labels.article_slug(title)]), changed)
            for pk, title, changed in rows.values_list("pk", "title", "text_changed_at").iterator()
        )
    elif kind == "entities":
        names_of = Entity.objects.public().filter(pk__gte=first, pk__lt=first + PART).order_by("pk")
        found = (
            (reverse("entity", args=[pk, labels.entity_slug(name, its)]), None)
            for pk, name, its in names_of.values_list("pk", "name", "kind").iterator()
        )
    else:
        raise Http404("There is no such sitemap.")
    return _written(request, "urlset", "url", found)


def _written(
    request: HttpRequest, root_name: str, name: str, found: Iterable[tuple[str, datetime | None]]
) -> HttpResponse:
    root = etree.Element(f"{{{SITEMAP}}}{root_name}", {}, nsmap={None: SITEMAP})  # type: ignore[dict-item]
    for path, changed in found:
        entry = etree.SubElement(root, f"{{{SITEMAP}}}{name}")
        etree.SubElement(entry, f"{{{SITEMAP}}}loc").text = request.build_absolute_uri(path)
        if changed:
            etree.SubElement(entry, f"{{{SITEMAP}}}lastmod").text = changed.astimezone(UTC).strftime("%Y-%m-%d")
    body = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
