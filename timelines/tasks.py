"""The top floor's Celery tasks: whose mail is due is asked of PostgreSQL, then each is sent by itself."""

from datetime import datetime

from celery import shared_task
from django.conf import settings

from articles.models import database_now
from timelines import digests
from timelines.subscriptions import Subscription

SWEEP = 200


@shared_task(name="timelines.send_due_digests")
def send_due_digests() -> int:
    """Sends off every mail that is due; forgets what nobody confirmed. How many were sent off."""
    now = database_now()
    Subscription.objects.forget(now)
    if not settings.MAILS:
        return 0
    ids = Subscription.objects.claim_due(SWEEP, now)
    for pk in ids:
        send_digest.delay(pk, (now + settings.LEASE).isoformat())
    return len(ids)


@shared_task(name="timelines.send_digest")
def send_digest(number: int, promised: str) -> None:
    """Sends one mail. A message that comes twice finds another due date than the one it was promised."""
    digests.send(number, datetime.fromisoformat(promised), database_now())
