"""The words of the pages in six languages: collected from templates and code, written into Cyrillic, compiled.

A message is English text. Each language has its file, locale/<language>/LC_MESSAGES/django.po; Serbian in Cyrillic is
made from Serbian in Latin, so that the two cannot drift apart.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cyrtranslit
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils.translation import to_locale

LATIN, CYRILLIC = "sr-latn", "sr-cyrl"
_THREE = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"
# nplurals and the choice among them; Albanian has two forms, Macedonian calls 21 one as well.
PLURALS = {
    "sq": "nplurals=2; plural=(n != 1)",
    "bs": _THREE,
    "mk": "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1)",
    LATIN: _THREE,
    CYRILLIC: _THREE,
}
FORMS = {language: int(rule[len("nplurals=")]) for language, rule in PLURALS.items()}


@dataclass(frozen=True, slots=True)
class Message:
    one: str
    many: str = ""
    context: str = ""

    @property
    def id(self) -> str | tuple[str, str]:
        return (self.one, self.many) if self.many else self.one


# In templates

_TRANSLATE = re.compile(r"""(?:translate|trans)\s+(?P<text>"[^"]*"|'[^']*')(?:.*?\bcontext\s+(?P<context>"[^"]*"))?""")
_IN_EXPRESSION = re.compile(r"""\b_\((?P<text>"[^"]*"|'[^']*')\)""")
_PLURAL = re.compile(r"""\|plural:(["'])(?P<one>[^"',]+),(?P<many>[^"']+)\1""")
_CONTEXT = re.compile(r'\bcontext\s+"([^"]*)"')


def in_template(source: str) -> Iterator[Message]:
    """The messages of a template: translate, blocktranslate, _("…") in expressions, and pairs of |plural."""
    block: list[str] | None = None
    one, context, trimmed = "", "", False
    for token in Lexer(source).tokenize():
        text = token.contents
        if token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            yield from (Message(found["text"][1:-1]) for found in _IN_EXPRESSION.finditer(text))
            pairs = _PLURAL.finditer(text)
            yield from (Message(f"%(number)s {pair['one']}", f"%(number)s {pair['many']}") for pair in pairs)
        if token.token_type == TokenType.BLOCK and re.match(r"(endblocktrans|endblocktranslate)\b", text):
            told = _joined(block or [], trimmed)
            yield Message(one, told, context) if one else Message(told, "", context)
            block, one = None, ""
        elif token.token_type == TokenType.BLOCK and re.match(r"(blocktrans|blocktranslate)\b", text):
            block, one, trimmed = [], "", "trimmed" in text.split()
            context = found[1] if (found := _CONTEXT.search(text)) else ""
        elif token.token_type == TokenType.BLOCK and block is not None and text == "plural":
            one, block = _joined(block, trimmed), []
        elif token.token_type == TokenType.BLOCK and (marked := _TRANSLATE.match(text)):
            yield Message(marked["text"][1:-1].replace("%", "%%"), "", (marked["context"] or '""')[1:-1])
        elif block is not None:
            block.append(f"%({text})s" if token.token_type == TokenType.VAR else text.replace("%", "%%"))


def _joined(parts: list[str], trimmed: bool) -> str:
    text = "".join(parts)
    return " ".join(line.strip() for line in text.strip().splitlines()) if trimmed else text


# In code

_KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "message": None,
    "Told": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def in_code(source: bytes) -> Iterator[Message]:
    for _line, function, found, _comments in extract_python(io.BytesIO(source), _KEYWORDS, [], {}):
        texts = [found] if isinstance(found, str) else list(found or ())
        if function in {"ngettext", "ngettext_lazy"} and texts[0] and texts[1]:
            yield Message(texts[0], texts[1])
        elif function in {"pgettext", "pgettext_lazy"} and texts[0] and texts[1]:
            yield Message(texts[1], "", texts[0])
        elif texts and texts[0]:
            yield Message(texts[0])


def collected() -> list[Message]:
    """Every message of the public pages, each once, in the order of the alphabet."""
    found: set[Message] = set()
    for path in sorted((settings.BASE_DIR / "templates").rglob("*")):
        if path.is_file() and "admin" not in path.relative_to(settings.BASE_DIR / "templates").parts:
            found.update(in_template(path.read_text(encoding="utf-8")))
    for path in sorted((settings.BASE_DIR / "timelines").rglob("*.py")):
        found.update(in_code(path.read_bytes()))
    # a text that is also the singular of a pair is one message, as gettext keeps them
    pairs = {(message.one, message.context) for message in found if message.many}
    kept = [message for message in found if message.many or (message.one, message.context) not in pairs]
    return sorted((message for message in kept if message.one), key=lambda one: (one.one, one.context, one.many))


