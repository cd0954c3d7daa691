"""Sums of money: the amount as a plain number, the currency, the qualifier, and what the sum is for."""

from decimal import Decimal

import pytest

from entities.nlp import money


@pytest.mark.parametrize(
    ("text", "span", "amount", "currency", "qualifier"),
    [
        # symbols and codes
        ("The fence cost €350-million.", "€350-million", "350000000", "EUR", None),
        ("It set aside £30 million for it.", "£30 million", "30000000", "GBP", None),
        ("a grant of US$ 1.5bn", "US$ 1.5bn", "1500000000", "USD", None),
        ("The fund has EUR 14.2m left.", "EUR 14.2m", "14200000", "EUR", None),
        ("Karta košta 500€.", "500€", "500", "EUR", None),
        ("Plaća iznosi 1.800,50 EUR bruto", "1.800,50 EUR", "1800.50", "EUR", None),
        ("kazna od 3.000 RSD", "3.000 RSD", "3000", "RSD", None),
        ("gjobë prej 20 000 ALL", "20 000 ALL", "20000", "ALL", None),
        ("Kamp je koštao 400.000 KM.", "400.000 KM", "400000", "BAM", None),
        ("Kazna je 150 КM po osobi", "150 КM", "150", "BAM", None),  # the first letter is Cyrillic
        ("Казна је 150 КМ", "150 КМ", "150", "BAM", None),
        ("казна од 5.000 дин. месечно", "5.000 дин.", "5000", "RSD", None),
        # names in their case forms
        ("They paid 2,000 euros each way.", "2,000 euros", "2000", "EUR", None),
        ("vrijedan 3 milijarde eura", "3 milijarde eura", "3000000000", "EUR", None),
        ("uložili su 2.5 miliona evra", "2.5 miliona evra", "2500000", "EUR", None),
        ("уложили су 2,5 милиона евра", "2,5 милиона евра", "2500000", "EUR", None),
        ("вредна 59-те милиони евра", "59-те милиони евра", "59000000", "EUR", None),
        ("fondi prej 350 milionë euro", "350 milionë euro", "350000000", "EUR", None),
        ("me 400 mijë eurosh", "400 mijë eurosh", "400000", "EUR", None),
        ("120 million Albanian lek", "120 million Albanian lek", "120000000", "ALL", None),
        ("pagoi 5 mijë lekë", "5 mijë lekë", "5000", "ALL", None),
        ("1 milion lekë të vjetra", "1 milion lekë të vjetra", "100000", "ALL", None),
        ("kaznu od 10.000 dinara 21.03. u podne", "10.000 dinara", "10000", "RSD", None),
        ("глоба од 600 денари", "600 денари", "600", "MKD", None),
        ("500 konvertibilnih maraka", "500 konvertibilnih maraka", "500", "BAM", None),
        ("500 convertible marks", "500 convertible marks", "500", "BAM", None),
        ("200 švajcarskih franaka", "200 švajcarskih franaka", "200", "CHF", None),
        ("10 mijë dollarë kanadezë", "10 mijë dollarë kanadezë", "10000", "CAD", None),
        ("25.000 američkih dolara", "25.000 američkih dolara", "25000", "USD", None),
        ("40 mijë stërlina", "40 mijë stërlina", "40000", "GBP", None),
        ("300 фунти", "300 фунти", "300", "GBP", None),
        ("platili su 2.000 kuna", "2.000 kuna", "2000", "HRK", None),
        ("12 milijuna forinti", "12 milijuna forinti", "12000000", "HUF", None),
        ("900 turskih lira", "900 turskih lira", "900", "TRY", None),
        ("408 million Australian dollars", "408 million Australian dollars", "408000000", "AUD", None),
        ("(S$5.6 million)", "S$5.6 million", "5600000", "SGD", None),
        ("tetë milionë paundë", "tetë milionë paundë", "8000000", "GBP", None),
        ("408 milijuna australskih dolara", "408 milijuna australskih dolara", "408000000", "AUD", None),
        ("408 милиони австралиски долари", "408 милиони австралиски долари", "408000000", "AUD", None),
        ("408 milionë dollarë australianë", "408 milionë dollarë australianë", "408000000", "AUD", None),
        ("AUD 408 million", "AUD 408 million", "408000000", "AUD", None),
        ("AU$408m", "AU$408m", "408000000", "AUD", None),
        ("a 5,000-euro prize", "5,000-euro", "5000", "EUR", None),
        ("10 mijë e 500 lekë", "10 mijë e 500 lekë", "10500", "ALL", None),
        # crowns: whose they are stands beside them or was said before
        ("500 Danish kroner", "500 Danish kroner", "500", "DKK", None),
        ("500 danskih kruna", "500 danskih kruna", "500", "DKK", None),
        ("500 шведски круни", "500 шведски круни", "500", "SEK", None),
        ("500 korona norvegjeze", "500 korona norvegjeze", "500", "NOK", None),
        ("500 čeških kruna", "500 čeških kruna", "500", "CZK", None),
        ("Copenhagen pays 112 million kroner", "112 million kroner", "112000000", "DKK", None),
        ("Danska plaća 112 miliona kruna", "112 miliona kruna", "112000000", "DKK", None),
        ("Данска плаќа 112 милиони круни", "112 милиони круни", "112000000", "DKK", None),
        ("Kopenhaga paguan 112 milionë korona", "112 milionë korona", "112000000", "DKK", None),
        ("In Mexico they pay 3,000 pesos", "3,000 pesos", "3000", "MXN", None),
        ("U Meksiku plaćaju 3.000 pezosa", "3.000 pezosa", "3000", "MXN", None),
        ("Во Мексико плаќаат 3.000 пезоси", "3.000 пезоси", "3000", "MXN", None),
        ("In Mexico they pay 3,000 Philippine pesos", "3,000 Philippine pesos", "3000", "PHP", None),
        ("Pakistan fined him 5,000 rupees", "5,000 rupees", "5000", "PKR", None),
        # number words
        ("half a million euros", "half a million euros", "500000", "EUR", None),
        ("pola milijarde eura", "pola milijarde eura", "500000000", "EUR", None),
        ("hiljadu evra", "hiljadu evra", "1000", "EUR", None),
        ("pesë mijë euro", "pesë mijë euro", "5000", "EUR", None),
        ("пет милиони евра", "пет милиони евра", "5000000", "EUR", None),
        # qualifiers stand inside the span, except "additional"
        ("up to 6,000 euros", "up to 6,000 euros", "6000", "EUR", "up to"),
        ("with an additional £3 million", "£3 million", "3000000", "GBP", "additional"),
        ("more than €30m", "more than €30m", "30000000", "EUR", "more than"),
        ("oko 300 evra", "oko 300 evra", "300", "EUR", "about"),
        ("над 3 милиони евра", "над 3 милиони евра", "3000000", "EUR", "more than"),
        ("rreth 700 euro", "rreth 700 euro", "700", "EUR", "about"),
        ("najmanje 1.000 KM", "najmanje 1.000 KM", "1000", "BAM", "at least"),
        ("manje od 17 miliona evra", "manje od 17 miliona evra", "17000000", "EUR", "less than"),
        ("још 45 милиона евра", "45 милиона евра", "45000000", "EUR", "additional"),
        ("pesë mijë euro shtesë", "pesë mijë euro", "5000", "EUR", "additional"),
        ("500 € ili više", "500 €", "500", "EUR", "at least"),
    ],
)
def test_a_sum_is_read(text: str, span: str, amount: str, currency: str, qualifier: str | None) -> None:
    found = money.find(text)
    assert [(m.text, m.amount, m.amount_max, m.currency, m.qualifier) for m in found] == [
        (span, Decimal(amount), None, currency, qualifier)
    ]
    assert text[found[0].start : found[0].end] == span


