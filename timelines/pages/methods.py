"""What is collected, how it is read, how often that goes wrong, and what each column of the exports holds."""

import json
from collections import Counter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from timelines import labels
from timelines.filters import Filters
from timelines.pages.common import exports_of, filters_of, shown
from timelines.queries import articles, columns, sources
from timelines.queries.common import Row

# Written by the test run that measures the readers on labelled texts; absent on a fresh installation.
ERROR_RATES = "accuracy.json"


def methods_page(request: HttpRequest) -> HttpResponse:
    context = {
        "health": sources.health(timezone.now()),
        "threshold": settings.RELEVANCE_THRESHOLD,
        "pause": settings.PER_HOST_PAUSE.total_seconds(),
        "at_once": settings.PER_HOST_AT_ONCE,
        "promote_articles": getattr(settings, "PROMOTE_ARTICLES", None),
        "promote_sources": getattr(settings, "PROMOTE_SOURCES", None),
        "contact": settings.USER_AGENT_CONTACT,
        "user_agent": settings.USER_AGENT,
        "rates": (rates := error_rates()),
        "figure_rates": _of_figures(rates),
        "coverage": _coverage(sources.sources(timezone.now())),
        "oldest": articles.oldest_day(),
        "region": [labels.country(code) for code in labels.REGION],
    }
    return shown(request, "methods", filters_of(request), context)


def _coverage(rows: list[Row]) -> list[dict[str, Any]]:
    """For each country of the region how many of its outlets work, fail, and are not followed: the known gaps."""
    told = []
    for code in labels.REGION:
        states = Counter(row["state"] for row in rows if row["country"] == code)
        failing = states["failing"] + states["partly failing"]
        others = states.total() - states["working"] - failing
        told.append({"code": code, "working": states["working"], "failing": failing, "others": others})
    return told


def error_rates() -> dict[str, Any] | None:
    """The measured error rates, or None when the measurement was never made or its file cannot be read.

    The file: {"measured_on": "2026-01-31", "texts": 120, "rows": [{"what", "language", "precision", "recall", "n"}]}.
    """
    for folder in (settings.DATA_DIR, settings.BASE_DIR / "seeds"):
        try:
            rates = json.loads((folder / ERROR_RATES).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(rates, dict) and isinstance(rates.get("rows"), list) and rates["rows"]:
            return rates
    return None


def _of_figures(rates: dict[str, Any] | None) -> list[Row]:
    """The rates of what is told about figures beyond their number, under the names of their groups of languages."""
    held = (rates or {}).get("figures")
    rows = held.get("rows") if isinstance(held, dict) else None
    called = {"region": gettext("languages of the region"), "all": gettext("all languages")}
    return [
        row | {"called": called.get(row.get("language"), labels.language(row.get("language") or ""))}
        for row in rows or ()
    ]


def codebook_page(request: HttpRequest) -> HttpResponse:
    context = {
        "tables": columns.TABLES,
        "exports": exports_of(reverse("codebook").rstrip("/"), Filters()),
    }
    return shown(request, "codebook", filters_of(request), context)


def api_page(request: HttpRequest) -> HttpResponse:
    context = {"site": request.build_absolute_uri("/").rstrip("/"), "tables": columns.TABLES}
    return shown(request, "api", filters_of(request), context)
