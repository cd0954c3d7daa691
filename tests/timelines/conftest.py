"""A small newsroom for the tests of the site: two countries, an agency, a person, articles in two scripts and a copy."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from articles.models import Article, Source
from entities.models import Entity
from tests.timelines import data
from timelines.models import Timeline

# The browser's driver keeps a loop running in this thread; the tests' own questions to the database do not wait for it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@dataclass(frozen=True, slots=True)
class Newsroom:
    serbia: Entity
    albania: Entity
    agency: Entity
    person: Entity
    dnevnik: Source
    koha: Source
    latin: Article
    cyrillic: Article
    albanian: Article
    copy: Article
    off_subject: Article
    timeline: Timeline


@pytest.fixture
def newsroom(db: None) -> Newsroom:
    serbia, albania = data.country("RS", "Serbia"), data.country("AL", "Albania")
    agency = data.entity("Frontex", "agency", wikidata="Q835682", note="the EU's border agency", aliases=["Фронтекс"])
    person = data.entity("Вера Пример", "person", aliases=["Vera Primer"])
    dnevnik = data.source("dnevnik", country="RS", languages=["sr"])
    koha = data.source("koha", country="XK", languages=["sq"])
    data.visit(data.address(dnevnik, last_visit_at=data.NOON, last_success_at=data.NOON), data.NOON)
    latin = data.article(
        "Sporazum sa Srbijom",
        [
            "Frontex and Serbia signed an agreement on 25 June 2024.",
            "Vera Primer named about 2 million euros (2.2 million dollars) for Serbia.",
        ],
        data.days_ago(3),
        of=dnevnik,
        topics=["border management"],
        based_on=["https://agency.example/story", "javascript:alert(1)"],
        cues={"border management": ["granic- ×2"]},
    )
    for text, named in (("Frontex", agency), ("Serbia", serbia), ("Vera Primer", person)):
        data.mention(latin, text, named)
    data.mention(latin, "Serbia", serbia, nth=1)
    data.event(latin, "25 June 2024", "2024-06-25")
    euros = data.money(latin, "2 million euros", 2_000_000, qualifier="about")
    euros.twin = data.money(latin, "2.2 million dollars", 2_200_000, "USD")
    euros.save()
    data.quote(latin, "an agreement", "Vera Primer", person)
    cyrillic = data.article(
        "Вера Пример о Србији", ["Вера Пример је говорила о Србији."], data.days_ago(40), of=dnevnik, script="Cyrillic"
    )
    data.mention(cyrillic, "Вера Пример", person)
    data.mention(cyrillic, "Србији", serbia)
    albanian = data.article("Shqipëria dhe kufiri", ["Shqipëria foli për kufirin."], data.days_ago(5), of=koha)
    data.mention(albanian, "Shqipëria", albania)
    copied = data.article(
        "Sporazum sa Srbijom", ["Frontex and Serbia signed."], data.days_ago(2), of=koha, original=latin
    )
    data.mention(copied, "Frontex", agency)
    data.mention(copied, "Serbia", serbia)
    off = data.article("Vreme i saobraćaj", ["Sunčano."], data.days_ago(3), of=dnevnik, relevant=False)
    timeline = Timeline.objects.create(
        slug="frontex-serbia", title="Frontex and Serbia", summary="From talks to treaty."
    )
    timeline.entities.set([agency, serbia])
    return Newsroom(serbia, albania, agency, person, dnevnik, koha, latin, cyrillic, albanian, copied, off, timeline)


@pytest.fixture
def in_march(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The clock of the pages stands at the day of the test data."""
    now = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    return now