@pytest.mark.parametrize(
    ("text", "span", "low", "high", "currency"),
    [
        ("between 3,000 and 5,000 euros", "between 3,000 and 5,000 euros", "3000", "5000", "EUR"),
        ("between €3,000 and €5,000", "between €3,000 and €5,000", "3000", "5000", "EUR"),
        ("from 170 to 550 euros", "170 to 550 euros", "170", "550", "EUR"),
        ("€400–€500", "€400–€500", "400", "500", "EUR"),
        ("€3 to €5 million", "€3 to €5 million", "3000000", "5000000", "EUR"),
        ("od 170 do 550 evra", "170 do 550 evra", "170", "550", "EUR"),
        ("između 2 i 3 miliona KM", "između 2 i 3 miliona KM", "2000000", "3000000", "BAM"),
        ("400-500 eurosh", "400-500 eurosh", "400", "500", "EUR"),
        ("nga 400 deri në 500 euro", "400 deri në 500 euro", "400", "500", "EUR"),
        ("од 100 евра до 8.000 евра", "100 евра до 8.000 евра", "100", "8000", "EUR"),
        ("меѓу 20 и 30 милиони денари", "меѓу 20 и 30 милиони денари", "20000000", "30000000", "MKD"),
    ],
)
def test_a_range_has_both_ends(text: str, span: str, low: str, high: str, currency: str) -> None:
    assert [(m.text, m.amount, m.amount_max, m.currency, m.qualifier) for m in money.find(text)] == [
        (span, Decimal(low), Decimal(high), currency, "between")
    ]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("nga 100 euro në 500 euro", [("100 euro", 100), ("500 euro", 500)]),
        ("nga 100 në 500 euro", [("100", 100), ("500 euro", 500)]),
        ("sa 100 evra na 500", [("100 evra", 100), ("500", 500)]),
        ("The price rose from 100 to 500 euros", [("100", 100), ("500 euros", 500)]),
        ("од 100 на 500 евра", [("100", 100), ("500 евра", 500)]),
        # the unit is left out in one of two figures
        ("50 milionë euro e 191 miliardë", [("50 milionë euro", 50 * 10**6), ("191 miliardë", 191 * 10**9)]),
        ("50 milijardi evra i 191 milijardu", [("50 milijardi evra", 50 * 10**9), ("191 milijardu", 191 * 10**9)]),
        ("50 miliona i 60 miliona evra", [("50 miliona", 50 * 10**6), ("60 miliona evra", 60 * 10**6)]),
        (
            "31.2 million euros for one ministry and 8 million for the other",
            [("31.2 million euros", 31200000), ("8 million", 8 * 10**6)],
        ),
        (
            "653 miliona evra za centre, od čega 252 miliona za puteve",
            [("653 miliona evra", 653 * 10**6), ("252 miliona", 252 * 10**6)],
        ),
        (
            "72 miliona evra za puteve i još 16 miliona za kamp",
            [("72 miliona evra", 72 * 10**6), ("16 miliona", 16 * 10**6)],
        ),
        # the scale too
        ("grants of 28 and 16 million euros", [("28", 28 * 10**6), ("16 million euros", 16 * 10**6)]),
        ("grantove od 28 i 16 miliona evra", [("28", 28 * 10**6), ("16 miliona evra", 16 * 10**6)]),
        ("грантови од 28 и од 16 милиони евра", [("28", 28 * 10**6), ("16 милиони евра", 16 * 10**6)]),
        ("grante prej 28 dhe 16 milionë euro", [("28", 28 * 10**6), ("16 milionë euro", 16 * 10**6)]),
        # a rate follows
        (
            "408 miliona evra odmah i oko 70 miliona godišnje.",
            [("408 miliona evra", 408 * 10**6), ("oko 70 miliona", 70 * 10**6)],
        ),
        # a list of prices
        ("Taksi košta 3.000 evra, autobus 400.", [("3.000 evra", 3000), ("400", 400)]),
        ("Такси чини 3.000 евра, автобус 400.", [("3.000 евра", 3000), ("400", 400)]),
        ("Taksia kushton 3.000 euro, autobusi 400.", [("3.000 euro", 3000), ("400", 400)]),
        ("A taxi costs 3,000 euros, the bus 400.", [("3,000 euros", 3000), ("400", 400)]),
        ("They paid 200 euros for adults and 100 for children.", [("200 euros", 200), ("100", 100)]),
        ("Platili su 200 evra za odrasle i 100 za decu.", [("200 evra", 200), ("100", 100)]),
        ("They paid 200 euros for adults, 100 for children.", [("200 euros", 200), ("100", 100)]),
        ("The prize is 5,000 euros; the runner-up gets 2,000.", [("5,000 euros", 5000), ("2,000", 2000)]),
        ("It costs 500 euros instead of 300.", [("500 euros", 500), ("300", 300)]),
        ("Košta 500 evra umesto 300.", [("500 evra", 500), ("300", 300)]),
        ("Кошта 500 евра уместо 300.", [("500 евра", 500), ("300", 300)]),
        ("Чини 500 евра наместо 300.", [("500 евра", 500), ("300", 300)]),
        ("Kushton 500 euro në vend të 300.", [("500 euro", 500), ("300", 300)]),
        # a part of it, below a million
        ("1.2 million euros, of which 800,000 went on gear", [("1.2 million euros", 1200000), ("800,000", 800000)]),
        ("1,2 miliona evra, od čega 800.000 za opremu", [("1,2 miliona evra", 1200000), ("800.000", 800000)]),
        ("1,2 милиона евра, од чега 800.000 за опрему", [("1,2 милиона евра", 1200000), ("800.000", 800000)]),
        ("1,2 милиони евра, од кои 800.000 за опрема", [("1,2 милиони евра", 1200000), ("800.000", 800000)]),
        (
            "1,2 milionë euro, prej të cilave 800 mijë për pajisje",
            [("1,2 milionë euro", 1200000), ("800 mijë", 800000)],
        ),
        (
            "It paid 8 million euros. Another 7 million a year follows.",
            [("8 million euros", 8000000), ("7 million", 7000000)],
        ),
        # the sentence after divides the sum
        (
            "Dato je 160 miliona evra. Od toga je 130 miliona otišlo na kampove, a oko 30 miliona na granice.",
            [("160 miliona evra", 160 * 10**6), ("130 miliona", 130 * 10**6), ("oko 30 miliona", 30 * 10**6)],
        ),
        (
            "Дато је 200 милиона евра. Поменула је и више од 160 милиона: 130 милиона за миграције и око 30 милиона за "
            "границу.",
            [
                ("200 милиона евра", 200 * 10**6),
                ("више од 160 милиона", 160 * 10**6),
                ("130 милиона", 130 * 10**6),
                ("око 30 милиона", 30 * 10**6),
            ],
        ),
        (
            "Kosto është 653 milionë euro. Nga shuma e plotë, 252 milionë shkojnë për udhëtime.",
            [("653 milionë euro", 653 * 10**6), ("252 milionë", 252 * 10**6)],
        ),
        (
            "Потрошени се 653 милиони евра. Од тоа 252 милиони се за патувања.",
            [("653 милиони евра", 653 * 10**6), ("252 милиони", 252 * 10**6)],
        ),
        (
            "It cost 653 million euros. Of this, 252 million went into travel.",
            [("653 million euros", 653 * 10**6), ("252 million", 252 * 10**6)],
        ),
    ],
)
def test_a_rise_is_two_sums_and_a_unit_left_out_is_taken_over(text: str, sums: list[tuple[str, int]]) -> None:
    found = money.find(text)
    assert [(m.text, m.amount) for m in found] == [(span, Decimal(amount)) for span, amount in sums]
    assert {m.currency for m in found} == {"EUR"}


