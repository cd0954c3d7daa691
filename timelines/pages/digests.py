"""The form by which a reader asks for a saved search by mail, and the pages behind the links of the mails.

No account and no cookie: what a link carries is known to its reader alone. Opening a link changes nothing, as programs
that check mails open them, too; a button does.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from entities.models import Proposal
from timelines import digests
from timelines.pages.common import sender_of
from timelines.queries.saved import Saved
from timelines.subscriptions import FORGET_AFTER, Subscription, TooMany

TRAP = "website"  # hidden from people; whoever fills it in is none
LONGEST_ADDRESS = 254


@csrf_exempt
@require_http_methods(["GET", "POST"])
def ask_page(request: HttpRequest) -> HttpResponse:
    """The form about the page whose address is given as `of`, and the answer to it."""
    given = request.POST if request.method == "POST" else request.GET
    try:
        search = digests.search_of(given.get("of", ""))
    except digests.NotSaved as error:
        raise Http404(gettext("There is no such list to be told of.")) from error
    context = _about(search) | {"every": given.get("every", ""), "email": given.get("email", "")[:LONGEST_ADDRESS]}
    context |= {"cadences": Subscription.Every.values, "mails": settings.MAILS}
    if request.method == "GET" or not settings.MAILS:
        return _private(render(request, "timelines/digest_ask.html", context))
    error_told, status = _take(request, search)
    context |= {"error": error_told, "thanks": not error_told}
    return _private(render(request, "timelines/digest_ask.html", context, status=status))


def _about(search: Saved) -> dict[str, Any]:
    return {
        "title": digests.title_of(search),
        "page": digests.page_of(search),
        "of": digests.page_without_language(search),
        "days": FORGET_AFTER.days,
        "section": "",
    }


def _take(request: HttpRequest, search: Saved) -> tuple[str, int]:
    """What is wrong with what was sent ("" when nothing is), and the status of the answer."""
    given = request.POST
    if given.get(TRAP):
        return "", 200
    email, every = given.get("email", "").strip(), given.get("every", "")
    try:
        validate_email(email)
    except ValidationError:
        return gettext("This is no address of mail."), 400
    if len(email) > LONGEST_ADDRESS or every not in Subscription.Every.values:
        return gettext("Say where the mails should go, and how often."), 400
    now = timezone.now()
    try:
        Subscription.objects.ask(
            Proposal.objects.sender(sender_of(request), now),
            now,
            email=email,
            page=digests.page_without_language(search),
            site=f"{request.scheme}://{request.get_host()}",
            language=translation.get_language() or settings.LANGUAGE_CODE,
            every=every,
        )
    except TooMany:
        return gettext("Too many requests came from your address within the hour. Please come back later."), 429
    return "", 200


@csrf_exempt
@require_http_methods(["GET", "POST"])
def on_page(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of the first mail: the button that turns the mails on."""
    subscription = Subscription.objects.filter(token=token).first()
    if subscription is None:
        return _private(render(request, "timelines/digest_on.html", {"gone": True, "section": ""}, status=404))
    if request.method == "POST":
        digests.confirm(subscription, timezone.now())
        subscription.refresh_from_db()
    context: dict[str, Any] = {"subscription": subscription, "section": ""}
    try:
        context |= _about(digests.search_of(subscription.page))
    except digests.NotSaved:
        context |= {"title": "", "page": ""}
    return _private(render(request, "timelines/digest_on.html", context))


@csrf_exempt
@require_http_methods(["GET", "POST"])
def off_page(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link of every mail, and what mail programs post to: the mails end and the address is forgotten.

    The answer is the same when nothing is left to turn off: it is off, whoever asks.
    """
    held = Subscription.objects.filter(token=token)
    if request.method == "POST":
        held.delete()
    context = {"on": request.method == "GET" and held.exists(), "section": ""}
    return _private(render(request, "timelines/digest_off.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    """A page whose address is a secret, or that shows what somebody wrote: kept nowhere, told to nobody."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
