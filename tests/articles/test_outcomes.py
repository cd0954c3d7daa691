"""Each visit ends with one name, a weight and a sentence."""

from typing import get_args

import pytest

from articles.harvest.http import Answer, Failure, Reason
from articles.harvest.outcomes import Outcome, explain, failure_weight, is_success, of

RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title></channel></rss>'
HTML = b"<!doctype html><html><body>Prijavite se</body></html>"


def got(status: int, body: bytes = b"", **headers: str) -> Answer:
    return Answer(
        "https://a.example/", status, {name.replace("_", "-"): value for name, value in headers.items()}, body
    )


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (304, "not-modified"),
        (400, "unknown"),
        (401, "blocked"),
        (403, "blocked"),
        (404, "not-found"),
        (406, "unknown"),
        (408, "timeout"),
        (410, "gone"),
        (418, "unknown"),
        (429, "rate-limited"),
        (451, "blocked"),
        (500, "server-error"),
        (503, "server-error"),
        (522, "server-error"),
        (302, "unknown"),
        (999, "server-error"),
    ],
)
def test_a_status_has_a_name(status: int, outcome: str) -> None:
    assert of(got(status)) == outcome


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [
        ("bad-address", "refused-address"),
        ("refused-address", "refused-address"),
        ("name-not-found", "unreachable"),
        ("cannot-connect", "unreachable"),
        ("tls", "bad-certificate"),
        ("timeout", "timeout"),
        ("too-large", "too-large"),
        ("bad-encoding", "broken-answer"),
        ("redirect-loop", "redirect-loop"),
        ("too-many-hops", "redirect-loop"),
        ("broken-answer", "broken-answer"),
    ],
)
def test_a_failure_has_a_name(reason: Reason, outcome: str) -> None:
    assert of(Failure(reason, "It failed.")) == outcome


def test_every_reason_to_fail_has_a_name_of_its_own() -> None:
    assert all(of(Failure(reason, "")) is not Outcome.UNKNOWN for reason in get_args(Reason))
    assert of(Failure("something else", "")) is Outcome.UNKNOWN  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "parsed", "new", "outcome"),
    [
        (RSS, 12, 3, "new"),
        (RSS, 12, None, "new"),
        (RSS, 12, 0, "nothing-new"),
        (RSS, None, None, "nothing-new"),
        (RSS, 0, None, "empty"),
        (b"\xef\xbb\xbf \n<atom:feed xmlns:atom='x'/>", 0, 0, "empty"),
        (b"<urlset/>", 0, 0, "empty"),
        (b"", 0, 0, "empty"),
        (b"", None, None, "empty"),
        (b" \n ", None, None, "empty"),
        (HTML, 0, 0, "not-a-feed"),
        (b'{"error": "quota"}', 0, 0, "not-a-feed"),
        (b"<feedback>", 0, 0, "not-a-feed"),
    ],
)
def test_a_good_answer_is_judged_by_what_was_read_out_of_it(
    body: bytes, parsed: int | None, new: int | None, outcome: str
) -> None:
    assert of(got(200, body), parsed=parsed, new=new) == outcome


def test_no_content_is_empty_and_a_page_without_article_is_named() -> None:
    assert of(got(204)) == "empty"
    assert of(got(200, HTML), parsed=0, page=True) == "not-an-article"
    assert of(got(200, HTML), parsed=1, page=True) == "new"
    assert of(got(200, HTML), parsed=1, new=0, page=True) == "nothing-new"


@pytest.mark.parametrize("status", [200, 202, 403, 429, 503])
def test_a_shield_that_wants_proof_of_being_human_is_blocking_us_whatever_it_says(status: int) -> None:
    assert of(got(status, HTML, cf_mitigated="challenge")) == "blocked"
    assert of(got(status, HTML, x_amzn_waf_action="challenge")) == "blocked"


def test_robots_keep_us_away_for_good_or_for_now() -> None:
    assert of(None, robots_denied=True) == "robots-denied"
    assert of(got(200, RSS), parsed=1, robots_denied=True) == "robots-denied"
    assert of(None) == "robots-unknown"


@pytest.mark.parametrize(
    ("weight", "outcomes"),
    [
        (0, "new nothing-new not-modified"),
        (1, "gone blocked refused-address robots-denied"),
        (0.25, "robots-unknown broken-answer"),
        (
            0.5,
            "empty not-a-feed not-an-article not-found rate-limited server-error timeout unreachable"
            " bad-certificate redirect-loop too-large unknown",
        ),
    ],
)
def test_the_weight_of_each_outcome(weight: float, outcomes: str) -> None:
    for name in outcomes.split():
        assert failure_weight(Outcome(name)) == weight
        assert is_success(Outcome(name)) is (weight == 0)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_explained_in_one_sentence(outcome: Outcome) -> None:
    sentence = explain(outcome)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
