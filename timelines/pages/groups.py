"""Groups of figures: the list with what contradicts itself first, and one group with every wording and why it holds."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from entities.nlp.groups import Record, Relation
from timelines import labels
from timelines.filters import FIGURE_KINDS, Filters
from timelines.pages import figures as words
from timelines.pages.cite import cite
from timelines.pages.common import chips, exports_of, filters_of, next_query, paged, shown
from timelines.queries import articles, groups
from timelines.queries.common import Row

PAIRS = 6  # explained on a page


def groups_page(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    page, filters = paged(filters, groups.listed)
    groups.add_wordings(page.rows)
    entities = articles.names_of(filters.entity) if filters.entity else {}
    sources = articles.source_names(filters.source) if filters.source else {}
    context = {
        "rows": [_in_words(row) for row in page.rows],
        "page": page,
        "next": next_query(filters, page),
        "hidden": filters.hidden("q", "since", "until"),
        "tabs": _tabs(filters),
        "kinds": _kinds(filters),
        "chips": [*chips(filters, entities, sources), *_chips(filters)],
        "exports": exports_of(reverse("figure-groups").rstrip("/"), filters),
    }
    return shown(request, "groups", filters, context)


def _chips(filters: Filters) -> list[dict[str, str]]:
    return words.figure_chips(filters.but(standing=""))


def _tabs(filters: Filters) -> list[dict[str, Any]]:
    numbers = groups.standings(filters)
    tabs = [{"label": gettext("All"), "number": sum(numbers.values()), "value": ""}]
    tabs += [{"label": STANDINGS[name], "number": number, "value": name} for name, number in numbers.items()]
    return [
        tab
        | {"href": filters.but(standing=tab["value"], errors=()).query() or "?", "on": filters.standing == tab["value"]}
        for tab in tabs
    ]


def _kinds(filters: Filters) -> list[dict[str, Any]]:
    names = {"": gettext("All kinds"), **{name: words.TITLES[name] for name in FIGURE_KINDS}}
    held = filters.kind if filters.kind in FIGURE_KINDS else ""
    return [
        {"label": label, "href": filters.but(kind=kind, errors=()).query() or "?", "on": held == kind}
        for kind, label in names.items()
    ]


STANDINGS = {
    "rival": gettext_lazy("Contradict each other"),
    "updates": gettext_lazy("Later counts"),
    "agree": gettext_lazy("Agree"),
    "single": gettext_lazy("One figure"),
}
_WHY = {
    "rival": gettext_lazy(
        "These texts give different numbers for the same thing and the same time. Which one is right, this page does "
        "not know: compare who says it, and ask."
    ),
    "updates": gettext_lazy(
        "The numbers differ because they were counted at different times: the later ones go on from the earlier."
    ),
    "agree": gettext_lazy("All texts give the same number, as exactly as their words allow."),
    "single": gettext_lazy("Only one figure about this was found so far, so that there is nothing to compare it with."),
}


def _in_words(row: Row) -> dict[str, Any]:
    """A group with its heading, its standing and its spread in words."""
    return row | {
        "heading": heading(row),
        "standing_words": STANDINGS[row["standing"]],
        "spread": spread(row),
        "days": words.in_days(row["first_day"], row["last_day"]),
    }


def heading(row: Row) -> str:
    """What a group is about: "Italian centres in Albania: sum of money, in total"."""
    what = {"money": gettext("sums of money"), "percent": gettext("per cent")}.get(
        row["kind"], labels.word(row["measure"]) or row["unit"] or gettext("a count")
    )
    parts = [what, words.basis(row["basis"]), words.period(row["period"])]
    return f"{words.subject(row['subject'])}: {', '.join(filter(None, parts))}"


def spread(row: Row) -> str:
    """From the lowest to the highest number, with the unit."""
    low, high = row["low"], row["high"]
    if low is None:
        return ""
    unit = row["currency"] or ("%" if row["kind"] == "percent" else "")
    number = labels.number(low) if high is None or low == high else f"{labels.number(low)} – {labels.number(high)}"
    return f"{number} {unit}".strip()


def group_page(request: HttpRequest, number: int) -> HttpResponseBase:
    row = groups.group(number)
    if row is None:
        raise Http404(gettext("There is no such group of figures."))
    if row["merged_into"]:
        return redirect("figure-group", row["merged_into"], permanent=True)
    filters = filters_of(request)
    page, filters = paged(filters, lambda asked: groups.listed_members(number, asked))
    wordings = groups.wordings(number)
    if not wordings:
        raise Http404(gettext("There is no such group of figures."))
    told = _in_words(row)
    context = {
        "group": told,
        "why": _WHY[row["standing"]],
        "spread_words": _spread_words(row),
        "wordings": [
            wording | {"how": words.how(wording["first"]), "euros": words.euros(wording["first"])}
            for wording in wordings
        ],
        "copies": sum(wording["copies"] for wording in wordings),
        "pairs": _pairs(number),
        "too_many": row["members"] > groups.COMPARED,
        "page": page,
        "rows": words.with_pieces(page.rows),
        "next": next_query(filters, page),
        "exports": exports_of(reverse("figure-group", args=[number]).rstrip("/"), Filters()),
        "cite": cite(request, told["heading"]),
    }
    return shown(request, "group", filters, context)


def _spread_words(row: Row) -> str:
    """How far apart the numbers are: "the highest is 33 % above the lowest"."""
    low, high = row["eur_low"] or row["low"], row["eur_high"] or row["high"]
    if not low or not high or low == high or low < 0:
        return ""
    return gettext("the highest is %(share)s above the lowest") % {"share": labels.per_cent(float(high / low) - 1)}


def _pairs(number: int) -> list[dict[str, Any]]:
    """Why figures of the group hold together or not: contradictions first, each value once with each other."""
    made, seen = [], set()
    pairs = groups.compared_pairs(number)
    names = groups.source_names(record.source for first, second, _ in pairs for record in (first, second))
    for first, second, relation in pairs:
        values = frozenset([(first.value, first.currency), (second.value, second.currency)])
        if relation == "different" or (relation, values) in seen:
            continue
        seen.add((relation, values))
        made.append(
            {
                "relation": relation,
                "label": STANDINGS[relation],
                "why": reason(first, second, relation),
                "sides": [_side(first, names), _side(second, names)],
            }
        )
    return made[:PAIRS]


def _side(record: Record, names: dict[str, str]) -> dict[str, Any]:
    value = labels.number(record.value)
    if record.value_max is not None:
        value += f"–{labels.number(record.value_max)}"
    unit = record.currency or ("%" if record.kind == "percent" else "")
    return {
        "amount": " ".join(filter(None, [labels.word(record.qualifier), value, unit])),
        "source": names.get(record.source, record.source),
        "day": record.published.date(),
    }


_TOLLS = {"deaths", "arrests"}


def reason(first: Record, second: Record, relation: Relation) -> str:
    """Why two figures agree, update one another or contradict each other, in words."""
    earlier, later = sorted((first, second), key=lambda one: one.published)
    if relation == "agree":
        return _why_agree(earlier, later)
    if relation == "updates":
        return _why_updates(earlier, later)
    if (earlier.hedge == "denied") != (later.hedge == "denied"):
        return gettext("One text gives this number, another reports that it is denied.")
    if earlier.article == later.article and earlier.said_by and later.said_by:
        return gettext("One text reports both: %(one)s says the one, %(other)s the other.") % {
            "one": earlier.said_by,
            "other": later.said_by,
        }
    time = words.period(earlier.period or later.period) or words.basis("total")
    return gettext("The same thing, %(time)s, in different numbers.") % {"time": time}


def _why_agree(earlier: Record, later: Record) -> str:
    if earlier.kind == "money" and earlier.currency != later.currency:
        return gettext("The same sum in two currencies, at the rate of the day.")
    if earlier.value == later.value:
        return gettext("The same number.")
    return gettext("One number lies within what the words of the other allow (about, more than, up to).")


def _why_updates(earlier: Record, later: Record) -> str:
    days = (later.published - earlier.published).days
    after = ngettext("%(number)s day later", "%(number)s days later", days) % {"number": days}
    if earlier.measure in _TOLLS:
        return gettext("More was known %(after)s.") % {"after": after}
    if earlier.hedge == "planned" and not later.hedge:
        return gettext("What was planned, and what was told %(after)s.") % {"after": after}
    if earlier.flow == "stock":
        return gettext("Who or what is there was counted again %(after)s.") % {"after": after}
    if earlier.source == later.source:
        return gettext("The same outlet gives a newer number %(after)s.") % {"after": after}
    return gettext("The count was still going on; the other is from %(after)s.") % {"after": after}
