"""What is collected, how it is read, how often that goes wrong, and what each column of the exports holds."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from timelines import labels
from timelines.filters import Filters
from timelines.pages.common import exports_of, filters_of, shown
from timelines.queries import columns, sources

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
        "rates": error_rates(),
        "region": [labels.country(code) for code in labels.REGION],
    }
    return shown(request, "methods", filters_of(request), context)


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


def codebook_page(request: HttpRequest) -> HttpResponse:
    context = {
        "tables": columns.TABLES,
        "exports": exports_of(reverse("codebook").rstrip("/"), Filters()),
    }
    return shown(request, "codebook", filters_of(request), context)


def api_page(request: HttpRequest) -> HttpResponse:
    context = {"site": request.build_absolute_uri("/").rstrip("/"), "tables": columns.TABLES}
    return shown(request, "api", filters_of(request), context)
