"""Says whether the line runs: how old the last visit and reading are, how much waits, and what was set aside."""

from datetime import timedelta

from django.db.models import Max
from django.http import HttpRequest, JsonResponse

from articles.models import Address, Article, Visit, database_now
from entities.models import Reading

# Two rounds of the slowest sweep; a process that is up but finishes nothing is not healthy.
STALE = timedelta(minutes=10)


def health(request: HttpRequest) -> JsonResponse:
    """200 when work is done in time, 503 when due addresses have waited for longer than ten minutes."""
    now = database_now()
    late = Address.objects.filter(due_at__lt=now - STALE, source__enabled=True, source__paused_because="").count()
    body = {
        "ok": not late,
        "addresses_late": late,
        "articles_waiting": Article.objects.filter(due_at__lt=now).count(),
        "articles_set_aside": Article.objects.filter(state=Article.State.SET_ASIDE).count(),
        "readings_set_aside": Reading.objects.filter(state=Reading.State.SET_ASIDE).count(),
        "last_visit": Visit.objects.aggregate(at=Max("at"))["at"],
        "last_reading": Reading.objects.aggregate(at=Max("read_at"))["at"],
    }
    return JsonResponse(body, status=503 if late else 200)
