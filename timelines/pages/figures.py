"""The table of figures: sums first, then counts and percentages, each with its sentence; and figures that changed."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from entities.nlp.subjects import label as subject_label
from timelines import labels
from timelines.filters import FIGURE_KINDS, HEDGES, MEASURES, STANDINGS, Filters
from timelines.marks import Mark
from timelines.pages.common import chips, exports_of, filters_of, marked, next_query, paged, shown
from timelines.queries import articles, figures
from timelines.queries.common import Row

TITLES = {
    "money": gettext_lazy("Sums of money"),
    "count": gettext_lazy("Counts"),
    "percent": gettext_lazy("Percentages"),
}


def figures_page(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    page, filters = paged(filters, figures.listed)
    numbers = figures.kinds(filters)
    kind = figures.kind_of(filters)
    entities = articles.names_of(filters.entity) if filters.entity else {}
    sources = articles.source_names(filters.source) if filters.source else {}
    context = {
        "kind": kind,
        "title": TITLES[kind],
        "total": numbers[kind],
        "estimated": figures.is_estimated(filters),
        "page": page,
        "rows": with_pieces(page.rows),
        "next": next_query(filters, page),
        "hidden": filters.hidden("q", "since", "until"),
        "tabs": _tabs(filters, kind, numbers),
        "chips": [*chips(filters, entities, sources), *figure_chips(filters)],
        "choices": choices(filters, kind),
        "exports": exports_of(reverse("figures").rstrip("/"), filters),
        "orders": _orders(filters),
    }
    return shown(request, "figures", filters, context)


def with_pieces(rows: list[Row]) -> list[dict[str, Any]]:
    """Each figure with its sentence, in which it, its second expression and who said it are marked; and with words."""
    made = []
    for row in rows:
        marks = [Mark(row["start"], row["end"], row["kind"])]
        if row.get("other"):
            marks.append(Mark(row["other"]["start"], row["other"]["end"], row["kind"]))
        if row.get("said_start") is not None and row.get("said_end") is not None:
            marks.append(Mark(row["said_start"], row["said_end"], "speaker"))
        made.append(row | {"pieces": marked(row, marks), "how": how(row), "euros": euros(row)})
    return made


# A figure in words


def how(row: Row) -> list[str]:
    """What the sentence adds to a number, each part in words: "about", "in total", "for 2024", "planned"."""
    parts = [labels.word(row["qualifier"]), basis(row["basis"])]
    if row["measure"]:
        parts.append(labels.word(row["measure"]))
    parts += [labels.word(row["direction"]), period(row.get("period") or ""), labels.word(row.get("hedge"))]
    if row.get("flow") == "stock" and row["kind"] == "count":
        parts.append(gettext("a count of who or what is there"))
    return [part for part in parts if part]


_BASES = {
    "total": gettext_lazy("in total"),
    "year": gettext_lazy("per year"),
    "month": gettext_lazy("per month"),
    "week": gettext_lazy("per week"),
    "day": gettext_lazy("per day"),
    "head": gettext_lazy("per head"),
}


def basis(name: str) -> str:
    return str(_BASES.get(name, ""))


_LENGTH = re.compile(r"P([0-9]{1,4})([YMWD])")


def period(told: str) -> str:
    """What time a figure is for: "2024" -> "for 2024", "2015/.." -> "since 2015", "P5Y" -> "over 5 years"."""
    if not told:
        return ""
    length = _LENGTH.fullmatch(told)
    if length:
        return _over(int(length[1]), length[2])
    first, slash, last = told.partition("/")
    if not slash and len(told) == len("2024-08-22"):
        return gettext("on %(day)s") % {"day": labels.told_date(told)}
    if not slash:
        return gettext("for %(time)s") % {"time": labels.told_date(told)}
    if last == "..":
        return gettext("since %(time)s") % {"time": labels.told_date(first)}
    if first == "..":
        return gettext("until %(time)s") % {"time": labels.told_date(last)}
    return gettext("from %(first)s to %(last)s") % {"first": labels.told_date(first), "last": labels.told_date(last)}


def _over(number: int, unit: str) -> str:
    units = {
        "Y": ngettext("over %(number)s year", "over %(number)s years", number),
        "M": ngettext("over %(number)s month", "over %(number)s months", number),
        "W": ngettext("over %(number)s week", "over %(number)s weeks", number),
        "D": ngettext("over %(number)s day", "over %(number)s days", number),
    }
    return units[unit] % {"number": number}


def euros(row: Row) -> dict[str, Any] | None:
    """A sum in euros at the article's date with its rate; no amount when it is not converted, None for euros."""
    if row["kind"] != "money" or row["currency"] == "EUR" or row.get("value") is None:
        return None
    if row.get("eur") is None:
        return {"amount": "", "rate": gettext("not converted: no rate is known for that day")}
    amount = labels.number(_whole(row["eur"]))
    if row.get("eur_max") is not None:
        amount += f"–{labels.number(_whole(row['eur_max']))}"
    return {"amount": amount, "rate": rate(row)}


