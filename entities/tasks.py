"""The middle floor's Celery tasks: which versions are unread is asked of PostgreSQL, then each is read by itself."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import OperationalError

from articles.models import Version, database_now
from entities import understand
from entities.models import Entity, Reading, gather_days

SWEEP = 200
GROUPING_SECONDS = 30.0
# The sweep of each minute looks at what is new; the whole table is looked through once a night.
RECENT = timedelta(days=2)
EVER = datetime(1970, 1, 1, tzinfo=UTC)


@shared_task(name="entities.read_due_articles")
def read_due_articles() -> int:
    now = database_now()
    sent = _send(now, now - RECENT)
    group_found.delay()
    Entity.objects.promote()
    understand.weigh_names()
    return sent


@shared_task(name="entities.group_found")
def group_found() -> int:
    """The same figure and the same event of many texts: what a killed worker left is due at the next sweep."""
    return understand.group_found(GROUPING_SECONDS)


@shared_task(name="entities.read_all_due_articles")
def read_all_due_articles() -> int:
    """After a better rule, or a long pause: everything unread, in portions; also takes back what is off the subject."""
    Reading.objects.forget_irrelevant()
    understand.weigh_names(everything=True)
    sent = _send(database_now(), EVER)
    if sent:
        read_all_due_articles.apply_async(countdown=10)
    else:
        gather_days()
    return sent


def _send(now: datetime, since: datetime) -> int:
    ids = Reading.objects.claim_due(understand.reader_name(), SWEEP, now, since)
    for pk in ids:
        read_article.delay(pk, (now + settings.LEASE).isoformat())
    return len(ids)


@shared_task(name="entities.read_article")
def read_article(version_id: int, promised: str = "") -> None:
    """Reads one version. `promised` is the end of the lease that its claim set: who comes later finds another one."""
    version = Version.objects.select_related("article__source").filter(pk=version_id).first()
    if version is None or Reading.objects.covers(version, understand.reader_name()):
        return
    if not Reading.objects.start(version, datetime.fromisoformat(promised) if promised else None):
        return
    try:
        understand.read(version)
    except OperationalError:
        # The database went away, or chose this of two that wait for each other: not the text's fault.
        with suppress(OperationalError):
            Reading.objects.excuse(version)
        raise
    except SoftTimeLimitExceeded:
        Reading.objects.failed(version, "reading took longer than the time limit")
    except Exception as error:
        # Whatever a text does to the rules, it is noted on its reading and the queue goes on.
        Reading.objects.failed(version, f"{type(error).__name__}: {error}")
        raise