@pytest.mark.parametrize(
    ("text", "span", "amount", "currency"),
    [
        ("In dollars, that is about 5 million.", "about 5 million", 5 * 10**6, "USD"),
        ("U dinarima je to oko 3 milijarde.", "oko 3 milijarde", 3 * 10**9, "RSD"),
        ("У динарима је то 35.000.", "35.000", 35000, "RSD"),
        ("Во денари, тоа се 600.000.", "600.000", 600000, "MKD"),
        ("Në lekë, kjo bën rreth 66 miliardë.", "rreth 66 miliardë", 66 * 10**9, "ALL"),
    ],
)
def test_the_currency_may_be_named_before(text: str, span: str, amount: int, currency: str) -> None:
    assert [(m.text, m.amount, m.currency) for m in money.find(f"Cena: 10 €. {text}")][1:] == [
        (span, Decimal(amount), currency)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dato je 10 miliona evra. Raseljeno ih je 2 miliona.",
        "It paid 10 million euros. More than 2 million were displaced.",
        "It paid 10 million euros. Some 2 million people came.",
        "Dato je 10 miliona evra. Zemlja ima 2 miliona stanovnika.",
        "Дадени се 10 милиони евра. Во земјата живеат 2 милиони луѓе.",
        "U dati 10 milionë euro. Vendi ka 2 milionë banorë.",
        "Dato je 10 miliona evra, a 400 ljudi je otišlo.",
        "Plate su 500 evra, a u kampu je 400.",
        "They earn 500 euros, and there are 400.",
        "Kamata na štednju u evrima je 1,6 odsto, 10 miliona evra je uloženo.",
        "Dato je 10 evra, pa 12. maja još ništa.",
    ],
)
def test_one_sum_stays_one_sum(text: str) -> None:
    assert len(money.find(text)) == 1