def _whole(amount: Any) -> Any:
    """Cents are shown of small sums only."""
    return amount if amount < 1000 else amount.quantize(type(amount)(1))


def rate(row: Row) -> str:
    """The rate that a sum was converted at: "1 EUR = 0.8532 GBP on 3 Oct 2025, ECB"."""
    told = f"1 EUR = {labels.number(row['per_euro'])} {row['currency']}"
    when = row["rate_day"]
    if row["rate_known"] == "year" and when:
        told = gettext("%(rate)s on average in %(year)s") % {"rate": told, "year": when.year}
    elif row["rate_known"] == "law":
        told = gettext("%(rate)s, fixed by law") % {"rate": told}
    elif when:
        told = gettext("%(rate)s on %(day)s") % {"rate": told, "day": labels.day(when)}
    return f"{told} ({row['rate_source']})" if row["rate_source"] else told


# Filters of figures


def figure_chips(filters: Filters) -> list[dict[str, str]]:
    """Tags of the filters that only figures have."""
    named = (
        ("measure", gettext("counted")),
        ("hedge", gettext("how sure")),
        ("standing", gettext("in a group")),
        ("currency", gettext("currency")),
    )
    return [
        {
            "what": what,
            "value": STANDING_WORDS.get(value, labels.word(value)),
            "href": filters.but(errors=(), **{name: ""}).query() or "?",
        }
        for name, what in named
        if (value := getattr(filters, name))
    ]


STANDING_WORDS: dict[str, Any] = {
    "rival": gettext_lazy("outlets contradict each other"),
    "updates": gettext_lazy("later counts"),
    "agree": gettext_lazy("outlets agree"),
    "single": gettext_lazy("one figure only"),
}


def choices(filters: Filters, kind: str) -> list[dict[str, Any]]:
    """Selections of the form: what is counted, how sure it is, how it stands to others."""
    asked: list[tuple[str, str, Iterable[str]]] = [
        ("hedge", gettext("How sure"), HEDGES),
        ("standing", gettext("Compared with other outlets"), STANDINGS),
    ]
    if kind == "count":
        asked.insert(0, ("measure", gettext("What is counted"), MEASURES))
    return [
        {
            "name": name,
            "label": label,
            "options": [
                {
                    "value": value,
                    "label": STANDING_WORDS.get(value, labels.word(value)),
                    "on": getattr(filters, name) == value,
                }
                for value in values
            ],
        }
        for name, label, values in asked
    ]


def _tabs(filters: Filters, kind: str, numbers: dict[str, int]) -> list[dict[str, Any]]:
    tabs = []
    for name in FIGURE_KINDS:
        href = filters.but(kind="" if name == "money" else name, order="", measure="", errors=()).query() or "?"
        tabs.append({"label": TITLES[name], "number": numbers[name], "href": href, "on": name == kind})
    return tabs


