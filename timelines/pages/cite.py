"""How to cite a page: in words, as BibTeX and as RIS."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Citation:
    text: str
    bibtex: str
    ris: str


def cite(request: HttpRequest, title: str, *, path: str = "", made: date | None = None) -> Citation:
    """The citation of a page at its address with its filters, read today; `made` is the day of a frozen data set."""
    url = request.build_absolute_uri(path or None)
    today = timezone.now().date()
    year = (made or today).year
    kind, ris = ("misc", "DATA") if made else ("online", "ELEC")
    key = "balkanwatch" + (made or today).strftime("%Y%m%d")
    fields = {
        "author": "Balkanwatch",
        "title": _braced(title),
        "year": str(year),
        "url": url,
        "urldate": today.isoformat(),
        "note": "Machine-made from news coverage; CC BY 4.0",
    }
    bibtex = "\n".join([f"@{kind}{{{key},", *(f"  {name} = {{{value}}}," for name, value in fields.items()), "}"])
    lines = [
        ("TY", ris), ("AU", "Balkanwatch"), ("TI", _one_line(title)), ("PY", str(year)),
        ("UR", url), ("Y2", today.strftime("%Y/%m/%d")), ("ER", ""),
    ]  # fmt: skip
    text = f"Balkanwatch, “{_one_line(title)}”, {(made or today).isoformat()}, {url} (accessed {today.isoformat()})."
    return Citation(text, bibtex, "\n".join(f"{tag}  - {value}" for tag, value in lines))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _braced(text: str) -> str:
    """A title that BibTeX reads as one group, whatever signs stand in it."""
    plain = _one_line(text).replace("\\", "/").replace("{", "(").replace("}", ")")
    return "".join("\\" + letter if letter in "#$%&_" else letter for letter in plain)
