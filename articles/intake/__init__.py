"""Takes in an article that somebody hands us as a file or an address, by the same reading as a fetched one."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.conf import settings

from articles import collect
from articles.harvest import addresses, decode, http, pagekinds, pages, plaintext
from articles.harvest.pages import Page
from articles.models import Article, Source, Tombstone, key_of

SUFFIXES = {".txt", ".html", ".htm"}


class Refused(Exception):
    """Why an item was not taken in."""


def expand(items: Iterable[str]) -> Iterator[str]:
    """Addresses as they are; folders as the text and HTML files in them, by name."""
    for item in items:
        if not addresses.is_web(item) and Path(item).is_dir():
            yield from sorted(str(path) for path in Path(item).rglob("*") if path.suffix.lower() in SUFFIXES)
        else:
            yield item


def take(item: str, source: Source, published: datetime | None, now: datetime) -> tuple[Article, str]:
    """The article of a file or address, and "stored", "changed" or "known"; raises Refused with the reason."""
    if addresses.is_web(item):
        page, url = read_address(item, source, published, now)
    else:
        page, url = read_file(Path(item), source, published, now)
    if Tombstone.objects.filter(pk=key_of(url)).exists():
        raise Refused("was removed on request and stays away")
    article = Article.objects.filter(key=key_of(url)).first()
    before = article.version_id if article else None
    if article is None:
        article = Article(source=source, key=key_of(url), url=url, host=addresses.host(url), first_seen_at=now)
        article.title = page.title[:500]
        article.save()
    collect.keep(article, page, now, due_at=None)
    if before == article.version_id:
        return article, "known"
    return article, "changed" if before else "stored"


def read_address(url: str, source: Source, published: datetime | None, now: datetime) -> tuple[Page, str]:
    answer = http.get(
        url,
        limit=settings.MAX_PAGE_BYTES,
        deadline=settings.FETCH_DEADLINE,
        loopback=settings.ALLOW_LOOPBACK,
        user_agent=settings.USER_AGENT,
    )
    if isinstance(answer, http.Failure):
        raise Refused(answer.detail)
    if answer.status != 200:
        raise Refused(f"the server answered {answer.status}")
    page = pages.read(
        answer.body,
        answer.url,
        answer.content_type,
        zone=source.timezone,
        now=now,
        feed_published=published,
        rule=collect.rule_of(source),
    )
    return checked(page), page.canonical or answer.url


def read_file(path: Path, source: Source, published: datetime | None, now: datetime) -> tuple[Page, str]:
    """A file's article. Its address is the canonical one its HTML names, or else one made of its words."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(error.strerror or str(error)) from error
    if len(data) > settings.MAX_PAGE_BYTES:
        raise Refused(f"larger than {settings.MAX_PAGE_BYTES} bytes")
    if path.suffix.lower() in (".html", ".htm"):
        page = pages.read(
            data, "", zone=source.timezone, now=now, feed_published=published, rule=collect.rule_of(source)
        )
    else:
        page = read_text(data, now, source.timezone)
    page = checked(page)
    if published:
        page = replace(page, published=published, published_from="given")
    return page, page.canonical or f"file:{source.slug}/{fingerprint(page)}"


def read_text(data: bytes, now: datetime, zone: str = "UTC") -> Page:
    """The article of a text file's bytes; a picture or a PDF that calls itself .txt is named as what it is."""
    binary = pagekinds.binary(data)
    if binary:
        return Page("binary", f"The file is {binary}.")
    return plaintext.read(decode.text(data), now=now, zone=zone)


def fingerprint(page: Page) -> str:
    """Names a text without an address by its title or opening: a corrected file is a new version, not a new article."""
    words = page.title or page.text[:200]
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:24]


def checked(page: Page) -> Page:
    if page.kind not in ("article", "partial"):
        raise Refused(f"{page.kind}: {page.reason}")
    if not page.text.strip():
        raise Refused("there is no text in it")
    return page
