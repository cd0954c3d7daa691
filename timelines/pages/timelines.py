"""The timelines that editors put together, those of topics, and those of deals with their stages drawn apart."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from timelines import labels
from timelines.filters import Filters
from timelines.pages import chronologies, figures
from timelines.pages.cite import cite
from timelines.pages.common import exports_of, filters_of, shown
from timelines.queries import curated, whose


def timelines_page(request: HttpRequest) -> HttpResponse:
    context = {
        "timelines": curated.timelines(),
        "topics": [row | {"label": labels.word(row["topic"])} for row in whose.topics()],
        "deals": [deal | {"title": figures.subject(deal["key"])} for deal in whose.deals()[:8]],
        "exports": exports_of(reverse("timelines").rstrip("/"), Filters()),
    }
    return shown(request, "timelines", filters_of(request), context)


def timeline_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    row = curated.timeline(slug)
    if row is None:
        moved = curated.moved_to(slug)
        if not moved:
            raise Http404(gettext("There is no such timeline."))
        query = request.META.get("QUERY_STRING", "")
        return redirect(reverse("timeline", args=[moved]) + (f"?{query}" if query else ""), permanent=True)
    one = whose.curated_of(row)
    context, filters = chronologies.told(request, one, feed=True)
    context |= {
        "timeline": row,
        "lanes": chronologies.lanes(one.about, filters),
        "cite": cite(request, row["title"]),
        "oembed": reverse("timeline", args=[slug]),
    }
    return shown(request, "timeline", filters, context)


def topic_page(request: HttpRequest, slug: str) -> HttpResponse:
    one = whose.of_topic(slug)
    if one is None:
        raise Http404(gettext("There is no such topic."))
    context, filters = chronologies.told(request, one)
    title = labels.word(one.about.topic)
    context |= {
        "title": title[:1].upper() + title[1:],
        "about": gettext(
            "What articles on this topic tell of a date and of something that happened: stages of agreements, rulings, "
            "arrests, operations, statistics, statements."
        ),
        "articles": reverse("articles") + Filters(topic=(one.about.topic,)).query(),
        "cite": cite(request, title),
    }
    return shown(request, "chronology", filters, context)


def deals_page(request: HttpRequest) -> HttpResponse:
    deals = [
        deal
        | {
            "title": figures.subject(deal["key"]),
            "days": figures.in_days(deal["first"], deal["last"]),
            "stages": [(labels.word(stage), number) for stage, number in deal["stages"]],
        }
        for deal in whose.deals()
    ]
    return shown(request, "deals", filters_of(request), {"deals": deals, "exports": exports_of("/deals", Filters())})


def deal_page(request: HttpRequest, slug: str) -> HttpResponse:
    one = whose.of_deal(slug)
    if one is None:
        raise Http404(gettext("No stage of such an agreement is told."))
    context, filters = chronologies.told(request, one)
    title = figures.subject(one.key)
    context |= {
        "title": title,
        "about": gettext(
            "Dated sentences about this, from announcement to force. What was initialled is not yet signed, and what "
            "was signed is not yet in force: the stages stand apart."
        ),
        "lanes": chronologies.lanes(one.about, filters),
        "deal": one.key,
        "cite": cite(request, title),
    }
    return shown(request, "chronology", filters, context)
