"""Mails about saved searches: one to ask whether the address is its owner's wish, then one for what is new.

    Subscription.due_at -> claim_due -> send -> saved (which articles) -> hits not told yet -> a mail -> the row

A mail is noted in its row after the mail server took it, in the transaction that held the row meanwhile. A worker that
dies before that leaves the mail due again: a reader may get the last one twice, but never misses one. As the repeated
mail tells the same articles it has the same Message-ID, by which mail programs throw away the second.
"""

import logging
import smtplib
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.utils import parseaddr
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from articles.models import Article
from timelines import labels
from timelines.filters import Filters, parse
from timelines.queries import articles, saved
from timelines.queries.common import Row, rows_of
from timelines.queries.saved import Saved
from timelines.subscriptions import LONGEST_PAGE, Subscription, next_due

log = logging.getLogger(__name__)

LISTED = 50  # articles of one mail; it leads to the rest
# An article may be read, and so become a hit, some time after it was first seen.
OVERLAP = timedelta(days=3)
LONGEST_PAUSE = timedelta(days=1)  # between two tries while the mail server does not answer
GONE_FOR_GOOD = timedelta(days=30)  # a page that was taken off the site may come back before
REFUSALS = 3  # in a row, after which an address is taken for dead and forgotten


class NotSaved(LookupError):
    """The address is none of a page whose articles could be told by mail."""


# Which searches there are


def search_of(page: str) -> Saved:
    """The saved search of one of our addresses, with or without its language. Raises NotSaved.

    Days, order and place in the list are left out: a digest tells what is new.
    """
    try:
        parts = urlsplit(page)
        with translation.override(settings.LANGUAGE_CODE):
            match = resolve(labels.without_language(parts.path)[1])
        filters = parse(parse_qs(parts.query))
    except (ValueError, Resolver404) as error:
        raise NotSaved(page) from error
    if filters.errors or len(page) > LONGEST_PAGE:
        raise NotSaved(page)
    found = _found(str(match.url_name), match.kwargs, _lasting(filters))
    if found is None:
        raise NotSaved(page)
    return found


def _lasting(filters: Filters) -> Filters:
    return filters.but(since=None, until=None, order="", by="", raw=False, kind="", words=())


def _found(name: str, given: dict[str, Any], filters: Filters) -> Saved | None:
    match name:
        case "articles":
            return saved.of_list(filters)
        case "entity":
            return saved.of_entity(given["number"], filters)
        case "source":
            return saved.of_source(given["slug"], filters)
        case "country":
            return saved.of_country(given["iso2"].upper(), filters)
        case "timeline":
            return saved.of_timeline(given["slug"])
    return None


def page_of(search: Saved) -> str:
    """The address of a saved search in the language that is active."""
    return reverse(search.name, args=search.parts) + search.filters.query()


def page_without_language(search: Saved) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return page_of(search)


# What is new


def hits(search: Saved, since: datetime, told: Iterable[int]) -> list[int]:
    """Ids of its articles first seen at or after `since` that were not told yet, newest first."""
    queryset = search.queryset.filter(first_seen_at__gte=since).order_by("-first_seen_at", "-pk")
    before = set(told)
    return [pk for pk in queryset.values_list("pk", flat=True) if pk not in before]


def confirm(subscription: Subscription, now: datetime) -> None:
    """Its owner wants it: what is there already counts as told, and the first mail is due the next morning."""
    try:
        search = search_of(subscription.page)
    except NotSaved:
        present: list[int] = []
    else:
        present = hits(search, now - OVERLAP, ())
    Subscription.objects.filter(pk=subscription.pk, confirmed_at=None).update(
        confirmed_at=now, looked_at=now, told=present, due_at=next_due(subscription.every, now), attempts=0
    )


# Sending


def send(number: int, promised: datetime, now: datetime) -> str:
    """Sends what is due to one address, and says what became of it. `promised` is the due date of its claim."""
    if not Subscription.objects.start(number, promised):
        return "no longer due"
    with transaction.atomic():
        due = Subscription.objects.select_for_update(skip_locked=True).filter(pk=number, due_at=promised)
        subscription = due.first()
        if subscription is None:
            return "no longer due"
        try:
            return _ask(subscription) if subscription.confirmed_at is None else _tell(subscription, now)
        except smtplib.SMTPRecipientsRefused as refusal:
            return _refused(subscription, refusal, now)
        except (smtplib.SMTPException, OSError) as trouble:
            return _later(subscription, trouble, now)


def _ask(subscription: Subscription) -> str:
    with translation.override(subscription.language):
        try:
            search = search_of(subscription.page)
        except NotSaved:
            subscription.delete()
            return "the page is gone"
        context = {"title": title_of(search), "every": subscription.every}
        subject = gettext("Please confirm: new articles by mail, %(title)s") % context
        _mail(subscription, search, "confirm", subject, context, [subscription.pk])
    subscription.due_at, subscription.attempts = None, 0
    subscription.save(update_fields=["due_at", "attempts"])
    return "asked"


