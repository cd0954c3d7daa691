"""What can be taken away: the living files, and the frozen snapshots with their checksums."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from timelines.filters import Filters
from timelines.pages.cite import cite
from timelines.pages.common import exports_of, filters_of, shown
from timelines.queries import columns

_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]{1,3})?")
_KINDS = {
    ".csv": "text/csv; charset=utf-8; header=present",
    ".json": "application/json; charset=utf-8",
}
_LIVING = {
    name: f"/{name}"
    for name in (
        *("articles", "mentions", "figures", "figure-groups", "figure-changes", "quotes", "events", "entities"),
        *("attention", "terms", "countries", "deals", "sources", "timelines"),
    )
} | {"figure-groups": "/figures/groups", "figure-changes": "/figures/changes"}


def snapshots() -> list[dict[str, Any]]:
    """Every snapshot, the newest first, as its own description tells it."""
    folder = Path(settings.DATA_DIR) / "snapshots"
    names = sorted((path.name for path in folder.glob("*") if _NAME.fullmatch(path.name)), key=_order, reverse=True)
    return [found for name in names if (found := _described(folder / name))]


def _order(name: str) -> tuple[str, int]:
    return name[:10], int(name[11:] or 1)


def _described(folder: Path) -> dict[str, Any] | None:
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        files = sorted(path.name for path in folder.iterdir() if path.is_file())
        changes = (folder / "CHANGES.md").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    return {"name": folder.name, "package": package, "files": files, "changes": changes, "folder": folder}


def exports_page(request: HttpRequest) -> HttpResponse:
    found = snapshots()
    tables = {table.name: table for table in columns.TABLES}
    context = {
        "snapshots": found,
        "living": [
            {"name": name, "about": tables[name].about, "files": exports_of(path, Filters())}
            for name, path in _LIVING.items()
        ],
        "cite": cite(request, "Balkanwatch exports"),
        "linked_data": _dataset(request, found),
    }
    return shown(request, "exports", filters_of(request), context)


def _dataset(request: HttpRequest, found: list[dict[str, Any]]) -> dict[str, Any]:
    """The data set as search engines for data read it."""
    files = [(f"{path}.csv", "text/csv") for path in _LIVING.values()]
    if found:
        page = reverse("snapshot", args=[found[0]["name"]])
        files += [(page + resource["path"], "text/csv") for resource in found[0]["package"]["resources"]]
    told = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "Balkanwatch: migration policy in the news of the Western Balkans",
        "description": "Articles on migration policy from outlets of the Western Balkans with the people, agencies, "
        "countries, sums and dates that a machine found in them, each tied to its sentence.",
        "url": request.build_absolute_uri(request.path),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": {"@type": "Organization", "name": "Balkanwatch"},
        "isAccessibleForFree": True,
        "spatialCoverage": "Albania, Bosnia and Herzegovina, Kosovo, Montenegro, North Macedonia, Serbia",
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": request.build_absolute_uri(path)}
            for path, kind in files
        ],
    }
    return told | ({"version": found[0]["name"]} if found else {})


def latest(request: HttpRequest) -> HttpResponse:
    found = snapshots()
    if not found:
        raise Http404(gettext("No snapshot has been made yet."))
    return redirect("snapshot", found[0]["name"])


def snapshot_page(request: HttpRequest, name: str) -> HttpResponse:
    held = next((one for one in snapshots() if one["name"] == name), None)
    if held is None:
        raise Http404(gettext("There is no such snapshot."))
    sizes = {file: (held["folder"] / file).stat().st_size for file in held["files"]}
    described = {resource["path"]: resource for resource in held["package"]["resources"]}
    context = {
        "snapshot": held,
        "files": [{"name": file, "size": sizes[file], "resource": described.get(file)} for file in held["files"]],
        "cite": cite(request, f"Balkanwatch snapshot {name}", made=date.fromisoformat(name[:10])),
    }
    return shown(request, "snapshot", filters_of(request), context)


def file(request: HttpRequest, name: str, file: str) -> HttpResponseBase:
    """A file of a snapshot. Only names that stand in the folder are served."""
    held = next((one for one in snapshots() if one["name"] == name), None)
    if held is None or file not in held["files"]:
        raise Http404(gettext("There is no such file."))
    path = held["folder"] / file
    response = FileResponse(path.open("rb"), content_type=_KINDS.get(path.suffix, "text/plain; charset=utf-8"))
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
