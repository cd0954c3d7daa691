"""What an outlet's feed, sitemap or listing page says of one article, before we have fetched it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One announced article.

    url        absolute http(s) address as given, fragment off
    title      plain text, NFC, no markup; "" when not given
    published  aware, UTC; None when not given or impossible (1970, tomorrow, 0000-00-00)
    published_raw  the date as the outlet wrote it, kept for counting bad dates
    is_change  True when `published` is only a sitemap's date of last change: good for order, not a publication date
    guid       the outlet's own identifier; "" when none. Never an address by itself.
    summary    plain text; "" when none
    language   as declared for the entry or the whole feed; "" when none
    """

    url: str
    title: str = ""
    published: datetime | None = None
    published_raw: str = ""
    is_change: bool = False
    guid: str = ""
    summary: str = ""
    language: str = ""
