"""Rows of which a page has many, written in Python: as templates they took most of a page's time.

Everything that comes from a text, a name or an address goes through `escape`; what is ours stands as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_noop, ngettext, pgettext

from timelines import labels
from timelines.marks import Piece
from timelines.queries.common import Row
from timelines.templatetags.reading import amount, lang_of, plural, stamp, web

register = template.Library()

LONGEST_TITLE = 110  # signs of a headline on a timeline


def _lang(row: Mapping[str, Any]) -> str:
    """The lang attribute of a row's own words, with a space before it; nothing where the language is not known."""
    lang = lang_of(row)
    return f' lang="{escape(lang)}"' if lang else ""


@register.simple_tag
def pieces(parts: Iterable[Piece]) -> SafeString:
    """A sentence with what was found in it marked; names lead to their pages."""
    return SafeString("".join(map(_piece, parts)))


def _piece(piece: Piece) -> str:
    text, mark = escape(piece.text), piece.mark
    if mark is None:
        return text
    marked = f'<mark class="{escape(mark.kind)}">{text}</mark>'
    if not mark.entity:
        return marked
    href = labels.entity_address(mark.entity, mark.name, mark.kind)
    return f'<a class="marked" href="{href}" title="{escape(mark.name)}">{marked}</a>'


@register.simple_tag
def options(choices: Iterable[Mapping[str, Any]]) -> SafeString:
    """The selections of a form."""
    everything = escape(pgettext("no filter", "all"))
    made = []
    for choice in choices:
        name, label = escape(choice["name"]), escape(choice["label"])
        made.append(
            f'<span class="pair"><label for="choose-{name}">{label}</label> <select id="choose-{name}" name="{name}">'
            f'<option value="">{everything}</option>'
        )
        for option in choice["options"]:
            on = " selected" if option["on"] else ""
            made.append(f'<option value="{escape(option["value"])}"{on}>{escape(str(option["label"]))}</option>')
        made.append("</select></span> ")
    return SafeString("".join(made))


@register.simple_tag
def chart_rows(chart: Mapping[str, Any]) -> SafeString:
    """The rows of a chart's table: of one series with its numbers in columns, of several each in one."""
    row_of = _row_of_one if len(chart["names"]) == 1 else _row_of_many
    named = [
        f' data-label="{name}"' for name in (gettext("Articles naming it"), gettext("All articles"), gettext("Share"))
    ]
    return SafeString("".join(row_of(row, named) for row in chart["rows"]))


def _row_of_one(row: Row, named: Sequence[str]) -> str:
    cell = row["cells"][0]
    return (
        f'<tr><th scope="row">{escape(row["label"])}</th>'
        f'<td class="n"{named[0]}>{_linked_number(cell)}</td>'
        f'<td class="n"{named[1]}>{labels.number(cell["point"].total)}</td>'
        f'<td class="n"{named[2]}>{escape(cell["share"])}</td></tr>'
    )


def _row_of_many(row: Row, _named: Sequence[str]) -> str:
    cells = "".join(
        f'<td class="n" data-label="{escape(cell["name"])}">{escape(cell["share"])} <span class="of">'
        f"{_linked_number(cell)}/{labels.number(cell['point'].total)}</span></td>"
        for cell in row["cells"]
    )
    return f'<tr><th scope="row">{escape(row["label"])}</th>{cells}</tr>'


def _linked_number(cell: Row) -> str:
    number = labels.number(cell["point"].matching)
    return f'<a href="{escape(cell["href"])}">{number}</a>' if cell["href"] else number


@register.simple_tag
def bin_rows(bins: Iterable[Mapping[str, Any]]) -> SafeString:
    """The months or years of a timeline, each as high as it has items."""
    return SafeString("".join(map(_bin, bins)))


def _bin(one: Mapping[str, Any]) -> str:
    label = escape(one["label"])
    if not one["href"]:
        return f'<li><span class="nothing"><span class="bin-label">{label}</span></span></li>'
    items = escape(plural(one["number"], "dated item,dated items"))
    return (
        f'<li><a href="{escape(one["href"])}#timeline" title="{label}: {items}">'
        '<svg viewBox="0 0 10 36" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect x="0" y="{one["up"]}" width="10" height="{one["tall"]}"/></svg>'
        f'<span class="bin-label">{label}</span> <span class="unseen">{one["number"]}</span></a></li>'
    )


