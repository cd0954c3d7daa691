"""What the import contracts cannot see: what is loaded when the site, the admin and the plain modules are."""

import os
import subprocess
import sys

import pytest


def loaded_after(code: str) -> set[str]:
    """Names of the top packages loaded in a fresh interpreter that ran `code`."""
    printed = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(' '.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "balkanwatch.settings"},
    ).stdout
    return {name.split(".")[0] for name in printed.split()}


def test_the_site_and_its_admin_load_neither_spacy_nor_trafilatura() -> None:
    loaded = loaded_after(
        "import django; django.setup()\nfrom django.urls import get_resolver\nget_resolver().url_patterns\n"
        "import balkanwatch.urls, timelines.urls"
    )
    assert not loaded & {"spacy", "thinc", "trafilatura"}


def test_the_plain_modules_load_no_framework() -> None:
    loaded = loaded_after(
        "import pkgutil, importlib, articles.harvest, entities.nlp\n"
        "for package in (articles.harvest, entities.nlp):\n"
        "    for module in pkgutil.iter_modules(package.__path__):\n"
        "        if module.name != 'tongue':\n"
        "            importlib.import_module(f'{package.__name__}.{module.name}')"
    )
    assert not loaded & {"django", "celery", "psycopg", "redis", "spacy"}


@pytest.mark.parametrize(
    "name", ["articles.visit_due_sources", "articles.fetch_due_articles", "entities.read_due_articles"]
)
def test_every_line_of_the_timetable_is_a_task(name: str) -> None:
    from balkanwatch.celery import TIMETABLE, app  # noqa: PLC0415

    app.loader.import_default_modules()
    assert TIMETABLE[name]["task"] in app.tasks
    assert {line["task"] for line in TIMETABLE.values()} <= set(app.tasks)


def test_a_task_that_loses_its_worker_is_handed_out_again_and_only_json_is_read() -> None:
    from balkanwatch.celery import app  # noqa: PLC0415

    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.accept_content == ["json"]
    assert (
        app.conf.task_soft_time_limit
        < app.conf.task_time_limit
        < app.conf.broker_transport_options["visibility_timeout"]
    )
