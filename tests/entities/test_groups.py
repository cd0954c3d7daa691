"""The same figure across outlets and time: agreed, updated, contradicted, or another thing. Values are from published facts."""

import time
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

import pytest

from entities.nlp import groups
from entities.nlp.groups import Record, noon, relation

_numbers = count(1)
ITALY = "deal:italy-albania-protocol"
ROUTE = "route:western-balkans"
DRINA = "matter:drina-2024"


def figure(value, published, subject, **more):
    day = published if isinstance(published, datetime) else noon(published)
    number = next(_numbers)
    more.setdefault("source", f"outlet-{number}")
    more.setdefault("article", f"article-{number}")
    return Record(f"{number:06d}", more.pop("kind", "count"), Decimal(str(value)), day, subject, **more)


def euros(millions, published, subject=ITALY, **more):
    more.setdefault("currency", "EUR")
    more.setdefault("agreed", subject.startswith("deal:"))
    return figure(Decimal(str(millions)) * 10**6, published, subject, kind="money", **more)


def detections(value, published, period, **more):
    return figure(
        value, published, more.pop("subject", ROUTE), measure="detections", period=period, flow="flow", **more
    )


def standings(records):
    return sorted(groups.standing(one) for one in groups.group(records).changed.values())


# --- money -----------------------------------------------------------------------------------------------------------


def test_the_totals_of_the_italian_centres_make_one_group_of_rivals():
    records = [
        euros(650, date(2024, 1, 29), qualifier="more than", basis="total", period="P5Y"),
        euros(653, date(2024, 4, 19), basis="total", period="P5Y", hedge="estimated", said_by="Openpolis"),
        euros(600, date(2024, 10, 18), qualifier="more than", period="P5Y"),
        euros(800, date(2024, 11, 8), qualifier="more than"),
    ]
    found = groups.group(records).changed
    assert len(found) == 1
    (one,) = found.values()
    assert groups.standing(one) == "rival"
    assert groups.spread(one) == (Decimal(600_000_000), Decimal(800_000_000))
    assert groups.independent(one) == 4


def test_a_yearly_sum_and_a_total_are_no_rivals():
    yearly = euros(15, date(2022, 4, 27), "deal:denmark-kosovo-prison", basis="year", period="2023/..")
    total = euros(210, date(2025, 12, 11), "deal:denmark-kosovo-prison", basis="total", period="P10Y")
    assert relation(yearly, total) == "different"
    assert standings([yearly, total]) == ["single", "single"]


def test_two_totals_of_the_danish_prison_are_rivals():
    a = euros(210, date(2021, 12, 16), "deal:denmark-kosovo-prison")
    b = euros(200, date(2024, 5, 24), "deal:denmark-kosovo-prison", basis="total", period="P10Y")
    assert relation(a, b) == relation(b, a) == "rival"


@pytest.mark.parametrize(
    ("a", "qualifier_a", "b", "qualifier_b", "expected"),
    [
        (653, "", 650, "", "rival"),
        (653, "", 650, "about", "agree"),
        (653, "", 650, "more than", "agree"),
        (653, "", 653, "about", "agree"),
        (22, "nearly", 22, "", "agree"),
        (22, "nearly", 21.6, "", "agree"),
        (22, "nearly", 19, "", "rival"),
        (600, "more than", 653, "", "rival"),
        (600, "more than", 620, "", "agree"),
        (21, "about", 21.4, "", "agree"),
        (21, "about", 22, "about", "rival"),
        (500, "", 500, "", "agree"),
        (100, "up to", 95, "", "agree"),
        (100, "up to", 50, "", "rival"),
    ],
)
def test_words_for_rounding_decide_what_agrees(a, qualifier_a, b, qualifier_b, expected):
    first = euros(a, date(2024, 4, 19), qualifier=qualifier_a)
    second = euros(b, date(2024, 4, 20), qualifier=qualifier_b)
    assert relation(first, second) == relation(second, first) == expected