def test_a_number_that_counts_something_takes_no_currency_over() -> None:
    assert [m.text for m in money.find("10 million euros and 2 million people")] == ["10 million euros"]
    assert [m.text for m in money.find("10 million euros for a population of 2 million.")] == ["10 million euros"]
    assert [m.text for m in money.find("It paid 10 million euros. Later 2 million more.")] == ["10 million euros"]


@pytest.mark.parametrize(
    ("text", "currencies"),
    [
        ("cost 1.6 million pounds (1.86 million Euro)", ["GBP", "EUR"]),
        ("5 miliona KM (oko 2,5 miliona evra)", ["BAM", "EUR"]),
        ("600.000 денари, односно 10.000 евра", ["MKD", "EUR"]),
        ("12 mijë lekë ose rreth 120 euro", ["ALL", "EUR"]),
    ],
)
def test_two_currencies_for_one_sum_point_at_each_other(text: str, currencies: list[str]) -> None:
    found = money.find(text)
    assert [m.currency for m in found] == currencies
    assert [m.twin for m in found] == [1, 0]


def test_two_sums_in_two_currencies_are_no_twins() -> None:
    assert [m.twin for m in money.find("Serbia paid 5 million dinars and Italy 2 million euros")] == [None, None]


def test_a_sum_repeated_in_words_is_one_sum() -> None:
    assert [m.text for m in money.find("5.000 dinara (slovima: pet hiljada dinara)")] == [
        "5.000 dinara (slovima: pet hiljada dinara)"
    ]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("It costs 15 million euros a year.", "year"),
        ("an annual budget of 15 million euros", "year"),
        ("15 miliona evra godišnje", "year"),
        ("15 милиони евра годишно", "year"),
        ("15 milionë euro në vit", "year"),
        ("15 million euros a year ago", None),
        ("Uvoz je pao na godišnjem nivou, dostigavši 15 miliona evra", None),
        ("2.500 evra mjesečno", "month"),
        ("500 euro në muaj", "month"),
        ("a monthly allowance of 50 euros", "month"),
        ("20 euros a day", "day"),
        ("20 evra dnevno", "day"),
        ("up to 6,000 euros for each refugee", "head"),
        ("3.000 evra po osobi", "head"),
        ("3.000 euro për person", "head"),
        ("3.000 евра по лице", "head"),
        ("ukupno 210 miliona evra", "total"),
        ("210 million euros over ten years", "total"),
        ("gjithsej 210 milionë euro", "total"),
        ("вкупно 210 милиони евра", "total"),
        ("They paid 15 million euros. Each year it grows.", None),
    ],
)
def test_a_years_a_heads_and_the_whole_sum_are_told_apart(text: str, basis: str | None) -> None:
    assert [m.basis for m in money.find(text)] == [basis]