def _tell(subscription: Subscription, now: datetime) -> str:
    with translation.override(subscription.language):
        try:
            search = search_of(subscription.page)
        except NotSaved:
            return _page_gone(subscription, now)
        assert subscription.looked_at is not None
        new = hits(search, subscription.looked_at - OVERLAP, subscription.told)
        if new:
            _mail(subscription, search, "digest", _subject(search, len(new)), _news(subscription, new), new)
    keep = Article.objects.filter(pk__in=[*subscription.told, *new], first_seen_at__gte=now - OVERLAP)
    subscription.told = list(keep.values_list("pk", flat=True))
    subscription.looked_at, subscription.due_at = now, next_due(subscription.every, now)
    subscription.attempts = subscription.refused = 0
    subscription.save(update_fields=["told", "looked_at", "due_at", "attempts", "refused"])
    return f"told {len(new)}" if new else "nothing new"


def title_of(search: Saved) -> str:
    """What a saved search is called, on one line."""
    return _one_line(search.title or gettext("all articles"))


def _subject(search: Saved, number: int) -> str:
    told = {"number": number, "title": title_of(search)}
    return ngettext("%(number)s new article: %(title)s", "%(number)s new articles: %(title)s", number) % told


def _news(subscription: Subscription, new: list[int]) -> dict[str, Any]:
    rows = {row["pk"]: row for row in rows_of(articles.listed(Article.objects.filter(pk__in=new[:LISTED])))}
    listed = [rows[pk] for pk in new[:LISTED] if pk in rows]
    articles.add_excerpts(listed, Filters())
    return {
        "rows": [_told(row, subscription.site) for row in listed],
        "number": len(new),
        "more": len(new) - len(listed),
    }


def _told(row: Row, site: str) -> Row:
    language = labels.lang(row["language"], row["script"])
    title = _one_line(row["title"] or row["url"])
    excerpt = "" if row["excerpt"] == row["title"] else _one_line(row["excerpt"])
    href = site + reverse("article", args=[row["pk"], labels.article_slug(row["title"])])
    return row | {"lang": language, "title": title, "excerpt": excerpt, "href": href}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _page_gone(subscription: Subscription, now: datetime) -> str:
    """Its name, outlet or timeline is not on the site: nothing is sent, and after a month the address is forgotten."""
    if subscription.looked_at and now - subscription.looked_at > GONE_FOR_GOOD:
        subscription.delete()
        return "the page is gone, and the address forgotten"
    subscription.due_at, subscription.attempts = next_due(subscription.every, now), 0
    subscription.save(update_fields=["due_at", "attempts"])
    return "the page is gone"


def _mail(
    subscription: Subscription, search: Saved, template: str, subject: str, context: dict[str, Any], what: list[int]
) -> None:
    """One mail in plain text and HTML, with the headers by which a mail program turns it off (RFC 8058)."""
    site = subscription.site
    off = site + reverse("digest-off", args=[subscription.token])
    whole = context | {
        "page": site + page_of(search),
        "title": title_of(search),
        "every": subscription.every,
        "site": site,
        "off": off,
        "on": site + reverse("digest-on", args=[subscription.token]),
        "methods": site + reverse("methods"),
    }
    message = EmailMultiAlternatives(
        subject=_one_line(subject)[:200],
        body=render_to_string(f"timelines/mail/{template}.txt", whole),
        to=[subscription.email],
        headers={
            "Message-ID": _message_id(subscription, what),
            "List-Unsubscribe": f"<{off}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": f"Balkanwatch <digests.{_host(site)}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": translation.get_language() or "en",
        },
    )
    message.attach_alternative(render_to_string(f"timelines/mail/{template}.html", whole), "text/html")
    message.send()


def _message_id(subscription: Subscription, what: list[int]) -> str:
    """The same for the same articles to the same reader, so that a mail sent twice is seen once."""
    parts = " ".join([subscription.token, str(subscription.confirmed_at is None), *map(str, sorted(what))])
    host = Address(addr_spec=parseaddr(settings.DEFAULT_FROM_EMAIL)[1]).domain or "localhost"
    return f"<{blake2b(parts.encode(), digest_size=16).hexdigest()}@{host}>"


def _host(site: str) -> str:
    return urlsplit(site).hostname or "localhost"


def _refused(subscription: Subscription, refusal: smtplib.SMTPRecipientsRefused, now: datetime) -> str:
    """The server does not know the address, for now (4xx) or at all (5xx). Neither is worth more than a few tries."""
    code = max((code for code, _ in refusal.recipients.values()), default=0)
    if code >= 500:
        subscription.refused += 1
        if subscription.confirmed_at is None or subscription.refused >= REFUSALS:
            subscription.delete()
            return "refused for good, and forgotten"
    subscription.due_at = now + (LONGEST_PAUSE if code >= 500 else _pause(subscription))
    subscription.save(update_fields=["refused", "due_at"])
    return f"refused with {code}"


def _later(subscription: Subscription, trouble: Exception, now: datetime) -> str:
    """The mail server is away or in trouble: nothing is lost, it is tried again. The log names no address."""
    log.warning("digest %s was not sent and will be tried again: %s", subscription.pk, type(trouble).__name__)
    subscription.due_at = now + _pause(subscription)
    subscription.save(update_fields=["due_at"])
    return "tried again later"


def _pause(subscription: Subscription) -> timedelta:
    lease: timedelta = settings.LEASE
    return min(lease * (1 << min(subscription.attempts, 10)), LONGEST_PAUSE)