def test_a_range_agrees_with_what_lies_in_it():
    wide = euros(600, date(2024, 4, 19), value_max=Decimal(700_000_000), qualifier="between")
    assert relation(wide, euros(653, date(2024, 4, 20))) == "agree"
    assert relation(wide, euros(800, date(2024, 4, 20))) == "rival"


def test_a_sum_in_two_currencies_is_one_figure():
    both = euros(1.6, date(2024, 2, 24), "pair:AL-GB", currency="GBP", twin=(Decimal(1_860_000), "EUR"), period="2024")
    in_euros = euros(1.86, date(2024, 2, 25), "pair:AL-GB", period="2024")
    in_pounds = euros(1.6, date(2024, 2, 26), "pair:AL-GB", currency="GBP", period="2024")
    assert relation(both, in_euros) == relation(both, in_pounds) == "agree"
    assert len(groups.group([both, in_euros, in_pounds]).changed) == 1


def test_sums_in_other_currencies_agree_by_their_euros_and_never_rival_by_them():
    pounds = euros(8, date(2023, 5, 24), "deal:uk-albania-prisoners", currency="GBP", eur=Decimal(9_200_000))
    near = euros(9.2, date(2023, 5, 25), "deal:uk-albania-prisoners", eur=Decimal(9_200_000))
    far = euros(5, date(2023, 5, 25), "deal:uk-albania-prisoners", eur=Decimal(5_000_000))
    unknown = euros(9.2, date(2023, 5, 25), "deal:uk-albania-prisoners", currency="ALL")
    assert [relation(pounds, one) for one in (near, far, unknown)] == ["agree", "different", "different"]


def test_a_part_is_no_rival_of_the_whole():
    whole = euros(653, date(2024, 4, 19))
    travel = euros(252, date(2024, 4, 19), ITALY + "|travel")
    assert relation(whole, travel) == "different"
    per_place = euros(0.153, date(2025, 7, 24))
    assert relation(whole, per_place) == "different"  # too far apart to be the same thing


def test_two_sums_of_one_article_are_rivals_only_when_it_says_who_gives_which():
    a = euros(653, date(2025, 12, 16), article="one", said_by="Openpolis")
    assert relation(a, euros(800, date(2025, 12, 16), article="one")) == "different"
    assert relation(a, euros(800, date(2025, 12, 16), article="one", said_by="ActionAid")) == "rival"


def test_aid_of_the_same_years_given_differently_on_one_day_is_a_rival():
    a = euros(160, date(2022, 10, 31), "country:RS|aid", period="2015/..", qualifier="more than")
    b = euros(200, date(2022, 10, 31), "country:RS|aid", period="2015/..")
    later = euros(250, date(2024, 12, 20), "country:RS|aid", period="2015/..", qualifier="more than")
    assert relation(a, b) == "rival"
    assert relation(b, later) == "updates"  # what has been given since 2015 grows


# --- counts ----------------------------------------------------------------------------------------------------------


def test_detections_are_not_persons():
    crossings = detections(764_000, date(2016, 3, 31), "2015")
    people = figure(880_000, date(2016, 3, 10), ROUTE, measure="persons", period="2015")
    assert relation(crossings, people) == "different"


def test_different_years_are_no_rivals():
    assert relation(detections(145_600, date(2023, 1, 13), "2022"), detections(99_068, date(2024, 1, 26), "2023")) == (
        "different"
    )


def test_a_part_of_the_year_is_no_rival_of_the_year():
    part = detections(98_600, date(2023, 12, 11), "2023-01/2023-11")
    whole = detections(99_068, date(2024, 1, 26), "2023")
    assert relation(part, whole) == "different"


def test_the_route_is_not_the_union():
    route = detections(21_000, date(2025, 1, 15), "2024")
    union = detections(239_000, date(2025, 1, 15), "2024", subject="eu:external borders")
    assert relation(route, union) == "different"


