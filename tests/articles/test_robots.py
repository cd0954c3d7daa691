"""What robots.txt lets us do, by RFC 9309, and what its absence means."""

import time
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer

from articles.harvest import http, robots
from articles.harvest.http import Answer, Failure, Reason

US = "Balkanwatch"
NO, YES = False, True

ALL, OURS = "User-agent: *\n", "User-agent: Balkanwatch\n"
NEWS = "%D0%B2%D0%B5%D1%81%D1%82%D0%B8"  # вести

CASES = {
    "an empty file allows all": ("", "/a", YES),
    "an empty Disallow allows all": (ALL + "Disallow:", "/a", YES),
    "a slash forbids all": (ALL + "Disallow: /", "/a", NO),
    "robots.txt itself is always allowed": (ALL + "Disallow: /", "/robots.txt", YES),
    "a rule is a beginning": (ALL + "Disallow: /adm", "/admin/x", NO),
    "a rule begins at the root": (ALL + "Disallow: /adm", "/x/adm", YES),
    "the case of a path counts": (ALL + "Disallow: /Adm", "/adm", YES),
    "the longest match wins, whatever the order": (ALL + "Disallow: /a\nAllow: /a/b", "/a/b/c", YES),
    "the longest match wins, forbidding": (ALL + "Allow: /a\nDisallow: /a/b", "/a/b/c", NO),
    "of equal rules the allowing one wins": (ALL + "Disallow: /a\nAllow: /a", "/a", YES),
    "a star stands for anything": (ALL + "Disallow: /*/print", "/vijesti/1/print", NO),
    "a star stands for nothing too": (ALL + "Disallow: /a*b", "/ab", NO),
    "a star at the end changes nothing": (ALL + "Disallow: /a*", "/abc", NO),
    "a dollar ends the address": (ALL + "Disallow: /*.pdf$", "/x.pdf", NO),
    "a dollar wants the end": (ALL + "Disallow: /*.pdf$", "/x.pdf?y", YES),
    "a star and the query": (ALL + "Disallow: /*?s=", "/x?s=granica", NO),
    "the query is part of the address": (ALL + "Disallow: /x?print=1", "/x?print=1&a=2", NO),
    "our group alone speaks to us": (ALL + "Disallow: /\n\n" + OURS + "Allow: /", "/a", YES),
    "our group forbids us alone": (OURS + "Disallow: /\n\n" + ALL + "Allow: /", "/a", NO),
    "our name in any case": ("User-agent: BALKANWATCH\nDisallow: /", "/a", NO),
    "our name with a version": ("User-agent: Balkanwatch/1.0\nDisallow: /", "/a", NO),
    "our name with a version and a remark": ("User-agent: Balkanwatch/1.0 (news) # x\nDisallow: /", "/a", NO),
    "the beginning of our name is another's": ("User-agent: Balkan\nDisallow: /", "/a", YES),
    "a name that begins with ours is another's": ("User-agent: Balkanwatch-images\nDisallow: /", "/a", YES),
    "a name with ours in it is another's": ("User-agent: NotBalkanwatch\nDisallow: /", "/a", YES),
    "two names over one group": ("User-agent: other\nUser-agent: Balkanwatch\nDisallow: /", "/a", NO),
    "two groups of ours are one": (
        OURS + "Disallow: /a\n\nUser-agent: x\nDisallow: /\n\n" + OURS + "Disallow: /b",
        "/b",
        NO,
    ),
    "a blank line ends no group": (ALL + "\nDisallow: /a\n\n\nDisallow: /b", "/b", NO),
    "another's group does not concern us": ("User-agent: other\nDisallow: /", "/a", YES),
    "rules before any name are nobody's": ("Disallow: /\nUser-agent: *\nAllow: /", "/a", YES),
    "comments are no part of rules": ("User-agent: * # all\nDisallow: /a # not this", "/a", NO),
    "a comment alone ends nothing": (ALL + "# now\nDisallow: /a", "/a", NO),
    "unknown lines end nothing": (ALL + "Noindex: /x\nContent-Signal: ai=no\nDisallow: /a", "/a", NO),
    "a Sitemap line ends nothing": (ALL + "Sitemap: https://a.example/s.xml\nDisallow: /a", "/a", NO),
    "blanks and case of the field are free": ("  uSER-aGENT :  *\n\tDISALLOW\t:\t/a  ", "/a", NO),
    "lines may end with CR LF or CR": ("User-agent: *\r\nDisallow: /a\rDisallow: /b\r\n", "/b", NO),
    "a mark of byte order": ("\ufeffUser-agent: *\nDisallow: /a", "/a", NO),
    "two of them": ("\ufeff\ufeffUser-agent: *\nDisallow: /a", "/a", NO),
    "a Cyrillic rule, an encoded address": (ALL + "Disallow: /вести", f"/{NEWS}/1", NO),
    "an encoded rule, a Cyrillic address": (ALL + f"Disallow: /{NEWS.lower()}", "/вести/1", NO),
    "another Cyrillic address": (ALL + "Disallow: /вести", "/спорт", YES),
    "an encoded slash is no slash": (ALL + "Disallow: /a%2Fb", "/a/b", YES),
    "encoded letters are letters": (ALL + "Disallow: /%61dm", "/adm", NO),
    "an HTML page is no robots.txt": ("<!DOCTYPE html><p>User-agent: *\nDisallow: /", "/a", YES),
    "an HTML page after blank lines": ("\n\n <html>\nUser-agent: *\nDisallow: /", "/a", YES),
    "nonsense allows": ("\0\x01 Zdravo: svete\n::::\nDisallow", "/a", YES),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_rules_are_read_as_rfc_9309_says(case: str) -> None:
    text, path, expected = CASES[case]
    url = f"https://a.example{path}"
    assert robots.allowed(text, url, US) is expected
    assert robots.allowed(text.encode(), url, US) is expected
    assert robots.read(text.encode()).allowed(url, US) is expected


@pytest.mark.parametrize(
    "agent",
    [
        "Balkanwatch",
        "balkanwatch",
        "Balkanwatch/0.1",
        http.USER_AGENT,
        "Balkanwatch/0.1 (+https://example.org/bot)",
        "Mozilla/5.0 (compatible; Balkanwatch/1.0; +https://example.org)",
    ],
)
def test_our_group_is_found_under_each_form_of_our_name(agent: str) -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: Balkanwatch\nDisallow: /admin\nCrawl-delay: 7\n"
    assert robots.allowed(text, "https://a.example/vijesti", agent)
    assert not robots.allowed(text, "https://a.example/admin/", agent)
    assert robots.crawl_delay(text, agent) == 7


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("", None),
        ("User-agent: *\nDisallow: /a", None),
        ("User-agent: *\nCrawl-delay: 10", 10),
        ("User-agent: *\nCrawl-delay: 0.5", 0.5),
        ("User-agent: *\ncrawl-delay:3 # seconds", 3),
        ("User-agent: *\nCrawl-delay: soon", None),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: *\nCrawl-delay: inf", None),
        ("User-agent: *\nCrawl-delay: 99999999", 86_400),
        ("User-agent: other\nCrawl-delay: 10", None),
        ("User-agent: Balkanwatch\nCrawl-delay: 2\n\nUser-agent: *\nCrawl-delay: 10", 2),
        ("<html>Crawl-delay: 10", None),
    ],
)
def test_the_wait_between_two_visits(text: str, delay: float | None) -> None:
    assert robots.crawl_delay(text, US) == delay
    assert robots.read(text.encode()).crawl_delay(US) == delay


