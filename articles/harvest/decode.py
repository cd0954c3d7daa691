"""Turns an outlet's bytes into text before any parser sees them, and says how it was done.

Parsers guess badly here: one stray byte in good UTF-8 made every Latin-script page of a test unreadable, and
declared labels lie. The region writes UTF-8, cp1250, cp1251 and iso-8859-2; these are asked first.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from resiliparse.parse.encoding import detect_encoding

Branch = Literal["bom", "utf-8", "utf-8 with replacement", "declared", "detected", "replacement"]


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text made from bytes.

    text      clean (see `clean`), without byte order mark
    branch    which rule decided; counted per source, so that an outlet with bad bytes is seen
    encoding  Python's name of the encoding used
    replaced  how many U+FFFD stand in `text` for bytes that could not be read
    """

    text: str
    branch: Branch
    encoding: str
    replaced: int = 0


def text(data: bytes, content_type: str = "") -> str:
    """The bytes as clean text. `content_type` is the HTTP header's value, "" when there was none."""
    return read(data, content_type).text


def read(data: bytes, content_type: str = "") -> Decoded:
    """Byte order mark -> UTF-8 -> nearly UTF-8 -> declared label if plausible -> best guess -> replacement.

    Never raises: bytes nobody can read come back with replacement marks, and `branch` says so.
    """
    marked = _by_mark(data, content_type)
    if marked:
        return marked
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        cleaned = _without_invisible(data)
        return Decoded(_composed(decoded if cleaned == data else cleaned.decode("utf-8")), "utf-8", "utf-8")
    if _nearly_utf8(data):
        return _decoded(data, "utf-8", "utf-8 with replacement")
    return _by_letters(data, _declared(data, content_type))


# --- what may stand in a text ---------------------------------------------------------------------