# A timeline


@register.simple_tag
def items(rows: Iterable[Row]) -> SafeString:
    """Items of a timeline, each with its date, its sentence and where that stands."""
    return SafeString("".join(map(_item, rows)))


def _item(item: Row) -> str:
    lang = _lang(item)
    kind = ("" if item["event"] else " undated") + (" told" if item["line"] else "")
    stage = item["stage_words"]
    return (
        f'\n  <li class="event{kind}" id="{item["key"]}">\n    <div class="when">'
        f'<time datetime="{escape(item["iso"])}">{escape(labels.told_date(item["iso"]))}</time>'
        f'{_how_dated(item)}</div>\n    <div class="what">\n      '
        + (f'<p class="stage"><span class="stage-name">{escape(stage)}</span></p>' if stage else "")
        + f"\n      {_said(item, lang)}\n      {_by(item, lang)}\n      {_elsewhere(item)}\n    </div>\n  </li>"
    )


def _how_dated(item: Row) -> str:
    if not item["event"]:
        return _how(gettext("No date stands in the sentence; this is the day of the article"), gettext("article’s day"))
    if item["written"] is False:
        return _how(gettext("Worked out from the day of the article"), gettext("worked out"))
    return ""


def _how(title: str, told: str) -> str:
    return f'<span class="how" title="{escape(title)}">{told}</span>'


# A message inside an f-string is not seen by those who collect messages.
def _tag(told: str) -> str:
    return f'<span class="tag">{told}</span>'


def _said(item: Row, lang: str) -> str:
    if not item["line"]:
        return f'<p class="said"{lang}>{pieces(item["pieces"])}</p>'
    line = f'<p class="said">{escape(item["line"])}</p>'
    if item["origin"] == "by hand":
        return line
    return f'{line}<p class="said sentence"{lang}>{pieces(item["pieces"])}</p>'


_ORIGINS = {"rewritten": gettext_noop("in an editor’s words"), "pinned": gettext_noop("chosen by an editor")}


def _by(item: Row, lang: str) -> str:
    """Where it stands: the outlet and the headline, or what an editor named."""
    if not item["number"]:
        name, href = escape(item["source_name"] or item["url"] or ""), escape(web(item["url"]))
        named = f'<a href="{href}" rel="noopener nofollow external">{name}</a>' if href else name
        return '<p class="by">' + named + _tag(gettext("added by an editor")) + "</p>"
    at = f"#s{item['sentence_number']}" if item["sentence_number"] else ""
    href = labels.article_address(item["number"], item["title"])
    made = [f'<p class="by"><a href="{labels.source_address(item["source_slug"])}">{escape(item["source_name"])}</a>']
    if item["source_country"]:
        made.append(f'<span class="dot">{escape(labels.country(item["source_country"]))}</span>')
    title = item["title"] or item["url"]
    title = escape(title if len(title) <= LONGEST_TITLE else Truncator(title).chars(LONGEST_TITLE))
    made.append(f'<span class="dot"><a href="{href}{at}"{lang}>{title}</a></span>')
    if item["copy_of"]:
        made.append(_tag(gettext("copy of an earlier text")))
    if item["origin"] != "found":
        chosen = _ORIGINS.get(item["origin"], "chosen by an editor")
        made.append(_tag(gettext(chosen)))
    return "".join(made) + "</p>"


def _elsewhere(item: Row) -> str:
    """The other articles that tell the same, or how many hold the same text."""
    others, same = item["others"], len(item["articles"] or ())
    if others:
        number = len(others)
        summary = ngettext("told in %(number)s more article", "told in %(number)s more articles", number)
        told = summary % {"number": number}
        if item["own"] > 1:
            own = ngettext("%(number)s outlet in its own words", "%(number)s outlets in their own words", item["own"])
            told += f'<span class="dot">{own % {"number": item["own"]}}</span>'
        listed = "".join(_other(other, item) for other in others)
        return f'<details class="others"><summary>{told}</summary>\n      <ul>{listed}</ul></details>'
    if same > 1:
        told = ngettext("in %(number)s article", "the same text in %(number)s articles", same) % {"number": same}
        return f'<p class="by">{told}</p>'
    return ""