def test_a_wrong_total_of_the_same_months_is_a_rival():
    right = detections(128_438, date(2022, 11, 14), "2022-01/2022-10")
    wrong = detections(281_000, date(2022, 12, 21), "2022-01/2022-10")
    assert relation(right, wrong) == "rival"


def test_two_counts_of_the_same_year_by_two_outlets_are_rivals():
    a = detections(12_179, date(2018, 2, 20), "2017")
    b = detections(19_000, date(2018, 6, 1), "2017")
    assert relation(a, b) == "rival"


def test_a_later_edition_of_a_statistic_is_an_update():
    first = detections(21_100, date(2025, 1, 15), "2024", said_by="Frontex")
    revised = detections(21_520, date(2025, 6, 11), "2024")
    assert relation(first, revised) == "updates"


def test_the_outlets_own_correction_is_an_update():
    wrong = detections(281_000, date(2022, 12, 22), "2022-01/2022-10", source="list")
    right = detections(128_438, date(2022, 12, 23), "2022-01/2022-10", source="list")
    assert relation(wrong, right) == "updates"


def test_a_figure_that_is_denied_rivals_the_same_figure_that_is_given():
    given = detections(281_000, date(2022, 12, 22), "2022-01/2022-10")
    denied = detections(281_000, date(2022, 12, 23), "2022-01/2022-10", hedge="denied")
    other = detections(128_438, date(2022, 12, 23), "2022-01/2022-10", hedge="denied")
    assert relation(given, denied) == "rival"
    assert relation(given, other) == "different"


def test_this_year_so_far_is_brought_up_to_date():
    june = detections(5_000, date(2024, 6, 1), "2024")
    october = detections(9_000, date(2024, 10, 1), "2024-01/..")
    assert relation(june, october) == "updates"


def test_the_toll_of_the_drina_is_brought_up_to_date_and_a_lower_later_one_contradicts():
    def dead(value, hour, day=22, **more):
        return figure(value, datetime(2024, 8, day, hour, tzinfo=UTC), DRINA, measure="deaths", flow="flow", **more)

    three = dead(3, 9, qualifier="at least")
    nine, five, eleven = dead(9, 14), dead(5, 18), dead(11, 17, day=23)
    assert relation(three, nine) == relation(three, five) == relation(five, eleven) == "updates"
    assert relation(nine, eleven) == "updates"
    assert relation(nine, five) == "rival"
    assert relation(eleven, dead(9, 17, day=24)) == "updates"  # the story told again, with the earlier counts
    assert standings([three, five, eleven]) == ["updates"]
    assert standings([three, nine, five, eleven]) == ["rival"]


def test_two_accounts_of_who_was_aboard_are_rivals_and_those_of_another_year_are_not():
    thirty = figure(30, date(2024, 8, 22), DRINA + "|aboard", measure="persons", said_by="Boris Trninić")
    other = figure(25, date(2024, 8, 22), DRINA + "|aboard", measure="persons", said_by="Ivica Dačić")
    long_after = figure(25, date(2025, 8, 22), DRINA + "|aboard", measure="persons")
    assert relation(thirty, other) == "rival"
    assert relation(thirty, long_after) == "different"


def test_who_is_in_the_centres_now_is_no_rival_of_who_was_a_year_ago():
    def there(value, day, **more):
        return figure(value, day, "country:RS|in centres", measure="persons", flow="stock", **more)

    assert relation(there(2_900, date(2023, 12, 26)), there(493, date(2024, 12, 20))) == "different"
    assert relation(there(2_900, date(2023, 12, 26)), there(1_500, date(2024, 3, 1))) == "updates"
    assert relation(there(2_900, date(2023, 12, 26)), there(2_500, date(2023, 12, 28))) == "updates"
    assert relation(there(2_900, date(2023, 12, 26)), there(2_500, date(2023, 12, 26))) == "rival"


