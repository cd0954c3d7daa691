"""Charts for other people's pages: the figure alone, in a frame any site may hold; and oEmbed, which tells of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt

from timelines import labels
from timelines.pages.common import filters_of
from timelines.pages.compare import compare_chart
from timelines.pages.countries import region_chart
from timelines.pages.entities import attention_chart
from timelines.queries import compare, entities

WIDTH, HEIGHT = 720, 460
View = Callable[..., HttpResponseBase]


def framed(view: View) -> View:
    """Lets any site show the page in a frame: nothing on it changes anything or knows its reader."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    allowed: View = csp_replace({"frame-ancestors": ["*"]})(xframe_options_exempt(respond))
    return allowed


@framed
def entity(request: HttpRequest, number: int) -> HttpResponse:
    row = entities.entity(number)
    if row and row["target"]:
        row = entities.entity(row["target"])
    if row is None or row["hidden"]:
        raise Http404("There is no such name.")
    filters = filters_of(request)
    page = reverse("entity", args=[row["pk"], labels.entity_slug(row["name"], row["kind"])]) + filters.but().query()
    return _shown(request, attention_chart(row, filters), page)


@framed
def comparison(request: HttpRequest) -> HttpResponse:
    filters = compare.asked(filters_of(request))
    compared = compare.series(filters)
    chart = compare_chart(compared, filters) if compared else None
    return _shown(request, chart, reverse("compare") + filters.but(errors=()).query())


@framed
def region(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    return _shown(request, region_chart(filters), reverse("countries") + filters.but().query())


def _shown(request: HttpRequest, chart: dict[str, Any] | None, page: str) -> HttpResponse:
    context = {"chart": chart and chart | {"embed": ""}, "page": page, "section": ""}
    return render(request, "timelines/embed.html", context)


def oembed(request: HttpRequest) -> HttpResponse:
    """The frame for the address of one of our pages that has a chart of its own."""
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"error": "Only JSON is given."}, status=501)
    frame, title = _frame_of(request, request.GET.get("url", ""))
    width = min(WIDTH, _most(request, "maxwidth") or WIDTH)
    height = min(HEIGHT, _most(request, "maxheight") or HEIGHT)
    told = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Balkanwatch",
        "provider_url": request.build_absolute_uri("/"),
        "width": width,
        "height": height,
        "html": format_html(
            '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" frameborder="0"></iframe>',
            request.build_absolute_uri(frame),
            width,
            height,
            title,
        ),
    }
    response = JsonResponse(told)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _frame_of(request: HttpRequest, url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        if parts.netloc != request.get_host() or parts.scheme not in {"http", "https"}:
            raise Http404("The address is none of ours.")
        found = resolve(parts.path)
    except (ValueError, Resolver404) as error:
        raise Http404("The address is none of ours.") from error
    query = f"?{parts.query}" if parts.query else ""
    if found.url_name == "entity":
        row = entities.entity(found.kwargs["number"])
        if row and not row["hidden"]:
            return reverse("embed-entity", args=[row["pk"]]) + query, f"Attention to {row['name']}"
    if found.url_name == "compare":
        return reverse("embed-compare") + query, "Attention compared"
    if found.url_name in {"countries", "home"}:
        return reverse("embed-countries") + query, "Attention to the six countries"
    raise Http404("This page has no chart to show elsewhere.")


def _most(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return max(120, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 0