def test_a_vague_sum_is_kept_without_an_amount() -> None:
    assert [(m.text, m.amount) for m in money.find("nekoliko miliona evra")] == [("nekoliko miliona evra", None)]


@pytest.mark.parametrize(
    "text",
    [
        "40 km od granice",  # kilometres, not marks
        "40 KM OD GRANICE SA SRBIJOM",
        "all 500 people",
        "ALL 27 MEMBERS AGREED",
        "20 pounds of heroin",
        "Euro 2024",
        "dvije marke automobila",
        "u 12:20 časova",
        "član 15. stav 2",
        "a 47-year-old man",
        "+381 11 222 333",
        "3-0",
        "millions of euros",
        "21.03. u 10 časova",
        "500 kruna bez zemlje",  # whose crowns?
        "tri krune",
    ],
)
def test_what_is_no_money_is_left_alone(text: str) -> None:
    assert money.find(text) == []


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("EUR 570,000 was paid, or 114,000 a day, said the report.", [570000, 114000]),
        ("Between £3,000 and £4,000 is charged; some pay as much as 15,000.", [3000, 15000]),
        ("He was paid 300 euros a head, and 1,500 for the whole group.", [300, 1500]),
        ("It cost 65 million, instead of the planned 39 million euros.", [65000000, 39000000]),
        ("Italy has so far spent 74.2 million of the 653 million euros.", [74200000, 653000000]),
        ("28 miliona evra dala je EU, a 3,5 miliona Norveška.", [28000000, 3500000]),
        ("Fondi prej 922 milionë eurosh i takon Shqipërisë, 882 milionë Kosovës.", [922000000, 882000000]),
        ("Zaradili su 150 hiljada eura, a oduzeto im je 30 hiljada.", [150000, 30000]),
        ("Kampovi su koštali pola miliona eura, a put još 300.000.", [500000, 300000]),
        ("Грантот е 1,8 милиони евра, а државата учествува со 200.000.", [1800000, 200000]),
        # what became less had the other's scale
        ("Буџетот е намален од 18 на 15 милиони евра.", [18000000, 15000000]),
        # persons keep their number
        ("It got 2 million euros, while the migrants numbered 45,000.", [2000000]),
    ],
)
def test_a_sum_without_its_unit_is_read_where_the_words_say_it_is_money(text: str, amounts: list[int]) -> None:
    assert [int(one.amount or 0) for one in money.find(text)] == amounts


def test_a_short_scale_on_both_ends_is_a_range() -> None:
    found = money.find("They put the cost at 650m to 800m euros.")
    assert [(int(one.amount or 0), int(one.amount_max or 0)) for one in found] == [(650000000, 800000000)]


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("EUR 570,000 was paid, or 114,000 a day.", [None, "day"]),
        ("They get 50 euros a week.", ["week"]),
        ("Dobijaju 20 evra nedeljno.", ["week"]),
        ("Барале по 1.500 евра од човек.", ["head"]),
    ],
)
def test_a_week_and_a_day_belong_to_the_sum_they_stand_with(text: str, bases: list[str | None]) -> None:
    assert [one.basis for one in money.find(text)] == bases
