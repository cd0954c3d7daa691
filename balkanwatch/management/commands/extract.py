"""Prints what the machine finds in text files, one JSON object a line; needs no database and no server."""

import json
from argparse import RawDescriptionHelpFormatter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.harvest import language, pages, relevance
from articles.harvest.pages import Page
from articles.intake import Refused, checked, expand, read_text
from entities import understand
from entities.nlp import reader, report


class Command(BaseCommand):
    help = (
        "Find people, countries, agencies, places, figures, dates and quotes in text or HTML files and print one JSON "
        "object a line. A file that cannot be read is named and the others go on; exit status 1 then."
    )
    requires_system_checks = []  # noqa: RUF012  as Django declares it

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "example:\n  manage.py extract article.txt --json | jq .money"
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument(
            "--json", action="store_true", help="one JSON object a line (the only format, and the default)"
        )
        parser.add_argument(
            "--published", default="", help="day of publication, for relative dates; default: as the text says"
        )
        parser.add_argument(
            "--country", default="", help="ISO code of the outlet's country, which decides bare 'MUP' and the like"
        )
        parser.add_argument(
            "--language", default="", help="label of the outlet's language: sr, bs, hr, cnr, sq, mk, en"
        )

    def handle(self, *, paths: list[str], **options: Any) -> None:
        failed = 0
        for item in expand(paths):
            try:
                found = extract(Path(item), options["published"], options["country"], options["language"])
            except (Refused, OSError) as error:
                failed += 1
                self.stderr.write(self.style.ERROR(f"{item}: {error}"))
                continue
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        if failed:
            raise CommandError(f"{failed} could not be read.", returncode=1)


# Where nothing tells the outlet's country, a text in a language of the region is taken for one of an outlet there; to
# judge whether it is of the subject, any of these countries does.
_SPOKEN_IN = {"sq": "AL", "mk": "MK", "sr": "RS", "bs": "BA", "cnr": "ME"}


def extract(path: Path, published: str, country: str, label: str) -> dict[str, Any]:
    """The findings of one file in the format of the golden set."""
    page = page_of(path)
    detected = language.detect(page.text, hint=label or page.language)
    when = datetime.fromisoformat(published).date() if published else page.published.date() if page.published else None
    whole = f"{page.title}\n\n{page.text}" if page.title else page.text
    shown = language.label(detected, [label] if label else [])
    outlet = country or _SPOKEN_IN.get(shown, "")
    judged = relevance.score(page.title, page.text, settings.RELEVANCE_THRESHOLD, outlet_country=outlet)
    body_start = len(whole) - len(page.text)
    findings = reader.read(
        whole,
        shown,
        understand.known_names(),
        script=detected.script,
        published=when,
        outlet_country=country,
        model=understand.model_for(shown),
        body_start=body_start,
    )
    findings = reader.tell(findings, when, judged.topics, body_start=body_start)
    head: dict[str, Any] = {
        "id": path.stem,
        "title": page.title or None,
        "language": shown,
        "script": detected.script,
        "published": page.published.date().isoformat() if page.published else published or None,
        "relevant": judged.relevant,
        "topics": list(judged.topics),
    }
    parts = language.passages(whole)
    if len(parts) > 1:
        head["passages"] = [[part.start, part.end, part.code, part.script] for part in parts]
    return head | report.of(findings)


def page_of(path: Path) -> Page:
    data = path.read_bytes()
    now = datetime.now(UTC)
    if path.suffix.lower() in (".html", ".htm"):
        return checked(pages.read(data, "", "", now=now))
    return checked(read_text(data, now))
