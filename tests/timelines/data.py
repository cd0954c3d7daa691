"""Small builders of rows for the tests of the site: sources, articles whose sentences are given, and what stands in them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Func, Value

from articles.harvest.scripts import fold
from articles.models import Address, Article, Source, Version, Visit, key_of
from entities.models import Alias, Entity, Event, Figure, Mention, Quote, Reading, Sentence, first_day

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def source(slug: str = "dnevnik", **fields: Any) -> Source:
    defaults: dict[str, Any] = {
        "name": slug.title(),
        "country": "RS",
        "languages": ["sr"],
        "homepage": f"https://{slug}.example/",
    }
    made, _ = Source.objects.get_or_create(slug=slug, defaults=defaults | fields)
    return made


def address(of: Source, **fields: Any) -> Address:
    url = f"https://{of.slug}.example/feed-{next(_numbers)}.xml"
    return Address.objects.create(**({"source": of, "url": url, "due_at": NOON} | fields))


def visit(of: Address, at: datetime, *, ok: bool = True) -> Visit:
    outcome = (
        {"outcome": "new entries", "status": 200, "items": 3} if ok else {"outcome": "server error", "status": 503}
    )
    return Visit.objects.create(address=of, at=at, **outcome)


def entity(name: str, kind: str = "agency", **fields: Any) -> Entity:
    key = fields.pop("key", f"{kind}:{fold(name).replace(' ', '-')}")
    aliases: Sequence[str] = fields.pop("aliases", ())
    made, _ = Entity.objects.get_or_create(key=key, defaults={"name": name, "kind": kind} | fields)
    for text in {name, *aliases}:
        Alias.objects.get_or_create(entity=made, text=text, defaults={"folded": fold(text)})
    return made


def country(iso2: str, name: str) -> Entity:
    return entity(name, "country", key=f"country:{iso2}", iso2=iso2)


def article(
    title: str = "Ministers meet about the border",
    sentences: Sequence[str] = ("The ministers met.",),
    at: datetime = NOON,
    *,
    of: Source | None = None,
    **fields: Any,
) -> Article:
    """A kept article on the subject with one version, read to its end."""
    of = of or source()
    url = fields.pop("url", f"https://{of.slug}.example/{next(_numbers)}")
    defaults: dict[str, Any] = {
        "state": Article.State.KEPT,
        "relevant": True,
        "published_at": at,
        "dated_at": at,
        "first_seen_at": at,
        "fetched_at": at + timedelta(hours=1),
        "language": (of.languages or [""])[0],
        "script": "Latin",
        "host": f"{of.slug}.example",
    }
    made = Article.objects.create(source=of, url=url, key=key_of(url), title=title, **(defaults | fields))
    return version(made, sentences, at)


def version(of: Article, sentences: Sequence[str], at: datetime) -> Article:
    """A newer text of an article: what was found in the older one is no longer current."""
    heading = f"{of.title}\n\n"
    text = heading + " ".join(sentences)
    number = of.versions.count() + 1
    made = Version.objects.create(article=of, number=number, text=text, body_start=len(heading), seen_at=at)
    for model in (Mention, Figure, Event, Quote):
        model.objects.filter(article=of).update(current=False)
    of.version = made
    of.save()
    words = Func(Value("simple"), Value(fold(text)), function="to_tsvector")
    Article.objects.filter(pk=of.pk).update(search=words)
    Reading.objects.create(
        version=made,
        article=of,
        reader="rules-1",
        state="done",
        read_at=at,
        queued_at=at,
        words=len(text.split()),
    )
    return of


def place(of: Article, text: str, nth: int = 0) -> dict[str, Any]:
    """Where `text` stands in the newest version, with its sentence: what every found row carries."""
    assert of.version is not None
    whole = of.version.text
    start = -1
    for _ in range(nth + 1):
        start = whole.index(text, start + 1)
    begin = max(
        (whole.rfind(stop, 0, start) + len(stop) for stop in (". ", "\n\n") if stop in whole[:start]),
        default=0,
    )
    stops = [at for at in (whole.find(". ", start) + 1, whole.find("\n\n", start)) if at > 0]
    end = min(stops, default=len(whole))
    sentence, _ = Sentence.objects.get_or_create(
        version=of.version, start=begin, defaults={"end": end, "text": whole[begin:end]}
    )
    assert of.dated_at is not None
    return {
        "article": of,
        "version": of.version,
        "sentence": sentence,
        "start": start,
        "end": start + len(text),
        "text": text,
        "day": of.dated_at.date(),
        "extractor": "rules-1",
        "rule": "test",
    }


def mention(of: Article, text: str, named: Entity | None = None, nth: int = 0, **fields: Any) -> Mention:
    name = named.name if named else text
    kind = named.kind if named else fields.pop("kind", "person")
    found = {"entity": named, "kind": kind, "name": name, "folded": fold(name)}
    return Mention.objects.create(**(place(of, text, nth) | found | fields))


def money(of: Article, text: str, value: int | None, currency: str = "EUR", **fields: Any) -> Figure:
    amount = None if value is None else Decimal(value)
    return Figure.objects.create(
        **(place(of, text) | {"kind": "money", "value": amount, "currency": currency} | fields)
    )


def event(of: Article, text: str, iso: str, precision: str = "day", **fields: Any) -> Event:
    told = {"iso": iso, "at": first_day(iso), "precision": precision}
    return Event.objects.create(**(place(of, text) | told | fields))


def quote(of: Article, text: str, speaker: str = "", named: Entity | None = None) -> Quote:
    return Quote.objects.create(**(place(of, text) | {"speaker": speaker, "entity": named}))


def days_ago(number: int) -> datetime:
    return NOON - timedelta(days=number, hours=3)
