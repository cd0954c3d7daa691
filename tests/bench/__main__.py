"""Speed, as ratios to a limit measured in the same run: `make bench`, or `python -m tests.bench [name ...]`.

CPU seconds of all processes involved decide (this one and PostgreSQL's), as a shared machine's clock does not; medians of
three alternated rounds. Nothing here is a test: ratios are printed with their floors, and the exit status tells.
"""

import argparse
import os
import sys

from tests import servers  # noqa: F401  starts the servers and puts their addresses into the environment


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "balkanwatch.settings"
    import django  # noqa: PLC0415

    django.setup()
    from tests.bench import collection, figures, line, names, reading, site  # noqa: PLC0415  they need Django to be set up

    benches = {
        "line": line.run,
        "reading": reading.run,
        "collection": collection.run,
        "names": names.run,
        "site": site.run,
        "figures": figures.run,
    }
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*benches, []], help="which to run; default all")
    chosen = parser.parse_args().names or list(benches)
    results = [result for name in chosen for result in benches[name]()]
    width = max(len(result.name) for result in results)
    for result in results:
        verdict = "ok" if result.holds else "BELOW ITS FLOOR"
        sys.stdout.write(
            f"{result.name:{width}}  {result.ratio:6.2f}  floor {result.floor:.2f}  {verdict}  {result.detail}\n"
        )
    return 0 if all(result.holds for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