def test_a_stock_is_no_flow():
    stock = figure(2_900, date(2023, 12, 26), "country:RS|in centres", measure="persons", flow="stock")
    flow = figure(3_900, date(2023, 12, 26), "country:RS|in centres", measure="persons", flow="flow", period="2023")
    assert relation(stock, flow) == "different"


def test_without_a_period_counts_agree_but_do_not_rival():
    a = figure(22_000, date(2025, 4, 2), ROUTE, measure="persons", qualifier="nearly")
    b = figure(22_000, date(2025, 4, 3), ROUTE, measure="persons")
    c = figure(19_000, date(2025, 4, 3), ROUTE, measure="persons")
    assert relation(a, b) == "agree"
    assert relation(a, c) == "different"


def test_nearly_22000_joins_over_two_outlets_though_they_say_other_things_of_the_people():
    a = figure(
        22_000, date(2025, 4, 2), ROUTE, measure="persons", qualifier="nearly", period="2024", deed="passed through"
    )
    b = figure(22_000, date(2025, 10, 22), ROUTE, measure="persons", qualifier="nearly", period="2024", deed="smuggled")
    (one,) = groups.group([a, b]).changed.values()
    assert (groups.standing(one), groups.independent(one)) == ("agree", 2)
    c = figure(30_000, date(2025, 10, 22), ROUTE, measure="persons", period="2024", deed="smuggled")
    assert relation(a, c) == "different"


def test_how_many_are_expected_can_be_contradicted():
    def expected(value, day):
        return figure(value, day, "deal:macedonia-afghans|of AF", measure="persons", hedge="planned", agreed=True)

    assert relation(expected(450, date(2021, 8, 17)), expected(390, date(2021, 8, 17))) == "rival"
    assert relation(expected(450, date(2021, 8, 17)), expected(750, date(2021, 11, 30))) == "different"


@pytest.mark.parametrize(("a", "b", "expected"), [("votes", "glasova", "agree"), ("votes", "permits", "different")])
def test_counts_without_a_measure_are_told_by_their_noun(a, b, expected):
    first = figure(86, date(2024, 5, 23), "deal:denmark-kosovo-prison", unit=a)
    second = figure(86, date(2024, 5, 24), "deal:denmark-kosovo-prison", unit=b)
    assert relation(first, second) == expected


def test_percentages_need_the_same_direction_and_period():
    def share(value, direction, period, day=date(2024, 1, 5)):
        return figure(value, day, ROUTE + "|crossings", kind="percent", direction=direction, period=period)

    assert relation(share(12.17, "down", "2023"), share(12, "down", "2023")) == "agree"
    assert relation(share(34, "down", "2023-01/2023-06"), share(50, "down", "2023")) == "different"
    assert relation(share(34, "up", "2023"), share(34, "down", "2023")) == "different"
    assert relation(share(78, "down", "2024"), share(60, "down", "2024")) == "rival"


def test_a_share_of_nobody_knows_what_is_compared_with_nothing():
    a = figure(78, date(2024, 1, 5), ROUTE, kind="percent", direction="down", period="2023")
    assert (
        relation(a, figure(78, date(2024, 1, 6), ROUTE, kind="percent", direction="down", period="2023")) == "different"
    )


# --- groups ----------------------------------------------------------------------------------------------------------


def test_copies_count_once():
    own = detections(10_640, date(2024, 7, 11), "2024-01/2024-06", source="agency", article="a")
    copy = detections(10_640, date(2024, 7, 11), "2024-01/2024-06", source="portal", article="b", copy_of="a")
    (one,) = groups.group([own, copy]).changed.values()
    assert len(one.members) == 2
    assert groups.independent(one) == 1
    assert groups.standing(one) == "single"


def test_a_figure_about_nothing_known_is_in_no_group():
    assert groups.group([figure(5, date(2024, 1, 1), "", measure="persons")]).changed == {}
    vague = Record("v", "count", None, noon(date(2024, 1, 1)), ROUTE, measure="persons")
    assert groups.group([vague]).changed == {}


