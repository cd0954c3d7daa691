"""The read-only API: the rows of the exports page by page, for programs that want the newest and not a file."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from redis.exceptions import RedisError

from timelines.csvrows import Table
from timelines.exports.parameters import LIMIT, wrong
from timelines.exports.written import json_value
from timelines.filters import Filters, dated_mark, parse, read_dated_mark, small
from timelines.queries import articles, columns, copying, entities, figures, groups, quotes, tables
from timelines.queries.common import BIG, Row, articles_at_all

PER_MINUTE = 300  # answers for one address of the net

_ARTICLE = ("q", "exact", "from", "to", "country", "source", "language", "topic", "entity", "copies")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of the API: which rows it gives, asked with which parameters, in which order."""

    table: Table
    parameters: tuple[str, ...]
    ask: Callable[[Filters], QuerySet[Any, Any]] | None = None
    since: Callable[[QuerySet[Any, Any], datetime], QuerySet[Any, Any]] | None = None
    rows: Callable[[], list[Row]] | None = None  # of short tables made in Python
    by_day: bool = False  # ordered by day and number, else by number alone
    one: str = ""  # parameter of a single row's address, for rows with a number that stays
    whole: Callable[[int], QuerySet[Any, Any]] | None = None  # the row of a number, where the list leaves some out

    @property
    def paged(self) -> bool:
        return self.ask is not None

    @property
    def accepted(self) -> tuple[str, ...]:
        return (*self.parameters, *(("since",) if self.since else ()), *(("limit", "cursor") if self.paged else ()))


ENDPOINTS: Mapping[str, Endpoint] = {
    "articles": Endpoint(
        columns.ARTICLES, _ARTICLE, articles.matching, tables.articles_since, by_day=True, one="article_id"
    ),
    "entities": Endpoint(
        columns.ENTITIES,
        ("q", "kind", "from", "to"),
        lambda filters: entities.matching(entities.in_period(filters)),
        one="entity_id",
        whole=entities.whole,
    ),
    "mentions": Endpoint(columns.MENTIONS, (*_ARTICLE, "kind"), tables.mentions, tables.read_since),
    "figures": Endpoint(
        columns.FIGURES,
        (*_ARTICLE, "kind"),
        lambda filters: tables.with_twins(figures.matching(filters)),
        tables.read_since,
    ),
    "figure-groups": Endpoint(
        columns.GROUPS,
        (*_ARTICLE, "kind", "standing", "measure", "currency", "hedge"),
        groups.matching,
        lambda queryset, at: queryset.filter(changed_at__gte=at),
        one="group_id",
        whole=groups.whole,
    ),
    "figure-changes": Endpoint(
        columns.CHANGES,
        (*_ARTICLE, "kind"),
        figures.changes,
        lambda queryset, at: queryset.filter(seen_at__gte=at),
    ),
    "quotes": Endpoint(
        columns.QUOTES,
        (*_ARTICLE, "about"),
        lambda filters: quotes.with_names(quotes.matching(filters)),
        tables.read_since,
    ),
    "events": Endpoint(columns.EVENTS, _ARTICLE, tables.events, tables.read_since),
    "deals": Endpoint(columns.DEALS, (), rows=tables.deals),
    "sources": Endpoint(columns.SOURCES, (), rows=lambda: tables.sources_at(timezone.now())),
    "countries": Endpoint(columns.COUNTRIES, (), rows=tables.countries),
}


class Refused(Exception):
    """What the caller asked for cannot be answered; becomes a problem document."""

    def __init__(self, status: int, title: str, detail: str = "", **headers: str) -> None:
        super().__init__(detail or title)
        self.status, self.title, self.detail, self.headers = status, title, detail, headers


@csrf_exempt
def rows(request: HttpRequest, name: str) -> HttpResponse:
    """A page of a table."""
    return answer(request, lambda: _rows(request, name))


