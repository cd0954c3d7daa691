"""Charts for other people's pages: the figure alone, in a frame any site may hold; and oEmbed, which tells of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt

from timelines import labels
from timelines.pages import chronologies, figures
from timelines.pages.common import filters_of
from timelines.pages.compare import compare_chart
from timelines.pages.countries import region_chart
from timelines.pages.entities import attention_chart
from timelines.queries import compare, curated, entities, whose

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
        raise Http404(gettext("There is no such name."))
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


@framed
def entity_timeline(request: HttpRequest, number: int) -> HttpResponse:
    return _timeline(request, whose.of_entity(number))


@framed
def pair_timeline(request: HttpRequest, first: int, second: int) -> HttpResponse:
    return _timeline(request, whose.of_pair(first, second))


@framed
def timeline(request: HttpRequest, slug: str) -> HttpResponseBase:
    one = whose.curated_by_editor(slug)
    moved = "" if one else curated.moved_to(slug)
    return redirect("embed-timeline-timeline", moved, permanent=True) if moved else _timeline(request, one)


@framed
def topic_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    return _timeline(request, whose.of_topic(slug))


@framed
def deal_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    return _timeline(request, whose.of_deal(slug))


def _timeline(request: HttpRequest, one: whose.Whose | None) -> HttpResponse:
    """A page of a timeline by itself, with its stages drawn where it has any."""
    if one is None:
        raise Http404(gettext("There is no such timeline."))
    context, filters = chronologies.told(request, one)
    context |= {
        "filters": filters,
        "title": figures.subject(one.key) if one.kind == "deal" else labels.word(one.title),
        "lanes": chronologies.lanes(one.about, filters) if one.kind in {"deal", "timeline", "pair"} else None,
        "whole_page": reverse(one.kind, args=one.args) + filters.but(errors=()).query(),
        "section": "",
        "embedded": True,
    }
    return render(request, "timelines/embed_timeline.html", context, status=400 if filters.errors else 200)


def _shown(request: HttpRequest, chart: dict[str, Any] | None, page: str) -> HttpResponse:
    context = {"chart": chart and chart | {"embed": "", "link": ""}, "page": page, "section": ""}
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
            raise Http404(gettext("The address is none of ours."))
        language, _path = labels.without_language(parts.path)
        with translation.override(language):
            return _frame_in(resolve(parts.path), f"?{parts.query}" if parts.query else "")
    except (ValueError, Resolver404) as error:
        raise Http404(gettext("The address is none of ours.")) from error


def _frame_in(found: ResolverMatch, query: str) -> tuple[str, str]:
    if found.url_name == "entity":
        row = entities.entity(found.kwargs["number"])
        if row and not row["hidden"]:
            title = gettext("Attention to %(name)s") % {"name": labels.called(row["name"], row["kind"])}
            return reverse("embed-entity", args=[row["pk"]]) + query, title
    if found.url_name in {"timeline", "topic", "deal"}:
        ask = {"timeline": whose.curated_by_editor, "topic": whose.of_topic, "deal": whose.of_deal}[found.url_name]
        one = ask(found.kwargs["slug"])
        if one:
            title = figures.subject(one.key) if one.kind == "deal" else labels.word(one.title)
            return reverse(f"embed-{one.kind}-timeline", args=one.args) + query, title
    if found.url_name == "compare":
        return reverse("embed-compare") + query, gettext("Attention compared")
    if found.url_name in {"countries", "home"}:
        return reverse("embed-countries") + query, gettext("Attention to the six countries")
    raise Http404(gettext("This page has no chart to show elsewhere."))


def _most(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return max(120, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 0
