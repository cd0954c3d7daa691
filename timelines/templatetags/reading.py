"""How values are written on the pages: numbers, days, amounts, names of codes, addresses."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, gettext_noop, ngettext

from timelines import labels
from timelines.filters import Told

register = template.Library()

CHART_LIBRARY = "vendor/chart.umd.min.js"

register.filter("country", labels.country)
register.filter("language", labels.language)
register.filter("called", labels.called)
register.filter("word", labels.word)
register.filter("thousands", labels.number)
register.filter("per_cent", labels.per_cent)
register.filter("day", labels.day)
register.filter("moment", labels.moment)
register.filter("told_date", labels.told_date)
register.filter("figure_warning", labels.figure_warning)


@register.filter
def stamp(value: date | datetime | None) -> str:
    """The machine's form of a day or a time, for the datetime attribute."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if value else ""


@register.filter
def amount(figure: Mapping[str, Any]) -> str:
    """The number of a figure with its currency or unit: "650,000,000 EUR", "600–653", "12 %"."""
    value, most = figure.get("value"), figure.get("value_max")
    number = labels.number(value) + (f"–{labels.number(most)}" if value is not None and most is not None else "")
    if not number:
        return ""
    unit = figure.get("currency") or ("%" if figure.get("kind") == "percent" else "")
    return f"{number} {unit}".strip()


_BASES = {
    "total": gettext_noop("in total"),
    "year": gettext_noop("per year"),
    "month": gettext_noop("per month"),
    "week": gettext_noop("per week"),
    "day": gettext_noop("per day"),
    "head": gettext_noop("per head"),
}


@register.filter
def noted(text: str) -> str:
    """A note of the data: a word of ours in the page's language; anything else is English and marked so."""
    if text in labels.WORDS or not text or page_language() == "en":
        return labels.word(text)
    return format_html('<span lang="en">{}</span>', text)


@register.filter
def basis(name: str) -> str:
    """What a figure is of: "in total", "per year"."""
    return gettext(_BASES[name]) if name in _BASES else name


@register.filter
def web(address: str | None) -> str:
    """The address when a browser may follow it, else nothing: what is stored came from strangers."""
    return address if address and address.startswith(("https://", "http://")) else ""


@register.simple_tag
def lang_of(row: Mapping[str, Any]) -> str:
    return labels.lang(row.get("language") or row.get("lang") or "", row.get("script") or row.get("letters") or "")


@register.simple_tag
def article_url(number: int, title: str) -> str:
    return labels.article_address(number, title)


@register.simple_tag
def entity_url(number: int, name: str, kind: str = "") -> str:
    return labels.entity_address(number, name, kind)


_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def linked_data_script(told: Mapping[str, Any]) -> str:
    """A data block for machines that read pages; no letter in it can end the block."""
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(json.dumps(told, ensure_ascii=False).translate(_IN_SCRIPT)),  # noqa: S308  escaped one line up
    )


@register.simple_tag(takes_context=True)
def absolute(context: Mapping[str, Any], path: str = "") -> str:
    """The full address of this page without its query, or of a path."""
    request = context.get("request")
    return request.build_absolute_uri(path or request.path) if request else path


@register.simple_tag
def chart_library() -> str:
    """The address of the drawing library; nothing when set-up has not fetched it, and the tables stay."""
    try:
        there = finders.find(CHART_LIBRARY) or staticfiles_storage.exists(CHART_LIBRARY)
        return static(CHART_LIBRARY) if there else ""
    except ValueError:  # not in the manifest of a collected set
        return ""


@register.filter
def size(number: int) -> str:
    """ "5 kB", "1.2 MB" of a file."""
    for unit, of in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if number >= of:
            return f"{number / of:.1f} {unit}".replace(".", labels.decimal_mark())
    return ngettext("%(number)s byte", "%(number)s bytes", number) % {"number": number}


@register.filter
def plural(number: int, words: str) -> str:
    """ "1 article", "1,234 articles" from "article,articles"; the pair is a message with the number before it."""
    one, _, many = words.partition(",")
    return ngettext(f"%(number)s {one}", f"%(number)s {many}", number) % {"number": labels.number(number)}


@register.filter
def told(message: str) -> str:
    """What could not be read in an address, in the page's language."""
    return gettext(message.message) % message.values if isinstance(message, Told) else message


@register.simple_tag
def page_language() -> str:
    return labels.language_tag(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def other_languages(context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """This page in each language of the site; `href` keeps the question, `page` is the full address without it."""
    request = context.get("request")
    if request is None:
        return []
    now, path = labels.without_language(request.path)
    query = request.META.get("QUERY_STRING", "") if request.method == "GET" else ""
    return [
        {
            "language": language,
            "on": language.code == now,
            "href": f"/{language.prefix}{path[1:]}" + (f"?{query}" if query else ""),
            "page": request.build_absolute_uri(f"/{language.prefix}{path[1:]}"),
        }
        for language in labels.site_languages()
    ]
