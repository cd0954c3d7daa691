"""How values are written on the pages: numbers, days, amounts, names of codes, addresses."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from timelines import labels, series
from timelines.labels import article_slug

register = template.Library()

CHART_LIBRARY = "vendor/chart.umd.min.js"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

register.filter("country", labels.country)
register.filter("language", labels.language)
register.filter("per_cent", series.per_cent)


@register.filter
def thousands(number: int | Decimal | None) -> str:
    """1234567 -> "1,234,567"; decimals lose the zeros their column adds."""
    if number is None:
        return ""
    if isinstance(number, Decimal):
        number = number.normalize()
        return f"{number:,f}"
    return f"{number:,}"


@register.filter
def day(value: date | datetime | None) -> str:
    """ "13 Feb 2024"; days are UTC days."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    return f"{value.day} {value:%b %Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """ "13 Feb 2024, 10:30 UTC"."""
    return f"{day(value)}, {value.astimezone(UTC):%H:%M} UTC" if value else ""


@register.filter
def stamp(value: date | datetime | None) -> str:
    """The machine's form of a day or a time, for the datetime attribute."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if value else ""


@register.filter
def told_date(iso: str) -> str:
    """A date as precisely as it was told: "2024-02-13", "2024-02", "2024" and "199" in words."""
    if len(iso) == 3:
        return f"{iso}0s"
    months = _MONTHS if len(iso) < 10 else tuple(month[:3] for month in _MONTHS)
    parts = iso.split("-")
    try:
        words = [
            parts[0],
            months[int(parts[1]) - 1] if len(parts) > 1 else "",
            str(int(parts[2])) if len(parts) > 2 else "",
        ]
    except (ValueError, IndexError):
        return iso
    return " ".join(word for word in reversed(words) if word)


@register.filter
def amount(figure: Mapping[str, Any]) -> str:
    """The number of a figure with its currency or unit: "650,000,000 EUR", "600–653", "12 %"."""
    value, most = figure.get("value"), figure.get("value_max")
    number = thousands(value) + (f"–{thousands(most)}" if value is not None and most is not None else "")
    if not number:
        return ""
    unit = figure.get("currency") or ("%" if figure.get("kind") == "percent" else "")
    return f"{number} {unit}".strip()


@register.filter
def web(address: str | None) -> str:
    """The address when a browser may follow it, else nothing: what is stored came from strangers."""
    return address if address and address.startswith(("https://", "http://")) else ""


@register.simple_tag
def lang_of(row: Mapping[str, Any]) -> str:
    return labels.lang(row.get("language") or row.get("lang") or "", row.get("script") or row.get("letters") or "")


@register.simple_tag
def article_url(number: int, title: str) -> str:
    return reverse("article", args=[number, article_slug(title)])


@register.simple_tag
def entity_url(number: int, name: str, kind: str = "") -> str:
    return reverse("entity", args=[number, labels.entity_slug(name, kind or "name")])


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
            return f"{number / of:.1f} {unit}"
    return f"{number} bytes"


@register.filter
def plural(number: int, words: str) -> str:
    """ "1 article", "1,234 articles" from "article,articles"."""
    one, _, many = words.partition(",")
    return f"{number:,} {one if number == 1 else many or one + 's'}"