def _other(other: Row, item: Row) -> str:
    lang = _lang(other)
    href = labels.article_address(other["number"], other["title"])
    by = f"{escape(other['source_name'])}, {escape(labels.day(other['day']))}"
    made = [
        f'<li><p class="said"{lang}>{pieces(other["pieces"])}</p>'
        f'<p class="by"><a href="{href}#s{other["sentence"]}">{by}</a>'
    ]
    if other["iso"] != item["iso"]:
        date = gettext("gives the date as %(date)s") % {"date": escape(labels.told_date(other["iso"]))}
        made.append(f'<span class="dot">{date}</span>')
    if other["copy_of"]:
        made.append(_tag(gettext("copy of an earlier text")))
    return "".join(made) + "</p></li>"


# Around a name


@register.simple_tag
def company_rows(rows: Iterable[Row], articles: str) -> SafeString:
    """Who is named with it; `articles` is the address of the list of its articles."""
    both = gettext("%(number)s articles name both")
    return SafeString("".join(_met(row, escape(articles), both) for row in rows))


def _met(row: Row, articles: str, both: str) -> str:
    href = labels.entity_address(row["entity"], row["entity_name"], row["entity_kind"])
    return (
        f'<li><a href="{href}">{escape(labels.called(row["entity_name"], row["entity_kind"]))}</a> '
        f'<a class="n" href="{articles}&amp;entity={row["entity"]}&amp;copies=no" rel="nofollow"'
        f' aria-label="{both % {"number": row["number"]}}">{labels.number(row["number"])}</a></li>'
    )


@register.simple_tag
def source_rows(rows: Iterable[Row], articles: str) -> SafeString:
    """The outlets that name it most."""
    there = escape(articles)
    return SafeString(
        "".join(
            f'<li><a href="{there}&amp;source={escape(row["source_slug"])}&amp;copies=no" rel="nofollow">'
            f'{escape(row["source_name"])}</a> <span class="quiet">{escape(row["source_country"])}</span>'
            f' <span class="n">{labels.number(row["number"])}</span></li>'
            for row in rows
        )
    )


@register.simple_tag
def spelling_rows(rows: Iterable[Row]) -> SafeString:
    """The name as the texts write it, and why each was joined to its page."""
    return SafeString("".join(map(_spelling, rows)))


def _spelling(row: Row) -> str:
    text, reasons = escape(row["text"]), escape("; ".join(row["reasons"]))
    kind = ' class="quiet"' if row["demonym"] else ""
    tag = " " + _tag(gettext("adjective")) if row["demonym"] else ""
    return (
        f'<li><span{kind}>{text}{tag} <small class="quiet">{reasons}</small></span>'
        f' <span class="n">{labels.number(row["number"])}</span></li>'
    )


# A list of articles


@register.simple_tag
def article_rows(rows: Iterable[Row]) -> SafeString:
    """Articles with their headline, their outlet, and what was found in them."""
    return SafeString("".join(map(_article, rows)))


def _article(row: Row) -> str:
    lang, href = _lang(row), labels.article_address(row["pk"], row["title"])
    title = pieces(row["title_pieces"]) if row.get("title_pieces") else escape(row["title"] or row["url"])
    excerpt = ""
    if row.get("excerpt_pieces") and row["excerpt"]:
        excerpt = f'<p class="excerpt"{lang}>{pieces(row["excerpt_pieces"])}</p>'
    return (
        f'<article class="item">\n  <div class="when"><time datetime="{stamp(row["dated_at"])}">'
        f'{escape(labels.day(row["dated_at"]))}</time></div>\n  <div class="what">\n    '
        f'<h3 class="headline"><a href="{href}"{lang}>{title}</a></h3>\n    {_outlet(row)}\n    {excerpt}\n'
        f"    {_found(row)}\n  </div>\n</article>\n"
    )


_STATES = {"partial": gettext_noop("teaser only"), "gone": gettext_noop("since taken down")}


