"""The Celery app and its timetable: a few lines, each a sweep that asks PostgreSQL what is due."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")

app = Celery("balkanwatch")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

_BEAT_SECONDS = float(os.environ.get("BALKANWATCH_BEAT_SECONDS", "60"))

TIMETABLE = {
    # None expires: a worker whose clock is ahead would throw it away, and a late sweep does no harm.
    name: {"task": name, "schedule": _BEAT_SECONDS}
    for name in (
        *("articles.visit_due_sources", "articles.fetch_due_articles", "entities.read_due_articles"),
        "timelines.send_due_digests",
    )
} | {
    "entities.read_all_due_articles": {
        "task": "entities.read_all_due_articles",
        "schedule": crontab(hour="3", minute="17"),
    },
    "articles.count_days": {"task": "articles.count_days", "schedule": 3600.0},
}
app.conf.beat_schedule = TIMETABLE