@csrf_exempt
def row(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One row of a table whose numbers stay."""
    return answer(request, lambda: _row(request, name, number))


@csrf_exempt
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    def refuse() -> tuple[Any, dict[str, str]]:
        raise Refused(404, "There is no such address in the API", f"These tables are there: {', '.join(ENDPOINTS)}.")

    return answer(request, refuse)


def answer(request: HttpRequest, ask: Callable[[], tuple[Any, dict[str, str]]]) -> HttpResponse:
    """What `ask` gives, as JSON with its headers; a refusal as a problem document."""
    try:
        if request.method == "OPTIONS":
            return _open(HttpResponse(status=204))
        if request.method not in {"GET", "HEAD"}:
            raise Refused(405, "The API is read only", Allow="GET, HEAD, OPTIONS")
        _count_call(request)
        told, headers = ask()
    except Refused as refused:
        problem = {"type": "about:blank", "title": refused.title, "status": refused.status, "detail": refused.detail}
        response = HttpResponse(
            json.dumps(problem, ensure_ascii=False), status=refused.status, content_type="application/problem+json"
        )
        for name, value in refused.headers.items():
            response[name.replace("_", "-")] = value
        return _open(response)
    response = HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/json; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    for name, value in headers.items():
        response[name] = value
    return _open(response)


def _open(response: HttpResponse) -> HttpResponse:
    """Any site's scripts may read it; nothing of a reader's is in it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Expose-Headers"] = "Link, ETag, Retry-After"
    return response


def _count_call(request: HttpRequest) -> None:
    """Refuses an address that asks too often; nothing but a number is kept of it, and for a minute only.

    All processes count together, in Redis; while that cannot be reached, everybody is answered.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):  # behind our own proxy, whose word is the last one
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    minute = int(timezone.now().timestamp() // 60)
    key = f"api:{minute}:{address[:45].replace(' ', '')}"
    if _times(key) > getattr(settings, "API_PER_MINUTE", PER_MINUTE):
        raise Refused(429, "Too many requests", "Wait a minute; the CSV of a list holds all of it.", Retry_After="60")


def _times(key: str) -> int:
    try:
        cache.add(key, 0, 90)
        return int(cache.incr(key))
    except (RedisError, ValueError):  # it was lost between the two
        return 0


def _endpoint(name: str) -> Endpoint:
    if name not in ENDPOINTS:
        raise Refused(404, "There is no such table", f"These are there: {', '.join(ENDPOINTS)}.")
    return ENDPOINTS[name]


def _rows(request: HttpRequest, name: str) -> tuple[Any, dict[str, str]]:
    endpoint = _endpoint(name)
    unknown = sorted(set(request.GET) - set(endpoint.accepted))
    if unknown:
        accepted = ", ".join(endpoint.accepted) or "none"
        raise Refused(
            400, "A parameter is not known", f"Not known here: {', '.join(unknown)[:200]}. Known: {accepted}."
        )
    told = [wrong(name, one, values) for one, values in request.GET.lists()]
    if any(told):
        raise Refused(400, "A parameter cannot be read", " ".join(filter(None, told)))
    if endpoint.rows is not None:
        found = endpoint.rows()
        return _envelope([_told(endpoint.table, one) for one in found], len(found), None), {}
    return _page(request, endpoint)


def _page(request: HttpRequest, endpoint: Endpoint) -> tuple[Any, dict[str, str]]:
    assert endpoint.ask is not None
    filters = parse(dict(request.GET.lists()))
    if filters.errors:
        raise Refused(400, "A parameter cannot be read", " ".join(filters.errors))
    limit, since = _limit(request), _since(request)
    whole = endpoint.ask(filters.but())
    if since and endpoint.since:
        whole = endpoint.since(whole, since)
    order = ("-dated_at", "-pk") if endpoint.by_day else ("-pk",)
    queryset = _named(endpoint.table, _after(whole, filters.cursor, endpoint).order_by(*order))
    found = list(queryset[: limit + 1])
    following = None
    if len(found) > limit:
        found = found[:limit]
        following = _next(request, found[-1], endpoint)
    counted = filters.but().narrow or since is not None or articles_at_all() <= BIG
    count = whole.order_by().count() if counted else None
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    return _envelope(
        [_told(endpoint.table, _plain_names(endpoint.table, one)) for one in found], count, following
    ), headers


def _envelope(results: list[Row], count: int | None, following: str | None) -> Row:
    return {"count": count, "next": following, "previous": None, "results": results}


def _named(table: Table, queryset: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return copying.chosen(table, queryset)


def _plain_names(table: Table, one: Row) -> Row:
    return {column.name: one[copying.key(column)] for column in table.columns}


def _told(table: Table, one: Row) -> Row:
    return {column.name: json_value(one.get(column.name), column) for column in table.columns}


def _after(queryset: QuerySet[Any, Any], cursor: str, endpoint: Endpoint) -> QuerySet[Any, Any]:
    if not cursor:
        return queryset
    try:
        if endpoint.by_day:
            at, number = read_dated_mark(cursor)
            return queryset.filter(Q(dated_at__lt=at) | Q(dated_at=at, pk__lt=number))
        return queryset.filter(pk__lt=small(cursor))
    except ValueError as error:
        raise Refused(400, "The cursor cannot be read", "Follow the address in “next” as it is.") from error


def _next(request: HttpRequest, last: Row, endpoint: Endpoint) -> str:
    number = last[copying.key(endpoint.table.columns[0])]
    mark = dated_mark(last["c_dated_at"], number) if endpoint.by_day else str(number)
    pairs = [(name, value) for name, values in request.GET.lists() for value in values if name != "cursor"]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*pairs, ('cursor', mark)])}")


def _limit(request: HttpRequest) -> int:
    return int(request.GET.get("limit", LIMIT))


def _since(request: HttpRequest) -> datetime | None:
    text = request.GET.get("since", "")
    if not text:
        return None
    if len(text) == len("2024-02-13"):
        return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _row(request: HttpRequest, name: str, number: int) -> tuple[Any, dict[str, str]]:
    endpoint = _endpoint(name)
    if not endpoint.one or endpoint.ask is None:
        raise Refused(404, "Single rows of this table have no address", "Their numbers change with each reading.")
    if request.GET:
        raise Refused(400, "A parameter is not known", "A single row takes none.")
    asked = endpoint.whole(number) if endpoint.whole else endpoint.ask(Filters()).filter(pk=number)
    found = list(_named(endpoint.table, asked)[:1])
    if not found:
        raise Refused(404, "There is no such row", "It was removed, or is not on the subject.")
    return _told(endpoint.table, _plain_names(endpoint.table, found[0])), {}