def _outlet(row: Row) -> str:
    made = [f'<p class="by"><a href="{labels.source_address(row["source_slug"])}">{escape(row["source_name"])}</a>']
    if row["source_country"]:
        made.append(f'<span class="dot">{escape(labels.country(row["source_country"]))}</span>')
    if row["language"]:
        made.append(f'<span class="dot">{escape(labels.language(row["language"]))}</span>')
    tags = [gettext("copy of an earlier text")] if row["original_id"] else []
    told = _STATES.get(row["state"])
    tags += [gettext(told)] if told else []
    tags += [] if row["published_at"] else [gettext("day first seen")]
    return "".join((*made, *map(_tag, tags), "</p>"))


def _found(row: Row) -> str:
    names, sums = row.get("names") or (), row.get("sums") or ()
    if not names and not sums:
        return ""
    made = list(map(_name, names))
    made += [f'<span class="sum">{escape(text)}</span>' for text in sums]
    return f'<p class="found">{"".join(made)}</p>'


def _name(name: Row) -> str:
    href, called = (
        labels.entity_address(name["id"], name["name"], name["kind"]),
        labels.called(name["name"], name["kind"]),
    )
    return f'<a class="name {escape(name["kind"])}" href="{href}">{escape(called)}</a>'


_CHOSEN, _TAKE_AWAY = ' aria-current="true"', ' <span aria-hidden="true">×</span>'


@register.simple_tag
def months(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """The months of a year with their bars."""
    return SafeString("".join(map(_month, rows)))


def _month(row: Mapping[str, Any]) -> str:
    on = _CHOSEN if row["on"] else ""
    return (
        f'<li><a href="{escape(row["href"])}"{on}>{escape(row["label"])}</a> <svg class="hbar" viewBox="0 0 100 8"'
        f' preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="{row["width"]}" height="8"/>'
        f'</svg> <span class="n">{labels.number(row["number"])}</span></li>'
    )


@register.simple_tag
def facet_rows(links: Iterable[Mapping[str, Any]]) -> SafeString:
    """What a list can be narrowed to, each with its number of articles."""
    return SafeString("".join(map(_link, links)))


def _link(link: Mapping[str, Any]) -> str:
    on, away = (_CHOSEN, _TAKE_AWAY) if link["on"] else ("", "")
    return (
        f'<li><a href="{escape(link["href"])}"{on} rel="nofollow">{escape(str(link["label"]))}{away}</a>'
        f' <span class="n">{labels.number(link["number"])}</span></li>'
    )


# Figures


@register.simple_tag
def figure_rows(rows: Iterable[Row]) -> SafeString:
    """Figures, each with its sentence and where that stands."""
    propose = labels.address("propose")
    return SafeString("".join(_figure(row, propose) for row in rows))


def _figure(row: Row, propose: str) -> str:
    href = labels.article_address(row["article"], row["title"])
    by = f"{escape(row['source_name'])}, {escape(labels.day(row['day']))}"
    wrong, label = gettext("Wrong?"), f": {escape(row['text'])}"
    label = gettext("Propose a correction") + label
    return (
        f'\n  <li>\n    <p class="amount"><strong>{escape(amount(row) or row["text"])}</strong>{_beside(row)}'
        + "".join(f' <span class="tag">{escape(str(part))}</span>' for part in row["how"])
        + f'</p>\n    <p class="said"{_lang(row)}>{pieces(row["pieces"])}</p>\n    '
        f'<p class="by"><a href="{href}#s{row["sentence_number"]}">{by}</a>{_told_again(row)}<span class="dot">'
        f'<a class="quiet" href="{propose}?figure={row["pk"]}" rel="nofollow" aria-label="{label}">'
        f"{wrong}</a></span></p>\n  </li>"
    )


def _beside(row: Row) -> str:
    """The same sum in its other currency, or about how much it is in euros."""
    other, euros = row.get("other"), row.get("euros")
    if other:
        return f' <span class="other">= {escape(amount(other) or other["text"])}</span>'
    if euros and euros["amount"]:
        return f' <span class="other" title="{escape(euros["rate"])}">≈ {escape(euros["amount"])} EUR</span>'
    return ""


def _told_again(row: Row) -> str:
    if not row["group"] or not row["in_group"] or row["in_group"] < 2:
        return ""
    rival = row["standing"] == "rival"
    told = gettext("outlets contradict each other") if rival else gettext("also told elsewhere")
    href = labels.group_address(row["group"])
    return f'<span class="dot"><a href="{href}"{_BAD if rival else ""}>{told}</a></span>'


_BAD = ' class="bad"'