def _orders(filters: Filters) -> list[dict[str, Any]]:
    names = {
        "": gettext("Newest first"),
        "oldest": gettext("Oldest first"),
        "largest": gettext("Largest number first"),
    }
    return [
        {
            "label": label,
            "href": filters.but(order=order, errors=()).query() or "?",
            "on": filters.order == order or (not order and filters.order not in names),
        }
        for order, label in names.items()
    ]


# Figures changed after publication


def changes_page(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    page, filters = paged(filters, figures.changed)
    entities = articles.names_of(filters.entity) if filters.entity else {}
    sources = articles.source_names(filters.source) if filters.source else {}
    context = {
        "page": page,
        "rows": [with_sides(row) for row in page.rows],
        "next": next_query(filters, page),
        "hidden": filters.hidden("q", "since", "until"),
        "chips": chips(filters, entities, sources),
        "exports": exports_of(reverse("figure-changes").rstrip("/"), filters),
    }
    return shown(request, "changes", filters, context)


def with_sides(row: Row) -> dict[str, Any]:
    """A change with both its sentences, the figure marked in each."""
    made: dict[str, Any] = dict(row)
    for side in ("before", "after"):
        if row[f"{side}_text"] is None:
            made[side] = None
            continue
        told = {name: row[f"{side}_{name}"] for name in ("text", "value", "value_max", "currency", "kind", "qualifier")}
        sentence = {"sentence_text": row[f"{side}_sentence_text"], "sentence_start": row[f"{side}_sentence_start"]}
        mark = Mark(row[f"{side}_start"], row[f"{side}_end"], row[f"{side}_kind"])
        version = row["earlier_number"] if side == "before" else row["later_number"]
        made[side] = told | {"pieces": marked(sentence, [mark]), "version": version}
        made[side]["sentence"] = row[f"{side}_sentence"]
    made["words"] = _CHANGES[row["what"]]
    return made


_CHANGES = {
    "added": pgettext_lazy("a figure", "added"),
    "removed": pgettext_lazy("a figure", "taken out"),
    "changed": pgettext_lazy("a figure", "changed"),
}


def version_page(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """The figures of one version of an article, so that what stood there once can be seen where it stood."""
    row = figures.version(number, version)
    if row is None:
        raise Http404(gettext("There is no such version."))
    rows = with_pieces(figures.of_version(row["pk"]))
    context = {
        "version": row,
        "article": number,
        "rows": rows,
        "lang": labels.lang(row["language"], row["script"]),
        "exports": [],
    }
    return shown(request, "version", Filters(), context)


_PLACES = {
    "route:western-balkans": gettext_lazy("Western Balkans route"),
    "eu:external borders": gettext_lazy("External borders of the EU"),
}
_STATUS = re.compile("deal:frontex-status-([a-z]{2})")


def subject(key: str) -> str:
    """What figures are about, in words: codes of countries become their names."""
    head, _, facets = key.partition("|")
    kind, _, rest = head.partition(":")
    if kind in {"pair", "country", "countries"}:
        codes, _, topic = rest.partition(":")
        names = [labels.country(code) for code in codes.split("-")]
        words = ", ".join(names) if len(names) > 2 else gettext(" and ").join(names)
        return " · ".join([words, *filter(None, [labels.word(topic), *facets.split("+")])])
    status = _STATUS.fullmatch(head)
    if status:
        return gettext("Frontex status agreement: %(country)s") % {"country": labels.country(status[1].upper())}
    if kind == "staff":
        agency, _, code = rest.partition(":")
        where = gettext("the region") if code == "region" else labels.country(code)
        return gettext("%(agency)s staff: %(where)s") % {"agency": agency.capitalize(), "where": where}
    if head in _PLACES:
        return " · ".join(filter(None, [str(_PLACES[head]), *facets.split("+")]))
    return subject_label(key)


def in_days(first: date, last: date) -> str:
    return labels.day(first) if first == last else f"{labels.day(first)} – {labels.day(last)}"