def test_grouping_goes_on_from_what_is_grouped():
    a = euros(653, date(2024, 4, 19))
    first = groups.group([a]).changed
    b = euros(800, date(2024, 11, 8), qualifier="more than")
    second = groups.group([b], first.values())
    assert list(second.changed) == [a.key]
    assert groups.standing(second.changed[a.key]) == "rival"
    assert groups.group([a, b], second.changed.values()).changed == {}  # twice is the same as once


def test_in_steps_or_at_once_gives_the_same_groups():
    records = [
        euros(650, date(2024, 1, 29), qualifier="more than"),
        euros(653, date(2024, 4, 19)),
        detections(128_438, date(2022, 11, 14), "2022-01/2022-10"),
        detections(281_000, date(2022, 12, 21), "2022-01/2022-10"),
        euros(600, date(2024, 10, 18), qualifier="more than"),
    ]
    at_once = groups.group(records).changed
    in_steps: dict[str, groups.Group] = {}
    for record in sorted(records, key=lambda one: one.published):
        done = groups.group([record], in_steps.values())
        in_steps = {key: one for key, one in in_steps.items() if key not in done.merged} | done.changed
    assert {key: one.members for key, one in at_once.items()} == {key: one.members for key, one in in_steps.items()}


def test_a_figure_that_ties_two_groups_together_makes_them_one():
    a = detections(130_000, date(2022, 11, 15), "2022-01/2022-10", qualifier="about", source="x", article="x1")
    b = euros(1, date(2022, 12, 1), "country:RS|aid", period="2022")
    split = [groups.Group("k1", groups.bucket(a), (a,))]
    c = detections(281_000, date(2022, 12, 21), "2022-01/2022-10", source="x", article="x1")
    split.append(groups.Group("k2", groups.bucket(c), (c,)))  # two values of one article: different
    d = detections(128_438, date(2022, 12, 22), "2022-01/2022-10")
    done = groups.group([b, d], split)
    assert done.merged == {"k2": "k1"}
    assert {member.key for member in done.changed["k1"].members} == {a.key, c.key, d.key}
    assert groups.standing(done.changed["k1"]) == "rival"


def test_rivals_are_shown_as_pairs_of_values():
    records = [
        euros(653, date(2024, 4, 19)),
        euros(653, date(2024, 4, 20)),
        euros(800, date(2024, 11, 8)),
        euros(800, date(2024, 11, 9)),
    ]
    (one,) = groups.group(records).changed.values()
    pairs = groups.rivals(one)
    assert [(a.value, b.value) for a, b in pairs] == [(Decimal(653_000_000), Decimal(800_000_000))]


def test_people_written_for_detections_get_a_warning():
    agency = detections(21_000, date(2025, 1, 15), "2024", qualifier="about")
    paper = figure(21_000, date(2025, 1, 16), ROUTE, measure="persons", unit="people", period="2024")
    other = figure(35_000, date(2025, 1, 16), ROUTE, measure="persons", unit="people", period="2024")
    assert groups.counts_people_as_detections(paper, [agency])
    assert not groups.counts_people_as_detections(other, [agency])
    assert not groups.counts_people_as_detections(agency, [agency])


def test_a_days_figures_cost_what_they_are_however_many_are_stored():
    def many(start, number):
        return [
            detections(1000 + start + n, date(2020, 1, 1 + n % 28), "2019", subject=f"country:RS|facet {start + n}")
            for n in range(number)
        ]

    stored = list(groups.group(many(0, 20_000)).changed.values())
    new = many(0, 2_000)
    started = time.perf_counter()
    done = groups.group(new, stored)
    assert time.perf_counter() - started < 3
    assert len(done.changed) == 2_000
    assert all(len(one.members) == 2 for one in done.changed.values())