# PostgreSQL refuses NUL; the others are invisible and keep words from being found. Tab and line feed stay.
_CONTROL = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
# As UTF-8, each beginning with one fixed byte, which Python searches five times as fast as a character class:
# U+0080-9F and the soft hyphen; zero-width characters and direction marks; U+FEFF, U+FFFE, U+FFFF.
_INVISIBLE = (
    re.compile(rb"\xc2[\x80-\x9f\xad]"),
    re.compile(rb"\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0\xa6-\xa9])"),
    re.compile(rb"\xef(?:\xbb\xbf|\xbf[\xbe\xbf])"),
)
_LINE_ENDS = re.compile(rb"\r\n?|\xc2\x85|\xe2\x80[\xa8\xa9]")
_ODD_LINE_ENDS = (b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")


def clean(text: str) -> str:
    """Text fit to store and search: NFC, "\\n" ends lines, no control, invisible or surrogate characters."""
    return _composed(_without_invisible(text.encode("utf-8", "ignore")).decode("utf-8"))


def _without_invisible(utf8: bytes) -> bytes:
    utf8 = utf8.translate(None, _CONTROL)
    if any(end in utf8 for end in _ODD_LINE_ENDS):
        utf8 = _LINE_ENDS.sub(b"\n", utf8)
    for pattern in _INVISIBLE:
        utf8 = pattern.sub(b"", utf8)
    return utf8


def _composed(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _decoded(data: bytes, encoding: str, branch: Branch) -> Decoded:
    decoded = data.decode(encoding, "replace")
    if encoding.startswith("iso8859"):
        decoded = decoded.translate(_WINDOWS_QUOTES)
    replaced = decoded.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0)
    return Decoded(clean(decoded), branch, encoding, replaced)


# Pages called iso-8859-2 carry the quotation marks and dashes of Windows, where it has control characters.
_WINDOWS_QUOTES = {
    code: bytes([code]).decode("cp1252")
    for code in (0x80, 0x82, *range(0x84, 0x88), 0x89, 0x8B, *range(0x91, 0x98), 0x99, 0x9B)
}

# --- byte order marks and UTF-8 --------------------------------------------------------------------

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _by_mark(data: bytes, content_type: str) -> Decoded | None:
    """Text that begins with a mark, or two, or is UTF-16 without one. A UTF-8 mark on other bytes lies."""
    if data.startswith(codecs.BOM_UTF8):
        body = data
        while body.startswith(codecs.BOM_UTF8):
            body = body[len(codecs.BOM_UTF8) :]
        unmarked = read(body, content_type)
        return replace(unmarked, branch="bom") if unmarked.encoding == "utf-8" else unmarked
    for mark, encoding in _MARKS:
        # A cp1251 file may begin with "яю", too; two-byte text has zeros or the Cyrillic page number in it.
        if data.startswith(mark) and re.search(rb"[\x00\x04]", data[len(mark) : 200]):
            return _decoded(data[len(mark) :], encoding, "bom")
    even, odd = data[:200:2], data[1:200:2]
    for encoding, zeros, letters in (("utf-16-be", even, odd), ("utf-16-le", odd, even)):
        if len(zeros) > 9 and zeros.count(0) * 2 > len(zeros) and not letters.count(0):
            return _decoded(data, encoding, "detected")
    return None


def _nearly_utf8(data: bytes) -> bool:
    """True when valid letters of several bytes outnumber bad bytes; equal is enough if the end is cut off."""
    decoded = data.decode("utf-8", "replace")
    bad = decoded.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    beyond_ascii = len(decoded) - len(decoded.encode("ascii", "ignore"))
    good = beyond_ascii - decoded.count("\ufffd")
    return good > bad or (good == bad and _only_cut(data))


def _only_cut(data: bytes) -> bool:
    try:
        codecs.utf_8_decode(data, "strict", False)  # not final: more bytes may follow
    except UnicodeDecodeError:
        return False
    return True


# --- declared labels ------------------------------------------------------------------------------

_HEADER_LABEL = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_XML_LABEL = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_META_LABEL = re.compile(rb"<meta[^>]{0,500}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED_WITHIN = 16_384  # bytes; browsers look at 1,024, but scripts before the label are common

_WINDOWS = re.compile(r"(?:x?cp|win|windows|ms|x)?(125[0-8])")
_LATIN = re.compile(r"(?:csiso|iso)?8859(\d{1,2})")
_ALIASES = {
    "latin2": "iso8859-2", "l2": "iso8859-2", "latin5": "iso8859-9", "latin1": "cp1252", "l1": "cp1252",
    "ascii": "cp1252", "usascii": "cp1252", "ansi": "cp1252", "utf8": "utf-8", "unicode11utf8": "utf-8",
    "gb2312": "gb18030", "gbk": "gb18030",
}  # fmt: skip
_TEXT_CODECS = re.compile(r"utf|cp\d|iso8859|iso2022|koi8|mac|gb|big5|euc|shift_jis|tis")


def codec_of(label: str) -> str:
    """Python's name for a label as outlets write it ("cp-1251", "Win-1250", "latin2"); "" if unknown."""
    bare = re.sub(r"[^a-z0-9]", "", label.lower())
    if bare in _ALIASES:
        return _ALIASES[bare]
    if windows := _WINDOWS.fullmatch(bare):
        return f"cp{windows[1]}"
    if latin := _LATIN.fullmatch(bare):
        # What calls itself iso-8859-1 is cp1252, as in browsers.
        return "cp1252" if latin[1] == "1" else _known(f"iso8859-{latin[1]}")
    return _known(label.strip())


def _known(label: str) -> str:
    try:
        name = codecs.lookup(label).name
    except (LookupError, UnicodeError, ValueError):
        return ""
    return name if _TEXT_CODECS.match(name) and name != "utf-7" else ""


def _declared(data: bytes, content_type: str) -> list[str]:
    """Known encodings named by the HTTP header, the XML declaration and the meta tag, in this order."""
    labels = [match[1] for match in [_HEADER_LABEL.search(content_type)] if match]
    head = data[:_DECLARED_WITHIN]
    labels += [match[1].decode() for match in (_XML_LABEL.search(head), _META_LABEL.search(head)) if match]
    return list(dict.fromkeys(codec for codec in map(codec_of, labels) if codec))


# --- the plausible letters ------------------------------------------------------------------------

_REGIONAL = ("cp1250", "cp1252", "iso8859-2", "cp1251", "iso8859-5")  # of equal readings the first wins
_GAPS = bytes(code if code > 0x7F or chr(code).isalpha() else 0x20 for code in range(256))
_WORDS_READ = 400  # different words with a byte beyond ASCII: enough to tell, and keeps a long page cheap
_LONGEST_WORD = 60

# How much a letter speaks for a reading: most the region's own ones, then what is written nearby.
_LETTERS: dict[str, float] = {}
for _weight, _letters in (
    (1.0, "čćđšžëç"),
    (0.5, "áéíóöőúüűâäôß"),
    (0.25, "àèìòùêîïûñãåæø"),
    (-0.3, "ěřůňťďľĺŕąęłńśźżăţşýõ"),
    (1.0, "аеионрстовкдлмпујзбгђћљњџѓќѕ"),
    (0.5, "жчшцхфщъьюяй"),
):
    _LETTERS |= {form: _weight for letter in _letters for form in (letter, letter.upper()) if len(form) == 1}
_PUNCTUATION = "„“”‚‘’–—…«»‹›€£°·•§©®™\xa0"
_LETTERS |= dict.fromkeys(_PUNCTUATION, 0.1)
_ONE_LETTER_WORDS = "аивесоук"
_OTHER = -0.5
_UNREADABLE = -3.0  # a control character, or a byte the encoding does not have
_TWO_SCRIPTS, _SYMBOL_OR_CAPITAL_INSIDE, _MOSTLY_ACCENTS = -3.0, -1.5, -0.5  # a letter of such a word
_HINT = 0.3  # a letter: what a label or the detector adds where two readings differ


def _by_letters(data: bytes, declared: list[str]) -> Decoded:
    """The reading whose words look most like the region's, hinted ones favoured; else replacement marks."""
    sample = _sample(data)
    guessed = codec_of(detect_encoding(sample, html5_compatible=False) or "")
    for codec in declared:
        if codec not in _REGIONAL and _surely(data, sample, codec, guessed):
            return _decoded(data, codec, "declared")
    readings = [codec for codec in dict.fromkeys((*declared, *_REGIONAL)) if _single_byte(codec)]
    scores = {codec: sum(map(_score, sample.decode(codec, "replace").split(" "))) for codec in readings}
    best = max(_REGIONAL, key=lambda codec: scores[codec])
    for codec in readings:
        hints = (codec in declared) + (codec == guessed)
        scores[codec] += hints * _HINT * _letters_apart(sample, codec, best)
    best = max(readings, key=lambda codec: scores[codec])
    if scores[best] > 0:
        return _decoded(data, best, "declared" if best in declared else "detected")
    if guessed and _fits(data, guessed):
        return _decoded(data, guessed, "detected")
    return _decoded(data, "utf-8", "replacement")


def _surely(data: bytes, sample: bytes, codec: str, guessed: str) -> bool:
    """Several bytes a letter never fit by accident; a page is Turkish if it and the detector say so."""
    if codec.startswith("utf"):
        return False  # neither UTF-8 nor marked, and two-byte UTF fits almost anything
    if not _single_byte(codec):
        return _fits(data, codec)
    return bool(guessed) and sample.decode(codec, "replace") == sample.decode(guessed, "replace")


def _single_byte(codec: str) -> bool:
    return codec.startswith(("cp125", "cp8", "iso8859", "koi8", "mac"))


def _fits(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _sample(data: bytes) -> bytes:
    """The first different words with a byte beyond ASCII, between blanks."""
    different = dict.fromkeys(data.translate(_GAPS).split())
    return b" ".join([word[:_LONGEST_WORD] for word in different if not word.isascii()][:_WORDS_READ])


def _letters_apart(sample: bytes, codec: str, other: str) -> int:
    """How many letters of the sample the two encodings read differently."""
    upper = bytes(range(0x80, 0x100))
    pairs = zip(upper, upper.decode(codec, "replace"), upper.decode(other, "replace"), strict=True)
    apart = [code for code, one, two in pairs if one != two and (one.isalpha() or two.isalpha())]
    return sum(sample.count(code) for code in apart)


def _score(word: str) -> float:
    """How much a word speaks for the encoding it was read with."""
    score = 0.0
    for letter in word:
        if letter > "\x7f":
            score += _LETTERS.get(letter) or _stranger(letter)
    core = word.strip(_PUNCTUATION).replace("’", "")
    if len(core) == 1 and not core.isascii() and core.lower() not in _ONE_LETTER_WORDS:
        return min(score, 0.0)  # "£" is not a letter Ł, nor "·" a З
    return score + _fault(core) * (len(core) - len(core.encode("ascii", "ignore")))


def _stranger(letter: str) -> float:
    return _UNREADABLE if letter == "\ufffd" or "\x80" <= letter <= "\x9f" else _OTHER


def _fault(word: str) -> float:
    """What a letter beyond ASCII loses in a word that no language writes so; 0 in a good word."""
    beyond_ascii = len(word) - len(word.encode("ascii", "ignore"))
    cyrillic = sum(1 for letter in word if "\u0400" <= letter <= "\u04ff")
    if 0 < cyrillic < len(word):
        return _TWO_SCRIPTS
    if beyond_ascii and not (word.isalpha() and (word.islower() or word.isupper() or word[1:].islower())):
        return _SYMBOL_OR_CAPITAL_INSIDE
    return _MOSTLY_ACCENTS if not cyrillic and beyond_ascii * 2 > max(len(word), 4) else 0.0