# Files


def file_of(language: str, kind: str = "po") -> Path:
    return Path(settings.LOCALE_PATHS[0]) / to_locale(language) / "LC_MESSAGES" / f"django.{kind}"


def catalog_of(language: str) -> Catalog:
    """The words of a language as its file holds them; empty when there is none yet."""
    try:
        with file_of(language).open("rb") as file:
            return read_po(file, locale=None, domain="django")
    except FileNotFoundError:
        return _empty(language)


def _empty(language: str) -> Catalog:
    catalog = Catalog(domain="django", project="Balkanwatch", fuzzy=False, charset="utf-8")
    catalog.mime_headers = _header(language)
    return catalog


def _header(language: str) -> list[tuple[str, str]]:
    """What a file says of itself: no day and no name in it, so that it changes only with its words."""
    return [
        ("Language", to_locale(language)),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", PLURALS[language] + ";"),
    ]


def renewed(language: str, messages: list[Message]) -> Catalog:
    """The catalogue with exactly these messages: known ones keep their words, new ones are empty."""
    known, catalog = catalog_of(language), _empty(language)
    forms = FORMS[language]
    for message in messages:
        held = known.get(message.one, message.context or None)
        words = held.string if held and held.id == message.id else ""
        if message.many:
            words = words if isinstance(words, tuple) and len(words) == forms else ("",) * forms
        catalog.add(message.id, words, context=message.context or None)
    return catalog


def save(language: str, catalog: Catalog) -> None:
    path = file_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"# Balkanwatch, {to_locale(language)}.", 'msgid ""', 'msgstr ""']
    lines += [f'"{name}: {value}\\n"' for name, value in _header(language)]
    body = io.BytesIO()
    write_po(body, catalog, width=110, no_location=True, omit_header=True, sort_output=False)
    path.write_text("\n".join(lines) + "\n\n" + body.getvalue().decode().strip() + "\n", encoding="utf-8")


def compile_all() -> list[Path]:
    """Makes each language's .mo from its .po where that is newer; the paths written."""
    written = []
    for language in PLURALS:
        source, made = file_of(language), file_of(language, "mo")
        if not source.exists() or (made.exists() and made.stat().st_mtime >= source.stat().st_mtime):
            continue
        with source.open("rb") as file:
            catalog = read_po(file, domain="django")
        body = io.BytesIO()
        write_mo(body, catalog)
        fresh = made.with_suffix(".mo.new")  # readers see the old file or the new one, never a half
        fresh.write_bytes(body.getvalue())
        fresh.replace(made)
        written.append(made)
    return written


# Serbian in Cyrillic

# Kept as they are: placeholders, markup, entities, code, addresses, and the names below.
_KEPT = re.compile(
    r"%\([a-z_0-9]+\)s|%%|<code>.*?</code>|<[^<>]*>|&[a-z]+;|https?://\S+"
    r"|\b(?:Balkanwatch|BibTeX|RIS|CSV|JSON Feed|JSON|Excel|PNG|API|Atom|ETag|OpenAPI|RFC|UTF-8|CRLF|UTC|CC BY|ISO"
    r"|XK|OPML|SHA-256|Wikidata|oEmbed|TimelineJS|iCalendar|EUR|Frontex"
    r"|AL(?= ili)|sq(?=\.)|Z|Vučić(?=, Вучић)|Vucic|or(?=;)|week|month|quarter|year|null)\b"
)
# Two letters that are two sounds, not љ, њ or џ.
_APART = ("nadživ", "injek", "konjug", "konjun", "vanjezič", "tanjug")


def in_cyrillic(text: str) -> str:
    """Serbian words from Latin into Cyrillic; names, code and placeholders stay."""
    made, at = [], 0
    for kept in _KEPT.finditer(text):
        made += [_letters(text[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join([*made, _letters(text[at:])])


def _letters(text: str) -> str:
    for word in _APART:
        text = re.sub(word, lambda found: _parted(found[0]), text, flags=re.IGNORECASE)
    return str(cyrtranslit.to_cyrillic(text, "sr")).replace("\u200c", "")


def _parted(word: str) -> str:
    return re.sub(r"(?i)(n)(j)|(d)(ž)", lambda pair: "\u200c".join(filter(None, pair.groups())), word)


def written_in_cyrillic(latin: Catalog) -> Catalog:
    catalog = _empty(CYRILLIC)
    for held in latin:
        if held.id:
            words = held.string
            made = tuple(map(in_cyrillic, words)) if isinstance(words, (tuple, list)) else in_cyrillic(words or "")
            catalog.add(held.id, made, context=held.context)
    return catalog
