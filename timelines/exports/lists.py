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
    groups,
    quotes,
    sources,
    tables,
    terms,
    whose,
)
from timelines.queries.common import Row
from timelines.queries.whose import Whose


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
    return copied(columns.ARTICLES, queryset, articles.count(filters).number, form)


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
    one = whose.of_entity(number)
    if one and one.args != (number, slug):
        return redirect("entity-export", *one.args, form, permanent=True)
    return _timeline(request, one, form, slug)


def timeline(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    one = whose.curated_by_editor(slug)
    moved = "" if one else curated.moved_to(slug)
    return redirect("timeline-export", moved, form, permanent=True) if moved else _timeline(request, one, form)


def pair(request: HttpRequest, first: int, second: int, form: str) -> HttpResponseBase:
    """The timeline of two names in the same articles."""
    return _timeline(request, whose.of_pair(first, second), form)


def topic(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    return _timeline(request, whose.of_topic(slug), form)


def deal(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    return _timeline(request, whose.of_deal(slug), form)


def _timeline(request: HttpRequest, one: Whose | None, form: str, name: str = "") -> HttpResponseBase:
    if one is None:
        raise Http404("There is no such timeline.")
    filters = one.order(filters_of(request))
    if filters.errors:
        return refused(filters)
    queryset, total = chronology.items(one.about, filters), chronology.count(one.about, filters)
    return copied(columns.TIMELINE, queryset, total, form, f"timeline-{name or one.name}")


def deals(request: HttpRequest, form: str) -> HttpResponseBase:
    return written(columns.DEALS, tables.deals(), form)


def groups_list(request: HttpRequest, form: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    queryset = groups.matching(filters)
    return copied(columns.GROUPS, groups.ordered(queryset), queryset.count(), form)


def group(request: HttpRequest, number: int, form: str) -> HttpResponseBase:
    """All figures of a group, copies among them."""
    row = groups.group(number)
    if row and row["merged_into"]:
        return redirect("figure-group-export", row["merged_into"], form, permanent=True)
    queryset = groups.members(number)
    total = queryset.count() if row else 0
    if not total:
        raise Http404("There is no such group of figures.")
    return copied(columns.FIGURES, tables.with_twins(queryset), total, form, f"figure-group-{number}")


def changes(request: HttpRequest, form: str) -> HttpResponseBase:
    """Figures changed after publication."""
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    queryset = figures.changes(filters)
    return copied(columns.CHANGES, queryset.order_by("-seen_at", "-pk"), queryset.count(), form)


def quotes_list(request: HttpRequest, form: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    queryset = quotes.matching(filters)
    return copied(columns.QUOTES, quotes.ordered(quotes.with_names(queryset), filters), queryset.count(), form)


def terms_list(request: HttpRequest, form: str) -> HttpResponseBase:
    """The series behind the chart of words, and the table by outlet."""
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    families, when = terms.in_set(filters.term), terms.period(filters)
    made: list[Row] = []
    if when:
        counted = terms.counted(filters, families, when)
        made = terms.table(counted, terms.by_outlet(filters, families, when), families)
    return written(columns.TERMS, made, form, f"terms-{families[0]}")


def comparison(request: HttpRequest, form: str) -> HttpResponseBase:
    """All series of a comparison in one long table."""
    filters = compare.asked(filters_of(request))
    if filters.errors:
        return refused(filters)
    return written(columns.COMPARE, compare.table(compare.series(filters)), form)


def pair_attention(request: HttpRequest, first: int, second: int, form: str) -> HttpResponseBase:
    """The series behind the chart of two names."""
    filters, rows = filters_of(request), (_entity(first), _entity(second))
    if filters.errors:
        return refused(filters)
    series = compare.both([row["pk"] for row in rows], filters)
    return written(columns.COMPARE, compare.table([series] if series else []), form, f"attention-{first}-{second}")


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
