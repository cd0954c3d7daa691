"""The form by which a reader asks for something to be put right: no account, no cookie, and a curator decides.

What machines fill in is thrown away unseen (a field that people do not see); what one place sends too often is refused.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from entities.models import Entity, Figure, Proposal, TooMany
from timelines import labels
from timelines.pages.common import sender_of

LONGEST = 2000  # letters of a proposal
SHORTEST = 10
TRAP = "website"  # hidden from people; whoever fills it in is none


# A form without a session needs no token: nobody's rights can be borrowed to send it.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def propose_page(request: HttpRequest) -> HttpResponse:
    """The form about the entity or figure whose number is in the address, or about anything; and the answer to it."""
    given = request.POST if request.method == "POST" else request.GET
    subject = _subject(given.get("entity", ""), given.get("figure", ""))
    context: dict[str, Any] = subject | {"section": "methods", "abouts": Proposal.About.choices, "longest": LONGEST}
    if request.method == "GET":
        return render(request, "timelines/propose.html", context)
    error, status = _take(request, subject)
    context |= {"error": error, "text": given.get("text", "")[:LONGEST], "chosen": given.get("about", "")}
    context |= {"thanks": not error, "contact": given.get("contact", "")[:200]}
    return render(request, "timelines/propose.html", context, status=status)


def _subject(entity: str, figure: str) -> dict[str, Any]:
    """What the page is about: public entities and current figures only, so that the form says nothing else exists."""
    number = int(entity) if entity.isdigit() and len(entity) < 19 else 0
    of = Entity.objects.public().filter(pk=number).first() if number else None
    number = int(figure) if figure.isdigit() and len(figure) < 19 else 0
    shown = (
        Figure.objects.filter(pk=number, current=True).exclude(review="rejected").select_related("article").first()
        if number
        else None
    )
    slug = labels.entity_slug(of.name, of.kind) if of else ""
    return {"entity": of, "figure": shown, "slug": slug}


def _take(request: HttpRequest, subject: dict[str, Any]) -> tuple[str, int]:
    """What is wrong with what was sent ("" when nothing is), and the status of the answer."""
    given = request.POST
    if given.get(TRAP):
        return "", 200
    text, about = given.get("text", "").strip(), given.get("about", "")
    if about not in Proposal.About.values:
        return gettext("Say what it is about."), 400
    if not SHORTEST <= len(text) <= LONGEST:
        told = gettext("Say in %(least)s to %(most)s letters what is wrong, and how you know.")
        return told % {"least": SHORTEST, "most": LONGEST}, 400
    entity, figure = subject["entity"], subject["figure"]
    try:
        Proposal.objects.hand_in(
            sender_of(request),
            timezone.now(),
            about=about,
            text=text,
            contact=given.get("contact", "").strip()[:200],
            entity=entity,
            article=figure.article if figure else None,
            shown=(figure.text if figure else entity.name if entity else "")[:300],
        )
    except TooMany:
        return gettext("Too many proposals came from your address within the hour. Please come back later."), 429
    return "", 200