def test_five_megabytes_are_read_to_500_kilobytes_and_to_the_last_whole_line() -> None:
    many = b"User-agent: *\n" + b"Disallow: /x/aaaaaaaaaaaa\n" * 200_000 + b"Disallow: /late\n"
    started = time.process_time()
    rules = robots.read(many)
    assert time.process_time() - started < 2
    assert not rules.allowed("https://a.example/x/aaaaaaaaaaaaa", US)
    assert rules.allowed("https://a.example/late", US)
    # The cut falls into "Disallow: /administration": "Disallow: /a" would forbid what the file does not.
    cut = b"User-agent: *\n".ljust(robots.SIZE_CAP - 13, b"#") + b"\nDisallow: /administration\n"
    assert robots.read(cut).allowed("https://a.example/about", US)


def test_a_file_of_stars_takes_no_longer_than_its_length() -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        robots.allowed("User-agent: *\nDisallow: /" + "*a" * times, "https://a.example/" + "a" * 2000, US)
        return time.process_time() - started

    assert min(seconds(100_001 + n) for n in range(3)) < 4 * min(seconds(50_001 + n) for n in range(3)) + 0.02


# --- when there is no robots.txt to read ---


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, NO),
        (404, YES),
        (403, YES),
        (401, YES),
        (410, YES),
        (400, YES),
        (429, NO),
        (500, NO),
        (503, NO),
        (302, YES),
    ],
)
def test_a_missing_file_allows_and_a_server_in_trouble_forbids_for_now(status: int, expected: bool) -> None:
    body = b"User-agent: *\nDisallow: /" if status == 200 else b""
    rules = robots.verdict(Answer("https://a.example/robots.txt", status, {}, body))
    assert rules.allowed("https://a.example/x", US) is expected
    assert rules.for_now is (status in (429, 500, 503))
    assert rules.keep_for <= timedelta(hours=1 if rules.for_now else 24)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("timeout", NO),
        ("name-not-found", NO),
        ("cannot-connect", NO),
        ("tls", NO),
        ("refused-address", NO),
        ("broken-answer", NO),
        ("too-large", NO),
        ("too-many-hops", YES),
        ("redirect-loop", YES),
    ],
)
def test_trouble_on_the_way_forbids_for_now_and_endless_redirects_do_not(reason: Reason, expected: bool) -> None:
    rules = robots.verdict(Failure(reason, ""))
    assert rules.allowed("https://a.example/x", US) is expected
    assert rules.crawl_delay(US) is None
    assert rules.for_now is not expected


def test_robots_txt_behind_a_redirect_speaks_for_the_first_host(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(
        "", status=301, headers={"Location": "/static/robots.txt"}
    )
    httpserver.expect_request("/static/robots.txt").respond_with_data("User-agent: *\nDisallow: /admin")
    rules = robots.verdict(http.get(httpserver.url_for("/robots.txt"), loopback=True))
    assert rules.allowed(httpserver.url_for("/vijesti"), US)
    assert not rules.allowed(httpserver.url_for("/admin"), US)


def test_an_address_that_cannot_be_read_is_not_allowed() -> None:
    assert not robots.allowed("User-agent: *\nDisallow: /admin", "http://[::1/вести", US)
