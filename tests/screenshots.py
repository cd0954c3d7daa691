"""Takes pictures of a running site at phone and desktop width: `make demo` in one terminal, `make screenshots` in another.

    python -m tests.screenshots [--site http://127.0.0.1:8000] [--folder .data/screenshots] [--readme]

With --readme the entity page at desktop width is also put where the README shows it.
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.conftest import CHROMIUM_SWITCHES, chromium

WIDTHS = (390, 1280)
README_PICTURE = Path(__file__).resolve().parent.parent / "static" / "img" / "entity-page.png"


def paths(page: Page, site: str) -> dict[str, str]:
    """A page of each kind; the article, entity and timeline are those a reader would meet first."""
    found = {
        "home": "/",
        "articles": "/articles/",
        "entities": "/entities/",
        "timelines": "/timelines/",
        "figures": "/figures/",
        "groups": "/figures/groups/",
        "changes": "/figures/changes/",
        "deals": "/deals/",
        "quotes": "/quotes/",
        "terms": "/terms/",
        "countries": "/countries/",
        "country": "/countries/al/",
        "sources": "/sources/",
        "methods": "/methods/",
        "exports": "/exports/",
        "api": "/api/",
        "search": "/articles/?q=frontex",
        "nothing": "/articles/?q=qwertz",
        "wrong": "/articles/?from=2025-99-99",
        "compare": "/compare/",
        "codebook": "/codebook/",
        "style": "/style/",
        "propose": "/propose/",
        "missing": "/there-is-no-such-page/",
        "albanian": "/sq/",
        "cyrillic": "/sr-cyrl/figures/",
    }
    for name, listing, pattern in (
        ("article", "/articles/?q=frontex", "/articles/"),
        ("entity", "/entities/?q=frontex", "/entities/"),
        ("person", "/entities/?q=rama", "/entities/"),
        ("timeline", "/timelines/", "/timelines/"),
        ("group", "/figures/groups/", "/figures/groups/"),
        ("deal", "/deals/", "/deals/"),
        ("source", "/sources/", "/sources/"),
        ("version", "/figures/changes/", "/articles/"),
        ("topic", "/timelines/", "/topics/"),
        ("snapshot", "/exports/", "/exports/"),
    ):
        page.goto(site + listing)
        links = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))")
        found[name] = next(
            link
            for link in links
            if link.startswith(pattern)
            and link.rstrip("/") != pattern.rstrip("/")
            and "?" not in link
            and link.endswith("/")
        )
    numbers = {name: found[name].split("/")[2].partition("-")[0] for name in ("entity", "person")}
    low, high = sorted(map(int, numbers.values()))
    found["pair"] = f"/pairs/{low}-{high}/"
    found["compared"] = f"/compare/?entity={numbers['entity']}&entity={numbers['person']}"
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    parser.add_argument("--folder", type=Path, default=Path(".data/screenshots"))
    parser.add_argument("--readme", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_SWITCHES)
        chosen = paths(browser.new_page(), options.site)
        for scheme in ("light", "dark"):
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                for name, path in chosen.items():
                    page.goto(options.site + path, wait_until="networkidle")
                    page.screenshot(path=options.folder / f"{name}-{width}-{scheme}.png", full_page=True)
        if options.readme:
            page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
            page.goto(options.site + chosen["entity"], wait_until="networkidle")
            README_PICTURE.parent.mkdir(exist_ok=True)
            page.screenshot(path=README_PICTURE)
        browser.close()
    sys.stdout.write(f"{len(chosen) * 4} pictures in {options.folder}\n")


if __name__ == "__main__":
    main()
