"""What is exported: the page's own question under the page's own address, complete."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from timelines import labels
from timelines.exports.written import copied, written
from timelines.filters import Filters, parse
from timelines.queries import (
    articles,
    attention,
    chronology,
    columns,
    compare,
    curated,
    entities,
    figures,
    sources,
    tables,
)
from timelines.queries.common import Row
from timelines.series import ratio


def filters_of(request: HttpRequest) -> Filters:
    """The filters of the page with the same address; an export begins at the beginning."""
    return parse(dict(request.GET.lists())).but()


def refused(filters: Filters) -> HttpResponse:
    return HttpResponse("\n".join(filters.errors) + "\n", status=400, content_type="text/plain; charset=utf-8")


def articles_list(request: HttpRequest, form: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    queryset = articles.ordered(articles.matching(filters), filters, few=True)
    return copied(columns.ARTICLES, queryset, articles.matching(filters).order_by().count(), form)


def mentions_list(request: HttpRequest, form: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    queryset = tables.mentions(filters)
    return copied(columns.MENTIONS, queryset.order_by("-day", "article_id", "start", "pk"), queryset.count(), form)


def events_list(request: HttpRequest, form: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    queryset = tables.events(filters)
    return copied(columns.EVENTS, queryset.order_by("-at", "article_id", "start", "pk"), queryset.count(), form)


def figures_list(request: HttpRequest, form: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    queryset = figures.ordered(figures.matching(filters), filters)
    return copied(columns.FIGURES, tables.with_twins(queryset), figures.count(filters), form)


def entities_list(request: HttpRequest, form: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    filters = entities.in_period(filters)
    queryset = entities.ordered(entities.matching(filters), filters)
    return copied(columns.ENTITIES, queryset, entities.count(filters), form)


def entity(request: HttpRequest, number: int, slug: str, form: str) -> HttpResponseBase:
    """The timeline of an entity."""
    filters, row = filters_of(request), _entity(number)
    if filters.errors:
        return refused(filters)
    if slug != labels.entity_slug(row["name"], row["kind"]):
        return redirect("entity-export", row["pk"], labels.entity_slug(row["name"], row["kind"]), form, permanent=True)
    about = chronology.About((row["pk"],))
    return _timeline(about, filters, form, labels.entity_slug(row["name"], row["kind"]))


def timeline(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    filters, row = filters_of(request), curated.timeline(slug)
    if row is None:
        raise Http404("There is no such timeline.")
    if filters.errors:
        return refused(filters)
    return _timeline(chronology.About.of(row), filters, form, slug)


def pair(request: HttpRequest, first: int, second: int, form: str) -> HttpResponseBase:
    """The timeline of two names in the same articles."""
    filters, rows = filters_of(request), (_entity(first), _entity(second))
    if filters.errors:
        return refused(filters)
    return _timeline(chronology.About(tuple(row["pk"] for row in rows)), filters, form, f"{first}-{second}")


def comparison(request: HttpRequest, form: str) -> HttpResponseBase:
    """All series of a comparison in one long table."""
    filters = compare.asked(filters_of(request))
    if filters.errors:
        return refused(filters)
    made = [
        {
            "date": point.bucket.start,
            "series": series.name,
            "matching": point.matching,
            "total": point.total,
            "ratio": ratio(point.share),
            "by": series.when.by,
            "first_day": point.bucket.first,
            "last_day": point.bucket.last,
        }
        for series in compare.series(filters)
        for point in series.points
    ]
    return written(columns.COMPARE, made, form)


def _timeline(about: chronology.About, filters: Filters, form: str, name: str) -> HttpResponseBase:
    queryset = chronology.items(about, filters)
    return copied(columns.TIMELINE, queryset, chronology.count(about, filters), form, f"timeline-{name}")


def _entity(number: int) -> Row:
    row = entities.entity(number)
    if row is None or row["hidden"]:
        raise Http404("There is no such name.")
    return (entities.entity(row["target"]) or row) if row["target"] else row


def entity_attention(request: HttpRequest, number: int, slug: str, form: str) -> HttpResponseBase:
    """The series behind an entity's chart."""
    row = _entity(number)
    return _attention(request, [row], form, labels.entity_slug(row["name"], row["kind"]))


def region_attention(request: HttpRequest, form: str) -> HttpResponseBase:
    """The series behind the chart of the first page: the six countries."""
    return _attention(request, entities.countries(labels.REGION), form, "region")


def _attention(request: HttpRequest, rows: Sequence[Row], form: str, name: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    ids = [row["pk"] for row in rows]
    when = attention.period(filters, ids)
    made: list[Row] = []
    if when:
        points = attention.series(ids, when, attention.kept(when))
        for row in rows:
            made += attention.table(row["pk"], row["name"], points[row["pk"]], when.by)
    return written(columns.ATTENTION, made, form, f"attention-{name}")


def country(request: HttpRequest, iso2: str, form: str) -> HttpResponseBase:
    """The two series of a country's page: in its own outlets and elsewhere."""
    filters, row = filters_of(request), entities.country(iso2)
    if row is None:
        raise Http404("There is no such country.")
    if filters.errors:
        return refused(filters)
    when = attention.period(filters, [row["pk"]])
    made: list[Row] = []
    for outlets, name in ((iso2, iso2), (f"-{iso2}", "elsewhere")) if when else ():
        assert when
        whole = attention.kept(when, country=outlets)
        points = attention.series([row["pk"]], when, whole, country=outlets)[row["pk"]]
        made += attention.table(row["pk"], row["name"], points, when.by, outlets=name)
    return written(columns.ATTENTION, made, form, f"attention-{iso2.lower()}")


def countries(request: HttpRequest, form: str) -> HttpResponseBase:
    return written(columns.COUNTRIES, tables.countries(), form)


def sources_list(request: HttpRequest, form: str) -> HttpResponseBase:
    return written(columns.SOURCES, tables.sources_at(timezone.now()), form)


def source(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The ledger of one source, day by day."""
    row = sources.source(slug)
    if row is None:
        raise Http404("There is no such source.")
    made = tables.ledger(sources.ledger(row["pk"], timezone.now().date()), slug)
    return written(columns.COVERAGE, made, form, f"coverage-{slug}")


def timelines_list(request: HttpRequest, form: str) -> HttpResponseBase:
    return written(columns.TIMELINES, tables.timelines(), form)


def codebook(request: HttpRequest, form: str) -> HttpResponseBase:
    made = [
        {"table": table.name, "column": column.name, "kind": column.kind, "about": column.about}
        for table in columns.TABLES
        for column in table.columns
    ]
    return written(columns.CODEBOOK, made, form)
