"""Reads what stands around an article's headline: date lines, bylines, marked-up times and names.

Looked at only where the head and JSON-LD say nothing, so everything is worked out when first asked for.
"""

import re
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from articles.harvest.pagehead import plain


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NOT_THE_ARTICLE = _words(
    "nav aside footer script style noscript form select button svg iframe template textarea option video"
)
_NOT_THE_ARTICLE_CLASS = re.compile(
    r"sidebar|related|footer|comment|widget|popular|najcitan|najnov|most-?read|newsletter|menu|breadcrumb|social"
    r"|share|carousel|teaser|recommend|povezan|latest|trending|cookie|modal|banner"
)
_BLOCKS = _words(
    "p div h1 h2 h3 h4 h5 h6 li ul ol td tr table section article header main blockquote dl dt dd br hr body"
)
_PARTED = _words("span time a small i label abbr address strong em")
_LINES_BEFORE, _LINES_AFTER = 6, 40  # of the first heading
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?author|author|autor|autori|byline|(?:article|entry|post|news)-author)"
    r"(?:$|\s|[_-](?:name|ime|link))"
)
_MARKED_DATE = (
    '//*[@itemprop="datePublished"]|//*[@content and not(self::meta) and (contains(@property, "dc:created")'
    ' or contains(@property, "dc:date") or contains(@property, "datePublished"))]'
)
_LONGEST_MARK = 100  # characters of a date or of the line around it


class Surroundings:
    """The lines, times and marked names around the headline of one parsed page."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._lines: list[str] | None = None
        self._times: list[str] = []

    def lines(self) -> list[str]:
        """Visible lines from shortly before the first heading on, without side bars, menus and footers."""
        if self._lines is None:
            self._lines = self._walk()
        return self._lines

    def times(self) -> list[str]:
        """The datetime attributes of <time> elements there, modifications left out."""
        self.lines()
        return self._times

    def marked_dates(self) -> list[str]:
        """What is marked up as datePublished, or in Drupal as dc:created, in the body."""
        marked = self._tree.xpath(_MARKED_DATE)[:3]
        values = (
            one.get("content") or one.get("datetime") or one.get("title") or "".join(one.itertext()) for one in marked
        )
        return [value.strip()[:_LONGEST_MARK] for value in values if value.strip()]

    def marked_authors(self) -> list[str]:
        """The text of the first element that says it holds an author."""
        by_class = '//*[contains(@class, "uthor") or contains(@class, "utor") or contains(@class, "yline")]'
        surely = self._tree.xpath('//*[@rel="author" or @itemprop="author"]')
        likely = (one for one in self._tree.xpath(by_class) if _AUTHOR_CLASS.search(_hyphened(one.get("class"))))
        for element in (*surely, *likely):
            text = plain(" ".join(element.itertext())) if not _aside(element) else ""
            if 2 < len(text) <= 120:
                return [text]
        return []

    def _walk(self) -> list[str]:
        lines: list[str] = []
        parts: list[str] = []
        most: int | None = None
        body = self._tree.find("body")
        walk = etree.iterwalk(self._tree if body is None else body, events=("start", "end"))
        for event, element in walk:
            if event == "start" and _is_aside(element):
                walk.skip_subtree()
                continue
            if element.tag in _BLOCKS:
                lines += filter(None, [_line(parts)])
                parts = []
                if most is None and element.tag == "h1":
                    lines, most = lines[-_LINES_BEFORE:], _LINES_BEFORE + _LINES_AFTER
                if most is not None and len(lines) > most:
                    break
            elif element.tag in _PARTED and (element.get("class") or element.tag in ("time", "a")):
                parts.append(" | ")
            if event == "start":
                self._note_time(element)
            parts.append((element.text if event == "start" else element.tail) or "")
        return [*lines, *filter(None, [_line(parts)])]

    def _note_time(self, element: Any) -> None:
        if element.tag == "time" and element.get("datetime"):
            marks = f"{element.get('class', '')} {element.get('itemprop', '')}".lower()
            # WordPress marks the date of publication "entry-date updated" when there is only one.
            if "modif" not in marks and ("updat" not in marks or "entry-date" in marks or "publish" in marks):
                self._times.append(element.get("datetime").strip()[:_LONGEST_MARK])


def _holds_the_article(element: Any) -> bool:
    """ASP.NET puts a whole page into a form, Drupal a byline into a footer of the article's head."""
    above = element.getparent()
    if element.tag == "form":
        return above is not None and above.tag == "body"
    return element.tag == "footer" and bool(re.search(r"meta|submitted|byline", element.get("class", "")))


def _line(parts: list[str]) -> str:
    return " ".join("".join(parts).split()).strip("| ")


def _hyphened(name: str) -> str:
    """ "btArticleAuthor" as "bt-article-author"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _is_aside(element: Any) -> bool:
    if element.tag in _NOT_THE_ARTICLE:
        return not _holds_the_article(element)
    marks = f"{element.get('class', '')} {element.get('id', '')}".lower()
    may_be = len(marks) > 1 and element.tag not in ("body", "main", "article", "h1")
    return may_be and bool(_NOT_THE_ARTICLE_CLASS.search(marks))


def _aside(element: HtmlElement) -> bool:
    return any(map(_is_aside, element.iterancestors()))
